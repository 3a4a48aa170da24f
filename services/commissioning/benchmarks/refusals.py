"""What is told of a unit cost that cannot be kept, with the field that is at fault."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Invalid, Refusal
from noms.contracts.problems import FieldError
from services.commissioning.benchmarks.rules import BenchmarkObjection as Wrong


class BenchmarkReported(Refusal):
    """The very same unit cost is on record."""

    code = "benchmark_reported"
    title = "This very unit cost is on record already: the same figures from the same source."


class AnotherOfficePurchases(Refusal):
    """An office reports what a provider costs from which it did not purchase in that year; the agency may for every one."""

    code = "another_office_purchases"
    title = "Another office purchased from this provider in that year: see /v1/responsible-commissioners."


FAULTS: Mapping[Wrong, tuple[str, str]] = MappingProxyType(
    {
        Wrong.OUT_OF_ORDER: ("/central_pence", "Give low, central and high in this order."),
        Wrong.NO_FINANCIAL_YEAR: ("/year", "Name a financial year from 2000-01 to 2020-21 by two years that follow one another."),
        Wrong.ANOTHER_UNIT: ("/unit", "No version of the specification is counted in this unit."),
        Wrong.UNKNOWN_FUNCTION: ("/establishment_function", "No prison of the list is of this kind."),
        Wrong.UNKNOWN_PROVIDER: ("/provider", "No prison or probation body has this code."),
    }
)


def refuse_fault(wrong: Wrong | None) -> None:
    """Refuse a unit cost with something wrong, naming the field."""
    if wrong is not None:
        pointer, message = FAULTS[wrong]
        raise Invalid(errors=[FieldError(pointer=pointer, code=wrong, message=message)])
