"""Steps back, early ends and contests in any order: the account is the sum of postings, and the computation from scratch."""

import random
from asyncio import to_thread
from datetime import date
from typing import Any

import httpx
import pytest

from builders.commissioning.contests import RYE_HILL_MANAGER, a_contest, a_decision, decided, raised, runs_of
from builders.commissioning.occurrences import moved
from builders.commissioning.payment_terms import some_facts
from builders.commissioning.payments import an_invoice as invoiced
from builders.commissioning.payments import happened, plain_terms, priced, settle, settled, submit
from builders.commissioning.personas import NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from builders.commissioning.variations import agreed_by_both
from house.estate import Estate
from house.running import Running, once
from noms.contracts.commissioning.payments import ReplayView
from noms.contracts.commissioning.settlement_runs import SettlementRunView
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.payments.rules import settle_year

pytestmark = pytest.mark.usefixtures("clean_slate")

POINTS = {
    "measures": [{"code": "2.2g", "points": "10"}],
    "quarterly": {
        "pence_a_point": "10000", "repeat_multiplier": "2", "baselines": [{"from_year": 1, "points": "5"}],
        "bands": [{"above": "0", "factor": "1"}],
    },
}  # fmt: skip
TERMS = plain_terms(points=POINTS)
ESCAPE_PENCE = 6_000_000


def an_escape(name: str, day: str) -> dict[str, str]:
    return {"occurrence_id": name, "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": day}


def a_failure(name: str, day: str) -> dict[str, str]:
    return {"occurrence_id": name, "kind": "PERFORMANCE_FAILURE", "code": "2.2g", "occurred_on": day}


async def read(service: Running, path: str) -> Any:
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def account(service: Running, agreement: str) -> dict[str, int]:
    """What stands of each month, by its first day."""
    told = await read(service, f"/v1/agreements/{agreement}/account")
    assert told["posted_pence"] == sum(run.posted_pence for run in await runs_of(service, agreement))
    return {month["from_day"]: month["posted_pence"] for month in told["months"]}


