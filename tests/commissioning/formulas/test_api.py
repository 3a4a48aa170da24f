"""The published formula over HTTP: every number by which a band is given."""

from fractions import Fraction

from builders.commissioning.personas import OFFENDER_MANAGER, STRANGER
from house.running import Running
from noms.contracts.commissioning.formulas import FormulaList
from services.commissioning.formulas.rules import FORMULAS


async def published(service: Running) -> FormulaList:
    async with service.as_(OFFENDER_MANAGER) as client:
        return FormulaList.model_validate_json((await client.get("/v1/rating-formulas")).content)


async def test_every_version_is_published_with_every_number(service: Running):
    told = await published(service)

    assert [version.version for version in told.data] == sorted((f.version for f in FORMULAS), reverse=True)
    for version in told.data:
        formula = next(f for f in FORMULAS if f.version == version.version)
        for name, value in vars(formula).items():
            shown = getattr(version, name)
            if isinstance(value, Fraction):
                assert Fraction(shown) == value, name
            elif isinstance(value, int):
                assert shown == value, name
        assert {(cut.band, Fraction(cut.score_at_least)) for cut in version.band_cuts} == {
            (band, cut) for cut, band in formula.band_cuts
        }
        assert {cap.state: cap.cap for cap in version.gateway_caps} == dict(formula.gateway_caps)
        assert len(version.domain_weights) == len(formula.domain_weights)


async def test_version_1_cuts_at_three_and_a_half_two_and_a_half_and_one_and_a_half(service: Running):
    (version,) = [told for told in (await published(service)).data if told.version == 1]

    assert [(cut.score_at_least, cut.band) for cut in version.band_cuts] == [("7/2", 4), ("5/2", 3), ("3/2", 2)]
    assert (version.comparator_share, version.top_band_percentile, version.smallest_group) == ("3/10", "3/4", 5)


async def test_whoever_reads_no_reference_reads_no_formula(service: Running):
    async with service.as_(STRANGER) as client:
        assert (await client.get("/v1/rating-formulas")).status_code == 403
