"""Contract years settled over HTTP: the worked example to the penny, posted once, restated by adjustments, replayed byte by byte."""

from asyncio import to_thread
from datetime import date
from uuid import uuid4

import pytest

from builders.commissioning.agreements import drawn_up
from builders.commissioning.occurrences import moved
from builders.commissioning.payments import (
    TEN_YEARS,
    an_index_value,
    happened,
    plain_terms,
    priced,
    published,
    settle,
    settled,
    worked_example,
)
from builders.commissioning.personas import (
    AUDITOR,
    DOVEGATE_CONTRACTOR,
    KENT_COMMISSIONER,
    NATIONAL_COMMISSIONER,
    OFFENDER_MANAGER,
    RYE_HILL_CONTRACTOR,
)
from house.estate import Estate
from house.running import Running, once
from noms.contracts.commissioning.accounts import AccountView, LineBehindView
from noms.contracts.commissioning.payments import ReplayView
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlement_runs import PostedLineView, SettlementRunView
from noms.contracts.commissioning.settlements import LineState

pytestmark = pytest.mark.usefixtures("clean_slate")


def line(run: SettlementRunView, month: int, step: Step, code: str | None = None) -> PostedLineView:
    lines = [each for posted in run.months if posted.month == month for each in posted.lines]
    return next(each for each in lines if (each.step, each.code) == (step, code))


async def account(service: Running, agreement: str) -> AccountView:
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/account")
    return AccountView.model_validate_json(answer.content)


async def test_the_worked_example_is_settled_to_the_penny(service: Running):
    """Source: the payment specification, section 4.5; half points are real, so quantities are exact."""
    agreement, _ = await worked_example(service, "RPI-worked")
    run = await settled(service, agreement, "2011-07-31", settled_on="2011-08-05")

    assert run.year.annual_fee_pence == 2_464_800_000
    assert [month.entitlement_pence for month in run.months[:3]] == [202_032_787, 207_757_049, 197_890_491]
    assert sum(month.entitlement_pence for month in run.months[:3]) == 607_680_327
    assert line(run, 3, Step.FIXED_SUM, "escape").posted_pence == -6_162_000
    assert line(run, 3, Step.QUARTER_POINTS).posted_pence == -1_948_800
    told = [(each.net_pence, each.vat_pence, each.gross_pence) for each in run.invoices]
    assert told[:2] == [(202_032_787, 40_406_557, 242_439_344), (207_757_049, 41_551_410, 249_308_459)]
    assert told[2:] == [(206_001_291, 41_200_258, 247_201_549), (200_656_413, 40_131_283, 240_787_696)]
    assert run.posted_pence == run.entitlement_pence == (await account(service, agreement)).posted_pence


async def test_a_second_run_on_the_same_inputs_is_answered_by_the_first_and_posts_nothing(service: Running):
    agreement = await priced(service)
    first = await settle(service, agreement, "2010-06-30", settled_on="2010-07-05")
    again = await settle(service, agreement, "2010-06-30", settled_on="2010-07-06")
    within_the_month = await settle(service, agreement, "2010-07-15", settled_on="2010-07-20")

    assert (first.status_code, again.status_code, within_the_month.status_code) == (201, 200, 200)
    assert again.json() == first.json() == within_the_month.json()
    async with service.as_(AUDITOR) as client:
        assert len((await client.get(f"/v1/agreements/{agreement}/settlements")).json()["data"]) == 1


