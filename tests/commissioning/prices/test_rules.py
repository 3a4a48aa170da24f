"""Whole pence, and contract years with their months and quarters."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.commissioning.prices import rules
from services.commissioning.prices.rules import ContractYear

starts = st.dates(date(1995, 1, 1), date(2050, 12, 31))
SECOND_YEAR = ContractYear(date(2011, 4, 1), date(2012, 3, 31))


@pytest.mark.parametrize(
    ("exact", "pence"), [("1/2", 1), ("-1/2", -1), ("3/2", 2), ("-3/2", -2), ("1/3", 0), ("-2/3", -1), ("7", 7)]
)
def test_half_a_penny_is_rounded_away_from_zero(exact: str, pence: int):
    """Source: payment specification 4.1."""
    assert rules.whole_pence(Fraction(exact)) == pence


@given(st.fractions())
def test_rounding_moves_by_half_a_penny_at_most_and_keeps_the_sign(exact: Fraction):
    rounded = rules.whole_pence(exact)

    assert abs(rounded - exact) <= Fraction(1, 2)
    assert rules.whole_pence(-exact) == -rounded


def test_a_year_that_begins_in_october_has_its_first_quarter_from_october_to_december():
    """Source: MoJ answer PQ 199496, Hassockfield."""
    months = rules.months_of(rules.numbered_year(date(1999, 10, 1), 1))

    assert [month.from_day.month for month in months if month.quarter == 1] == [10, 11, 12]


def test_a_year_that_begins_on_the_31st_begins_short_months_on_their_last_day():
    months = rules.months_of(rules.numbered_year(date(2011, 1, 31), 1))

    assert [month.from_day for month in months[:4]] == [
        date(2011, 1, 31),
        date(2011, 2, 28),
        date(2011, 3, 31),
        date(2011, 4, 30),
    ]


def test_an_agreement_that_ends_early_breaks_its_last_month_off():
    months = rules.months_until(SECOND_YEAR, date(2011, 6, 15))

    assert [month.number for month in months] == [1, 2, 3]
    assert months[-1].to_day == date(2011, 6, 15)


@given(starts, st.integers(1, 40))
def test_the_months_of_a_year_are_its_days_each_once(start: date, number: int):
    year = rules.numbered_year(start, number)
    months = rules.months_of(year)

    assert (months[0].from_day, months[-1].to_day) == (year.starts_on, year.ends_on)
    assert all(later.from_day - earlier.to_day == timedelta(days=1) for earlier, later in pairwise(months))
    assert len(months) == 12


@given(starts, st.integers(1, 3_000_000_000), st.integers(1, 30))
def test_the_months_of_a_year_sum_to_the_fee_exactly(start: date, fee: int, number: int):
    """Source: payment specification 4.1, month split."""
    year = rules.numbered_year(start, number)

    assert sum(rules.service_fee_pence(fee, year, month.period) for month in rules.months_of(year)) == fee


@given(starts, st.integers(0, 10_000))
def test_a_day_lies_in_the_month_and_year_that_hold_it(start: date, later: int):
    day = start + timedelta(days=later)
    year = rules.numbered_year(start, rules.year_number(start, day))
    month = rules.month_holding(year, day)

    assert year.starts_on <= day <= year.ends_on
    assert month.holds(day)
    assert rules.month_serial(start, day) == 12 * (rules.year_number(start, day) - 1) + month.number - 1


def test_the_day_before_the_service_began_lies_in_no_contract_year():
    assert rules.year_number(date(2010, 4, 1), date(2010, 3, 31)) == 0
