"""What an agreement asks for, what may be filed for it, and what several filings come to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.measures import ReturnEvery
from noms.contracts.problems import FieldError
from services.commissioning.prices.rules import contract_year
from services.commissioning.return_calendar import rules as calendar


@dataclass(frozen=True)
class Expected:
    """A measure that the agreement asks a return for on some days, with the fields that are typed."""

    measure_code: str
    definition_version: int
    every: ReturnEvery
    fields: tuple[str, ...]
    from_day: date
    to_day: date

    def asks_for(self, period: calendar.Period) -> bool:
        """Whether a return is due for a period: when the measure stands in the text on its last day. House rule: 0135."""
        return self.from_day <= period.last_day <= self.to_day


@dataclass(frozen=True)
class Asking:
    """An agreement as far as returns go: who files, for which days, and what."""

    agreement_id: UUID
    provider: str
    starts_on: date
    ends_on: date
    in_force: bool
    """Whether it has come into force; it may have ended since."""
    audience: tuple[str, ...]
    measure_codes: frozenset[str]
    """Every measure that stands or stood in its text."""
    expected: tuple[Expected, ...]
    """What of them has to be typed."""

    def asked(self, measure_code: str, period_name: str) -> tuple[Expected, calendar.Period] | None:
        """What is asked for a measure in a period of that name; none where nothing is."""
        for each in self.expected:
            if each.measure_code == measure_code:
                days = {"starts_on": self.starts_on, "ends_on": self.ends_on}
                period = calendar.period_named(period_name, each.every, **days)
                if period is not None and each.asks_for(period):
                    return each, period
        return None


@dataclass(frozen=True)
class Counts:
    """What was typed for one period."""

    numerator: Decimal
    denominator: Decimal | None


@dataclass(frozen=True)
class OnRecord:
    """What was filed for one measure and period: how many versions, and when the first of them."""

    versions: int
    filed_at: datetime


@dataclass(frozen=True)
class Late:
    """A return whose last day has passed."""

    measure_code: str
    period: str
    due_on: date


Record = Mapping[tuple[str, str], OnRecord]
"""What was filed under an agreement, by measure and period."""


@dataclass(frozen=True)
class Return:
    """What a provider returned for some days: one return, or several that cover the days without a gap."""

    measure_code: str
    definition_version: int
    first_day: date
    last_day: date
    numerator: Fraction
    denominator: Fraction | None
    value: Fraction | None
    return_ids: tuple[UUID, ...]
    filed_at: datetime
    """When the last of them was filed or amended."""
    days_late: int
    """By how many days the latest of them was late when it was first filed."""
    attested: bool = True


class ReturnObjection(StrEnum):
    """Why a return is not taken although every field of it is as it should be."""

    NOT_THE_PROVIDER = "only_the_provider_files"
    NOT_IN_FORCE = "returns_before_commencement"
    NOT_AGREED = "measure_not_agreed"
    COMPUTED = "computed_measure"
    NO_SUCH_PERIOD = "no_such_return_period"
    NOT_OVER = "return_period_not_over"
    CLOSED = "return_period_closed"
    FILED_ALREADY = "filed_already"
    NOTHING_TO_AMEND = "nothing_to_amend"


def is_closed(asked: Asking, period: calendar.Period, as_at: date) -> bool:
    """Whether it is too late to file or amend a return: its contract year can no longer be restated."""
    return calendar.is_closed(contract_year(asked.starts_on, period.last_day).ends_on, as_at=as_at)


def objection_to_measure(*, may_file: bool, in_force: bool, agreed: bool, returned: bool) -> ReturnObjection | None:
    """What stands against any return of a measure: only what no event gives is typed, and only by the provider."""
    stands = {
        ReturnObjection.NOT_THE_PROVIDER: not may_file,
        ReturnObjection.NOT_IN_FORCE: not in_force,
        ReturnObjection.NOT_AGREED: not agreed,
        ReturnObjection.COMPUTED: not returned,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_period(
    *, last_day: date | None, closed: bool, on_record: OnRecord | None, amends: bool, as_at: date
) -> ReturnObjection | None:
    """What stands against a return for a period; what is on record is amended by a new version with its reason alone."""
    stands = {
        ReturnObjection.NO_SUCH_PERIOD: last_day is None,
        ReturnObjection.NOT_OVER: last_day is not None and as_at <= last_day,
        ReturnObjection.CLOSED: closed,
        ReturnObjection.FILED_ALREADY: on_record is not None and not amends,
        ReturnObjection.NOTHING_TO_AMEND: on_record is None and amends,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def field_faults(counts: Counts, *, fields: Sequence[str], whole: frozenset[str], part_of_whole: bool) -> Iterator[FieldError]:
    """What is wrong with the numbers of a return, by the definition of its measure.

    Nought of nought is a nil return: there was nothing to measure.
    """
    divided = "denominator" in fields
    yield from _number_faults("numerator", counts.numerator, whole)
    if counts.denominator is None:
        if divided:
            yield _fault("denominator", "denominator_missing", "This measure needs a denominator.")
    elif not divided:
        yield _fault("denominator", "not_asked", "This measure is a count: it has no denominator.")
    else:
        yield from _number_faults("denominator", counts.denominator, whole)
        if counts.denominator == 0 and not (part_of_whole and counts.numerator == 0):
            yield _fault("denominator", "nought", "There is nothing to divide by.")
        elif part_of_whole and counts.numerator > counts.denominator:
            yield _fault("numerator", "more_than_the_denominator", "The part is larger than the whole of which it is a part.")


def outside_the_range() -> FieldError:
    """The fault of numbers that come to more than any figure of their measure can be."""
    return _fault("numerator", "outside_the_range", "No figure of this measure can be so high: see its unit.")


def combined(counts: Sequence[Counts]) -> Counts:
    """What the returns of several periods in a row come to: both sides are added up, so that each weighs what it counted.

    House rule: 0136.
    """
    denominators = [each.denominator for each in counts if each.denominator is not None]
    return Counts(sum((each.numerator for each in counts), Decimal(0)), sum(denominators, Decimal(0)) if denominators else None)


def _number_faults(name: str, number: Decimal, whole: frozenset[str]) -> Iterator[FieldError]:
    if number < 0:
        yield _fault(name, "negative", "A count is never negative.")
    if name in whole and number != number.to_integral_value():
        yield _fault(name, "not_whole", "This measure counts whole numbers here.")


def _fault(name: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=f"/{name}", code=code, message=message)
