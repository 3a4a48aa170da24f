"""The restatement of the worked example, told by what happened: an assault is released, a find falls by a contest."""

from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.contests import decided, in_force_with, raised, runs_of, settled
from builders.commissioning.occurrences import classified, moved
from house.running import Running
from noms.contracts.commissioning.settlement_runs import SettlementRunView

pytestmark = pytest.mark.usefixtures("clean_slate")

TERMS = {
    "commenced_on": "2009-04-01",
    "ends_on": "2011-03-31",
    "annual_fee_pence": 2_400_000_000,
    "points": {
        "measures": [
            {"code": "2.2a", "points": "20"},
            {"code": "2.2c", "points": "50"},
            {"code": "2.2g", "points": "10"},
            {"code": "2.2h", "points": "1"},
            {"code": "late", "points": "2.5"},
        ],
        "quarterly": {
            "pence_a_point": "24000",
            "baselines": [
                {"from_year": 1, "to_year": 1, "points": "500"},
                {"from_year": 2, "quarter": 1, "points": "137"},
                *({"from_year": 2, "quarter": quarter, "points": "500"} for quarter in (2, 3, 4)),
            ],
            "bands": [
                {"above": "0", "up_to": "50", "factor": "1"},
                {"above": "50", "up_to": "150", "factor": "1.2"},
                {"above": "150", "factor": "1.5"},
            ],
            "repeat_multiplier": "2",
        },
    },
}
"""Baseline 137 in quarter 1 of year 2, £240 a point, the first 50 x1.0 and the next 100 x1.2; a repeat counts twice."""

QUARTER = [("2.2a", "4"), ("2.2c", "1"), ("2.2g", "4"), ("2.2g", "1"), ("2.2h", "8"), ("late", "5")]
"""Serious assaults 80, concerted indiscipline 50, class A finds 50, other drugs 8, late returns 5 x 2.5 x 2 = 25."""


async def in_force(service: Running) -> str:
    return await in_force_with(service, TERMS)


async def settle(service: Running, agreement: str, on: str) -> SettlementRunView:
    return await settled(service, agreement, "2010-06-30", on)


async def last_run(service: Running, agreement: str) -> SettlementRunView:
    return (await runs_of(service, agreement))[-1]


def points_of(run: SettlementRunView) -> Any:
    """What the first quarter of the second year comes to."""
    return next(quarter for quarter in run.quarters if quarter.quarter == 1)


def charged(run: SettlementRunView) -> int:
    return sum(line.entitlement_pence for month in run.months for line in month.lines if line.step == "quarter_points")


async def a_quarter(service: Running, agreement: str) -> dict[str, dict[str, Any]]:
    """The quarter of the example: 213 points, and a fifth assault that the police inquire into."""
    days = {"occurred_on": "2010-06-10", "found_on": "2010-06-10"}
    await classified(service, agreement, code="late", occurred_on="2010-01-20", found_on="2010-01-20")
    found = [await classified(service, agreement, code=code, count=count, **days) for code, count in QUARTER]
    held = await classified(service, agreement, code="2.2a", held=True, event_ids=[str(uuid4())], **days)
    return {"held": held, "find": found[3]}


async def test_a_released_assault_and_an_overturned_find_post_2880_pounds_to_the_penny(service: Running):
    """213 points charge £19,488.00; with 20 more and 10 fewer, 223 charge £22,368.00.

    The year was first posted today, so that its window is open: the run that follows the decision posts both. House rule: 0168.

    Source: the worked example of the payment specification, steps 7 to 10 and its restatement in September.
    """
    agreement = await in_force(service)
    quarter = await a_quarter(service, agreement)
    first = await settle(service, agreement, "2010-07-05")
    assert (points_of(first).points, points_of(first).baseline, charged(first)) == ("213", "137", -1_948_800)

    await moved(service, quarter["held"], "CONFIRMED", reason="The police have charged nobody; the assault was serious.")
    await decided(service, await raised(service, agreement, quarter["find"]["id"]), "upheld")
    restated = await last_run(service, agreement)
    assert (points_of(restated).points, charged(restated), restated.posted_pence) == ("223", -2_236_800, -288_000)


async def test_two_runs_on_the_way_come_to_the_same_as_one(service: Running):
    """233 points: 96 over the baseline, 105.2 x £240 = £25,248.00; then 223: £2,880.00 of it are given back."""
    agreement = await in_force(service)
    quarter = await a_quarter(service, agreement)
    posted = [await settle(service, agreement, "2010-07-05")]
    await moved(service, quarter["held"], "CLASSIFIED")
    posted.append(await settle(service, agreement, "2010-09-02"))
    assert (charged(posted[-1]), posted[-1].posted_pence) == (-2_524_800, -576_000)

    await decided(service, await raised(service, agreement, quarter["find"]["id"]), "upheld")
    posted.append(await last_run(service, agreement))
    assert posted[-1].posted_pence == 288_000
    assert sum(run.posted_pence for run in posted) == posted[-1].entitlement_pence


async def test_while_it_is_disputed_it_counts_as_charged(service: Running):
    agreement = await in_force(service)
    quarter = await a_quarter(service, agreement)
    await settle(service, agreement, "2010-07-05")
    await raised(service, agreement, quarter["find"]["id"])
    again = await settle(service, agreement, "2010-07-06")

    assert (points_of(again).points, again.posted_pence) == ("213", 0)
