"""What is drawn up over HTTP: lines, parties, options, clauses; by NOMS as buyer and as provider."""

from typing import Any

import pytest

from builders.commissioning.agreements import a_signature, an_agreement, completions_line, completions_measure, drawn_up
from builders.commissioning.personas import (
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    NOMS_AS_PROVIDER,
    RYE_HILL_CONTRACTOR,
    YOUTH_JUSTICE_BOARD,
)
from builders.commissioning.specifications import drafted, published
from builders.commissioning.variations import post, refused, text_of
from house.running import Running
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.in_force import AgreementText

pytestmark = pytest.mark.usefixtures("clean_slate")

RYE_HILL = {"provider": "RHI", "commissioner": "NOMS", "starts_on": "2009-04-01", "ends_on": "2011-03-31"}
REPORTS = {"specification": "COURT-REPORTS", "specification_version": 2, "annual_volume": 50, "unit_price_pence": 20_000}
PLACES = {"specification": "CUSTODY-TRAINER", "specification_version": 1, "annual_volume": 600, "unit_price_pence": 3_066_000}
BOYS = {
    "specification": "CUSTODY-JUVENILE",
    "specification_version": 1,
    "place": "WII",
    "annual_volume": 200,
    "unit_price_pence": 5_000_000,
}
INBOUND = {"direction": "inbound", "instrument": "SLA", "commissioner": "YJB", "provider": "NOMS", "lines": [BOYS]}


def a_party(role: str, code: str, share: str | None = None, body: str = "company", **changes: Any) -> dict[str, Any]:
    return {"organisation": code, "name": code.title(), "role": role, "body": body, "share_percent": share} | changes


async def answer(service: Running, persona: Any = LONDON_COMMISSIONER, **changes: Any) -> tuple[int, str]:
    return await refused(service, persona, "/v1/agreements", an_agreement(**changes))


async def page(service: Running, agreement: str, persona: Any = LONDON_COMMISSIONER) -> AgreementView:
    async with service.as_(persona) as client:
        return AgreementView.model_validate_json((await client.get(f"/v1/agreements/{agreement}")).content)


async def test_a_prison_contract_buys_places_and_brings_the_clauses_of_its_instrument(service: Running):
    agreement = await drawn_up(service, NATIONAL_COMMISSIONER, **RYE_HILL, lines=[PLACES], annual_fee_pence=5)
    whole = await page(service, agreement, RYE_HILL_CONTRACTOR)

    assert [(line.place, line.annual_volume, line.unit_of_output) for line in whole.lines] == [("RHI", 600, "place")]
    assert [(party.role, party.organisation, party.body) for party in whole.parties] == [
        ("commissioner", "NOMS", "public_body"),
        ("provider", "RHI", "company"),
    ]
    assert [fee.annual_fee_pence for fee in whole.fees] == [5]


async def test_assistance_to_courts_is_refused_to_a_contractor_with_the_section_of_the_act(service: Running):
    """Source: Offender Management Act 2007 s.4."""
    told = await post(service, NATIONAL_COMMISSIONER, "/v1/agreements", an_agreement(**RYE_HILL, lines=[REPORTS]))

    assert (told.status_code, told.json()["code"]) == (409, "restricted_provision")
    assert "Offender Management Act 2007 s.4" in told.json()["title"]
    assert await answer(service, lines=[REPORTS]) == (201, "")


