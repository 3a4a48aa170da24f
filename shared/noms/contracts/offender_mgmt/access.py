"""Restricted records: to whom a person's record is closed, since when, why, and how it is opened again."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.wire import Day, Flag, Instant, Line, View, Wire, Words


class ClosureKind(StrEnum):
    """How a record is closed: to these users, or to everybody but these."""

    EXCLUSION = "exclusion"
    RESTRICTION = "restriction"


def _each_once(users: list[str]) -> list[str]:
    if len(set(users)) != len(users):
        raise ValueError("each user is named once")
    return users


Users = Annotated[
    list[Line], Field(min_length=1, max_length=500, json_schema_extra={"uniqueItems": True}), AfterValidator(_each_once)
]
"""Users by the name with which they sign in: the subject of their token."""


class ClosureToSet(Wire):
    """Whom a record is to be closed or kept open to, and why."""

    users: Users
    from_on: Day | None = Field(default=None, description="First day on which it is closed; today where it is left out.")
    until_on: Day | None = Field(default=None, description="Last day on which it is closed; absent where nobody knows yet.")
    reason: Words
    message: Words | None = Field(default=None, description="What whoever may see the record is told of it.")


class ExclusionToSet(ClosureToSet):
    """Users to whom a record is to be closed."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "users": ["offender-manager"],
                    "reason": "The person is the officer's brother.",
                    "message": "Speak to the records team.",
                }
            ]
        }
    )


class RestrictionToSet(ClosureToSet):
    """The only users to whom a record is to stay open."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "users": ["offender-manager"],
                    "from_on": "2099-01-04",
                    "until_on": "2099-06-30",
                    "reason": "A protected witness.",
                }
            ]
        }
    )


class LiftingToAskFor(Wire):
    """Why a record is to be opened again."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"reason": "The officer has left the service."}]}
    )

    reason: Words


class LiftingView(View):
    """That one person asked for a record to be opened, and whether another has confirmed it."""

    lifting_id: UUID
    closure_id: UUID
    crn: Crn
    reason: Words
    asked_by: Line
    asked_at: Instant
    lapses_on: Day = Field(description="Last day on which it can be confirmed.")
    confirmed_by: Line | None
    confirmed_at: Instant | None


class ClosureView(View):
    """An exclusion or a restriction, with everything that was done about it."""

    closure_id: UUID
    crn: Crn
    kind: ClosureKind
    users: list[Line] = Field(description="A restriction names the one who set it too: somebody must be able to lift it.")
    from_on: Day
    until_on: Day | None
    reason: Words
    message: Words | None
    set_by: Line
    set_at: Instant
    lifted_at: Instant | None
    in_force: Flag = Field(description="Whether it closes the record on the day of reading.")
    liftings: list[LiftingView]


class ClosureHistory(View):
    """Every exclusion, or every restriction, that the record ever had, oldest first."""

    data: list[ClosureView]


class AccessAnswer(View):
    """Whether a user may see a person's record."""

    crn: Crn
    may_see: Flag = Field(description="False also where there is no such record, or it lies out of reach.")


class AccessAnswers(View):
    """One answer for each case reference number, in the order in which they were asked."""

    user: Line
    data: list[AccessAnswer]
