"""Payment terms by version, what was posted by each settlement run, and the account that the runs come to."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.wire import Day, Flag, Line, Pence, View, Wire, Words


class LineKind(StrEnum):
    """What a line of a period's settlement pays for."""

    PROGRAMME_COMPLETIONS = "programme_completions"
    SERVICE_FEE = "service_fee"


class SettlementLineView(View):
    """One line of a settlement, with the working that leads to its pence."""

    kind: LineKind
    quantity: Line = Field(description="What was counted and is paid for, as an exact fraction such as 7 or 720/73.")
    entitlement_pence: Pence
    posted_pence: Pence = Field(description="Entitlement less what earlier runs of the period posted for this line.")
    working: Line


class SettlementView(View):
    """One settlement run of a period. A later run never edits an earlier one: it posts the difference."""

    run_number: int = Field(ge=1)
    rule_version: int = Field(ge=1)
    inputs_hash: Line = Field(description="SHA-256 of everything it was computed from: same inputs, same rule, same pence.")
    entitlement_pence: Pence
    posted_pence: Pence
    lines: list[SettlementLineView]


class SettlementToPost(Wire):
    """Settle every month of a contract year that is over by a day, on what is believed now."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"through": "2010-06-30"}]})

    through: Day = Field(description="Every month of its contract year that has ended by then is settled.")
    settled_on: Day | None = Field(
        default=None,
        description="The day of the settlement, where it is entered later; absent: today. Never before the last one. It says "
        "which index values were out; whether a year is closed, the day of entry says.",
    )
    cause: Words | None = Field(default=None, description="Why a year is settled again, in words; what changed is told anyway.")
    fraud: Words | None = Field(
        default=None, description="The fraud that was found: it lets a year be settled again after its window has closed."
    )


class LineDisputeView(View):
    """A dispute of a line: only the disputed part waits, until it is decided."""

    contest_id: UUID
    filed_on: Day
    disputed_pence: Annotated[int, Field(ge=1)] | None = Field(description="Absent: the whole line.")
    upheld: Flag | None = Field(description="Absent while it is open.")


class ReplayView(View):
    """A run computed again from the inputs that were kept: the proof that nothing but they decided."""

    run: int = Field(ge=1)
    rule_version: int = Field(ge=1)
    rule_version_now: int = Field(ge=1)
    inputs_hash: Line
    inputs_hash_again: Line
    answer_hash: Line
    answer_hash_again: Line
    same: Flag = Field(description="Whether inputs, every line and every invoice are the same to the byte.")
