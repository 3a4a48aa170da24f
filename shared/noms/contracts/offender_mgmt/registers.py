"""Registers and alerts at person level: what is entered, reviewed and taken off again."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.offender_mgmt.public_protection import MappaGrade
from noms.contracts.wire import Code, Wire, Words


class ReviewOutcome(StrEnum):
    """What a review came to."""

    KEPT = "kept"
    CHANGED = "changed"
    """Level or category are others from now on."""


class RemovalReason(StrEnum):
    """Why a person was taken off a register."""

    RISK_NO_LONGER_PRESENT = "risk_no_longer_present"
    PERIOD_ENDED = "period_ended"
    SENTENCE_ENDED = "sentence_ended"
    REPLACED = "replaced"
    ENTERED_IN_ERROR = "entered_in_error"
    PERSON_DIED = "person_died"


class NewRegistration(Wire):
    """A person is put on a register, or an alert is raised; it stays with the person through release, recall and merge."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type_code": "MAPP",
                    "starts_on": "2010-05-20",
                    "level": 2,
                    "category": 2,
                    "trigger_offence_code": "00801",
                    "notes": "Screened in after sentence; several agencies are needed.",
                },
                {"type_code": "RST", "starts_on": "2010-06-14", "establishment_code": "RHI"},
            ]
        }
    )

    type_code: Code = Field(description="A code of `/v1/register-types`.")
    starts_on: CaseDay
    level: MappaGrade | None = Field(default=None, description="For a register that records levels.")
    category: MappaGrade | None = Field(default=None, description="For a register that records categories.")
    trigger_offence_code: Code | None = Field(default=None, description="The Home Office code of the offence that led to it.")
    establishment_code: Code | None = Field(default=None, description="The prison that raised it: context, never its limit.")
    officer_code: Code | None = None
    notes: Words | None = None
    next_review_on: CaseDay | None = Field(
        default=None, description="No later than the review period of the register; that day when absent."
    )


class ReviewDone(Wire):
    """A review of a registration has been held."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"done_on": "2010-08-10", "outcome": "kept", "notes": "The panel met; nothing has changed."}]
        }
    )

    done_on: CaseDay
    outcome: ReviewOutcome
    level: MappaGrade | None = Field(default=None, description="The level from now on, where it changed.")
    category: MappaGrade | None = Field(default=None, description="The category from now on, where it changed.")
    notes: Words
    next_review_on: CaseDay | None = None


class RegistrationRemoval(Wire):
    """A person is taken off a register. That they stood on it, and until when, stays known."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "removed_on": "2011-03-14",
                    "reason_code": "risk_no_longer_present",
                    "reason": "Agreed by the panel; nothing recorded for a year.",
                }
            ]
        }
    )

    removed_on: CaseDay
    reason_code: RemovalReason
    reason: Words
