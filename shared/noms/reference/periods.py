"""Dates as precise as the sources print them: a day, a month, a calendar year or a financial year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")


class Precision(StrEnum):
    """How exactly a source dates a fact."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"


@dataclass(frozen=True, slots=True)
class Period:
    """The days within which a fact lies, with the precision that the source gives it."""

    first_day: date
    last_day: date
    precision: Precision

    def __str__(self) -> str:
        """The period as the lists print it: 2010-01-31, 2010-01, 2010 or 2009-10."""
        if self.precision is Precision.FINANCIAL_YEAR:
            return f"{self.first_day.year:04d}-{self.last_day.year % 100:02d}"
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return self.first_day.isoformat()[:length]

    def certainly_begun_by(self, day: date) -> bool:
        """Whether the fact had happened by the end of the day, however the precision is read."""
        return self.last_day <= day

    def possibly_begun_by(self, day: date) -> bool:
        """Whether the fact may have happened by the end of the day."""
        return self.first_day <= day


def full_date(text: str) -> date:
    """The day that the text prints as 2010-01-31; anything else is refused with ValueError."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is not a day such as 2010-01-31")
    return date.fromisoformat(text)


def partial_date(text: str) -> Period:
    """The day, month or year that the text prints; 2000-01 is January 2000."""
    if _YEAR.fullmatch(text):
        return Period(date(int(text), 1, 1), date(int(text), 12, 31), Precision.YEAR)
    if month := _MONTH.fullmatch(text):
        year, number = int(month[1]), int(month[2])
        first = date(year, number, 1)
        return Period(first, date(year, number, monthrange(year, number)[1]), Precision.MONTH)
    day = full_date(text)
    return Period(day, day, Precision.DAY)


def reporting_period(text: str) -> Period:
    """The period that a figure is reported for; 2009-10 is the financial year from 1 April 2009, while 2010-03 is March 2010."""
    if (years := _MONTH.fullmatch(text)) and int(years[2]) == (int(years[1]) + 1) % 100:
        return financial_year(int(years[1]))
    return partial_date(text)


def financial_year(starting: int) -> Period:
    """The financial year that starts on 1 April of the year given."""
    return Period(date(starting, 4, 1), date(starting + 1, 3, 31), Precision.FINANCIAL_YEAR)
