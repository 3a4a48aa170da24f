"""Points counted by measure and month: what counts, in which month, and how often a measure failed before."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.payment_terms import Json, an_occurrence, failures, some_facts
from noms.contracts.commissioning.points_terms import PointsMeasure
from noms.contracts.commissioning.settlement_facts import OutturnFact
from noms.contracts.commissioning.settlements import LineState, StepLineView
from services.commissioning.points.rules import Row
from services.commissioning.tallies import rules
from services.commissioning.tallies.rules import Table

COMMENCED = date(2010, 4, 1)
STEPS = {
    "target": "90",
    "direction": "high",
    "steps": [
        {"more_than_percent": "0", "points": "5"},
        {"more_than_percent": "5", "points": "10"},
        {"more_than_percent": "10", "points": "20.5"},
    ],
}


def row(**changes: object) -> Row:
    return Row.of(PointsMeasure.model_validate({"code": "failure", "points": "2.5"} | changes))


def table(*occurrences: Json, outturns: list[OutturnFact] | None = None, multiplier: str = "2", **measure: object) -> Table:
    own = row(**measure)
    happened = [each for _, each in some_facts(*occurrences).records]
    multipliers = (Fraction(multiplier), Fraction(3))
    return rules.table_of({own.code: own}, happened, outturns or [], commenced_on=COMMENCED, spared=(), multipliers=multipliers)


def quantity(found: Table, serial: int) -> str:
    (line,) = rules.points_lines(found, serial)
    return line.quantity


def test_half_points_and_half_counts_stay_exact():
    """Source: Commons written answer 4 December 2013 col 713W, 618.5 points."""
    assert quantity(table(*failures("2010-04-03", "2010-04-04", count="0.5")), 0) == "5/2"
    assert quantity(table(*failures("2010-04-03", count="1.5")), 0) == "15/4"


def test_a_total_of_half_points_is_written_with_its_half():
    (line,) = rules.points_lines(table(*failures("2010-04-03", "2010-04-04", "2010-04-05"), multiplier="1"), 0)

    assert line.working == "3 x 2.5 = 7.5"


def test_what_happened_counts_in_the_month_of_its_day_even_if_it_was_found_later():
    found = table(*failures("2010-04-30", "2010-05-01"))

    assert [quantity(found, serial) for serial in range(3)] == ["5/2", "5/2", "0"]


@pytest.mark.parametrize(
    ("state", "points"), [("CLASSIFIED", "5/2"), ("CONFIRMED", "5/2"), ("DISPUTED", "5/2"), ("HELD", "0"), ("OVERTURNED", "0")]
)
def test_what_is_held_or_overturned_does_not_count_and_what_is_disputed_does(state: str, points: str):
    assert quantity(table(an_occurrence(occurred_on="2010-04-03", state=state)), 0) == points


def test_an_excused_failure_does_not_count():
    assert quantity(table(an_occurrence(occurred_on="2010-04-03", state="EXCUSED", excused_by="riot")), 0) == "0"


def test_the_line_of_a_disputed_failure_says_so():
    (line,) = rules.points_lines(table(an_occurrence(occurred_on="2010-04-03", state="DISPUTED")), 0)

    assert line.state is LineState.DISPUTED


def test_a_measure_that_failed_in_the_quarter_before_counts_twice_as_much():
    """Source: Cabinet Office Model Services Agreement: the same failure in the next measurement period doubles its points."""
    found = table(*failures("2010-06-30", "2010-07-01", "2010-09-30"))

    assert [quantity(found, serial) for serial in (2, 3, 5)] == ["5/2", "5", "5"]


def test_the_reading_of_the_model_agreement_gives_3_then_2_then_6():
    """Source: Model Services Agreement, worked example: severe 3, minor 1 doubled, severe doubled."""
    severe = [
        an_occurrence(n, occurred_on=day, count=count)
        for n, (day, count) in enumerate((("2010-05-01", "3"), ("2010-08-01", "1"), ("2010-11-01", "3")), 1)
    ]
    found = table(*severe, points="1")

    assert [quantity(found, serial) for serial in (1, 4, 7)] == ["3", "2", "6"]


def test_two_quarters_ago_is_not_the_quarter_before():
    assert quantity(table(*failures("2010-06-30", "2010-10-01")), 6) == "5/2"


def test_the_last_quarter_of_a_year_is_before_the_first_of_the_next():
    assert quantity(table(*failures("2011-03-31", "2011-04-01")), 12) == "5"


@pytest.mark.parametrize("state", ["HELD", "OVERTURNED"])
def test_what_did_not_count_before_is_no_failure_before(state: str):
    before = an_occurrence(1, occurred_on="2010-06-30", state=state)

    assert quantity(table(before, an_occurrence(2, occurred_on="2010-07-01")), 3) == "5/2"


def test_a_measure_to_which_repetition_does_not_apply_never_counts_twice():
    assert quantity(table(*failures("2010-06-30", "2010-07-01"), repeats=False), 3) == "5/2"


def test_an_annual_measure_repeats_from_year_to_year():
    found = table(*failures("2010-06-30", "2010-09-01", "2011-09-01"), assessed="year")

    assert [quantity(found, serial) for serial in (5, 17)] == ["5/2", "15/2"]


def test_the_points_of_a_quarter_are_the_sum_of_its_months_repetition_included():
    found = table(*failures("2010-06-30", "2010-07-01", "2010-08-01"))

    assert found.counted(range(3, 6), annual=False).points == 10
    assert found.counted(range(3, 6), annual=True).points == 0


@pytest.mark.parametrize(
    ("value", "points"), [("90", "0"), ("89.9", "5"), ("85.5", "5"), ("85", "10"), ("81", "10"), ("80", "41/2")]
)
def test_points_rise_in_steps_with_the_percentage_by_which_a_target_is_missed(value: str, points: str):
    """Source: National Audit Office, HC 700 (2002-03): newer contracts; a step is passed strictly, like a baseline."""
    outturn = OutturnFact.model_validate({"code": "failure", "on": "2010-05-31", "value": value})

    assert quantity(table(outturns=[outturn], points=None, missed=STEPS), 1) == points


def test_the_working_of_a_missed_target_tells_outturn_and_target():
    outturn = OutturnFact.model_validate({"code": "failure", "on": "2010-05-31", "value": "80"})
    (line,) = rules.points_lines(table(outturns=[outturn], points=None, missed=STEPS), 1)

    assert line.working == "80 misses 90 by 100/9%: 20.5 = 20.5"


def test_an_occurrence_of_a_measure_with_steps_tells_by_how_much_it_was_missed():
    assert quantity(table(an_occurrence(occurred_on="2010-04-03", count="7"), points=None, missed=STEPS), 0) == "10"


def test_a_target_that_was_met_is_no_failure_for_the_quarter_after():
    met = OutturnFact.model_validate({"code": "failure", "on": "2010-05-31", "value": "90"})
    missed = OutturnFact.model_validate({"code": "failure", "on": "2010-08-31", "value": "80"})

    assert quantity(table(outturns=[met, missed], points=None, missed=STEPS), 4) == "41/2"


def test_a_month_in_which_nothing_happened_says_so():
    (line,) = rules.points_lines(table(), 0)

    assert (line.quantity, line.working, line.occurrence_ids) == ("0", "nothing counted", ())


@given(st.lists(st.sampled_from(["0.5", "1", "2", "99999.5"]), max_size=60), st.sampled_from(["0.1", "2.5", "999999.9"]))
def test_a_month_counts_every_failure_at_the_points_of_its_row(counts: list[str], points: str):
    told = [an_occurrence(n, occurred_on="2010-04-03", count=count) for n, count in enumerate(counts, 1)]
    (line,) = rules.points_lines(table(*told, points=points), 0)

    assert Fraction(line.quantity) == sum(map(Fraction, counts)) * Fraction(points)
    assert StepLineView.model_validate(line._asdict() | {"occurrence_ids": list(line.occurrence_ids)}).pence == 0
