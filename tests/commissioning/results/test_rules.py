"""What a figure comes to, how much it covers, how far it could be from the truth, and what differs between versions."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.measures import EvidenceMark, MeasureUnit
from noms.contracts.commissioning.performance import ChangedPart
from noms.contracts.commissioning.ratings import Missing
from services.commissioning.measures.rules import BREACH_ACTION_IN_TIME, PROGRAMME_COMPLETIONS, MeasureDefinition, definition_of
from services.commissioning.results import rules
from services.commissioning.results.rules import Compared, Found

APRIL = (date(2010, 4, 1), date(2010, 4, 30))
DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2010, 12, 31))


def measure(code: str) -> MeasureDefinition:
    found = definition_of(code)
    assert found is not None
    return found


def found(code: str = BREACH_ACTION_IN_TIME, **changes) -> Found:
    facts = {
        "definition": measure(code), "from_day": APRIL[0], "to_day": APRIL[1], "evidence": EvidenceMark.EVIDENCED,
        "coverage": Fraction(1), "numerator": Fraction(9), "denominator": Fraction(10),
    }  # fmt: skip
    return Found(**{**facts, **changes})


def test_a_source_that_answered_for_every_day_covers_the_period():
    assert rules.coverage_of_answer(asked=APRIL, answered=APRIL, watermark=7) == 1


def test_a_source_that_answered_for_ten_of_thirty_days_covers_a_third():
    answered = (date(2010, 4, 21), date(2010, 5, 10))

    assert rules.coverage_of_answer(asked=APRIL, answered=answered, watermark=7) == Fraction(1, 3)


def test_a_source_that_has_recorded_nothing_at_all_covers_nothing():
    """Silence is not a good figure: no escape on record is not the same as no escape."""
    assert rules.coverage_of_answer(asked=APRIL, answered=APRIL, watermark=0) == 0


def test_a_source_that_answered_for_other_days_covers_nothing():
    assert rules.coverage_of_answer(asked=APRIL, answered=(date(2010, 5, 1), date(2010, 5, 31)), watermark=7) == 0


@given(DAYS, st.integers(0, 90), DAYS, st.integers(0, 90), st.integers(0, 5))
def test_coverage_is_a_share(first: date, days: int, other: date, more: int, watermark: int):
    asked, answered = (first, first + timedelta(days=days)), (other, other + timedelta(days=more))

    assert 0 <= rules.coverage_of_answer(asked=asked, answered=answered, watermark=watermark) <= 1


@pytest.mark.parametrize(("expected", "filed", "share"), [(3, 3, "1"), (3, 2, "2/3"), (3, 0, "0"), (0, 0, "1")])
def test_the_coverage_of_returns_is_what_was_filed_of_what_was_asked(expected: int, filed: int, share: str):
    assert rules.coverage_of_returns(expected, filed) == Fraction(share)


@pytest.mark.parametrize(("share", "percent"), [("1", "100.00"), ("2/3", "66.67"), ("1/3", "33.33"), ("0", "0.00")])
def test_coverage_is_kept_in_percent_with_two_decimals(share: str, percent: str):
    assert rules.as_percent(Fraction(share)) == Decimal(percent)


def test_a_share_of_cases_has_wilsons_interval_in_percent():
    """9 of 10: 59.6 % to 98.2 %."""
    interval = found().interval

    assert interval is not None
    assert (round(float(interval.lowest), 1), round(float(interval.highest), 1)) == (59.6, 98.2)
    assert interval.method is IntervalMethod.WILSON


def test_completions_against_their_profile_have_the_interval_of_a_count():
    """10 events stand for 4.795 to 18.390; against a profile of 20 that is 24 % to 92 %."""
    interval = found(PROGRAMME_COMPLETIONS, numerator=Fraction(10), denominator=Fraction(20)).interval

    assert interval is not None
    assert (round(float(interval.lowest), 1), round(float(interval.highest), 1)) == (24.0, 92.0)
    assert interval.method is IntervalMethod.EXACT_POISSON


def test_a_plain_count_has_the_interval_of_a_count():
    interval = rules.interval_of(MeasureUnit.COUNT, Fraction(0), None)

    assert interval is not None
    assert (interval.lowest, round(float(interval.highest), 3)) == (0, 3.689)


def test_a_rate_of_a_population_has_the_interval_of_its_events():
    """2 of 1,000 on average: 0.242 to 7.225 events, so 24.2 to 722.5 for every 100,000."""
    interval = rules.interval_of(MeasureUnit.PER_100000, Fraction(2), Fraction(1000))

    assert interval is not None
    assert (round(float(interval.lowest), 1), round(float(interval.highest), 1)) == (24.2, 722.5)


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator"),
    [
        (MeasureUnit.DAYS_PER_PERSON, "121", "10"),
        (MeasureUnit.HOURS_A_WEEK, "206", "10"),
        (MeasureUnit.ONE_IN, "1", "59082"),
        (MeasureUnit.PERCENT, "1/2", "10"),
        (MeasureUnit.PERCENT, "9", "19/2"),
        (MeasureUnit.PERCENT, "11", "10"),
    ],
)
def test_an_average_and_a_count_that_is_none_have_no_interval(unit: MeasureUnit, numerator: str, denominator: str):
    assert rules.interval_of(unit, Fraction(numerator), Fraction(denominator)) is None


@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from(MeasureUnit))
def test_every_interval_holds_the_figure(numerator: int, denominator: int, unit: MeasureUnit):
    one = MeasureDefinition(**{**vars(measure(BREACH_ACTION_IN_TIME)), "unit": unit})
    figure = found(definition=one, numerator=Fraction(numerator), denominator=Fraction(denominator))

    if figure.interval is not None and figure.outturn is not None:
        assert figure.interval.lowest <= figure.outturn <= figure.interval.highest


def test_where_there_was_nothing_to_measure_there_is_no_figure():
    nothing = found(numerator=Fraction(0), denominator=Fraction(0))

    assert (nothing.outturn, nothing.interval, nothing.why_missing) == (None, None, Missing.NOT_PRODUCED)


@pytest.mark.parametrize("why", [Missing.NOT_OFFERED, Missing.RETURN_OVERDUE, Missing.NOT_PRODUCED])
def test_a_missing_figure_is_never_filled_in(why: Missing):
    silent = found(missing=why)

    assert (silent.outturn, silent.interval, silent.why_missing) == (None, None, why)


def compared(code: str, *events: UUID, **parts: str) -> Compared:
    return Compared(code, APRIL[0], {ChangedPart(name): value for name, value in parts.items()}, frozenset(events))


def test_what_differs_between_versions_is_told_part_by_part():
    kept, added, withdrawn = uuid4(), uuid4(), uuid4()
    before = [compared("a", kept, withdrawn, numerator="2", value="50"), compared("b", value="1")]
    after = [compared("a", kept, added, numerator="2", value="60"), compared("b", value="1")]

    assert [(c.measure_code, c.part, c.before, c.after) for c in rules.changes(before, after)] == [
        ("a", ChangedPart.VALUE, "50", "60"),
        ("a", ChangedPart.EVENTS_ADDED, None, "1"),
        ("a", ChangedPart.EVENTS_WITHDRAWN, None, "1"),
    ]


def test_a_figure_that_came_or_went_is_told_as_a_change_of_each_part():
    told = rules.changes([compared("a", value="50")], [compared("b", missing="not_offered")])

    assert [(c.measure_code, c.part, c.before, c.after) for c in told] == [
        ("a", ChangedPart.VALUE, "50", None),
        ("b", ChangedPart.MISSING, None, "not_offered"),
    ]


FIGURES = st.lists(
    st.builds(
        lambda code, value, events: compared(code, *events, value=str(value)),
        st.sampled_from(["a", "b", "c"]),
        st.integers(0, 3),
        st.lists(st.uuids(), max_size=2),
    ),
    max_size=3,
    unique_by=lambda figure: figure.measure_code,
)


@given(FIGURES, FIGURES)
def test_versions_that_are_the_same_differ_in_nothing_and_no_others_do(before: list[Compared], after: list[Compared]):
    same = {f.measure_code: f for f in before} == {f.measure_code: f for f in after}

    assert (rules.changes(before, after) == []) is same
    assert rules.changes(before, list(reversed(before))) == []


@given(FIGURES, FIGURES)
def test_going_back_undoes_every_change(before: list[Compared], after: list[Compared]):
    there = [(c.measure_code, c.part, c.before, c.after) for c in rules.changes(before, after) if c.part is ChangedPart.VALUE]
    back = [(c.measure_code, c.part, c.after, c.before) for c in rules.changes(after, before) if c.part is ChangedPart.VALUE]

    assert there == back
