"""Referrals of a person to a programme under a requirement, from suitability to completion."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Wire, Within


class ReferralState(StrEnum):
    """Where a referral stands. Source: domain notes, interventions 2.2 (the states this service serves today)."""

    SUBMITTED = "submitted"
    SUITABLE = "suitable"
    UNSUITABLE = "unsuitable"
    ALLOCATED = "allocated"
    STARTED = "started"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class ReferralMoved(Event):
    """A referral has reached another state. offender_mgmt shows it as the progress of the requirement."""

    type: ClassVar[str] = "interventions.referral.moved"

    crn: Line
    order_id: UUID
    requirement_id: UUID
    referral_id: UUID
    programme_code: Code
    provider: Code
    state: ReferralState
    on: Day
    sessions_attended: Count
    sessions_planned: Count
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class ProgrammeCompleted(Event):
    """A programme is complete: its four evidences are there. Source: PC 09/2007."""

    type: ClassVar[str] = "interventions.programme.completed"

    crn: Line
    order_id: UUID
    requirement_id: UUID
    referral_id: UUID
    programme_code: Code
    provider: Code
    completed_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class Gate(StrEnum):
    """The three stages of suitability, in their order. Source: targeting manual for accredited programmes, June 2010."""

    RISK = "risk"
    NEED = "need"
    RESPONSIVITY = "responsivity"


class Exclusion(StrEnum):
    """What an assessor may find against a programme. Source: domain notes, interventions 3.1 (always-on exclusions)."""

    WRONG_OFFENCE_TYPE = "wrong_offence_type"
    NOT_FOR_THIS_POPULATION = "not_for_this_population"
    DENIES_OFFENCE = "denies_offence"
    INSTRUMENTAL_VIOLENCE = "instrumental_violence"
    DOMESTIC_VIOLENCE_ONLY = "domestic_violence_only"
    SEXUAL_OFFENCE_ONLY = "sexual_offence_only"
    SAME_PROGRAMME_WITHIN_TWO_YEARS = "same_programme_within_two_years"
    DRUG_DEPENDENCY_UNSTABLE = "drug_dependency_unstable"
    SEVERE_MENTAL_ILLNESS = "severe_mental_illness"
    LITERACY_OR_LANGUAGE = "literacy_or_language"


class UnsuitableReason(StrEnum):
    """Why a referral did not pass: an exclusion that was found, or a gate that the facts did not open."""

    RISK_BELOW_RANGE = "risk_below_range"
    RISK_ABOVE_RANGE = "risk_above_range"
    NEED_NOT_EVIDENCED = "need_not_evidenced"
    WRONG_OFFENCE_TYPE = "wrong_offence_type"
    NOT_FOR_THIS_POPULATION = "not_for_this_population"
    DENIES_OFFENCE = "denies_offence"
    INSTRUMENTAL_VIOLENCE = "instrumental_violence"
    DOMESTIC_VIOLENCE_ONLY = "domestic_violence_only"
    SEXUAL_OFFENCE_ONLY = "sexual_offence_only"
    SAME_PROGRAMME_WITHIN_TWO_YEARS = "same_programme_within_two_years"
    DRUG_DEPENDENCY_UNSTABLE = "drug_dependency_unstable"
    SEVERE_MENTAL_ILLNESS = "severe_mental_illness"
    LITERACY_OR_LANGUAGE = "literacy_or_language"


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


class SuitabilityRequest(Wire):
    """What the assessor found. The service draws the outcome from it, by the gates."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ogrs_percent": 58,
                    "need_evidenced": True,
                    "exclusions": [],
                    "decided_by": "N. Osei, programme team",
                    "decided_on": "2010-07-26",
                }
            ]
        }
    )

    ogrs_percent: Annotated[int, Within(0, 100)] | None = Field(
        default=None, description="Likelihood of reconviction within two years; needed where the programme has a range."
    )
    need_evidenced: Flag = Field(description="Whether the assessment shows the need that the programme serves.")
    exclusions: Annotated[list[Exclusion], Field(max_length=10)]
    decided_by: Line
    decided_on: Day


class GateView(View):
    """One gate and what closed it."""

    gate: Gate
    passed: Flag
    reasons: list[UnsuitableReason]


class SuitabilityView(View):
    """The decision on suitability, with the gates that it follows from."""

    suitable: Flag
    gates: list[GateView]
    ogrs_percent: Count | None = None
    decided_by: Line
    decided_on: Day


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
