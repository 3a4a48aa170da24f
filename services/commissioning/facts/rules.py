"""Which index values and figures are taken down, and which of their revisions follow one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from noms.contracts.commissioning.facts import FactKind
from noms.contracts.commissioning.payment_bases import Assessment
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.prices.rules import contract_year, month_holding, months_of
from services.commissioning.reconciliation.rules import most_cases

LARGEST_CHANGE = 100  # Source: points of percentage
FINEST_CHANGE = 10_000  # House rule: 0169, four decimals


class FactObjection(StrEnum):
    """Why a published value or a figure is not taken down."""

    TAKEN_DOWN_ALREADY = "taken_down_already"
    REVISION_OUT_OF_ORDER = "revision_out_of_order"
    NOT_COME_YET = "not_come_yet"
    BEFORE_ITS_MONTH = "before_its_month"
    NO_PAYMENT_TERMS = "no_payment_terms"


class FigureFault(StrEnum):
    """What is wrong with a figure itself, whatever was taken down before."""

    CODE_NOT_EXPECTED = "code_not_expected"
    CODE_MISSING = "code_missing"
    UNKNOWN_COHORT = "unknown_cohort"
    UNKNOWN_MEASURE = "unknown_measure"
    NEGATIVE = "negative"
    OUT_OF_RANGE = "out_of_range"
    OUTSIDE_RANGE = "outside_range"
    OUTSIDE_THE_TERMS = "outside_the_terms"
    NO_VOLUME = "no_volume"
    TOO_MANY_CASES = "too_many_cases"


@dataclass(frozen=True)
class Published:
    """A value that was taken down for a month: its revision, and the day on which it was published."""

    revision: int
    published_on: date


def objection_to_value(
    *, month: date, revision: int, published_on: date, known: Sequence[Published], as_at: date
) -> FactObjection | None:
    """What stands against taking down an index value: each publication once, its revisions in their order."""
    if published_on > as_at:
        return FactObjection.NOT_COME_YET
    if published_on < month:
        return FactObjection.BEFORE_ITS_MONTH
    latest = max((value.published_on for value in known), default=date.min)
    out_of_order = published_on < latest
    return objection_to_revision(revision, [value.revision for value in known]) or (
        FactObjection.REVISION_OUT_OF_ORDER if out_of_order else None
    )


def objection_to_revision(revision: int, known: Sequence[int]) -> FactObjection | None:
    """What stands against a revision: it is known already, or the one before it is not."""
    if revision in known:
        return FactObjection.TAKEN_DOWN_ALREADY
    return None if revision == max(known, default=0) + 1 else FactObjection.REVISION_OUT_OF_ORDER


def fault_of(
    kind: FactKind, code: str | None, value: str, on: date, terms: PaymentTerms, *, beside: Fraction = Fraction(0)
) -> FigureFault | None:
    """What is wrong with a figure, by the payment terms that it is for; a volume has no code, the others need theirs.

    A settlement that is only simulated refuses the same. What became of a cohort may be known after the agreement has ended.
    `beside` are the cases of other days of the contract year.
    """
    if on < terms.commenced_on or (on > terms.ends_on and kind is not FactKind.COHORT):
        return FigureFault.OUTSIDE_THE_TERMS
    if kind is FactKind.COHORT:
        return _fault_of_cohort(code, Fraction(value), terms)
    if Fraction(value) < 0:
        return FigureFault.NEGATIVE
    if kind is FactKind.OUTTURN:
        return _fault_of_outturn(code, Fraction(value), terms)
    return _fault_of_volume(code, Fraction(value) + beside, terms)


def _fault_of_volume(code: str | None, cases_of_year: Fraction, terms: PaymentTerms) -> FigureFault | None:
    """A volume has no code, and with those of its contract year stays under the most cases that a year can have."""
    if code is not None:
        return FigureFault.CODE_NOT_EXPECTED
    if terms.volume is None:
        return FigureFault.NO_VOLUME
    return FigureFault.TOO_MANY_CASES if cases_of_year > most_cases(terms.volume) else None


def _fault_of_outturn(code: str | None, value: Fraction, terms: PaymentTerms) -> FigureFault | None:
    """An outturn is one of a measure that goes by steps, and lies within the range of that measure."""
    stepped = {measure.code: measure.missed for measure in terms.points.measures} if terms.points else {}
    table = stepped.get(code) if code is not None else None
    if table is None:
        return _missing(code) or FigureFault.UNKNOWN_MEASURE
    return None if Fraction(table.least) <= value <= Fraction(table.most) else FigureFault.OUTSIDE_RANGE


def _fault_of_cohort(code: str | None, change: Fraction, terms: PaymentTerms) -> FigureFault | None:
    cohorts = {cohort.code for cohort in terms.payment_by_results.cohorts} if terms.payment_by_results else set()
    if code not in cohorts:
        return _missing(code) or FigureFault.UNKNOWN_COHORT
    in_range = abs(change) <= LARGEST_CHANGE and (change * FINEST_CHANGE).denominator == 1
    return None if in_range else FigureFault.OUT_OF_RANGE


def days_of_figure(kind: FactKind, code: str, on: date, terms: PaymentTerms) -> tuple[date, date]:
    """The days within which a second figure is a revision of the first: a cohort has one, a measure one in its quarter or year.

    Volumes of one contract year are added up: each day has its own.
    """
    if kind is FactKind.COHORT:
        return date.min, date.max
    if kind is FactKind.VOLUME:
        return on, on
    year = contract_year(terms.commenced_on, on)
    measures = terms.points.measures if terms.points else []
    if any(measure.code == code and measure.assessed is Assessment.YEAR for measure in measures):
        return year.starts_on, year.ends_on
    quarter = [month for month in months_of(year) if month.quarter == month_holding(year, on).quarter]
    return quarter[0].from_day, quarter[-1].to_day


def _missing(code: str | None) -> FigureFault | None:
    return FigureFault.CODE_MISSING if code is None else None