async def test_a_restatement_posts_the_difference_with_its_cause_and_names_both_runs(service: Running):
    """September: the held assault counts, one find is overturned: 223 points instead of 213, -£2,880.00. Source: section 4.5."""
    agreement, ids = await worked_example(service, "RPI-restated")
    first = await settled(service, agreement, "2011-07-31", settled_on="2011-08-05")
    async with service.as_(AUDITOR) as client:
        listed = (await client.get(f"/v1/agreements/{agreement}/occurrences", params={"kind": "PERFORMANCE_FAILURE"})).json()
    held = next(each for each in listed["data"] if each["state"] == "HELD")
    find = next(each for each in listed["data"] if each["code"] == "class_a_drug_find")
    await moved(service, held | {"agreement_id": agreement}, "CONFIRMED")
    await moved(service, find | {"agreement_id": agreement}, "OVERTURNED")
    second = await settled(
        service, agreement, "2011-07-31", settled_on="2011-09-30", cause="The police have ended their inquiry."
    )

    adjusted = line(second, 3, Step.QUARTER_POINTS)
    assert (adjusted.entitlement_pence, adjusted.posted_pence, adjusted.adjusts_run) == (-2_236_800, -288_000, first.run)
    assert (second.run, second.run_before, second.posted_pence) == (2, 1, -288_000)
    assert {(change.what, change.how) for change in second.changes} == {
        (held["id"], "state: HELD -> CONFIRMED"),
        (find["id"], "state: CLASSIFIED -> OVERTURNED"),
    }
    assert second.cause == "The police have ended their inquiry."
    assert (await account(service, agreement)).posted_pence == first.posted_pence + second.posted_pence
    assert len(ids) == 31


async def test_a_line_that_is_no_more_is_taken_back_in_full(service: Running):
    agreement = await priced(service)
    known = await happened(service, agreement, [escape("2010-05-19")])
    await settled(service, agreement, "2010-06-30", settled_on="2010-07-05")
    await moved(service, {"id": known["escape"], "agreement_id": agreement}, "OVERTURNED")
    second = await settled(service, agreement, "2010-06-30", settled_on="2010-07-20")

    gone = line(second, 3, Step.FIXED_SUM, "escape")
    assert (gone.entitlement_pence, gone.posted_pence, gone.adjusts_run) == (0, 6_000_000, 1)
    assert second.posted_pence == 6_000_000
    third = await settled(service, agreement, "2010-07-31", settled_on="2010-08-20")
    assert third.posted_pence == third.months[3].posted_pence


def escape(day: str, **changes: str) -> dict[str, str]:
    return {"occurrence_id": "escape", "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": day} | changes


async def test_what_is_restated_in_one_year_ripples_into_the_next(service: Running):
    """A failure in the last quarter doubles the points of the same measure in the first quarter after it."""
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
    await settled(service, agreement, "2011-03-31", settled_on="2011-04-05")
    next_year = await settled(service, agreement, "2011-06-30", settled_on="2011-07-05")
    await happened(service, agreement, [failure | {"occurrence_id": "found", "occurred_on": "2011-03-20"}])
    restated = await settled(service, agreement, "2011-03-31", settled_on="2011-08-05")

    assert line(next_year, 3, Step.QUARTER_POINTS).posted_pence == -50_000
    assert (restated.run, restated.posted_pence) == (3, -50_000)
    async with service.as_(AUDITOR) as client:
        rippled = SettlementRunView.model_validate_json((await client.get(f"/v1/agreements/{agreement}/settlements/4")).content)
    assert (rippled.cause, rippled.run_before, rippled.year.contract_year) == ("follows run 3", 2, 2)
    assert line(rippled, 3, Step.QUARTER_POINTS).posted_pence == -100_000


async def test_a_late_index_value_leaves_a_provisional_fee_and_its_publication_an_adjustment(service: Running):
    terms = plain_terms(indexation=an_indexation("CPI-late"))
    agreement = await priced(service, terms)
    waiting = await settled(service, agreement, "2011-04-30", settled_on="2011-05-03")
    await published(service, "CPI-late")
    settled_fee = await settled(service, agreement, "2011-04-30", settled_on="2011-05-20")

    assert (waiting.provisional, line(waiting, 1, Step.BASE_FEE).state) == (True, LineState.PROVISIONAL)
    assert (settled_fee.provisional, settled_fee.year.annual_fee_pence) == (False, 2_464_800_000)
    assert settled_fee.posted_pence == 202_032_787 - line(waiting, 1, Step.BASE_FEE).entitlement_pence
    assert [change.what for change in settled_fee.changes] == ["CPI-late 2011-01 2011-02-15"]


