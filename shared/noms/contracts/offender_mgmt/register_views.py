"""Registers and alerts as they are read: the catalogue, a person's registrations, and the reviews that are overdue."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.public_protection import MappaGrade
from noms.contracts.offender_mgmt.registers import RemovalReason, ReviewOutcome
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View, Words


class Sight(StrEnum):
    """Who may see a field of a registration."""

    CASE = "case"
    """Everybody who may see the levels of public protection of the case."""
    RISK = "risk"
    """Whoever manages the risk: only they see the detail."""


class RegisterTypeView(View):
    """One register or alert of the catalogue."""

    code: Code
    kept_by: Line = Field(description="Whose list it stands on: probation or prison.")
    alert_type: Line | None
    name: Line
    colour: Line
    warn_user: Flag = Field(description="Whoever opens the case is warned.")
    restricted: Flag = Field(description="Only those who manage the risk know that it stands.")
    duplicate_group: Line
    levels: list[MappaGrade]
    categories: list[MappaGrade]
    trigger_offence: Flag
    review_weeks: Count | None
    derived: Flag = Field(description="Follows from an assessment: it cannot be entered by hand.")
    source: Words


class RegisterTypeList(View):
    """The catalogue of registers and alerts."""

    data: list[RegisterTypeView]


class RegistrationReviewView(View):
    """One review of a registration, due or done."""

    review_id: UUID
    due_on: Day
    done_on: Day | None
    outcome: ReviewOutcome | None
    level: MappaGrade | None = Field(description="The level that the review left.")
    category: MappaGrade | None
    notes: Words | None


class RegistrationView(View):
    """One registration or alert. A field that your role may not see is null, and named in `withheld`."""

    registration_id: UUID
    crn: Crn
    type_code: Code
    name: Line
    colour: Line
    warn_user: Flag
    starts_on: Day
    removed_on: Day | None
    establishment_code: Code | None = Field(description="The prison that raised it.")
    level: MappaGrade | None = Field(description="As the last review left it.")
    next_review_on: Day | None
    category: MappaGrade | None
    trigger_offence_code: Code | None
    officer_code: Code | None
    notes: Words | None
    removal_code: RemovalReason | None
    removal_reason: Words | None
    reviews: list[RegistrationReviewView] | None = Field(description="The newest first.")
    recorded_at: Instant
    withheld: list[Line] = Field(description="The fields that your role may not see.")


class RegistrationList(View):
    """A person's registrations: those that stand before those that were removed, the newest first."""

    data: list[RegistrationView]


class DueReview(View):
    """A review that should have been held."""

    review_id: UUID
    registration_id: UUID
    crn: Crn
    type_code: Code
    name: Line
    level: MappaGrade | None
    due_on: Day


class DueReviewList(View):
    """One page of overdue reviews, the longest overdue first."""

    data: list[DueReview]
