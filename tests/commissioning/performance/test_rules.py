"""Which periods may be computed, and in which order computations may follow one another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.performance import RestatementReason
from services.commissioning.performance import rules
from services.commissioning.performance.rules import Days, PeriodObjection

AGREEMENT = Days(date(2010, 4, 1), date(2012, 3, 31))
OCTOBER = Days(date(2010, 10, 1), date(2010, 10, 31))
NOVEMBER = Days(date(2010, 11, 1), date(2010, 11, 30))


def objection(days: Days = OCTOBER, **changes) -> PeriodObjection | None:
    facts = {
        "state": AgreementState.LIVE,
        "agreement": AGREEMENT,
        "contract_year_ends_on": date(2011, 3, 31),
        "changed_function_on": None,
        "varied": False,
        "settled": [],
        "as_at": date(2012, 6, 1),
    }
    return rules.objection_to_computing(days, **{**facts, **changes})


def test_a_period_of_a_live_agreement_that_is_over_may_be_computed():
    assert objection() is None


def test_the_same_days_may_be_computed_again():
    assert objection(settled=[OCTOBER, NOVEMBER]) is None


def test_a_period_is_over_on_the_day_after_its_last():
    assert objection(as_at=date(2010, 10, 31)) is PeriodObjection.NOT_OVER
    assert objection(as_at=date(2010, 11, 1)) is None


@pytest.mark.parametrize(
    "state",
    [AgreementState.DRAFT, AgreementState.SIGNED_BY_COMMISSIONER, AgreementState.SIGNED_BY_PROVIDER, AgreementState.SIGNED],
)
def test_nothing_is_computed_for_an_agreement_that_has_not_come_into_force(state: AgreementState):
    assert objection(state=state) is PeriodObjection.AGREEMENT_NOT_LIVE


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        (Days(date(2010, 10, 31), date(2010, 10, 1)), PeriodObjection.ENDS_BEFORE_IT_STARTS),
        (Days(date(2010, 3, 31), date(2010, 4, 30)), PeriodObjection.OUTSIDE_THE_AGREEMENT),
        (Days(date(2012, 3, 1), date(2012, 4, 1)), PeriodObjection.OUTSIDE_THE_AGREEMENT),
        (Days(date(2011, 3, 1), date(2011, 4, 1)), PeriodObjection.SPANS_CONTRACT_YEARS),
    ],
)
def test_a_period_lies_inside_the_agreement_and_inside_one_contract_year(days: Days, refused: PeriodObjection):
    assert objection(days) is refused


@pytest.mark.parametrize(
    "days",
    [
        Days(date(2010, 10, 1), date(2010, 12, 31)),
        Days(date(2010, 10, 31), date(2010, 10, 31)),
        Days(date(2010, 9, 1), date(2010, 10, 1)),
    ],
)
def test_days_that_share_one_day_with_a_settled_period_would_be_paid_twice(days: Days):
    assert objection(days, settled=[OCTOBER]) is PeriodObjection.OVERLAPS_ANOTHER_PERIOD


def test_days_that_run_over_a_change_of_function_are_computed_apart():
    assert objection(changed_function_on=date(2010, 10, 15)) is PeriodObjection.SPANS_A_CHANGE_OF_FUNCTION


def test_days_over_which_the_agreement_was_varied_are_computed_apart():
    assert objection(varied=True) is PeriodObjection.SPANS_A_VARIATION


@pytest.mark.parametrize("reason", RestatementReason)
def test_whoever_computes_again_says_why(reason: RestatementReason):
    window = {"closes_on": date(2012, 4, 30), "as_at": date(2012, 4, 30)}
    assert rules.objection_to_restating(1, reason, **window) is None
    assert rules.objection_to_restating(1, None, **window) is PeriodObjection.REASON_MISSING


def test_the_first_version_needs_no_reason_and_has_no_window():
    assert rules.objection_to_restating(0, None, closes_on=None, as_at=date(2012, 5, 1)) is None
    assert rules.objection_to_restating(0, None, closes_on=date(2012, 4, 30), as_at=date(2012, 5, 1)) is None


def test_a_next_version_has_the_window_of_every_adjustment():
    late = rules.objection_to_restating(1, RestatementReason.CORRECTION, closes_on=date(2012, 4, 30), as_at=date(2012, 5, 1))
    assert late is PeriodObjection.WINDOW_CLOSED


def test_a_service_that_is_not_asked_any_more_has_not_seen_less():
    """A measure that its source no longer offers is missing; it does not stop the others."""
    assert rules.objection_to_following({"a": 5}, earlier={"a": 5, "b": 7}) is None


def test_a_rolling_window_ends_with_the_period_however_long_that_is():
    assert rules.days_counted(OCTOBER, None) == OCTOBER
    assert rules.days_counted(OCTOBER, 365) == Days(date(2009, 11, 1), date(2010, 10, 31))


def test_the_next_month_does_not_overlap():
    assert objection(NOVEMBER, settled=[OCTOBER]) is None


def test_a_computation_that_has_seen_as_much_of_every_service_may_follow():
    assert rules.objection_to_following({"a": 5, "b": 9}, earlier={"a": 5, "b": 7}) is None


def test_a_computation_that_has_seen_less_of_one_service_is_refused():
    refused = rules.objection_to_following({"a": 4, "b": 9}, earlier={"a": 5, "b": 7})

    assert refused is PeriodObjection.OLDER_THAN_THE_LAST


@given(*[st.dates(min_value=date(2010, 1, 1), max_value=date(2010, 3, 1))] * 4)
def test_periods_overlap_exactly_when_a_day_lies_in_both(a: date, b: date, c: date, d: date):
    one, other = Days(min(a, b), max(a, b)), Days(min(c, d), max(c, d))
    in_both = any(
        one.from_day.toordinal() <= day <= one.to_day.toordinal()
        for day in range(other.from_day.toordinal(), other.to_day.toordinal() + 1)
    )

    assert one.shares_a_day_with(other) is in_both