@pytest.mark.parametrize(("reopen", "fee_pence"), [(False, 2_464_800_000), (True, 2_465_454_545)])
async def test_a_revised_index_value_moves_money_only_where_the_terms_say_so(service: Running, *, reopen: bool, fee_pence: int):
    index = f"RPI-{reopen}"
    agreement = await priced(service, plain_terms(indexation=an_indexation(index, revisions_reopen=reopen)))
    await published(service, index)
    await settled(service, agreement, "2011-04-30", settled_on="2011-05-03")
    await published(service, index, value="230.0", revision=2, published_on="2011-05-17")

    assert (await settled(service, agreement, "2011-04-30", settled_on="2011-06-03")).year.annual_fee_pence == fee_pence


async def test_what_was_published_after_the_day_of_the_settlement_is_not_known_to_it(service: Running):
    agreement = await priced(service, plain_terms(indexation=an_indexation("RPI-out")))
    await published(service, "RPI-out", published_on="2011-06-14")

    assert (await settled(service, agreement, "2011-04-30", settled_on="2011-05-03")).provisional


def an_indexation(index: str, **changes: bool) -> dict[str, object]:
    return {
        "index": index, "indexed_share_percent": "60", "base_month": "2010-01", "base_value": "220.0", "reference_month": 1,
    } | changes  # fmt: skip


async def test_a_year_is_closed_thirteen_months_after_its_first_posting_and_fraud_opens_it(
    service: Running, estate: Estate, commissioning_database: str
):
    agreement = await priced(service)
    await settled(service, agreement, "2011-03-31", settled_on="2011-04-05")
    await happened(service, agreement, [escape("2010-05-19")])
    in_time = await settle(service, agreement, "2010-06-30", settled_on="2012-05-01")
    await happened(service, agreement, [escape("2010-06-19")])
    await to_thread(
        estate.administer, "UPDATE settlement_run SET recorded_at = timestamptz '2011-04-05'", database=commissioning_database
    )
    closed = await settle(service, agreement, "2011-03-31", settled_on="2012-05-01")
    opened = await settle(service, agreement, "2011-03-31", settled_on="2014-01-06", fraud="Escapes were kept out of the record.")

    assert (in_time.status_code, in_time.json()["posted_pence"]) == (201, -6_000_000)
    assert (closed.status_code, closed.json()["code"]) == (409, "restatement_window_closed")
    assert (opened.status_code, opened.json()["posted_pence"]) == (201, -6_000_000)


async def test_a_year_that_was_never_settled_may_be_settled_late(service: Running):
    agreement = await priced(service)

    assert (await settle(service, agreement, "2011-03-31", settled_on="2020-01-06")).status_code == 201


@pytest.mark.parametrize(
    ("through", "settled_on", "code"),
    [
        ("2010-06-30", "2010-06-30", "month_not_over"),
        ("2010-04-15", "2010-05-03", "no_month_over"),
        ("2010-03-31", "2010-05-03", "outside_the_payment_terms"),
        ("2020-04-30", "2020-06-03", "outside_the_payment_terms"),
        ("2010-06-30", "2099-01-01", "settled_in_the_future"),
    ],
)
async def test_a_settlement_that_cannot_be_is_refused_and_posts_nothing(
    service: Running, through: str, settled_on: str, code: str
):
    agreement = await priced(service)
    refused = await settle(service, agreement, through, settled_on=settled_on)

    assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert (await account(service, agreement)).months == []


async def test_a_settlement_never_bears_a_day_before_the_last(service: Running):
    agreement = await priced(service)
    await settled(service, agreement, "2010-06-30", settled_on="2010-07-05")
    refused = await settle(service, agreement, "2010-07-31", settled_on="2010-07-04")

    assert refused.json()["code"] in {"settled_before_the_last", "month_not_over"}
    earlier = await settle(service, agreement, "2010-05-31", settled_on="2010-07-04")
    assert earlier.json()["code"] == "settled_before_the_last"


async def test_an_agreement_that_never_came_into_force_is_not_settled(service: Running):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        path = f"/v1/agreements/{draft}/payment-terms"
        await client.put(path, json={"terms": plain_terms()}, headers={"If-Match": '"0"'})
    refused = await settle(service, draft, "2010-06-30", settled_on="2010-07-05")

    assert (refused.status_code, refused.json()["code"]) == (409, "settled_once_in_force")


