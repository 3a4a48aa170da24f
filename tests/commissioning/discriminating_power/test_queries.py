"""What the ratings of a year tell apart, against a count in Python, within reach."""

import json
from collections import Counter
from datetime import date

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import MAY, compute
from builders.commissioning.personas import AUDITOR, LONDON_TRUST, NOBODY, OFFENDER_MANAGER
from builders.commissioning.ratings import MODERATOR, TRUSTS, a_moderation, purchaser_of, system_of
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.discriminating_power import BandCounts, DiscriminatingPower
from noms.contracts.commissioning.performance import PeriodView

PATH = "/v1/ratings/discriminating-power"


@pytest.fixture(scope="module")
async def rated(service: Running, peers: Peers) -> list[PeriodView]:
    """Nine trusts over April 2010, each completing a little more; London also over May, and over April 2011."""
    periods = []
    for place, (trust, region) in enumerate(TRUSTS.items()):
        peers.ledgers[trust] = Ledger()
        peers.of(trust).complete(*[date(2010, 4, 10)] * (22 + 2 * place))
        agreement = await live(service, purchaser_of(trust), system_of(trust), provider=trust, commissioner=region)
        periods.append(await compute(service, agreement, persona=purchaser_of(trust)))
        if trust == "LDN":
            periods.append(await compute(service, agreement, MAY))
            await compute(service, agreement, {"from_day": "2011-04-01", "to_day": "2011-04-30"})
    return periods


async def power(service: Running, year: int = 2010, persona: Persona = AUDITOR) -> DiscriminatingPower:
    async with service.as_(persona) as client:
        answer = await client.get(PATH, params={"year": year})
    assert answer.status_code == 200, answer.text
    told = DiscriminatingPower.model_validate_json(answer.content)
    assert json.loads(answer.content) == json.loads(told.model_dump_json())
    return told


def counted(bands: list[int | None]) -> BandCounts:
    found = Counter(bands)
    return BandCounts(band_1=found[1], band_2=found[2], band_3=found[3], band_4=found[4], unbanded=found[None])


async def test_the_bands_of_a_year_are_counted(service: Running, rated: list[PeriodView]):
    told = await power(service)
    bands = [period.rating.band for period in rated]
    commonest = max(Counter(bands).values())

    assert (told.year_begins, told.year_ends, told.ratings) == (date(2010, 4, 1), date(2011, 3, 31), 10)
    assert told.bands == counted(bands)
    assert told.share_in_the_commonest_band_percent == round(100 * commonest / len(bands), 1)
    assert told.all_equal is (len(set(bands)) == 1)
    (group,) = told.groups
    assert (group.group, group.ratings, group.bands) == ("probation_trust", 10, told.bands)


async def test_a_measure_that_all_score_alike_tells_nothing_apart(service: Running, rated: list[PeriodView]):
    """Nobody had a breach due: that measure was scored nowhere; completions spread."""
    told = {line.measure_code: line for line in (await power(service)).measures}
    bands = [m.band for period in rated for m in period.rating.measures if m.measure_code == COMPLETIONS]

    assert (told[COMPLETIONS].scored, told[COMPLETIONS].bands) == (10, counted(bands))
    assert told[COMPLETIONS].all_equal is False
    assert (told[BREACHES].scored, told[BREACHES].bands.unbanded, told[BREACHES].all_equal) == (0, 10, False)


async def test_where_all_are_in_one_band_the_year_says_so(service: Running, rated: list[PeriodView]):
    """Of London alone, seen by London: April and May are both in band 1 or 2 by the cap of an insufficient domain."""
    told = await power(service, persona=LONDON_TRUST)
    own = [period.rating.band for period in rated if period.provider == "LDN"]

    assert (told.ratings, told.bands) == (2, counted(own))
    assert told.all_equal is (len(set(own)) == 1)
    assert told.share_of_groups_all_equal_percent == (100.0 if told.all_equal else 0.0)


async def test_another_year_counts_its_own(service: Running, rated: list[PeriodView]):
    assert (await power(service, 2011)).ratings == 1


async def test_a_year_without_ratings_is_an_answer_too(service: Running, rated: list[PeriodView]):
    told = await power(service, 2005)

    assert (told.ratings, told.groups, told.measures, told.share_in_the_commonest_band_percent) == (0, [], [], None)


async def test_whoever_reaches_nothing_counts_nothing(service: Running, rated: list[PeriodView]):
    assert (await power(service, persona=NOBODY)).ratings == 0


async def test_practitioners_do_not_ask(service: Running, rated: list[PeriodView]):
    async with service.as_(OFFENDER_MANAGER) as client:
        assert (await client.get(PATH, params={"year": 2010})).status_code == 403


@pytest.mark.parametrize("year", [2003, 2099])
async def test_a_year_outside_the_calendar_is_refused(service: Running, rated: list[PeriodView], year: int):
    async with service.as_(AUDITOR) as client:
        assert (await client.get(PATH, params={"year": year})).status_code == 422


async def test_the_band_in_force_is_counted(service: Running, rated: list[PeriodView]):
    """Last of all: one rating is moderated from its band to another."""
    before = await power(service)
    period = next(period for period in rated if period.rating.band == 2)
    path = f"/v1/agreements/{period.agreement_id}/periods/{period.period_id}/moderation"
    async with service.as_(MODERATOR) as client:
        assert (await client.post(path, json=a_moderation(band=3), headers=once())).status_code == 201
    after = await power(service)

    assert (after.bands.band_2, after.bands.band_3) == (before.bands.band_2 - 1, before.bands.band_3 + 1)
