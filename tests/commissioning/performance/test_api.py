"""A period computed over HTTP: pulled, never typed in; rated; settled once; opened down to the events."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from builders.commissioning.agreements import live, measured
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import APRIL, LATE, MAY, compute, computed_again, refused
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    OFFENDER_MANAGER,
)
from builders.commissioning.returns import BELMARSH, HIGH_SECURITY
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.performance import PeriodList, PeriodView, ResultEvents
from services.commissioning.payments.tables import SettlementLineRow
from services.commissioning.periods.tables import PeriodRow

pytestmark = pytest.mark.usefixtures("clean_slate")


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    peers.ledgers["LDN"] = Ledger()
    return peers.of("LDN")


async def stored(service: Running, agreement: str) -> tuple[int, int]:
    """How many periods the agreement has, and how many pence were posted in all."""
    async with service.database.engine.connect() as connection:
        await connection.execute(select(func.set_config("noms.reach", "*", True)))
        periods = await connection.scalar(
            select(func.count()).select_from(PeriodRow).where(PeriodRow.agreement_id == UUID(agreement))
        )
        posted = await connection.scalar(
            select(func.coalesce(func.sum(SettlementLineRow.posted_pence), 0)).where(
                SettlementLineRow.agreement_id == UUID(agreement)
            )
        )
    return int(periods or 0), int(posted or 0)


async def test_a_period_is_pulled_rated_settled_and_opens_down_to_the_events(service: Running, ledger: Ledger):
    """365 a year is one a day: 30 in April. 31 done, 9 of 10 breaches in time."""
    done = ledger.complete(*[date(2010, 4, 10)] * 31)
    breaches = [ledger.breach(date(2010, 4, 20), in_time=place < 9) for place in range(10)]
    period = await compute(service, await live(service))

    results = {result.measure_code: result for result in period.results}
    completions, breach = results[COMPLETIONS], results[BREACHES]
    assert (completions.numerator, completions.denominator, completions.value) == (31, "30", 103.333)
    assert completions.numerator_event_ids == done
    assert (breach.numerator, breach.denominator, breach.value, breach.watermark) == (9, "10", 90.0, ledger.watermark)
    assert breach.denominator_event_ids == [due for due, _ in breaches]
    assert period.settlement.lines[0].quantity == "30"
    assert period.settlement.entitlement_pence == period.settlement.posted_pence == 30 * 150_000


async def test_the_rating_is_the_weighted_mean_with_a_small_number_halved(service: Running, ledger: Ledger):
    """Completions 103.333 % score 2.8333, weight 3; breach 90 % of 10 scores 2.5, weight 4 halved: 13.5 / 5 = 2.7."""
    ledger.complete(*[date(2010, 4, 10)] * 31)
    for place in range(10):
        ledger.breach(date(2010, 4, 20), in_time=place < 9)
    rating = (await compute(service, await live(service))).rating

    assert (rating.score, rating.band, rating.share_from_events_percent) == (2.7, 3, 100.0)
    halved = {score.measure_code: (score.weight_counted, score.small_number) for score in rating.measures}
    assert halved == {COMPLETIONS: (3.0, False), BREACHES: (2.0, True)}


async def test_a_period_without_any_breach_due_leaves_that_measure_unrated(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 30)
    rating = (await compute(service, await live(service))).rating

    missing = {score.measure_code: (score.score, score.missing) for score in rating.measures}
    assert missing[BREACHES] == (None, "not_produced")
    assert (rating.band, rating.because) == (2, ["too much of offender_management could not be rated"])


async def test_completions_ahead_of_the_profile_are_paid_when_the_days_catch_up(service: Running, ledger: Ledger):
    before = ledger.complete(*[date(2010, 4, 10)] * 40)
    agreement = await live(service)
    april, may = await compute(service, agreement), await compute(service, agreement, MAY)

    assert (april.settlement.entitlement_pence, may.settlement.entitlement_pence) == (30 * 150_000, 10 * 150_000)
    earlier = next(result for result in may.results if result.from_day == date(2010, 4, 1))
    assert (earlier.to_day, earlier.numerator, earlier.numerator_event_ids) == (date(2010, 4, 30), 40, before)


async def test_a_service_fee_has_a_line_of_its_own_by_cumulative_days(service: Running, ledger: Ledger):
    agreement = await live(service, annual_fee_pence=36_500)
    lines = {line.kind: line.entitlement_pence for line in (await compute(service, agreement)).settlement.lines}

    assert lines == {"programme_completions": 0, "service_fee": 3_000}


async def test_computing_again_makes_the_next_version_and_posts_only_the_difference(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 10)
    agreement = await live(service)
    first = await compute(service, agreement)
    ledger.complete(date(2010, 4, 11))
    second, third = await computed_again(service, agreement), await computed_again(service, agreement)

    assert [view.version for view in (first, second, third)] == [1, 2, 3]
    assert [view.settlement.posted_pence for view in (first, second, third)] == [1_500_000, 150_000, 0]
    assert second.settlement.inputs_hash == third.settlement.inputs_hash != first.settlement.inputs_hash
    async with service.as_(AUDITOR) as client:
        path = f"/v1/agreements/{agreement}/periods/{first.period_id}"
        was = PeriodView.model_validate_json((await client.get(path, params={"version": 1})).content)
        now = PeriodView.model_validate_json((await client.get(path)).content)
    assert (was.results, was.rating, was.settlement) == (first.results, first.rating, first.settlement)
    assert (was.latest_version, now) == (3, third)
    assert await stored(service, agreement) == (1, 11 * 150_000)


async def test_completions_that_are_withdrawn_are_taken_back(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 10)
    agreement = await live(service)
    await compute(service, agreement)
    ledger.completions.pop()

    assert (await computed_again(service, agreement)).settlement.posted_pence == -150_000


async def test_many_who_compute_at_once_never_settle_twice(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 10)
    agreement = await live(service)
    async with service.as_(CONTRACT_MANAGER) as client:
        path = f"/v1/agreements/{agreement}/periods"
        answers = await asyncio.gather(*(client.post(path, json=APRIL | LATE, headers=once()) for _ in range(5)))

    views = [PeriodView.model_validate_json(answer.content) for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert sorted(view.version for view in views) == list(range(1, len(views) + 1))
    assert sum(view.settlement.posted_pence for view in views) == 1_500_000
    assert await stored(service, agreement) == (1, 1_500_000)


async def test_overlapping_periods_computed_at_once_leave_one(service: Running, ledger: Ledger):
    agreement = await live(service)
    overlapping = {"from_day": "2010-04-30", "to_day": "2010-05-31"}
    answers = await asyncio.gather(*(refused(service, agreement, days | LATE) for days in (APRIL, overlapping) * 2))

    assert {status for status, _ in answers} == {201, 409}
    assert {code for status, code in answers if status == 409} == {"overlaps_another_period"}
    assert (await stored(service, agreement))[0] == 1


async def test_whoever_has_seen_less_than_the_last_version_is_refused(service: Running, ledger: Ledger):
    agreement = await live(service)
    await compute(service, agreement)
    ledger.watermark -= 1

    assert await refused(service, agreement, APRIL | LATE) == (409, "older_than_the_last")


async def test_a_repeated_request_computes_once(service: Running, ledger: Ledger):
    agreement, key = await live(service), once()
    async with service.as_(CONTRACT_MANAGER) as client:
        answers = [await client.post(f"/v1/agreements/{agreement}/periods", json=APRIL, headers=key) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert answers[1].json()["latest_version"] == 1


@pytest.mark.parametrize("code", [COMPLETIONS, BREACHES])
@pytest.mark.parametrize("broken", ["refuses", "fails", "babbles"])
async def test_when_one_service_is_out_of_order_nothing_is_stored(service: Running, ledger: Ledger, code: str, broken: Any):
    agreement = await live(service)
    ledger.broken, ledger.broken_codes = broken, frozenset({code})

    assert await refused(service, agreement) == (503, "peer_unavailable")
    assert await stored(service, agreement) == (0, 0)


async def test_figures_cannot_be_typed_in(service: Running, ledger: Ledger):
    agreement = await live(service)

    assert await refused(service, agreement, {**APRIL, "programme_completions": "30"}) == (422, "invalid")


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"from_day": "2010-04-30", "to_day": "2010-04-01"}, "period_ends_before_it_starts"),
        ({"from_day": "2010-03-31", "to_day": "2010-04-30"}, "outside_the_agreement"),
        ({"from_day": "0001-01-01", "to_day": "9999-12-31"}, "outside_the_agreement"),
        ({"from_day": "9999-12-31", "to_day": "9999-12-31"}, "outside_the_agreement"),
        ({"from_day": "2011-03-01", "to_day": "2011-04-30"}, "spans_contract_years"),
    ],
)
async def test_a_period_that_may_not_be_computed_is_refused_before_anybody_is_asked(
    service: Running, ledger: Ledger, days: dict[str, str], code: str
):
    agreement = await live(service)

    assert await refused(service, agreement, days) == (409, code)
    assert ledger.asked == []


async def test_a_draft_has_no_periods(service: Running, ledger: Ledger):
    assert await refused(service, await measured(service)) == (409, "agreement_not_live")


async def test_a_period_that_lies_ahead_is_not_over(service: Running, ledger: Ledger):
    """At Belmarsh: the lists know its office and the prison without an end."""
    belmarsh = {"instrument": "SLA", "commissioner": "HSE", "provider": "BAI", "ends_on": "2099-12-31"}
    agreement = await live(service, HIGH_SECURITY, BELMARSH, **belmarsh)
    async with service.as_(HIGH_SECURITY) as client:
        ahead = {"from_day": "2099-04-01", "to_day": "2099-04-30"}
        answer = await client.post(f"/v1/agreements/{agreement}/periods", json=ahead, headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "period_not_over")


async def test_every_event_behind_a_figure_is_read_by_page(service: Running, ledger: Ledger):
    ledger.ids_in_answer = 2
    done = ledger.complete(*[date(2010, 4, 10)] * 7)
    agreement = await live(service)
    period = await compute(service, agreement)
    path = f"/v1/agreements/{agreement}/periods/{period.period_id}/results/{COMPLETIONS}/events"
    async with service.as_(LONDON_TRUST) as client:
        whole = ResultEvents.model_validate_json((await client.get(path)).content)
        rest = ResultEvents.model_validate_json((await client.get(path, params={"after": str(done[4])})).content)
        absent = await client.get(path, params={"after": "00000000-0000-4000-8000-000000000000"})
        unknown = await client.get(path.replace(COMPLETIONS, "sickness"))

    assert (whole.event_ids, whole.next_after) == (done, None)
    assert rest.event_ids == done[5:]
    assert (absent.status_code, unknown.status_code) == (404, 404)


async def test_the_periods_of_an_agreement_are_listed_by_their_latest_version(service: Running, ledger: Ledger):
    agreement = await live(service)
    await compute(service, agreement)
    ledger.complete(date(2010, 4, 10))
    april, may = await computed_again(service, agreement), await compute(service, agreement, MAY)
    async with service.as_(LONDON_TRUST) as client:
        told = PeriodList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/periods")).content)

    assert [(row.period_id, row.latest_version, row.entitlement_pence) for row in told.data] == [
        (may.period_id, 1, 0),
        (april.period_id, 2, 150_000),
    ]


async def test_another_trust_sees_neither_the_period_nor_that_there_is_one(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    for path in ("", f"/{period.period_id}", f"/{period.period_id}/results/{COMPLETIONS}/events"):
        async with service.as_(KENT_TRUST) as client:
            assert (await client.get(f"/v1/agreements/{agreement}/periods{path}")).status_code == 404
        async with service.as_(LONDON_TRUST) as client:
            assert (await client.get(f"/v1/agreements/{agreement}/periods{path}")).status_code == 200


async def test_a_period_is_read_under_its_own_agreement_only(service: Running, ledger: Ledger):
    one, other = await live(service, ends_on="2011-03-31"), await live(service, starts_on="2011-04-01")
    period = await compute(service, one)
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.get(f"/v1/agreements/{other}/periods/{period.period_id}")).status_code == 404
        assert (await client.get(f"/v1/agreements/{one}/periods/{period.period_id}", params={"version": 9})).status_code == 404


@pytest.mark.parametrize("persona", [LONDON_TRUST, AUDITOR, OFFENDER_MANAGER], ids=lambda p: p.roles[0])
async def test_only_the_purchasers_side_computes(service: Running, ledger: Ledger, persona: Persona):
    agreement = await live(service)
    async with service.as_(persona) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/periods", json=APRIL, headers=once())

    assert answer.status_code == 403


async def test_an_sla_of_a_board_is_computed_like_a_contract(service: Running, peers: Peers):
    peers.ledgers["KNT"] = Ledger()
    peers.of("KNT").complete(date(2009, 5, 1))
    board = {"instrument": "SLA", "provider": "KNT", "commissioner": "SE", "starts_on": "2009-05-01", "ends_on": "2010-03-31"}
    agreement = await live(service, KENT_COMMISSIONER, KENT_TRUST, **board)
    period = await compute(service, agreement, {"from_day": "2009-05-01", "to_day": "2009-05-31"}, NATIONAL_COMMISSIONER)

    assert period.settlement.entitlement_pence == 150_000


async def test_each_computation_is_published_to_the_parties(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement, persona=LONDON_COMMISSIONER)
    async with service.as_(LONDON_TRUST) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
        (event,) = [e for e in feed if e["type"] == "commissioning.period.computed" and e["subject"] == agreement]
        detail = PeriodView.model_validate_json((await client.get(event["data"]["detail_url"])).content)

    assert (detail.period_id, detail.version) == (period.period_id, event["data"]["computation"])
