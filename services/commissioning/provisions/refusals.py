"""What a purchaser is told when a provision cannot be taken down."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from noms.chassis.refusals import Invalid, Refusal
from noms.contracts.problems import FieldError
from services.commissioning.provisions.rules import SpellFault


class ProvisionTakenDown(Refusal):
    """Another revision for the order was taken down in the same moment."""

    code = "provision_taken_down"
    title = "Another revision for this order was taken down in the same moment: read it, and send yours again."


_FAULTS: Mapping[SpellFault, str] = MappingProxyType(
    {
        SpellFault.ENDS_BEFORE_IT_STARTS: "The spell ends before it starts.",
        SpellFault.SPELLS_OVERLAP: "Spells stand in their order and share no day.",
        SpellFault.BEYOND_THE_CALENDAR: "No working days are known for the year.",
        SpellFault.NOT_COME_YET: "Nothing is known of a day that has not come.",
    }
)


def refuse_fault(fault: tuple[int, SpellFault] | None) -> None:
    """Name the spell that is wrong."""
    if fault is not None:
        place, why = fault
        raise Invalid(errors=[FieldError(pointer=f"/spells/{place}", code=why, message=_FAULTS[why])])


def refuse_unknown(service: str, named: Iterable[str]) -> None:
    """Refuse what no line of the agreement buys."""
    if service not in named:
        fault = FieldError(pointer="/service", code="unknown_service", message="No line of the agreement names this service.")
        raise Invalid(errors=[fault])
