"""Dates keep the precision that their source gives them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.reference.periods import Period, Precision, financial_year, full_date, partial_date, reporting_period


def test_a_month_lasts_from_its_first_day_to_its_last() -> None:
    assert partial_date("2008-02") == Period(date(2008, 2, 1), date(2008, 2, 29), Precision.MONTH)


def test_a_year_lasts_from_january_to_december() -> None:
    assert partial_date("1991") == Period(date(1991, 1, 1), date(1991, 12, 31), Precision.YEAR)


def test_a_date_printed_as_2000_01_is_a_month_and_never_a_financial_year() -> None:
    assert partial_date("2000-01").precision is Precision.MONTH


def test_a_reporting_period_printed_as_2009_10_is_the_financial_year() -> None:
    assert reporting_period("2009-10") == Period(date(2009, 4, 1), date(2010, 3, 31), Precision.FINANCIAL_YEAR)
    assert reporting_period("1999-00") == financial_year(1999)


def test_a_reporting_period_that_cannot_be_a_financial_year_is_a_month() -> None:
    assert reporting_period("2010-03") == partial_date("2010-03")


@pytest.mark.parametrize("text", ["2010-13", "2010-00", "201", "2010-1", "2010-02-30", "March 2010", "0000"])
def test_a_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        partial_date(text)


def test_a_full_date_is_taken_only_with_year_month_and_day() -> None:
    assert full_date("2010-06-30") == date(2010, 6, 30)
    with pytest.raises(ValueError, match="is not a day"):
        full_date("2010-06")


def test_what_happened_in_a_month_has_certainly_happened_only_when_the_month_is_over() -> None:
    november = partial_date("2009-11")

    assert not november.possibly_begun_by(date(2009, 10, 31))
    assert november.possibly_begun_by(date(2009, 11, 1))
    assert not november.certainly_begun_by(date(2009, 11, 29))
    assert november.certainly_begun_by(date(2009, 11, 30))


@given(st.dates())
def test_a_period_is_printed_as_it_was_read(day: date) -> None:
    printed = day.isoformat()

    assert [str(partial_date(printed[:length])) for length in (4, 7, 10)] == [printed[:4], printed[:7], printed]


@given(st.integers(1900, 2098))
def test_a_financial_year_is_printed_as_it_was_read(year: int) -> None:
    assert reporting_period(str(financial_year(year))) == financial_year(year)
