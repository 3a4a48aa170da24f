"""Who is responsible for a person: the offender manager in the community and the offender supervisor in custody."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.wire import Code, Day, Flag, Instant, Line, View, Wire, Within, Words

Tier = Annotated[int, Within(1, 4)]
"""1 punish, 2 help, 3 change, 4 control: resources follow risk. Source: PC 65/2005."""


MANAGER_EXAMPLE: JsonDict = {
    "role": "offender_manager",
    "officer_code": "LDN1042",
    "officer_name": "Pat Morgan",
    "provider": "LDN",
    "starts_on": "2010-04-07",
    "tier": 3,
    "tier_reason": "Accredited programme required; OGRS3 two-year score 58.",
}

SUPERVISOR_EXAMPLE: JsonDict = {
    "role": "offender_supervisor",
    "officer_code": "RHI0207",
    "officer_name": "Sam Reid",
    "establishment_code": "RHI",
    "starts_on": "2010-06-15",
}


class OfficerRole(StrEnum):
    """The two officers that a case can have at the same time."""

    OFFENDER_MANAGER = "offender_manager"
    OFFENDER_SUPERVISOR = "offender_supervisor"


class OffenderManagerAllocation(Wire):
    """An offender manager takes the case, in place of the one before."""

    model_config = ConfigDict(json_schema_extra={"examples": [MANAGER_EXAMPLE]})

    role: Literal[OfficerRole.OFFENDER_MANAGER]
    officer_code: Code = Field(description="The officer's staff code.")
    officer_name: Line
    provider: Code = Field(description="The trust or board that employs the officer.")
    starts_on: Day
    tier: Tier
    tier_reason: Words = Field(description="Why this tier. An override of the decision rules says so here.")


class OffenderSupervisorAllocation(Wire):
    """An offender supervisor takes the case in the establishment where the person is."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUPERVISOR_EXAMPLE]})

    role: Literal[OfficerRole.OFFENDER_SUPERVISOR]
    officer_code: Code = Field(description="The officer's staff code.")
    officer_name: Line
    establishment_code: Code = Field(description="Where the supervisor works: the person must be in it.")
    starts_on: Day


EXAMPLES = [MANAGER_EXAMPLE, SUPERVISOR_EXAMPLE]

NewAllocation = Annotated[OffenderManagerAllocation | OffenderSupervisorAllocation, Field(discriminator="role")]
"""Give a case to an officer from a day on."""


class AllocationView(View):
    """One officer's time on a case, and whether the case was allocated by the day that National Standards set."""

    allocation_id: UUID
    crn: Crn
    role: OfficerRole
    officer_code: Code
    officer_name: Line
    provider: Code | None = Field(description="The offender manager's trust or board.")
    establishment_code: Code | None = Field(description="The offender supervisor's establishment.")
    starts_on: Day
    ends_on: Day | None = Field(description="The day on which the next officer took over. Absent while the allocation lasts.")
    tier: Tier | None
    tier_reason: Words | None
    due_by: Day | None = Field(description="The last day for the first allocation of this role. Absent without a sentence.")
    in_time: Flag | None = Field(description="Whether the allocation began by then.")
    due_source: Line | None = Field(description="Where the time limit comes from.")
    recorded_at: Instant


class AllocationHistory(View):
    """Who has had a case, newest first."""

    data: list[AllocationView]


class OfficerAllocated(Event):
    """A case has a new offender manager or offender supervisor."""

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
