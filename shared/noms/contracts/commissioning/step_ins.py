"""Step-in at a contracted prison: the Secretary of State appoints a Crown servant to act as governor."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.wire import Day, Flag, Instant, Line, View, Wire, Words


class StepInGround(StrEnum):
    """What appears to the Secretary of State. Source: Criminal Justice Act 1991 s.88(1)(a)."""

    LOSS_OF_CONTROL = "loss_of_control"
    LIKELY_LOSS_OF_CONTROL = "likely_loss_of_control"


class Necessity(StrEnum):
    """What the appointment is necessary for. Source: Criminal Justice Act 1991 s.88(1)(b)."""

    SAFETY_OF_ANY_PERSON = "safety_of_any_person"
    SERIOUS_DAMAGE_TO_PROPERTY = "serious_damage_to_property"


class EndingGround(StrEnum):
    """Why a governor's appointment ends."""

    CONTROL_SECURED = "control_secured"
    """The governor has secured effective control. Source: Criminal Justice Act 1991 s.88(4)."""
    AGREEMENT_ENDED = "agreement_ended"
    """There is no contractor left to hand the prison back to."""


class NewStepIn(Wire):
    """The appointment of a governor for a contracted prison, and the notice of it to the contractor."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ground": "likely_loss_of_control",
                    "necessary_for": ["safety_of_any_person"],
                    "governor_post": "Governor appointed by the Secretary of State",
                    "appointed_on": "2010-08-19",
                    "from_day": "2010-08-20",
                    "until_day": "2011-02-19",
                    "contractor_told_on": "2010-08-20",
                    "reasons": "Staff no longer direct the wings, and violence goes unchallenged.",
                }
            ]
        }
    )

    ground: StepInGround
    necessary_for: Annotated[list[Necessity], Field(min_length=1, max_length=2)]
    part_of_prison: Line | None = Field(default=None, description="The part that is not under control; absent for the whole.")
    governor_post: Line = Field(description="The governor by post, never by name.")
    appointed_on: Day
    from_day: Day = Field(description="The day on which the functions of director and controller move to the governor.")
    until_day: Day = Field(description="The last day that is intended. The appointment ends by an act of its own.")
    contractor_told_on: Day
    reasons: Words


class StepInExtension(Wire):
    """A later last day for a governor's appointment."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {"decided_on": "2011-02-14", "until_day": "2011-08-31", "reasons": "Control is secured on two of five wings."}
            ]
        }
    )

    decided_on: Day
    until_day: Day
    reasons: Words


class NewStepInEnding(Wire):
    """The end of a governor's appointment, and the copy of it to the contractor."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ground": "control_secured",
                    "ended_on": "2011-05-31",
                    "contractor_told_on": "2011-05-31",
                    "reasons": "Every wing is under control, and violence has fallen to the level of like prisons.",
                }
            ]
        }
    )

    ground: EndingGround
    ended_on: Day = Field(description="The last day of the appointment.")
    contractor_told_on: Day
    reasons: Words


class StepInTermView(View):
    """The intended last day, as it was decided each time."""

    version: int = Field(ge=1)
    decided_on: Day
    until_day: Day
    reasons: Words
    decided_by: Line
    recorded_at: Instant


class StepInEndingView(View):
    """How a governor's appointment ended."""

    ground: EndingGround
    ended_on: Day
    contractor_told_on: Day
    reasons: Words
    decided_by: Line
    recorded_at: Instant


class StepInView(View):
    """One step-in: whose functions moved to whom, on what ground, at whose cost, until when."""

    id: UUID
    agreement_id: UUID
    number: int = Field(ge=1, description="Counted under the agreement, from 1.")
    in_force: Flag
    ground: StepInGround
    necessary_for: list[Necessity]
    part_of_prison: Line | None
    governor_post: Line
    appointed_on: Day
    from_day: Day
    contractor_told_on: Day
    costs_to_contractor: Flag
    statute: Line
    terms: list[StepInTermView]
    ending: StepInEndingView | None
