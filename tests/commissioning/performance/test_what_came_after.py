"""A period computed before the agreement was ended, varied or suspended within its days: it may always be computed again."""

from asyncio import to_thread
from datetime import date
from typing import Any

import pytest

from builders.commissioning.agreements import breach_measure, completions_measure, live
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import APRIL, LATE, MAY, compute, computed_again, refused
from builders.commissioning.personas import LONDON_COMMISSIONER
from builders.commissioning.variations import agreed_by_both, post, proposed, settled
from builders.commissioning.variations import refused as refused_to
from house.estate import Estate
from house.running import Running
from noms.contracts.commissioning.performance import PeriodView

pytestmark = pytest.mark.usefixtures("clean_slate")

A_POUND_A_DAY = {"annual_fee_pence": 36_500}


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    peers.ledgers["LDN"] = Ledger()
    return peers.of("LDN")


async def moved(service: Running, agreement: str, act: str, day: str, **told: Any) -> None:
    body: dict[str, Any] = {"effective_on": day, "reason": "As both were told"} | told
    if act != "resumption":
        body["agreed_in"] = await agreed_by_both(service, agreement, day)
    answer = await post(service, LONDON_COMMISSIONER, f"/v1/agreements/{agreement}/{act}", body)
    assert answer.status_code == 200, answer.text


async def terminated(service: Running, agreement: str, day: str) -> None:
    await moved(service, agreement, "termination", day, clause="VOLUNTARY-TERMINATION")


def money(period: PeriodView) -> dict[str, tuple[int, int]]:
    return {line.kind: (line.entitlement_pence, line.posted_pence) for line in period.settlement.lines}


def days_of(period: PeriodView) -> dict[str, tuple[date, date]]:
    return {result.measure_code: (result.from_day, result.to_day) for result in period.results if result.target is not None}


async def test_after_a_termination_within_it_a_period_is_cut_at_the_last_day_and_the_rest_is_taken_back(
    service: Running, ledger: Ledger
):
    """£1 a day: £30 for April, of which 15 days stood. 20 were completed by the 10th and 5 after the end: 15 days' cap is 15."""
    ledger.complete(*[date(2010, 4, 10)] * 20, *[date(2010, 4, 20)] * 5)
    ledger.breach(date(2010, 4, 10), in_time=True)
    agreement = await live(service, **A_POUND_A_DAY)
    before = await compute(service, agreement)
    await terminated(service, agreement, "2010-04-15")
    after = await computed_again(service, agreement, reason="correction")

    assert money(before) == {"programme_completions": (25 * 150_000, 25 * 150_000), "service_fee": (3_000, 3_000)}
    assert money(after) == {"programme_completions": (15 * 150_000, -10 * 150_000), "service_fee": (1_500, -1_500)}
    assert set(days_of(after).values()) == {(date(2010, 4, 1), date(2010, 4, 15))}
    assert (after.period_id, after.version, str(after.to_day)) == (before.period_id, 2, "2010-04-30")
    assert (await computed_again(service, agreement)).settlement.posted_pence == 0


async def test_of_a_period_that_lies_after_the_end_everything_is_taken_back_and_nothing_is_judged(
    service: Running, ledger: Ledger
):
    ledger.complete(*[date(2010, 5, 10)] * 3)
    agreement = await live(service, **A_POUND_A_DAY)
    paid = await compute(service, agreement, MAY)
    await terminated(service, agreement, "2010-04-15")
    after = await computed_again(service, agreement, MAY)

    assert paid.settlement.posted_pence == 3 * 150_000 + 3_100
    assert after.settlement.posted_pence == -paid.settlement.posted_pence
    assert (after.results, after.missing_results, after.rating.band) == ([], [], None)
    assert {line.working for line in after.settlement.lines} == {"the agreement ended on 2010-04-15, before these days"}


@pytest.mark.parametrize("act", ["termination", "suspension"])
async def test_one_side_alone_takes_no_computed_day_away(service: Running, ledger: Ledger, act: str):
    """£14.9m of posted fee was taken back by a termination that the purchaser dated back. House rule: 0124."""
    agreement = await live(service, **A_POUND_A_DAY)
    await compute(service, agreement)
    path = f"/v1/agreements/{agreement}/{act}"
    body: dict[str, Any] = {"effective_on": "2010-04-20", "reason": "x"}
    if act == "termination":
        body["clause"] = "VOLUNTARY-TERMINATION"
    words = {"clauses": [{"code": "PRICE", "wording": "As both may yet agree."}]}
    waiting = (await proposed(service, agreement, effective_on="2010-04-20", changes=words)).rpartition("/")[2]
    other_day = await agreed_by_both(service, agreement, "2010-04-21")
    for agreed_in in (None, waiting, other_day):
        told = body | {"agreed_in": agreed_in}
        assert await refused_to(service, LONDON_COMMISSIONER, path, told) == (409, "already_settled")

    after = body | {"effective_on": "2010-04-30" if act == "termination" else "2010-05-01"}
    assert (await post(service, LONDON_COMMISSIONER, path, after)).status_code == 200


