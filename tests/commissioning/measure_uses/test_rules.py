"""On which days agreements use a measure, and when a measure has been unused for too long."""

from datetime import date

import pytest

from services.commissioning.measure_uses import rules
from services.commissioning.measure_uses.rules import Standing, Use


def standing(first: date, last: date) -> Standing:
    return Standing("compliance_strict", 1, first, last)


TWO_YEARS = standing(date(2010, 4, 1), date(2012, 3, 31))


@pytest.mark.parametrize(
    ("as_at", "use"),
    [
        (date(2010, 3, 31), Use(0, None)),
        (date(2010, 4, 1), Use(1, date(2010, 4, 1))),
        (date(2012, 3, 31), Use(1, date(2012, 3, 31))),
        (date(2013, 1, 1), Use(0, date(2012, 3, 31))),
    ],
)
def test_a_measure_is_used_from_the_first_to_the_last_day_on_which_an_agreement_has_it(as_at: date, use: Use):
    assert rules.use_of([TWO_YEARS], as_at) == use


def test_a_measure_that_was_struck_out_and_put_in_again_is_used_on_the_days_of_both():
    again = standing(date(2012, 10, 1), date(2013, 3, 31))

    assert rules.use_of([TWO_YEARS, again], date(2012, 6, 30)) == Use(0, date(2012, 3, 31))
    assert rules.use_of([TWO_YEARS, again], date(2012, 10, 1)) == Use(1, date(2012, 10, 1))
    assert rules.use_of([TWO_YEARS, TWO_YEARS], date(2011, 1, 1)).agreements_in_force == 2


@pytest.mark.parametrize(
    ("last_used_on", "as_at", "quarters"),
    [
        (date(2010, 3, 31), date(2010, 3, 31), 0),
        (date(2010, 3, 31), date(2010, 6, 29), 0),
        (date(2010, 3, 31), date(2010, 6, 30), 1),
        (date(2010, 3, 31), date(2011, 3, 30), 3),
        (date(2010, 3, 31), date(2011, 3, 31), 4),
        (date(2010, 1, 1), date(2011, 3, 31), 4),  # the quarter of the last use counts as used
        (date(2011, 1, 1), date(2010, 1, 1), 0),
        (date(2010, 1, 1), date(9999, 12, 31), 31958),  # the last day that a date can be
    ],
)
def test_quarters_count_as_unused_when_they_are_over_and_nobody_had_the_measure(last_used_on: date, as_at: date, quarters: int):
    assert rules.quarters_between(last_used_on, as_at) == quarters


@pytest.mark.parametrize(("quarters", "proposed"), [(0, False), (3, False), (4, True), (40, True)])
def test_a_measure_unused_for_four_quarters_is_proposed_for_removal(quarters: int, proposed: bool):
    assert rules.proposed_for_removal(quarters) is proposed