async def test_a_trust_does_not_pass_assistance_to_courts_on(service: Running):
    """Source: Offender Management Act 2007 s.4."""
    serco = a_party("subcontractor", "SERCO", "10")
    both = [REPORTS, completions_line()]

    assert await answer(service, lines=both, parties=[serco]) == (409, "restricted_provision")
    assert await answer(service, lines=both, parties=[serco | {"delivers": ["COURT-REPORTS"]}]) == (409, "restricted_provision")
    assert await answer(service, lines=both, parties=[serco | {"delivers": ["PROGRAMME-COMPLETION"]}]) == (201, "")


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        ([a_party("subcontractor", "A", "60"), a_party("subcontractor", "B", "41")], (409, "shares_above_the_whole")),
        ([a_party("prime", "A", "60"), a_party("member", "B", "39.9")], (409, "consortium_not_whole")),
        ([a_party("prime", "A", "60"), a_party("member", "B", "40")], (201, "")),
        ([a_party("prime", "A", "60"), a_party("member", "B", "40", to_day="2011-03-31")], (409, "consortium_not_whole")),
        ([a_party("prime", "A", "60"), a_party("member", "B", "40", to_day="2012-03-31")], (201, "")),
        ([a_party("prime", "A", "50")], (409, "consortium_not_whole")),
        ([a_party("prime", "A"), a_party("member", "B", "100")], (201, "")),
        ([a_party("prime", "A", "50"), a_party("prime", "B", "50")], (409, "not_one_prime")),
        ([a_party("member", "A", "100")], (409, "not_one_prime")),
        ([a_party("prime", "LON", "100")], (409, "buys_from_itself")),
        ([a_party("prime", "A", "100"), a_party("guarantor", "A", body="voluntary_body")], (409, "two_bodies_of_one")),
        ([a_party("subcontractor", "A", "100.1")], (422, "invalid")),
        ([a_party("subcontractor", "A", "-1")], (422, "invalid")),
        ([a_party("provider", "A")], (422, "invalid")),
        ([a_party("guarantor", "A"), a_party("guarantor", "A")], (409, "versions_overlap")),
        ([a_party("guarantor", "A", from_day="2010-03-31")], (409, "outside_the_term")),
    ],
)
async def test_parties_share_no_more_than_the_whole(service: Running, parties: list, told: tuple[int, str]):
    assert await answer(service, parties=parties) == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([completions_line(), completions_line(annual_volume=9)], (409, "versions_overlap")),
        ([completions_line(to_day="2011-03-31"), completions_line(from_day="2011-03-31")], (409, "versions_overlap")),
        ([completions_line(to_day="2011-03-31"), completions_line(from_day="2011-04-01")], (201, "")),
        ([completions_line(to_day="2010-09-30"), completions_line(from_day="2010-10-01")], (409, "not_at_the_turn_of_the_year")),
        ([completions_line(), completions_line(place="KNT")], (409, "not_the_providers_place")),
        ([completions_line(from_day="2010-03-31")], (409, "outside_the_term")),
        ([completions_line(to_day="2012-04-01")], (409, "outside_the_term")),
        ([completions_line(to_day="2011-03-31")], (409, "nothing_is_bought")),
        (
            [PLACES | {"place": "RHI", "from_day": "2010-05-01", "to_day": "2010-04-30"}, completions_line()],
            (409, "outside_the_term"),
        ),
    ],
)
async def test_a_line_has_one_version_on_a_day_and_lies_within_the_term(service: Running, lines: list, told: tuple[int, str]):
    assert await answer(service, lines=lines) == told


async def test_no_agreement_is_made_by_a_version_that_takes_none_on_its_first_day(service: Running):
    await drafted(service, "ADVICE-DRAFT")
    await published(service, "ADVICE-OPEN", in_force_from="2010-04-02")
    for code in ("ADVICE-DRAFT", "ADVICE-OPEN"):
        assert await answer(service, lines=[completions_line(specification=code)]) == (409, "specification_not_in_force")
    line = completions_line(specification="ADVICE-OPEN", from_day="2010-04-02")
    assert await answer(service, lines=[line, completions_line()]) == (201, "")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ({"exercise_by": "2011-12-31", "extends_to_at_most": "2014-03-31"}, (201, "")),
        ({"exercise_by": "2012-04-01", "extends_to_at_most": "2014-03-31"}, (409, "options_out_of_order")),
        ({"exercise_by": "2011-12-31", "extends_to_at_most": "2012-03-31"}, (409, "options_out_of_order")),
    ],
)
async def test_an_option_reaches_beyond_the_end_and_is_used_before_it(service: Running, option: dict, told: tuple[int, str]):
    assert await answer(service, extension_options=[option]) == told


async def test_the_youth_justice_board_buys_places_from_noms_by_an_sla(service: Running):
    agreement = await drawn_up(service, NATIONAL_COMMISSIONER, **INBOUND)
    path = f"/v1/agreements/{agreement}"
    await post(service, NATIONAL_COMMISSIONER, f"{path}/measures", completions_measure())
    await post(service, NATIONAL_COMMISSIONER, f"{path}/offer", {})

    assert await refused(service, NATIONAL_COMMISSIONER, f"{path}/commissioner-signature", a_signature()) == (
        409,
        "not_the_commissioner",
    )
    assert await refused(service, YOUTH_JUSTICE_BOARD, f"{path}/commissioner-signature", a_signature()) == (201, "")
    assert await refused(service, NOMS_AS_PROVIDER, f"{path}/provider-signature", a_signature()) == (201, "")
    told = AgreementText.model_validate_json((await text_of(service, agreement, YOUTH_JUSTICE_BOARD, on="2010-06-30")).content)
    assert (told.direction, told.state, told.lines[0].place, told.lines[0].annual_volume) == ("inbound", "signed", "WII", 200)
    assert {effect for clause in told.clauses for effect in clause.effects} >= {"not_enforceable_in_court", "no_vat"}
    assert (await text_of(service, agreement, LONDON_TRUST)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"instrument": "CONTRACT"}, (409, "wrong_instrument")),
        ({"commissioner": "LON"}, (409, "nobody_may_purchase")),
        ({"commissioner": "UKBA"}, (409, "nobody_may_purchase")),
        ({"lines": [BOYS | {"place": None}]}, (409, "nobody_may_purchase")),
        ({"provider": "LDN"}, (422, "invalid")),
        ({"ends_on": "2010-03-31"}, (409, "agreement_ends_before_it_starts")),
    ],
)
async def test_noms_sells_only_to_whom_the_list_names(service: Running, changes: dict, told: tuple[int, str]):
    assert await answer(service, NATIONAL_COMMISSIONER, **(INBOUND | changes)) == told
