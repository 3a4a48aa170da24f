"""A row of the points table: what a failure brings, and by how far a target was missed."""

from fractions import Fraction

import pytest

from noms.contracts.commissioning.points_terms import MissTable, PointsMeasure
from services.commissioning.points import rules
from services.commissioning.points.rules import Row

FLOOR = MissTable.model_validate(
    {
        "target": "90",
        "direction": "high",
        "steps": [
            {"more_than_percent": "10", "points": "20.5"},
            {"more_than_percent": "0", "points": "5"},
            {"more_than_percent": "5", "points": "10"},
        ],
    }
)


def row(**changes: object) -> Row:
    return Row.of(PointsMeasure.model_validate({"code": "failure", "points": "2.5"} | changes))


@pytest.mark.parametrize(("points", "units"), [("1", 20), ("2.5", 50), ("0.1", 2), ("618.5", 12_370), ("0", 0)])
def test_points_are_counted_in_twentieths(points: str, units: int):
    assert rules.units_of(points) == units
    assert rules.points_of(units) == Fraction(points)


def test_a_failure_and_a_half_brings_the_points_of_one_and_a_half():
    assert row().units(Fraction(3, 2)) == 75
    assert row().count(75) == "1.5"


@pytest.mark.parametrize(("value", "missed"), [("90", "0"), ("95", "0"), ("81", "10"), ("89.1", "1"), ("0", "100")])
def test_a_target_is_missed_by_a_percentage_of_itself(value: str, missed: str):
    assert rules.missed_percent(FLOOR, Fraction(value)) == Fraction(missed)


def test_a_target_that_is_a_ceiling_is_missed_from_above():
    ceiling = FLOOR.model_copy(update={"direction": "low", "target": "20"})

    assert [rules.missed_percent(ceiling, Fraction(value)) for value in (20, 15, 25)] == [0, 0, 25]


@pytest.mark.parametrize(
    ("percent", "points"), [("0", "0"), ("0.1", "5"), ("5", "5"), ("5.1", "10"), ("10", "10"), ("99", "20.5")]
)
def test_the_points_of_the_last_step_that_was_passed_count_in_whatever_order_the_steps_stand(percent: str, points: str):
    """Source: National Audit Office, HC 700 (2002-03): points rise with the percentage by which a target is missed."""
    steps = row(points=None, missed=FLOOR.model_dump(mode="json"))

    assert rules.points_of(steps.units(Fraction(percent))) == Fraction(points)


def test_quarters_and_years_are_counted_from_the_first_month_of_the_service():
    assert [row().period(serial) for serial in (0, 2, 3, 11, 12)] == [0, 0, 1, 3, 4]
    assert [row(assessed="year").period(serial) for serial in (0, 11, 12)] == [0, 0, 1]
