"""Until when what was posted for a contract year is adjusted, and what is posted of a year whose window has closed."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable

import pytest

from builders.commissioning.contests import RYE_HILL_MANAGER, a_decision, decided, raised, runs_of
from builders.commissioning.occurrences import moved
from builders.commissioning.payments import happened, plain_terms, priced, settle, settled
from builders.commissioning.personas import AUDITOR
from house.estate import Estate
from house.running import Running, once
from noms.contracts.commissioning.payments import ReplayView
from noms.contracts.commissioning.settlement_runs import PostedChangeKind

pytestmark = pytest.mark.usefixtures("clean_slate")

LongAgo = Callable[[], Awaitable[None]]
ESCAPE_PENCE = 6_000_000
JULY_PENCE = 203_835_617


@pytest.fixture
def long_ago(estate: Estate, commissioning_database: str) -> LongAgo:
    """Let every run so far have been entered in 2011, so that the windows of the years have closed."""
    told = "UPDATE settlement_run SET recorded_at = timestamptz '2011-04-05 12:00'"
    return lambda: to_thread(estate.administer, told, database=commissioning_database)


def an_escape(day: str) -> list[dict[str, str]]:
    return [{"occurrence_id": day, "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": day}]


async def same_bytes(service: Running, agreement: str) -> list[bool]:
    async with service.as_(AUDITOR) as client:
        path = f"/v1/agreements/{agreement}/settlements"
        answers = [await client.get(f"{path}/{run.run}/replay") for run in await runs_of(service, agreement)]
    return [ReplayView.model_validate_json(answer.content).same for answer in answers]


async def account(service: Running, agreement: str) -> int:
    async with service.as_(AUDITOR) as client:
        return int((await client.get(f"/v1/agreements/{agreement}/account")).json()["posted_pence"])


async def test_a_year_that_is_first_settled_long_after_its_end_is_still_adjusted(service: Running):
    agreement = await priced(service)
    first = await settled(service, agreement, "2010-06-30")
    await happened(service, agreement, an_escape("2010-05-19"))
    later = await settled(service, agreement, "2010-07-31")

    assert first.posted_pence == 598_356_164
    assert later.posted_pence == JULY_PENCE - ESCAPE_PENCE


@pytest.mark.parametrize("kind", ["occurrence", "settlement_line"])
async def test_an_upheld_contest_is_paid_in_a_year_that_was_first_settled_late(service: Running, kind: str):
    agreement = await priced(service)
    known = await happened(service, agreement, an_escape("2010-05-19"))
    run = await settled(service, agreement, "2010-06-30")
    line = next(line for line in run.months[2].lines if line.step == "fixed_sum")
    about = known["2010-05-19"] if kind == "occurrence" else str(line.line_id)
    await decided(service, await raised(service, agreement, about, kind=kind), "upheld")

    assert await account(service, agreement) == run.posted_pence + ESCAPE_PENCE


@pytest.mark.parametrize("kind", ["occurrence", "settlement_line"])
async def test_an_upheld_contest_is_paid_after_the_window_has_closed(service: Running, long_ago: LongAgo, kind: str):
    agreement = await priced(service)
    known = await happened(service, agreement, an_escape("2010-05-19"))
    run = await settled(service, agreement, "2010-06-30", settled_on="2010-07-05")
    line = next(line for line in run.months[2].lines if line.step == "fixed_sum")
    about = known["2010-05-19"] if kind == "occurrence" else str(line.line_id)
    contest = await raised(service, agreement, about, kind=kind)
    await happened(service, agreement, an_escape("2010-05-20"))
    await long_ago()
    await decided(service, contest, "upheld")

    assert await account(service, agreement) == run.posted_pence + ESCAPE_PENCE
    assert await same_bytes(service, agreement) == [True, True]


async def test_a_contest_of_a_line_that_was_given_back_meanwhile_is_not_upheld(service: Running):
    """It would move no money. Decision 0154."""
    agreement = await priced(service)
    known = await happened(service, agreement, an_escape("2010-05-19"))
    run = await settled(service, agreement, "2010-06-30")
    line = next(line for line in run.months[2].lines if line.step == "fixed_sum")
    contest = await raised(service, agreement, str(line.line_id), kind="settlement_line")
    await moved(service, {"id": known["2010-05-19"], "agreement_id": agreement}, "OVERTURNED")
    back = await settled(service, agreement, "2010-06-30")
    async with service.as_(RYE_HILL_MANAGER) as client:
        refused = await client.post(f"/v1/contests/{contest['id']}/decision", json=a_decision("upheld"), headers=once())

    assert back.posted_pence == ESCAPE_PENCE
    assert (refused.status_code, refused.json()["code"]) == (409, "upheld_moves_nothing")


async def test_no_day_that_is_typed_opens_a_closed_window(service: Running, long_ago: LongAgo):
    agreement = await priced(service)
    await settled(service, agreement, "2010-12-31", settled_on="2011-01-10")
    await happened(service, agreement, an_escape("2010-11-19"))
    await long_ago()
    refused = [await settle(service, agreement, "2010-12-31", settled_on=day) for day in ("2011-02-20", "2012-04-30")]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(409, "restatement_window_closed")] * 2


async def test_a_month_that_was_never_posted_is_posted_beside_closed_ones_that_stay_as_they_stand(
    service: Running, long_ago: LongAgo
):
    """What was told too late of May stays out of July, of its invoices, and of every later run."""
    agreement = await priced(service)
    await settled(service, agreement, "2010-06-30")
    await long_ago()
    await happened(service, agreement, [*an_escape("2010-05-19"), *an_escape("2010-07-09")])
    refused = await settle(service, agreement, "2010-06-30")
    july = await settled(service, agreement, "2010-07-31")
    again = await settle(service, agreement, "2010-07-31")
    year = await settled(service, agreement, "2011-03-31")

    assert (refused.status_code, refused.json()["code"]) == (409, "restatement_window_closed")
    assert ([str(month.from_day) for month in july.months], july.posted_pence) == (["2010-07-01"], JULY_PENCE)
    assert [(change.what, change.how) for change in july.changes if change.kind is PostedChangeKind.CLOSED] == [
        ("2010-04-01 - 2010-06-30", "closed: they stay as they stand")
    ]
    assert (again.status_code, again.json()["code"]) == (409, "restatement_window_closed")
    assert sum(line.pence for invoice in year.invoices for line in invoice.lines if line.step == "fixed_sum") == -ESCAPE_PENCE
    assert await account(service, agreement) == 2_400_000_000 - ESCAPE_PENCE
    assert await same_bytes(service, agreement) == [True, True, True]


async def test_a_first_posting_moves_nothing_in_a_later_year_that_has_closed(service: Running, long_ago: LongAgo):
    points = {
        "measures": [{"code": "2.2g", "points": "10"}],
        "quarterly": {
            "pence_a_point": "10000", "repeat_multiplier": "2", "baselines": [{"from_year": 1, "points": "5"}],
            "bands": [{"above": "0", "factor": "1"}],
        },
    }  # fmt: skip
    agreement = await priced(service, plain_terms(points=points))
    failure = {"kind": "PERFORMANCE_FAILURE", "code": "2.2g"}
    await happened(service, agreement, [failure | {"occurrence_id": "later", "occurred_on": "2011-04-10"}])
    await settled(service, agreement, "2011-06-30")
    await long_ago()
    await happened(service, agreement, [failure | {"occurrence_id": "found", "occurred_on": "2011-03-20"}])
    first = await settle(service, agreement, "2011-03-31")

    assert (first.status_code, first.json()["run"]) == (201, 2)
    assert [run.run for run in await runs_of(service, agreement)] == [1, 2]
