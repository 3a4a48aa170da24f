"""Referrals of a person to a programme under a requirement, from suitability to completion."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.interventions.suitability import SuitabilityView
from noms.contracts.wire import Code, Count, Day, Line, View, Wire


class ReferralState(StrEnum):
    """Where a referral stands. Source: domain notes, interventions 2.2 (the states this service serves today)."""

    SUBMITTED = "submitted"
    SUITABLE = "suitable"
    UNSUITABLE = "unsuitable"
    ALLOCATED = "allocated"
    STARTED = "started"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class ReferralWarning(StrEnum):
    """What whoever refers should know at once."""

    DOSE_DOES_NOT_FIT = "dose_does_not_fit"
    """The programme cannot end before the order does, even if it began today."""
    DOSE_UNKNOWN = "dose_unknown"
    """No source gives the number of sessions, so the latest feasible start cannot be reckoned."""


class ReferralRequest(Wire):
    """A referral of the person under a programme requirement to one programme."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"requirement_id": "0b7f7c0e-8a54-4e0c-9d3e-6a1f0f3c2d10", "programme_code": "TSP", "referred_on": "2010-07-12"}
            ]
        }
    )

    requirement_id: UUID
    programme_code: Code
    referred_on: Day


class MoveView(View):
    """One step of a referral."""

    state: ReferralState
    on: Day
    recorded_by: Line
    reason: Line | None = None


class ReferralView(View):
    """A referral, its decision and every step that it has taken."""

    referral_id: UUID
    requirement_id: UUID
    crn: Line
    order_id: UUID
    programme_code: Code
    provider: Code
    state: ReferralState
    referred_on: Day
    order_ends_on: Day
    latest_feasible_start: Day | None = Field(
        default=None, description="The last day on which a first session still lets the programme end in time."
    )
    warnings: list[ReferralWarning]
    suitability: SuitabilityView | None = None
    cohort_id: UUID | None = None
    sessions_attended: Count
    sessions_planned: Count
    moves: list[MoveView]
