"""What must hold of every settlement: months sum to the fee, a replay is the same, order does not matter, restatements ripple."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.commissioning.contracts_at_random import a_contract
from builders.commissioning.payment_terms import (
    Json,
    a_scale,
    an_occurrence,
    failures,
    money,
    settled,
    some_facts,
    some_points,
    some_terms,
    the_worked_example,
)
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import LineState, SettlementRequest
from services.commissioning.evidence.rules import Facts
from services.commissioning.settlements.rules import YearSettlement, adjustments, settle_year
from services.commissioning.simulations.rules import faults_in_request
from services.commissioning.statements.rules import settle_request

contracts = st.integers(0, 10**9).map(a_contract)
LATE_INDEX = {"index": "RPI", "indexed_share_percent": "100", "base_month": "2010-01", "base_value": "100", "reference_month": 1}


def of(request: Json) -> YearSettlement:
    read = SettlementRequest.model_validate(request)
    return settle_year(read.terms, Facts.of(read.facts), read.through)


def in_another_order(request: Json, seed: int) -> Json:
    chance = Random(seed)
    return request | {"facts": {name: chance.sample(told, len(told)) for name, told in request["facts"].items()}}


@given(contracts)
@settings(max_examples=60, deadline=None)
def test_a_replay_gives_the_same_bytes(request: Json):
    once, again = (settle_request(SettlementRequest.model_validate(request)).model_dump_json() for _ in range(2))

    assert once == again


@given(contracts, st.integers(0, 100))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_facts_does_not_matter(request: Json, seed: int):
    plain = settle_request(SettlementRequest.model_validate(request))
    other = settle_request(SettlementRequest.model_validate(in_another_order(request, seed)))

    assert plain.model_dump_json() == other.model_dump_json()


@given(contracts)
@settings(max_examples=60, deadline=None)
def test_the_cap_is_never_exceeded_and_every_line_is_known_by_one_key(request: Json):
    found = of(request)
    keys = [(month.month.number, line.step, line.code) for month in found.months for line in month.lines]

    assert found.cap.most_pence is None or found.cap.collected_pence <= found.cap.most_pence
    assert len(keys) == len(set(keys))


@given(contracts)
@settings(max_examples=60, deadline=None)
def test_every_contract_of_the_generator_is_without_fault(request: Json):
    assert faults_in_request(SettlementRequest.model_validate(request)) == []


@given(contracts)
@settings(max_examples=40, deadline=None)
def test_a_line_opens_down_to_what_happened(request: Json):
    told = {fact["occurrence_id"] for fact in request["facts"]["occurrences"]}
    named = {str(each) for month in of(request).months for line in month.lines for each in line.occurrence_ids}

    assert named <= told


def test_the_months_of_a_year_and_their_lines_sum_to_the_fee():
    assert sum(money(settled(some_terms(), some_facts()), "base_fee").values()) == 36_600_000


def test_only_months_that_are_over_are_settled():
    found = settled(some_terms(), some_facts(), "2011-06-29")

    assert [month.month.number for month in found.months] == [1, 2]
    assert not found.complete


def test_a_day_after_the_end_settles_the_last_year():
    found = settled(some_terms(), some_facts(), "2015-01-01")

    assert (found.number, found.complete, found.months[-1].last) == (3, True, True)


def test_a_broken_last_month_ends_its_quarter_and_the_year():
    terms = some_terms(
        ends_on="2011-05-15", points=some_points({"code": "failure", "points": "1", "assessed": "year"}, annual=a_scale())
    )
    found = settled(terms, some_facts(an_occurrence(count="30")), "2011-05-15")

    assert money(found, "base_fee") == {1: 3_000_000, 2: 1_500_000}
    assert money(found, "year_points") == {2: -2_000}


def test_a_restatement_ripples_from_a_quarter_into_the_repeat_multiplier_of_the_next_and_the_cap():
    scale = a_scale(repeat_multiplier="2", baselines=[{"from_year": 1, "points": "0"}], pence_a_point="10000")
    terms = some_terms(points=some_points({"code": "failure", "points": "1"}, quarterly=scale), cap_percent_of_fee="0.1")
    told = failures("2011-05-03", "2011-08-03")
    before = settled(terms, some_facts(*told))
    after = settled(terms, some_facts(told[0] | {"state": "OVERTURNED"}, told[1]))

    assert money(before, "quarter_points") == {3: -10_000, 6: -20_000, 9: 0, 12: 0}
    assert money(after, "quarter_points") == {3: 0, 6: -10_000, 9: 0, 12: 0}
    assert [(key.from_day, key.step, pence) for key, pence in adjustments(before.months, after.months).items()] == [
        (date(2011, 6, 1), Step.QUARTER_POINTS, 10_000),
        (date(2011, 9, 1), Step.QUARTER_POINTS, 10_000),
    ]


def test_the_cap_that_a_restatement_frees_lets_a_later_quarter_take_more():
    scale = a_scale(baselines=[{"from_year": 1, "points": "0"}], pence_a_point="10000")
    terms = some_terms(points=some_points(quarterly=scale), cap_percent_of_fee="0.1")
    told = failures("2011-05-03", "2011-08-03", count="3")
    before = settled(terms, some_facts(*told))
    after = settled(terms, some_facts(told[0] | {"state": "OVERTURNED"}, told[1]))
    posted = {(key.from_day.month, key.step): pence for key, pence in adjustments(before.months, after.months).items()}

    assert money(before, "over_the_cap") == {6: 23_400}
    assert posted == {(6, Step.QUARTER_POINTS): 30_000, (9, Step.OVER_THE_CAP): -23_400}
    assert after.cap.collected_pence == 30_000


def test_a_line_that_is_no_more_is_taken_back():
    terms = some_terms(fixed_sums=[{"code": "escape", "pence": 500}])
    told = an_occurrence(1, "FIXED_SUM_INCIDENT", "escape")
    posted = adjustments(
        settled(terms, some_facts(told)).months, settled(terms, some_facts(told | {"state": "OVERTURNED"})).months
    )

    assert [(key.step, pence) for key, pence in posted.items()] == [(Step.FIXED_SUM, 500)]


def test_a_month_that_is_settled_for_the_first_time_posts_what_it_comes_to():
    terms = some_terms()
    posted = adjustments(settled(terms, some_facts(), "2011-04-30").months, settled(terms, some_facts(), "2011-05-31").months)

    assert list(posted.values()) == [3_100_000]


def test_a_missing_index_makes_every_line_that_follows_it_provisional():
    terms = some_terms(
        indexation=LATE_INDEX,
        points=some_points(quarterly=a_scale(indexed=True)),
        fixed_sums=[{"code": "escape", "pence": 500}],
    )
    told = [an_occurrence(1, "FIXED_SUM_INCIDENT", "escape"), an_occurrence(2)]
    states = {line.step: line.state for month in settled(terms, some_facts(*told), "2011-06-30").months for line in month.lines}

    assert states == {
        Step.BASE_FEE: LineState.PROVISIONAL,
        Step.QUARTER_POINTS: LineState.PROVISIONAL,
        Step.FIXED_SUM: LineState.FINAL,
        Step.POINTS_COUNTED: LineState.FINAL,
    }


def test_a_late_index_value_is_posted_as_an_adjustment_of_each_month():
    terms = some_terms(indexation=LATE_INDEX)
    late = [{"index": "RPI", "month": "2011-01", "value": "110", "published_on": "2011-08-01"}]
    posted = adjustments(
        settled(terms, some_facts(), "2011-05-31").months, settled(terms, some_facts(index_values=late), "2011-05-31").months
    )

    assert list(posted.values()) == [300_000, 310_000]


def test_lines_that_rest_on_a_disputed_occurrence_say_so():
    terms = some_terms(fixed_sums=[{"code": "escape", "pence": 500}], points=some_points())
    told = [an_occurrence(1, "FIXED_SUM_INCIDENT", "escape", state="DISPUTED"), an_occurrence(2, count="30", state="DISPUTED")]
    found = settled(terms, some_facts(*told), "2011-06-30")
    disputed = {line.step for month in found.months for line in month.lines if line.state is LineState.DISPUTED}

    assert disputed == {Step.FIXED_SUM, Step.POINTS_COUNTED, Step.QUARTER_POINTS}


def test_what_no_row_prices_is_named():
    found = settled(some_terms(), some_facts(an_occurrence()))

    assert [each.int for each in found.unpriced] == [1]


@given(st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=40, deadline=None)
def test_more_failures_never_cost_less(some: int, more: int):
    terms = some_terms(
        points=some_points(
            quarterly=a_scale(bands=[{"above": "0", "up_to": "50", "factor": "1"}, {"above": "50", "factor": "1.5"}])
        )
    )
    costs = [
        sum(money(settled(terms, some_facts(an_occurrence(count=str(count))), "2011-06-30"), "quarter_points").values())
        for count in (some, some + more)
    ]

    assert costs[1] <= costs[0]


@pytest.mark.parametrize("through", ["2011-04-30", "2011-06-30", "2012-03-31"])
def test_the_statement_tells_every_month_and_quarter_so_far(through: str):
    answer = settle_request(SettlementRequest.model_validate(the_worked_example() | {"through": through}))

    assert sum(quarter.entitlement_pence for quarter in answer.quarters) == answer.year.entitlement_pence
    assert sum(month.entitlement_pence for month in answer.months) == answer.year.entitlement_pence
    assert [quarter.complete for quarter in answer.quarters] == [through != "2011-04-30"] * len(answer.quarters)
    assert answer.year.complete is (through == "2012-03-31")
