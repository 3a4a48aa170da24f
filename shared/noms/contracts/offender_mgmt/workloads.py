"""Caseload, points and capacity of officers and their teams."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.wire import Code, Count, Day, Instant, Line, View, Wire, Within, Words

MINUTES_A_WEEK = 7 * 24 * 60

Minutes = Annotated[int, Within(1, MINUTES_A_WEEK)]
Reduction = Annotated[int, Within(0, MINUTES_A_WEEK)]


class Grade(StrEnum):
    """The grade of an officer, which sets the points that full time can carry."""

    PROBATION_OFFICER = "probation_officer"
    PROBATION_SERVICE_OFFICER = "probation_service_officer"
    SENIOR_PROBATION_OFFICER = "senior_probation_officer"
    TRAINEE_PROBATION_OFFICER = "trainee_probation_officer"
    PRISON_OFFICER = "prison_officer"


class CaseStage(StrEnum):
    """Where the sentence is served, for the points of a case."""

    COMMUNITY = "community"
    CUSTODY = "custody"
    LICENCE = "licence"


class OfficerCapacityToRecord(Wire):
    """From a day on an officer works so many minutes a week, of which some are kept for other work."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "officer_name": "Pat Morgan",
                    "provider": "LDN",
                    "grade": "probation_officer",
                    "applies_from": "2010-10-01",
                    "contracted_minutes": 2220,
                    "reduction_minutes": 222,
                    "reason": "Mentors two trainees.",
                }
            ]
        }
    )

    officer_name: Line
    provider: Code | None = Field(default=None, description="The trust or board that employs the officer, or:")
    establishment_code: Code | None = Field(default=None, description="the establishment where a supervisor works.")
    grade: Grade
    applies_from: Day
    contracted_minutes: Minutes = Field(description="Minutes a week: full time is 2,220.")
    reduction_minutes: Reduction = Field(default=0, description="Minutes a week that are kept for other work.")
    reason: Words | None = Field(default=None, description="Why there is a reduction.")

    @model_validator(mode="after")
    def _one_employer(self) -> Self:
        if (self.provider is None) == (self.establishment_code is None):
            raise ValueError("either a provider or an establishment is expected")
        if self.reduction_minutes > self.contracted_minutes:
            raise ValueError("no more minutes can be kept for other work than are worked")
        return self


class OfficerCapacityView(View):
    """What an officer can carry from a day on."""

    capacity_id: UUID
    officer_code: Code
    officer_name: Line
    provider: Code | None
    establishment_code: Code | None
    grade: Grade
    applies_from: Day
    contracted_minutes: Minutes
    reduction_minutes: Reduction
    reason: Words | None
    recorded_at: Instant


class OfficerCapacities(View):
    """What an officer could carry, newest first."""

    data: list[OfficerCapacityView]


class CasesOfTier(View):
    """The cases of one tier and stage, and what each of them weighs."""

    stage: CaseStage
    tier: int | None = Field(description="Absent where no offender manager has set it.")
    cases: Count
    points_each: Count
    points: Count


class OfficerWorkload(View):
    """One officer's cases and points, against what the officer can carry."""

    role: OfficerRole
    officer_code: Code
    officer_name: Line
    team_codes: list[Code]
    grade: Grade | None = Field(description="Absent where no capacity is on record.")
    cases: Count
    points: Count
    available_points: Count | None
    capacity_percent: Count | None = Field(description="Points for each hundred that are available. Absent where none are.")
    caseload: list[CasesOfTier]


class TeamWorkload(View):
    """The cases and points of one team; cases of officers without a team stand by themselves."""

    team_code: Code | None
    officers: Count
    cases: Count
    points: Count


class Workloads(View):
    """The officers of a trust or establishment, the fullest first, and their teams."""

    as_at: Day
    cases: Count
    points: Count
    officers: list[OfficerWorkload]
    teams: list[TeamWorkload]
    rule_version: int = Field(description="Of the points and targets: house rules 0096 and 0097.")
