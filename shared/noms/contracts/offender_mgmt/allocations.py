"""Who works on a case: offender manager, offender supervisor, case administrator and key workers."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

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


CASE_ADMINISTRATOR_EXAMPLE: JsonDict = {
    "role": "case_administrator",
    "officer_code": "LDN2210",
    "officer_name": "Lee Grant",
    "provider": "LDN",
    "starts_on": "2010-04-07",
}

KEY_WORKER_EXAMPLE: JsonDict = {
    "role": "key_worker",
    "officer_code": "LDN3107",
    "officer_name": "Kim Shah",
    "delivers": "Thinking Skills Programme",
    "starts_on": "2010-05-10",
}


class OfficerRole(StrEnum):
    """The team around one person: one of each at a time, and as many key workers as there are interventions."""

    OFFENDER_MANAGER = "offender_manager"
    OFFENDER_SUPERVISOR = "offender_supervisor"
    CASE_ADMINISTRATOR = "case_administrator"
    KEY_WORKER = "key_worker"


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
    team_code: Code | None = Field(default=None, description="The officer's team, for the workload of the team.")


class OffenderSupervisorAllocation(Wire):
    """An offender supervisor takes the case in the establishment where the person is."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUPERVISOR_EXAMPLE]})

    role: Literal[OfficerRole.OFFENDER_SUPERVISOR]
    officer_code: Code = Field(description="The officer's staff code.")
    officer_name: Line
    establishment_code: Code = Field(description="Where the supervisor works: the person must be in it.")
    starts_on: Day
    team_code: Code | None = Field(default=None, description="The officer's team, for the workload of the team.")


class CaseAdministratorAllocation(Wire):
    """A case administrator takes over the records and letters of the case, in place of the one before."""

    model_config = ConfigDict(json_schema_extra={"examples": [CASE_ADMINISTRATOR_EXAMPLE]})

    role: Literal[OfficerRole.CASE_ADMINISTRATOR]
    officer_code: Code = Field(description="The officer's staff code.")
    officer_name: Line
    provider: Code = Field(description="The trust or board that employs the administrator.")
    starts_on: Day


class KeyWorkerAllocation(Wire):
    """A key worker begins to deliver one intervention, beside any others."""

    model_config = ConfigDict(json_schema_extra={"examples": [KEY_WORKER_EXAMPLE]})

    role: Literal[OfficerRole.KEY_WORKER]
    officer_code: Code = Field(description="The officer's staff code.")
    officer_name: Line
    delivers: Line = Field(description="The one intervention that the key worker delivers.")
    establishment_code: Code | None = Field(default=None, description="Given, the person must be in that establishment.")
    starts_on: Day


EXAMPLES = [MANAGER_EXAMPLE, KEY_WORKER_EXAMPLE, SUPERVISOR_EXAMPLE, CASE_ADMINISTRATOR_EXAMPLE]

NewAllocation = Annotated[
    OffenderManagerAllocation | OffenderSupervisorAllocation | CaseAdministratorAllocation | KeyWorkerAllocation,
    Field(discriminator="role"),
]
"""Give a case to an officer from a day on."""


class AllocationView(View):
    """One officer's time on a case, and whether the case was allocated by the day that National Standards set."""

    allocation_id: UUID
    crn: Crn
    role: OfficerRole
    officer_code: Code
    officer_name: Line
    provider: Code | None = Field(description="The trust or board of an offender manager or case administrator.")
    establishment_code: Code | None = Field(description="The establishment of an offender supervisor or key worker.")
    starts_on: Day
    ends_on: Day | None = Field(description="The day on which the next officer took over. Absent while the allocation lasts.")
    tier: Tier | None
    tier_reason: Words | None
    due_by: Day | None = Field(description="The last day for the first allocation of this role. Absent without a sentence.")
    in_time: Flag | None = Field(description="Whether the allocation began by then.")
    due_source: Line | None = Field(description="Where the time limit comes from.")
    recorded_at: Instant
    team_code: Code | None = Field(default=None, description="The team of an offender manager or supervisor.")
    delivers: Line | None = Field(default=None, description="What a key worker delivers.")


class AllocationHistory(View):
    """Who has had a case, newest first."""

    data: list[AllocationView]