async def test_a_replay_comes_to_the_same_bytes(service: Running):
    agreement, _ = await worked_example(service, "RPI-replay")
    run = await settled(service, agreement, "2011-07-31", settled_on="2011-08-05")
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/settlements/1/replay")
    replay = ReplayView.model_validate_json(answer.content)

    assert replay.same
    assert (replay.inputs_hash_again, replay.answer_hash_again) == (run.inputs_hash, run.answer_hash)


async def test_a_line_opens_down_to_the_occurrences_and_their_events(service: Running):
    agreement, ids = await worked_example(service, "RPI-opened")
    run = await settled(service, agreement, "2011-07-31", settled_on="2011-08-05")
    wanted = line(run, 3, Step.FIXED_SUM, "escape").line_id
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/settlements/1/lines/{wanted}")
    opened = LineBehindView.model_validate_json(answer.content)

    assert [str(each.occurrence_id) for each in opened.occurrences] == [ids["7c1d4a52-0b6e-4f3a-9d18-000000000009"]]
    assert [len(each.event_ids) for each in opened.occurrences] == [1]
    assert (opened.line.line_id, opened.from_day, opened.disputes) == (wanted, date(2011, 6, 1), [])


async def test_the_provider_and_the_purchaser_read_the_same_and_nobody_else_finds_it(service: Running):
    agreement = await priced(service)
    run = await settled(service, agreement, "2010-06-30", settled_on="2010-07-05")
    line_id = run.months[0].lines[0].line_id
    paths = ("", "/1", "/1/replay", f"/1/lines/{line_id}")
    wanted = [f"/v1/agreements/{agreement}/settlements{path}" for path in paths] + [f"/v1/agreements/{agreement}/account"]
    absent = [path.replace(agreement, str(uuid4())) for path in wanted]

    for path, nowhere in zip(wanted, absent, strict=True):
        async with service.as_(RYE_HILL_CONTRACTOR) as theirs, service.as_(NATIONAL_COMMISSIONER) as ours:
            seen = [(await client.get(path)).json() for client in (theirs, ours)]
        assert seen[0] == seen[1]
        for other in (DOVEGATE_CONTRACTOR, KENT_COMMISSIONER):
            async with service.as_(other) as client:
                hidden, missing = await client.get(path), await client.get(nowhere)
            assert (hidden.status_code, missing.status_code) == (404, 404)
            assert hidden.json() | {"instance": ""} == missing.json() | {"instance": ""}
        async with service.as_(OFFENDER_MANAGER) as client:
            assert (await client.get(path)).status_code == 403


async def test_only_the_buyer_posts_and_only_within_its_reach(service: Running):
    agreement = await priced(service)
    answers = [
        (await settle(service, agreement, "2010-06-30", persona, settled_on="2010-07-05")).status_code
        for persona in (RYE_HILL_CONTRACTOR, AUDITOR, KENT_COMMISSIONER)
    ]

    assert answers == [403, 403, 404]


@pytest.mark.parametrize("path", ["settlements/7", "settlements/7/replay", "settlements/1/lines/{}"])
async def test_a_run_or_a_line_that_is_not_there_is_absent(service: Running, path: str):
    agreement = await priced(service)
    await settled(service, agreement, "2010-06-30", settled_on="2010-07-05")
    async with service.as_(AUDITOR) as client:
        assert (await client.get(f"/v1/agreements/{agreement}/{path.format(uuid4())}")).status_code == 404


async def test_an_index_value_is_not_money_of_anybody(service: Running):
    assert (await published(service, "RPI-open")).status_code == 201
    async with service.as_(DOVEGATE_CONTRACTOR) as client:
        listed = (await client.get("/v1/indices/RPI-open/publications")).json()["data"]

    assert [each["value"] for each in listed] == [an_index_value()["value"]]


async def test_a_period_of_an_agreement_with_payment_terms_yields_no_fee(service: Running):
    """Its fee is settled by the month; completions stay with the period."""
    by_the_month = await priced(service, annual_fee_pence=36_500)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        days = {"from_day": "2010-04-01", "to_day": "2010-04-30"}
        period = await client.post(f"/v1/agreements/{by_the_month}/periods", json=days, headers=once())

    assert period.status_code == 201, period.text
    assert [line["kind"] for line in period.json()["settlement"]["lines"]] == ["programme_completions"]
