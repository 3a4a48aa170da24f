"""Numbers of a settlement: whole pence, and contract years with their months and quarters."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

MONTHS_IN_A_YEAR = 12  # Source: the calendar
MONTHS_IN_A_QUARTER = 3  # Source: the calendar
WHOLE = 100  # Source: per cent
KEPT = 10_000  # House rule: 0155, answers about days that are kept for the next agreement
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ContractYear:
    """The year that a price belongs to: it starts on the anniversary of the commencement of the service."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """Days in the contract year; 29 February counts."""
        return (self.ends_on - self.starts_on).days + 1

    def days_through(self, last_day: date) -> int:
        """Days of the contract year that have passed when `last_day` is over."""
        return (last_day - self.starts_on).days + 1


@dataclass(frozen=True)
class Period:
    """The days that one settlement covers, both included."""

    from_day: date
    to_day: date


@dataclass(frozen=True)
class ContractMonth:
    """One month of a contract year: it begins on the day of the month on which the year does. House rule: 0156."""

    number: int
    from_day: date
    to_day: date

    @property
    def quarter(self) -> int:
        """The contract quarter: the first one holds the first three months, whatever the calendar says.

        Source: MoJ answer PQ 199496, Hassockfield, where quarter 1 is October to December.
        """
        return (self.number - 1) // MONTHS_IN_A_QUARTER + 1

    @property
    def period(self) -> Period:
        return Period(self.from_day, self.to_day)

    def holds(self, day: date) -> bool:
        """Whether the day is one of its days."""
        return self.from_day <= day <= self.to_day


def divided_pence(numerator: int, denominator: int) -> int:
    """Round a quotient to the penny, half away from zero; the denominator is positive.

    House rule: 0155 (`round()` would take a half to the even penny).
    """
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def whole_pence(exact: Fraction) -> int:
    """Round to the penny, half away from zero. House rule: 0155."""
    return divided_pence(exact.numerator, exact.denominator)


def share_of(percent: str) -> Fraction:
    """A percentage as the share that it is."""
    return Fraction(percent) / WHOLE


def anniversary(commenced_on: date, years: int) -> date:
    """The day on which a contract year starts; after 29 February it is 1 March where the year has no such day.

    House rule: 0101.
    """
    year = commenced_on.year + years
    try:
        return commenced_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def contract_year(commenced_on: date, day: date) -> ContractYear:
    """The contract year that holds `day`. House rule: 0101."""
    if day < commenced_on:
        raise ValueError("the day lies before the agreement starts")
    return numbered_year(commenced_on, year_number(commenced_on, day))


def year_number(commenced_on: date, day: date) -> int:
    """Which contract year holds the day: 1 is the first, 0 or less lies before the service began."""
    years = day.year - commenced_on.year
    return years + 1 if anniversary(commenced_on, years) <= day else years


@lru_cache(KEPT)
def numbered_year(commenced_on: date, number: int) -> ContractYear:
    """The contract year of this number."""
    return ContractYear(anniversary(commenced_on, number - 1), anniversary(commenced_on, number) - ONE_DAY)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last day that the month has."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    first_of_next = date(day.year + years + (month + 1) // MONTHS_IN_A_YEAR, (month + 1) % MONTHS_IN_A_YEAR + 1, 1)
    last = first_of_next - ONE_DAY
    return last.replace(day=min(day.day, last.day))


@lru_cache(KEPT)
def months_of(year: ContractYear) -> tuple[ContractMonth, ...]:
    """The twelve months of a contract year; a month too short for the day begins on its last. House rule: 0156."""
    starts = [months_later(year.starts_on, number) for number in range(MONTHS_IN_A_YEAR)]
    ends = [*(start - ONE_DAY for start in starts[1:]), year.ends_on]
    return tuple(ContractMonth(number, *days) for number, days in enumerate(zip(starts, ends, strict=True), 1))


def months_until(year: ContractYear, last_day: date) -> tuple[ContractMonth, ...]:
    """The months of a contract year in which the agreement is in force; the last one may be broken off."""
    if last_day >= year.ends_on:
        return months_of(year)
    begun = [month for month in months_of(year) if month.from_day <= last_day]
    return tuple(ContractMonth(month.number, month.from_day, min(month.to_day, last_day)) for month in begun)


@lru_cache(KEPT)
def month_serial(commenced_on: date, day: date) -> int:
    """The contract month that holds the day, counted from the first month of the service, which is 0."""
    number = year_number(commenced_on, day)
    month = month_holding(numbered_year(commenced_on, number), day)
    return (number - 1) * MONTHS_IN_A_YEAR + month.number - 1


def month_holding(year: ContractYear, day: date) -> ContractMonth:
    """The contract month of the year that holds the day."""
    months = months_of(year)
    return months[bisect_right([month.from_day for month in months], day) - 1]


def fee_through_pence(annual_fee_pence: int, year: ContractYear, last_day: date) -> int:
    """The service fee earned from the start of the contract year to the end of `last_day`."""
    return divided_pence(annual_fee_pence * year.days_through(last_day), year.days)


def service_fee_pence(annual_fee_pence: int, year: ContractYear, period: Period) -> int:
    """The part of the annual fee that falls to a period, by cumulative days, so that the parts sum to the fee exactly.

    House rule: 0101.
    """
    before = period.from_day - ONE_DAY
    return fee_through_pence(annual_fee_pence, year, period.to_day) - fee_through_pence(annual_fee_pence, year, before)
