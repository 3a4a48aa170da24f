"""Ratings of several trusts over the same days: the own place among them, and nothing of anybody else's."""

import json
from datetime import date
from typing import Any

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import Ledger, Peers
from builders.commissioning.performance import compute, read
from builders.commissioning.personas import NATIONAL_COMMISSIONER
from builders.commissioning.ratings import purchaser_of, system_of
from house.running import Running
from noms.contracts.commissioning.comparators import GroupCode
from noms.contracts.commissioning.performance import PeriodView
from noms.contracts.commissioning.ratings import RatedBecause

pytestmark = pytest.mark.usefixtures("clean_slate")

FIVE = {"LDN": 36, "KNT": 30, "HPS": 28, "MCG": 26, "YSW": 24}
"""Completions in April against a profile of thirty; every breach of thirty in time, which scores 3.929."""


async def computed(service: Running, peers: Peers, trust: str, completions: int, **days: str) -> PeriodView:
    peers.ledgers[trust] = Ledger()
    own = peers.of(trust)
    own.complete(*[date(2010, 4, 10)] * completions)
    for _ in range(30):
        own.breach(date(2010, 4, 20), in_time=True)
    agreement = await live(service, purchaser_of(trust), system_of(trust), provider=trust, commissioner=_region(trust))
    return await compute(service, agreement, {"from_day": "2010-04-01", "to_day": "2010-04-30"} | days, purchaser_of(trust))


def _region(trust: str) -> str:
    (region,) = purchaser_of(trust).reach["regions"]
    return str(region)


async def rated_again(service: Running, period: PeriodView, trust: str) -> PeriodView:
    async with service.as_(purchaser_of(trust)) as client:
        answer = await client.post(f"/v1/agreements/{period.agreement_id}/periods/{period.period_id}/ratings", json={})
    assert answer.status_code == 200, answer.text
    return PeriodView.model_validate_json(answer.content)


async def five(service: Running, peers: Peers) -> dict[str, PeriodView]:
    first = {trust: await computed(service, peers, trust, done) for trust, done in FIVE.items()}
    return {trust: await rated_again(service, period, trust) for trust, period in first.items()}


async def test_each_sees_its_own_place_among_five_and_the_best_reaches_the_top_band(service: Running, peers: Peers):
    """London: 120 % scores 4, breach 3.929: (3 x 4 + 4 x 3.929) / 7 = 3.959; tested 0.7 x 3.959 + 0.3 x 3.4 = 3.791."""
    told = await five(service, peers)
    places = {trust: period.rating.comparator for trust, period in told.items()}

    assert {trust: place and (place.group, place.group_size, place.percentile) for trust, place in places.items()} == {
        "LDN": (GroupCode.PROBATION_TRUST, 5, 80.0),
        "KNT": (GroupCode.PROBATION_TRUST, 5, 60.0),
        "HPS": (GroupCode.PROBATION_TRUST, 5, 40.0),
        "MCG": (GroupCode.PROBATION_TRUST, 5, 20.0),
        "YSW": (GroupCode.PROBATION_TRUST, 5, 0.0),
    }
    assert (told["LDN"].rating.score, told["LDN"].rating.band) == (3.959, 4)
    assert {period.rating.band for trust, period in told.items() if trust != "LDN"} == {3}


async def test_of_four_nobody_is_told_a_place_and_nobody_reaches_the_top_band(service: Running, peers: Peers):
    periods = {trust: await computed(service, peers, trust, done) for trust, done in list(FIVE.items())[:4]}
    london = await rated_again(service, periods["LDN"], "LDN")

    assert london.rating.comparator is not None
    assert (london.rating.comparator.group_size, london.rating.comparator.percentile) == (None, None)
    assert (london.rating.band, london.rating.because) == (
        3, ["band 4 needs a place in the top quarter of a comparator group"],
    )  # fmt: skip


async def test_the_fifth_to_be_rated_changes_nobodys_rating_until_it_is_asked_for(service: Running, peers: Peers):
    london = await computed(service, peers, "LDN", 36)
    for trust in list(FIVE)[1:]:
        await computed(service, peers, trust, FIVE[trust])
    before = await read(service, str(london.agreement_id), london, purchaser_of("LDN"))
    after = await rated_again(service, london, "LDN")

    assert (before.rating.band, before.rating.number) == (3, 1)
    assert (after.rating.band, after.rating.number, after.rating.rated_because) == (4, 2, RatedBecause.ASKED)


async def test_only_those_rated_over_the_same_days_are_compared(service: Running, peers: Peers):
    periods = {trust: await computed(service, peers, trust, done) for trust, done in list(FIVE.items())[:4]}
    await computed(service, peers, "YSW", 24, to_day="2010-05-31")
    london = await rated_again(service, periods["LDN"], "LDN")

    assert london.rating.comparator is not None
    assert london.rating.comparator.group_size is None


async def test_where_all_five_score_the_same_nobody_is_above_anybody(service: Running, peers: Peers):
    periods = {trust: await computed(service, peers, trust, 36) for trust in FIVE}
    told = [await rated_again(service, period, trust) for trust, period in periods.items()]

    assert {period.rating.comparator and period.rating.comparator.percentile for period in told} == {0.0}
    assert {period.rating.band for period in told} == {3}


async def test_a_rating_tells_nothing_of_anybody_else(service: Running, peers: Peers):
    """Neither their codes, nor their agreements, nor a score that only they have."""
    told = await five(service, peers)
    london, others = told.pop("LDN"), list(told.values())
    async with service.as_(system_of("LDN")) as client:
        body = (await client.get(f"/v1/agreements/{london.agreement_id}/periods/{london.period_id}")).text

    assert json.loads(body)["rating"]["comparator"]["group_size"] == 5
    for other in others:
        for told_of_other in (str(other.agreement_id), str(other.period_id), other.provider, str(other.rating.score)):
            assert told_of_other not in body
    async with service.as_(system_of("LDN")) as client:
        hidden = await client.get(f"/v1/agreements/{others[0].agreement_id}/periods/{others[0].period_id}")
    assert hidden.status_code == 404


async def test_the_reach_of_the_caller_is_as_before_once_the_group_was_counted(service: Running, peers: Peers):
    """In one transaction: counted beyond the reach, then read within it again."""
    told = await five(service, peers)
    async with service.as_(purchaser_of("LDN")) as client:
        listed: dict[str, Any] = (await client.get("/v1/agreements")).json()
    (only,) = listed["data"]

    assert only["id"] == str(told["LDN"].agreement_id)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        assert len((await client.get("/v1/agreements")).json()["data"]) == 5
