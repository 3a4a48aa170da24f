"""What is published of registers: that something changed, never on which register a person stands."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.wire import Line


class RegistrationAdded(Event):
    """A person was put on a register, or an alert was raised."""

    type: ClassVar[str] = "offender_mgmt.registration.added"

    crn: Line
    registration_id: UUID
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class RegistrationReviewed(Event):
    """A registration was reviewed."""

    type: ClassVar[str] = "offender_mgmt.registration.reviewed"

    crn: Line
    registration_id: UUID
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class RegistrationRemoved(Event):
    """A person was taken off a register."""

    type: ClassVar[str] = "offender_mgmt.registration.removed"

    crn: Line
    registration_id: UUID
    detail_url: Line

    def subject(self) -> str:
        return self.crn
