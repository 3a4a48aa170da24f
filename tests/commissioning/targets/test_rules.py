"""Which targets may stand, and which one holds on a day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.measures import Direction
from services.commissioning.targets import rules
from services.commissioning.targets.rules import Believed, Days, Offered, Standing, TargetObjection, TargetOn, Thresholds

AGREEMENT = Days(date(2010, 4, 1), date(2012, 3, 31))
WINTER = Days(date(2010, 10, 1), date(2011, 3, 31))
ON_RECORD = Believed(UUID(int=7), "compliance_strict", WINTER)
STANDING = Standing(AGREEMENT, "LON", signed_on=date(2010, 3, 22), as_at=date(2010, 4, 1))
DAYS = st.dates(date(2009, 1, 1), date(2012, 12, 31))
SPANS = st.builds(Days, DAYS, st.none() | DAYS)


def offered(**changes: Any) -> Offered:
    usual: dict[str, Any] = {
        "thresholds": Thresholds(Decimal(60), Decimal(70), Decimal(80)), "days": WINTER, "replaces": None, "reason": None,
        "set_by": "LON",
    }  # fmt: skip
    return Offered(**usual | changes)


def faults(target: Offered, *, most: int = 100, **changes: Any) -> list[tuple[str, str]]:
    found = rules.field_faults(
        target,
        standing=replace(STANDING, **changes),
        fits=lambda value: 0 <= value <= most,
        replaceable=[ON_RECORD.target_id],
    )
    return [(fault.pointer, fault.code) for fault in found]


def test_a_target_within_the_range_and_the_agreement_has_no_fault():
    assert faults(offered()) == []
    assert faults(offered(days=Days(AGREEMENT.first, None))) == []
    assert faults(offered(replaces=ON_RECORD.target_id, reason="The board agreed another.")) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"thresholds": Thresholds(Decimal(-1), Decimal(70), Decimal(101))}, [("/floor", "outside_the_range"), ("/stretch", "outside_the_range")]),
        ({"days": Days(date(2010, 3, 31), None), "reason": "x"}, [("/valid_from", "outside_the_agreement")]),
        ({"days": Days(date(2012, 4, 1), None)}, [("/valid_from", "outside_the_agreement")]),
        ({"days": Days(date(2010, 4, 1), date(2012, 4, 1))}, [("/valid_to", "outside_the_agreement")]),
        ({"days": Days(date(2010, 5, 1), date(2010, 4, 30))}, [("/valid_to", "before_valid_from")]),
        ({"replaces": UUID(int=9), "reason": "A mistake."}, [("/replaces", "nothing_to_replace")]),
        ({"replaces": UUID(int=7)}, [("/reason", "reason_missing")]),
        ({"set_by": "SE"}, [("/set_by", "not_the_commissioner")]),
    ],
)  # fmt: skip
def test_every_field_at_fault_is_named(changes: dict[str, Any], found: list[tuple[str, str]]):
    assert faults(offered(**changes)) == found


def test_no_target_is_set_for_days_before_both_had_signed():
    assert faults(offered(), signed_on=None) == [("/valid_from", "before_it_was_signed")]
    assert faults(offered(), signed_on=date(2010, 10, 2)) == [("/valid_from", "before_it_was_signed")]
    assert faults(offered(), signed_on=date(2010, 10, 1)) == []


def test_for_days_that_are_over_a_target_needs_a_reason():
    assert faults(offered(), as_at=date(2010, 10, 1)) == []
    assert faults(offered(), as_at=date(2010, 10, 2)) == [("/reason", "reason_missing")]
    assert faults(offered(reason="The board met late."), as_at=date(2010, 10, 2)) == []


def test_the_figures_of_a_year_that_has_been_over_for_thirteen_months_stand():
    """The contract year of October 2010 is over with 31 March 2011, its figures may be restated until 30 April 2012."""
    late = offered(reason="The board met late.")

    assert faults(late, as_at=date(2012, 4, 30)) == []
    assert faults(late, as_at=date(2012, 5, 1)) == [("/valid_from", "closed_year")]


@given(st.decimals(-1000, 1000, places=3))
def test_no_share_below_nought_or_over_a_hundred_is_a_target(value: Decimal):
    named = faults(offered(thresholds=Thresholds(Decimal(1), value, Decimal(3))))

    assert (named == []) is (0 <= value <= 100)


def test_thresholds_against_the_direction_are_refused_before_their_days_are_looked_at():
    assert objection(offered(), in_order=False) is TargetObjection.OUT_OF_ORDER


def test_no_two_targets_hold_on_one_day_unless_one_replaces_the_other():
    assert objection(offered()) is TargetObjection.OVERLAPS
    assert objection(offered(replaces=ON_RECORD.target_id)) is None
    assert objection(offered(days=Days(date(2011, 4, 1), None))) is None


def objection(target: Offered, *computed: Days, in_order: bool = True) -> TargetObjection | None:
    return rules.objection_to_target(target, in_order=in_order, believed=[ON_RECORD], computed=computed)


def test_what_judged_a_computed_period_is_not_changed_afterwards():
    """A target set, one replaced, and one taken away from days that were computed; never one for other days."""
    october, april = Days(date(2010, 10, 1), date(2010, 10, 31)), Days(date(2011, 4, 1), date(2011, 4, 30))
    anew = {"replaces": ON_RECORD.target_id, "reason": "Misread."}

    assert objection(offered(days=Days(date(2011, 4, 1), None)), april) is TargetObjection.ALREADY_COMPUTED
    assert objection(offered(**anew), october) is TargetObjection.ALREADY_COMPUTED
    assert objection(offered(**anew, days=Days(date(2010, 9, 1), date(2010, 9, 30))), october) is TargetObjection.ALREADY_COMPUTED
    assert objection(offered(**anew, days=Days(date(2010, 11, 1), None)), october) is None
    assert objection(offered(days=Days(date(2011, 5, 1), None)), april) is None


@given(SPANS, SPANS)
def test_two_spans_share_a_day_exactly_when_some_day_lies_in_both(one: Days, other: Days):
    window = [date(2008, 12, 31) + timedelta(days=n) for n in range(1600)]
    both = any(one.holds_on(day) and other.holds_on(day) for day in window)
    backwards = any(span.last is not None and span.last < span.first for span in (one, other))

    assert backwards or one.shares_a_day_with(other) is both
    assert one.shares_a_day_with(other) is other.shares_a_day_with(one)


def test_the_target_of_a_day_is_the_dated_one_and_else_what_was_agreed():
    low = Thresholds(Decimal(1), Decimal(2), Decimal(3))
    agreed = [TargetOn(code, 1, Direction.HIGH, low) for code in ("compliance_strict", "court_reports_on_time")]
    dated = TargetOn(
        "compliance_strict", 1, Direction.HIGH, Thresholds(Decimal(60), Decimal(70), Decimal(80)), UUID(int=7), "LON"
    )

    within = rules.held_on(date(2010, 10, 1), [dated], [WINTER], agreed)
    before = rules.held_on(date(2010, 9, 30), [dated], [WINTER], agreed)

    assert within == {"compliance_strict": dated, "court_reports_on_time": agreed[1]}
    assert before == {"compliance_strict": agreed[0], "court_reports_on_time": agreed[1]}
