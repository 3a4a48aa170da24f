"""What is published of sentences."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.wire import Code, Count, Day, Line


class RequirementImposed(Event):
    """A court has imposed a requirement: it is now for interventions to deliver it."""

    type: ClassVar[str] = "offender_mgmt.requirement.imposed"

    crn: Line
    order_id: UUID
    requirement_id: UUID
    requirement_code: Code
    """A code of `community_requirements`: UPW, PROG, CURF …"""
    programme_code: Code | None = None
    """The accredited programme that the court named, for PROG."""
    quantity: Count | None = None
    unit: Line | None = None
    provider: Code
    """The trust or board that is responsible for the order."""
    order_starts_on: Day
    order_ends_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
