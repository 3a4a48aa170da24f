"""What is published of custody."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.offender_mgmt.custody import ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import LedgerReason
from noms.contracts.wire import Code, Day, Line


class PersonTransferredOut(Event):
    """A person left an establishment for another one. Where they went is told to those who may see the record from then on."""

    type: ClassVar[str] = "offender_mgmt.person.transferred_out"

    crn: Line
    movement_id: UUID
    establishment_code: Code
    """The establishment that was left."""
    transferred_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class PersonReceived(Event):
    """A person was received into an establishment."""

    type: ClassVar[str] = "offender_mgmt.person.received"

    crn: Line
    movement_id: UUID
    establishment_code: Code
    received_on: Day
    reason_code: ReceptionReason | LedgerReason
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class PersonReleased(Event):
    """A person left custody."""

    type: ClassVar[str] = "offender_mgmt.person.released"

    crn: Line
    movement_id: UUID
    establishment_code: Code
    released_on: Day
    reason_code: ReleaseReason | LedgerReason
    detail_url: Line

    def subject(self) -> str:
        return self.crn
