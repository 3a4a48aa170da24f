"""What a purchaser is told when an index value or a figure cannot be taken down."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from noms.chassis.refusals import Invalid, Refusal
from noms.contracts.problems import FieldError
from services.commissioning.facts.rules import FactObjection, FigureFault


class TakenDownAlready(Refusal):
    """The value for this month, or the figure for this day, was taken down before with the same revision."""

    code = "taken_down_already"
    title = "This revision was taken down before: a later one bears the next number."


class RevisionOutOfOrder(Refusal):
    """The revision before it is not known, or was published later."""

    code = "revision_out_of_order"
    title = "The revision before this one is not known, or was published later."


class NotComeYet(Refusal):
    """The day has not come."""

    code = "not_come_yet"
    title = "Nothing is known of a day that has not come."


class BeforeItsMonth(Refusal):
    """The value is said to be published before the month that it is for."""

    code = "published_before_its_month"
    title = "A value is not published before the month that it is for."


class NotTheNationalOffice(Refusal):
    """An index prices every agreement: NOMS alone takes its values down."""

    code = "not_the_agency"
    title = "Only the national office takes down what an index stands at: it prices every agreement."


class NoPaymentTerms(Refusal):
    """The agreement has no payment terms on that day."""

    code = "no_payment_terms"
    title = "The agreement has no payment terms on that day, so that no money depends on the figure."


REFUSALS: Mapping[FactObjection, type[Refusal]] = MappingProxyType(
    {
        FactObjection.TAKEN_DOWN_ALREADY: TakenDownAlready,
        FactObjection.REVISION_OUT_OF_ORDER: RevisionOutOfOrder,
        FactObjection.NOT_COME_YET: NotComeYet,
        FactObjection.BEFORE_ITS_MONTH: BeforeItsMonth,
        FactObjection.NO_PAYMENT_TERMS: NoPaymentTerms,
    }
)

_FAULTS: Mapping[FigureFault, tuple[str, str]] = MappingProxyType(
    {
        FigureFault.CODE_NOT_EXPECTED: ("/code", "A volume has no code."),
        FigureFault.CODE_MISSING: ("/code", "Name the cohort or the measure."),
        FigureFault.UNKNOWN_COHORT: ("/code", "The payment terms have no such cohort."),
        FigureFault.UNKNOWN_MEASURE: ("/code", "The points table has no such measure that goes by steps."),
        FigureFault.NEGATIVE: ("/value", "Only the change of a cohort may be negative."),
        FigureFault.OUT_OF_RANGE: ("/value", "A change lies between -100 and 100 points, with at most four decimals."),
        FigureFault.OUTSIDE_RANGE: ("/value", "The value lies outside the range of the measure."),
        FigureFault.NO_VOLUME: ("/kind", "The payment terms have no volume band."),
        FigureFault.TOO_MANY_CASES: ("/value", "The contract year would have more than ten times the cases that are expected."),
        FigureFault.OUTSIDE_THE_TERMS: ("/on", "The day lies outside the days of the agreement."),
    }
)


def refuse(objection: FactObjection | None) -> None:
    """Refuse to take it down when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]


def refuse_fault(fault: FigureFault | None) -> None:
    """Name the field that is wrong."""
    if fault is not None:
        pointer, message = _FAULTS[fault]
        raise Invalid(errors=[FieldError(pointer=pointer, code=fault, message=message)])


def refuse_value(value: str) -> None:
    """Refuse an index that stands at nothing: a price would be divided by it."""
    if Fraction(value) <= 0:
        raise Invalid(errors=[FieldError(pointer="/value", code="zero_index", message="An index stands above 0.")])
