"""Cohorts and outturns under stored terms: by the terms of their year, however late they are known, and each counted once."""

from typing import Any

import httpx
import pytest

from builders.commissioning.payments import a_volume, plain_terms, priced, settled
from builders.commissioning.personas import NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from builders.commissioning.variations import settled as varied
from house.running import Running, once
from noms.contracts.commissioning.payments import ReplayView
from noms.contracts.commissioning.settlement_facts import Step

pytestmark = pytest.mark.usefixtures("clean_slate")
HOURS = {"target": "25", "direction": "high", "steps": [{"more_than_percent": "0", "points": "5"}]}
POINTS = {
    "measures": [{"code": "hours", "missed": HOURS}],
    "quarterly": {
        "pence_a_point": "24000", "baselines": [{"from_year": 1, "points": "0"}], "bands": [{"above": "0", "factor": "1"}],
    },
}  # fmt: skip


def results(matures_on: str, **changes: Any) -> dict[str, Any]:
    """A tenth of the first year's fee, unless reconvictions fall by five points."""
    cohort = {"code": "cohort-1", "fee_year": 1, "matures_on": matures_on}
    return {"at_risk_percent": "10", "threshold_points": "5", "cohorts": [cohort]} | changes


async def told(service: Running, agreement: str, **changes: Any) -> httpx.Response:
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        return await client.post(f"/v1/agreements/{agreement}/payment-facts", json=a_volume(**changes), headers=once())


async def new_terms(service: Running, agreement: str, from_day: str, **changes: Any) -> None:
    variation = await varied(
        service, agreement, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR,
        kind="discretionary", reason="A new price", effective_on=from_day, changes={"payment_terms": plain_terms(**changes)},
    )  # fmt: skip
    body = {"variation_id": variation["variation_id"], "from_day": from_day, "terms": plain_terms(**changes)}
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        entered = await client.post(f"/v1/agreements/{agreement}/payment-terms", json=body, headers=once())
    assert entered.status_code == 201, entered.text


async def test_a_cohort_puts_a_part_of_the_fee_of_its_own_year_at_risk_whatever_the_terms_are_now(service: Running):
    """10 % of £24,000,000.00, though the fee has risen to £36,600,000.00 since. Source: Doncaster, annual price of the year."""
    agreement = await priced(service, plain_terms(payment_by_results=results("2012-05-31")))
    dearer = results("2012-05-31", at_risk_percent="20")
    await new_terms(service, agreement, "2011-04-01", annual_fee_pence=3_660_000_000, payment_by_results=dearer)
    await told(service, agreement, kind="cohort", code="cohort-1", on="2012-05-31", value="-3.3")
    run = await settled(service, agreement, "2012-05-31", settled_on="2012-06-03")
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/settlements/{run.run}/replay")

    (line,) = [line for line in run.months[1].lines if line.step is Step.PAYMENT_BY_RESULTS]
    assert line.posted_pence == -240_000_000
    assert ReplayView.model_validate_json(answer.content).same


async def test_the_result_of_a_cohort_counts_however_long_after_the_year_it_is_known(service: Running):
    """It matured on the last day of the first year, and was published in the October of the next."""
    agreement = await priced(service, plain_terms(payment_by_results=results("2011-03-31")))
    waiting = await settled(service, agreement, "2011-03-31", settled_on="2011-05-03")
    await told(service, agreement, kind="cohort", code="cohort-1", on="2011-10-15", value="-3.3")
    run = await settled(service, agreement, "2011-03-31", settled_on="2011-11-03")

    assert (waiting.provisional, run.provisional, run.posted_pence) == (True, False, -240_000_000)


async def test_a_second_result_of_a_cohort_on_another_day_is_its_revision(service: Running):
    agreement = await priced(service, plain_terms(payment_by_results=results("2011-03-31")))
    same = {"kind": "cohort", "code": "cohort-1"}
    answers = [
        await told(service, agreement, **same, on="2011-10-15", value="-3.3"),
        await told(service, agreement, **same, on="2011-12-15", value="-5.7"),
        await told(service, agreement, **same, on="2011-12-15", value="-5.7", revision=2),
    ]
    run = await settled(service, agreement, "2011-03-31", settled_on="2012-01-03")

    assert [answer.status_code for answer in answers] == [201, 409, 201]
    assert [line.posted_pence for line in run.months[11].lines if line.step is Step.PAYMENT_BY_RESULTS] == [0]


async def test_a_measure_has_one_outturn_in_a_quarter_whatever_day_it_bears(service: Running):
    agreement = await priced(service, plain_terms(points=POINTS))
    same = {"kind": "outturn", "code": "hours", "value": "20"}
    answers = [
        await told(service, agreement, **same, on="2010-05-31"),
        await told(service, agreement, **same, on="2010-06-30"),
        await told(service, agreement, **same, on="2010-06-30", revision=2),
        await told(service, agreement, **same, on="2010-07-31"),
    ]
    run = await settled(service, agreement, "2010-06-30", settled_on="2010-09-03")

    assert [answer.status_code for answer in answers] == [201, 409, 201, 201]
    assert [line.posted_pence for line in run.months[2].lines if line.step is Step.QUARTER_POINTS] == [-120_000]
