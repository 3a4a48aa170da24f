"""What is published of escorts."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.offender_mgmt.escorts import EscortState
from noms.contracts.wire import Code, Instant, Line


class EscortMoved(Event):
    """An escort was booked, departed, arrived or was cancelled."""

    type: ClassVar[str] = "offender_mgmt.escort.moved"

    crn: Line
    escort_id: UUID
    contractor: Code
    state: EscortState
    collect_at: Instant
    detail_url: Line

    def subject(self) -> str:
        return self.crn