async def terminated(service: Running, agreement: str, on: str) -> None:
    """As both have agreed, because later days were settled."""
    agreed_in = await agreed_by_both(service, agreement, on, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        body = {
            "effective_on": on, "clause": "VOLUNTARY-TERMINATION", "reason": "The service is no longer needed.",
            "agreed_in": agreed_in,
        }  # fmt: skip
        ended = await client.post(f"/v1/agreements/{agreement}/termination", json=body, headers=once())
    assert ended.status_code == 200, ended.text


async def from_scratch(service: Running, agreement: str, *years: str, **changes: str) -> int:
    """What some contract years come to, computed at once from everything that is believed now."""
    listed = await read(service, f"/v1/agreements/{agreement}/occurrences")
    fields = ("kind", "state", "code", "occurred_on", "count")
    facts = some_facts(*({"occurrence_id": each["id"], **{name: each[name] for name in fields}} for each in listed["data"]))
    terms = PaymentTerms.model_validate(TERMS | changes)
    return sum(settle_year(terms, facts, date.fromisoformat(day)).entitlement_pence for day in years)


async def test_settling_an_earlier_month_settles_the_year_as_far_as_it_was(service: Running):
    """Settled through July; settled again through May nothing of June and July falls out of what is due."""
    agreement = await priced(service, TERMS)
    first = await settled(service, agreement, "2010-07-31", settled_on="2010-08-05")
    back = await settle(service, agreement, "2010-05-31", settled_on="2010-09-01")
    await happened(service, agreement, [a_failure("late", "2010-04-20")])
    restated = await settled(service, agreement, "2010-05-31", settled_on="2010-09-02")

    assert (back.status_code, back.json()["run"], back.json()["through"]) == (200, first.run, "2010-07-31")
    assert (restated.through, restated.posted_pence) == (date(2010, 7, 31), -50_000)
    assert sum((await account(service, agreement)).values()) == await from_scratch(service, agreement, "2010-07-31")


async def test_an_invoice_after_a_step_back_sets_nothing_off(service: Running):
    agreement = await priced(service)
    run = await settled(service, agreement, "2010-07-31", settled_on="2010-08-05")
    lines = [{"kind": "base_fee", "month_of": str(m.from_day), "charged_pence": m.entitlement_pence} for m in run.months]
    paid = await submit(service, agreement, invoiced(invoiced_on="2010-07-31", lines=lines), RYE_HILL_CONTRACTOR)
    await settle(service, agreement, "2010-05-31", settled_on="2010-09-01")
    nothing = [{"kind": "base_fee", "month_of": "2010-07-01", "charged_pence": 0}]
    after = await submit(service, agreement, invoiced(invoiced_on="2010-07-31", lines=nothing), RYE_HILL_CONTRACTOR)

    assert paid.json()["match"]["payable_net_pence"] == run.entitlement_pence
    assert (after.json()["match"]["payable_net_pence"], after.json()["match"]["findings"]) == (0, [])


async def test_months_beyond_an_early_end_are_taken_back_by_the_run_that_follows(service: Running):
    """£24,000,000.00 a year through 31 December 2010 is 275 of 365 days; year 2 had been settled too."""
    agreement = await priced(service, TERMS)
    await happened(service, agreement, [an_escape("later", "2011-02-10"), a_failure("next", "2011-04-10")])
    await settled(service, agreement, "2011-03-31", settled_on="2011-04-05")
    await settled(service, agreement, "2011-06-30", settled_on="2011-07-05")
    await terminated(service, agreement, "2010-12-31")
    beyond = await settle(service, agreement, "2011-03-31", settled_on="2011-08-01")
    ended = await settled(service, agreement, "2010-12-31", settled_on="2011-08-01")
    again = await settle(service, agreement, "2010-12-31", settled_on="2011-08-02")
    standing = await account(service, agreement)

    assert (beyond.status_code, beyond.json()["code"]) == (409, "outside_the_payment_terms")
    assert sum(standing.values()) == ended.entitlement_pence == 1_808_219_178
    assert [day for day, pence in standing.items() if pence and day > "2010-12-31"] == []
    assert {str(month.from_day) for month in ended.months if month.from_day > date(2010, 12, 31)} >= {"2011-01-01", "2011-06-01"}
    assert (again.status_code, again.json()["run"]) == (200, ended.run)
    assert await same_bytes(service, agreement)


async def same_bytes(service: Running, agreement: str) -> bool:
    """Whether every run replays to the bytes that were kept."""
    path = f"/v1/agreements/{agreement}/settlements"
    replays = [await read(service, f"{path}/{run.run}/replay") for run in await runs_of(service, agreement)]
    return all(ReplayView.model_validate(replay).same for replay in replays)


async def test_what_was_paid_beyond_an_early_end_is_set_off(service: Running):
    agreement = await priced(service)
    run = await settled(service, agreement, "2010-07-31", settled_on="2010-08-05")
    lines = [{"kind": "base_fee", "month_of": str(m.from_day), "charged_pence": m.entitlement_pence} for m in run.months]
    await submit(service, agreement, invoiced(invoiced_on="2010-07-31", lines=lines), RYE_HILL_CONTRACTOR)
    await terminated(service, agreement, "2010-06-30")
    await settled(service, agreement, "2010-06-30", settled_on="2010-08-06")
    nothing = [{"kind": "base_fee", "month_of": "2010-06-30", "charged_pence": 0}]
    after = await submit(service, agreement, invoiced(invoiced_on="2010-07-31", lines=nothing), RYE_HILL_CONTRACTOR)

    assert after.json()["match"]["payable_net_pence"] == -run.months[3].entitlement_pence


@pytest.mark.parametrize("outcome", ["upheld", "rejected"])
async def test_a_contest_is_decided_after_an_early_end(service: Running, outcome: str):
    agreement = await priced(service, TERMS)
    known = await happened(service, agreement, [an_escape("one", "2010-05-10")])
    await settled(service, agreement, "2010-08-31", settled_on="2010-09-10")
    contest = await raised(service, agreement, known["one"])
    await terminated(service, agreement, "2010-05-31")
    await decided(service, contest, outcome)
    standing = await account(service, agreement)

    owed = 401_095_890 - (ESCAPE_PENCE if outcome == "rejected" else 0)
    assert (sum(standing.values()), {day for day, pence in standing.items() if pence}) == (owed, {"2010-04-01", "2010-05-01"})


@pytest.mark.parametrize(("outcome", "posted_pence"), [("upheld", ESCAPE_PENCE), ("rejected", 0)])
async def test_the_end_of_a_contest_opens_a_closed_year_for_nothing_else(
    service: Running, estate: Estate, commissioning_database: str, outcome: str, posted_pence: int
):
    """The year closed in 2012: what was classified since the last settlement stays out of the account."""
    agreement = await priced(service, TERMS)
    known = await happened(service, agreement, [an_escape("one", "2010-05-10")])
    first = await settled(service, agreement, "2010-12-31", settled_on="2011-01-10")
    contest = await raised(service, agreement, known["one"])
    await happened(service, agreement, [an_escape("two", "2010-11-01"), a_failure("three", "2010-04-12")])
    await to_thread(
        estate.administer, "UPDATE settlement_run SET recorded_at = timestamptz '2011-01-10'", database=commissioning_database
    )
    closed = await settle(service, agreement, "2010-12-31")
    await decided(service, contest, outcome)
    runs = await runs_of(service, agreement)

    assert (closed.status_code, closed.json()["code"]) == (409, "restatement_window_closed")
    assert sum(run.posted_pence for run in runs) == first.posted_pence + posted_pence
    assert {str(run.settled_on) for run in runs} == {"2011-01-10"}
    assert await same_bytes(service, agreement)


def line_of(run: SettlementRunView, step: str, month: int) -> Any:
    return next(line for line in run.months[month - 1].lines if line.step == step)


@pytest.mark.parametrize(("part", "given_back"), [(None, ESCAPE_PENCE), (1_000, 1_000)])
async def test_an_upheld_contest_of_a_line_gives_back_what_was_disputed(service: Running, part: int | None, given_back: int):
    agreement = await priced(service, TERMS)
    known = await happened(service, agreement, [an_escape("one", "2010-05-10")])
    first = await settled(service, agreement, "2010-07-31", settled_on="2010-08-05")
    line = line_of(first, "fixed_sum", 3)
    changes = {} if part is None else {"disputed_pence": part}
    contest = await raised(service, agreement, str(line.line_id), kind="settlement_line", **changes)
    await decided(service, contest, "upheld")
    last = (await runs_of(service, agreement))[-1]
    upheld = line_of(last, "fixed_sum", 3)

    assert (last.posted_pence, upheld.entitlement_pence) == (given_back, given_back - ESCAPE_PENCE)
    assert f"{given_back}p given back: a contest of it was upheld" in upheld.working
    assert sum((await account(service, agreement)).values()) == first.posted_pence + given_back
    assert await same_bytes(service, agreement)

    await moved(service, {"id": known["one"], "agreement_id": agreement}, "OVERTURNED")
    whole = await settled(service, agreement, "2010-07-31")
    assert whole.posted_pence == ESCAPE_PENCE - given_back


async def test_a_line_that_deducts_nothing_and_an_invoice_that_stays_as_it_was_are_not_upheld(service: Running):
    agreement = await priced(service)
    run = await settled(service, agreement, "2010-05-31", settled_on="2010-06-05")
    fee = await raised(service, agreement, str(line_of(run, "base_fee", 1).line_id), kind="settlement_line")
    lines = [{"kind": "base_fee", "month_of": "2010-05-31", "charged_pence": run.months[1].entitlement_pence + 1}]
    invoice = (await submit(service, agreement, invoiced(invoiced_on="2010-05-31", lines=lines), RYE_HILL_CONTRACTOR)).json()
    place = {"kind": "invoice_line", "id": invoice["invoice_id"], "place": "/lines/0"}
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        body = a_contest(invoice["invoice_id"]) | {"about": place}
        penny = (await client.post(f"/v1/agreements/{agreement}/contests", json=body, headers=once())).json()

    async def decide(contest: dict[str, Any]) -> httpx.Response:
        async with service.as_(RYE_HILL_MANAGER) as client:
            return await client.post(f"/v1/contests/{contest['id']}/decision", json=a_decision("upheld"), headers=once())

    refused = [await decide(contest) for contest in (fee, penny)]
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(409, "upheld_moves_nothing")] * 2
    assert [(await decided(service, contest, "rejected"))["state"] for contest in (fee, penny)] == ["rejected"] * 2


