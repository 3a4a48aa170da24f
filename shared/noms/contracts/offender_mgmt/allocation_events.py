"""What is told when officers come, and how the time of one ends."""

from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.wire import Code, Day, Line, Wire


class AllocationEnding(Wire):
    """A case administrator or key worker stops working on the case, without a successor."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2010-11-30"}]})

    ends_on: Day = Field(description="The first day on which the officer does not work on the case.")


class OfficerAllocated(Event):
    """A case has a new officer of one of the four roles."""

    type: ClassVar[str] = "offender_mgmt.officer.allocated"

    crn: Line
    allocation_id: UUID
    role: OfficerRole
    provider: Code | None
    establishment_code: Code | None
    starts_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
