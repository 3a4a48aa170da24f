"""Contests: the provider contests one thing in one call, a clock runs, and the purchaser's side decides with reasons."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.occurrences import HalfCount, OfferedCount
from noms.contracts.events import Event
from noms.contracts.wire import MAX_INT64, Code, Day, Flag, Instant, Line, View, Wire, Within, Words

MOST_EVIDENCE = 100

DisputedPence = Annotated[int, Within(1, MAX_INT64)]

InvoicePlace = Annotated[str, StringConstraints(pattern=r"^/((lines|person_charges)/[0-9]{1,5})?$")]
"""Where something stands on an invoice: `/lines/0`, `/person_charges/12`; `/` for the whole invoice."""


class ContestedKind(StrEnum):
    """What can be contested."""

    OCCURRENCE = "occurrence"
    SETTLEMENT_LINE = "settlement_line"
    RESULT = "result"
    INVOICE_LINE = "invoice_line"


class ContestGround(StrEnum):
    """Why the provider contests it."""

    DID_NOT_HAPPEN = "did_not_happen"
    WRONG_CODE = "wrong_code"
    WRONG_COUNT = "wrong_count"
    EXCUSING_CAUSE = "excusing_cause"
    CHARGED_BEFORE = "charged_before"
    WRONG_ARITHMETIC = "wrong_arithmetic"
    WRONG_FIGURE = "wrong_figure"
    OTHER = "other"


class ContestState(StrEnum):
    """Where a contest stands."""

    OPEN = "open"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ContestOutcome(StrEnum):
    """What was decided: the provider is right, right in part, or wrong."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


class Contested(Wire):
    """The one thing that is contested."""

    kind: ContestedKind
    id: UUID = Field(description="The occurrence, the line of a settlement, the figure, or the invoice.")
    place: InvoicePlace | None = Field(default=None, description="Of a line of an invoice: where it stands, as its finding says.")


class NewContest(Wire):
    """A contest by the provider. The thing stays as charged, and only its part is withheld until the decision."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "about": {"kind": "occurrence", "id": "6d1f2f38-8a8e-4f0a-9f6a-2c2b5f6f3c11"},
                    "ground": "did_not_happen",
                    "evidence_ids": ["0b9c3d1e-5b3a-4a4e-9d0e-2f6f0f9c7a11"],
                    "statement": "The substance was tested twice and is tobacco: see the record of the test.",
                }
            ]
        }
    )

    about: Contested
    ground: ContestGround
    evidence_ids: Annotated[list[UUID], Field(max_length=MOST_EVIDENCE)] = Field(
        default=[], description="Events of the owning services that bear the provider out."
    )
    statement: Words = Field(description="The provider's side, without personal data.")
    disputed_pence: DisputedPence | None = Field(
        default=None, description="What of a line is disputed; absent: all of it. The rest is paid as if nothing were."
    )


class NewDecision(Wire):
    """A decision with its reasons. Only an occurrence can be partly upheld: then `new_count` says what is left of it."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"outcome": "rejected", "reasons": "The second test was of another sample, as its label shows."}]
        }
    )

    outcome: ContestOutcome
    new_count: OfferedCount | None = Field(default=None, description="What an occurrence counts from now on: when partly right.")
    reasons: Words


class NewWithdrawal(Wire):
    """The provider takes its contest back; the thing stands as charged."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"reason": "The record of the test was found."}]}
    )

    reason: Words


class ContestEnd(View):
    """How a contest ended: by a decision or by its withdrawal, when, by whom, and why."""

    state: ContestState
    new_count: HalfCount | None
    reasons: Words
    ended_by: Line
    ended_at: Instant


class ContestClock(View):
    """The clocks of a contest, in working days of England and Wales."""

    told_on: Day = Field(description="The day on which the provider was told of what it contests.")
    contest_until: Day = Field(description="The last day on which it could be contested.")
    raised_on: Day
    decision_due_on: Day
    days_left: int | None = Field(description="Working days until the decision is due, negative when overdue; absent when ended.")
    overdue: Flag = Field(description="Whether the decision came, or has not come, after the day it was due.")


class ContestView(View):
    """One contest as both parties see it: the same bytes for both."""

    id: UUID
    agreement_id: UUID
    about: Contested
    ground: ContestGround
    statement: Words
    evidence_ids: list[UUID]
    disputed_pence: DisputedPence | None
    state: ContestState
    raised_by: Line
    raised_at: Instant
    clock: ContestClock
    end: ContestEnd | None


class ContestList(View):
    """Contests by the day on which the decision is due, the most urgent first."""

    data: list[ContestView]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class ContestRaised(Event):
    """The provider contests something: the clock of the decision runs."""

    type: ClassVar[str] = "commissioning.contest.raised"

    agreement_id: UUID
    contest_id: UUID
    provider: Code
    about_kind: ContestedKind
    about_id: UUID
    decision_due_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.contest_id)


class ContestDecided(Event):
    """A contest has ended: by a decision, or because the provider took it back."""

    type: ClassVar[str] = "commissioning.contest.decided"

    agreement_id: UUID
    contest_id: UUID
    provider: Code
    about_kind: ContestedKind
    about_id: UUID
    state: ContestState
    detail_url: Line

    def subject(self) -> str:
        return str(self.contest_id)