async def test_a_period_is_computed_again_until_thirteen_months_after_its_year_or_its_first_posting(
    service: Running, ledger: Ledger, estate: Estate, commissioning_database: str
):
    agreement = await live(service, **A_POUND_A_DAY)
    await compute(service, agreement)
    ledger.complete(date(2010, 4, 10))
    in_time = await computed_again(service, agreement)
    long_ago = "UPDATE computation SET computed_at = timestamptz '2010-05-04'"
    await to_thread(estate.administer, long_ago, database=commissioning_database)

    assert in_time.settlement.posted_pence == 150_000
    assert await refused(service, agreement, APRIL | LATE) == (409, "period_no_longer_restated")
    assert (await compute(service, agreement, MAY)).version == 1


async def test_days_after_the_end_that_were_never_computed_are_refused_as_before(service: Running, ledger: Ledger):
    agreement = await live(service)
    await terminated(service, agreement, "2010-04-15")

    assert await refused(service, agreement) == (409, "outside_the_agreement")


async def test_a_measure_that_was_varied_within_a_computed_period_judges_those_that_begin_under_it(
    service: Running, ledger: Ledger
):
    """Completions were agreed anew and breaches struck from 16 April on: April stands under the old, the breaches to the 15th."""
    ledger.complete(*[date(2010, 4, 10)] * 30, *[date(2010, 5, 10)] * 31)
    ledger.breach(date(2010, 4, 10), in_time=True)
    agreement = await live(service)
    before = await compute(service, agreement)
    changes = {"measures": [completions_measure(floor="95", target="105", stretch="115")], "struck_measures": [BREACHES]}
    await settled(service, agreement, effective_on="2010-04-16", changes=changes)
    after = await computed_again(service, agreement, reason="definition")

    assert money(after) == {"programme_completions": (30 * 150_000, 0)}
    assert days_of(after) == {
        COMPLETIONS: (date(2010, 4, 1), date(2010, 4, 30)),
        BREACHES: (date(2010, 4, 1), date(2010, 4, 15)),
    }
    targets = {result.measure_code: str(result.target) for period in (before, after) for result in period.results}
    assert targets == {COMPLETIONS: "100.000", BREACHES: "90.000"}
    may = await compute(service, agreement, MAY)
    assert [str(result.target) for result in may.results if result.target is not None] == ["105.000"]


async def test_a_measure_put_in_within_a_computed_period_counts_from_its_first_day(service: Running, ledger: Ledger):
    ledger.breach(date(2010, 4, 20), in_time=True)
    agreement = await live(service)
    await settled(service, agreement, effective_on="2010-04-01", changes={"struck_measures": [BREACHES]})
    await compute(service, agreement)
    await settled(service, agreement, effective_on="2010-04-16", changes={"measures": [breach_measure()]})

    assert days_of(await computed_again(service, agreement))[BREACHES] == (date(2010, 4, 16), date(2010, 4, 30))


async def test_the_days_of_a_suspension_earn_no_fee_and_the_working_says_so(service: Running, ledger: Ledger):
    """£1 a day: April without the ten days from the 11th to the 20th; May whole."""
    agreement = await live(service, **A_POUND_A_DAY)
    before = await compute(service, agreement)
    await moved(service, agreement, "suspension", "2010-04-11")
    await moved(service, agreement, "resumption", "2010-04-21")
    after, may = await computed_again(service, agreement), await compute(service, agreement, MAY)

    assert [money(period)["service_fee"] for period in (before, after, may)] == [(3_000, 3_000), (2_000, -1_000), (3_100, 3_100)]
    (working,) = (line.working for line in after.settlement.lines if line.kind == "service_fee")
    assert working == "36500p a year, 20 of 365 days, 10 days of suspension left out, by cumulative days from 2010-04-01"


async def test_while_an_agreement_is_suspended_its_fee_rests(service: Running, ledger: Ledger):
    agreement = await live(service, **A_POUND_A_DAY)
    await moved(service, agreement, "suspension", "2010-04-11")

    fees = [money(await compute(service, agreement, days))["service_fee"] for days in (APRIL, MAY)]
    assert fees == [(1_000, 1_000), (0, 0)]
