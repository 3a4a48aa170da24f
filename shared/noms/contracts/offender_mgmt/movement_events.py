"""What is published of absences and of corrections of the ledger."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason
from noms.contracts.wire import Code, Day, Line


class PersonWentOut(Event):
    """A person went out of the establishment that goes on holding them."""

    type: ClassVar[str] = "offender_mgmt.person.went_out"

    crn: Line
    movement_id: UUID
    establishment_code: Code
    left_on: Day
    reason_code: AbsenceReason
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class PersonReturned(Event):
    """A person came back to the establishment that they had gone out of."""

    type: ClassVar[str] = "offender_mgmt.person.returned"

    crn: Line
    movement_id: UUID
    establishment_code: Code
    returned_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class MovementCorrected(Event):
    """A line of the ledger was wrong, and another one stands in its place: what was told of the movement is to be read again."""

    type: ClassVar[str] = "offender_mgmt.movement.corrected"

    crn: Line
    movement_id: UUID
    """The line that stands now."""
    supersedes_movement_id: UUID
    detail_url: Line

    def subject(self) -> str:
        return self.crn
