"""What a measure counts, and what it leaves out."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.offender_mgmt.measures.rules import DEFINITIONS, BreachClock, breach_action_in_time

MARCH = {"from_day": date(2010, 3, 1), "to_day": date(2010, 3, 31)}


def clock(number: int, due_by: str, begun_on: str | None = None, *, withdrawn: bool = False) -> BreachClock:
    return BreachClock(
        due_event_id=UUID(int=number),
        due_by=date.fromisoformat(due_by),
        begun_event_id=UUID(int=100 + number) if begun_on else None,
        begun_on=date.fromisoformat(begun_on) if begun_on else None,
        withdrawn=withdrawn,
    )


def test_breach_action_begun_on_its_last_day_is_in_time_and_a_day_later_is_not():
    tally = breach_action_in_time([clock(1, "2010-03-10", "2010-03-10"), clock(2, "2010-03-10", "2010-03-11")], **MARCH)

    assert tally.denominator == (UUID(int=1), UUID(int=2))
    assert tally.numerator == (UUID(int=101),)
    assert tally.percent == 50.0


def test_a_failure_counts_in_the_period_in_which_action_was_due():
    tally = breach_action_in_time(
        [clock(1, "2010-02-28"), clock(2, "2010-03-01"), clock(3, "2010-03-31"), clock(4, "2010-04-01")], **MARCH
    )

    assert tally.denominator == (UUID(int=2), UUID(int=3))


def test_action_never_begun_counts_against_the_provider():
    tally = breach_action_in_time([clock(1, "2010-03-10")], **MARCH)

    assert (len(tally.numerator), len(tally.denominator), tally.percent) == (0, 1, 0.0)


def test_a_failure_withdrawn_by_a_correction_is_excluded_and_counted_as_such():
    tally = breach_action_in_time(
        [clock(1, "2010-03-10", "2010-03-09", withdrawn=True), clock(2, "2010-03-12", "2010-03-12")], **MARCH
    )

    assert (tally.numerator, tally.denominator, tally.exclusions) == ((UUID(int=102),), (UUID(int=2),), 1)


def test_where_nothing_was_due_there_is_no_percentage():
    assert breach_action_in_time([], **MARCH).percent is None


def test_the_definition_says_what_is_excluded_and_where_the_standard_stands():
    definition = DEFINITIONS["breach_action_within_ten_working_days"]

    assert definition.unit == "percent"
    assert "excluded" in definition.words
    assert "National Standards 2007" in definition.words


DAYS = st.integers(0, 90).map(lambda number: date(2010, 2, 1) + timedelta(days=number))
CLOCKS = st.lists(
    st.builds(
        lambda due_by, late, begun, withdrawn: (due_by, due_by + timedelta(days=late) if begun else None, withdrawn),
        DAYS,
        st.integers(-9, 9),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
).map(
    lambda rows: [
        BreachClock(UUID(int=number), due_by, UUID(int=1000 + number) if begun_on else None, begun_on, withdrawn)
        for number, (due_by, begun_on, withdrawn) in enumerate(rows)
    ]
)


@given(CLOCKS, DAYS)
def test_two_periods_side_by_side_count_what_one_long_period_counts(clocks, middle):
    whole = breach_action_in_time(clocks, from_day=date(2010, 1, 1), to_day=date(2010, 12, 31))
    first = breach_action_in_time(clocks, from_day=date(2010, 1, 1), to_day=middle)
    second = breach_action_in_time(clocks, from_day=middle + timedelta(days=1), to_day=date(2010, 12, 31))

    assert set(first.denominator) | set(second.denominator) == set(whole.denominator)
    assert set(first.numerator) | set(second.numerator) == set(whole.numerator)
    assert first.exclusions + second.exclusions == whole.exclusions
    assert len(whole.denominator) + whole.exclusions == len(clocks)