@pytest.mark.parametrize("seed", range(3))
async def test_in_whatever_order_the_account_is_the_postings_and_the_computation_from_scratch(service: Running, seed: int):
    chance, agreement = random.Random(seed), await priced(service, TERMS)
    known = await happened(service, agreement, [an_escape("first", "2010-04-10")])
    ids, contests = list(known.values()), 0
    for act in range(10):
        kind, day = (
            chance.choice(("settle", "happen", "contest")),
            f"2010-{chance.randrange(5, 13):02}-{chance.randrange(1, 28):02}",
        )
        if kind == "settle":
            through = chance.choice((day, "2011-03-31", f"2011-{chance.randrange(5, 7):02}-15"))
            assert (await settle(service, agreement, through)).status_code in {200, 201, 409}
        elif kind == "happen":
            made = chance.choice((an_escape, a_failure))(f"fact {act}", chance.choice((day, "2011-04-20")))
            ids += (await happened(service, agreement, [made])).values()
        elif contests < len(ids):
            contests += 1
            contest = await raised(service, agreement, ids[contests - 1])
            await decided(service, contest, chance.choice(("upheld", "rejected")))
    end = chance.choice(("2011-05-31", "2011-06-30"))
    await terminated(service, agreement, end)
    await settled(service, agreement, "2011-03-31")
    await settled(service, agreement, end)

    owed = await from_scratch(service, agreement, "2011-03-31", end, ends_on=end)
    assert sum((await account(service, agreement)).values()) == owed
    assert await same_bytes(service, agreement)
