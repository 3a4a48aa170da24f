"""Where an agreement stands, why, which clocks run and what is open next: the same for both parties."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.notices import NoticeView
from noms.contracts.commissioning.step_ins import StepInView
from noms.contracts.commissioning.terminations import TerminationDecisionView
from noms.contracts.commissioning.triggers import Effect, RemedyState, TriggerFindingView
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View, Words


class Actor(StrEnum):
    """Whose act it is."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    SECRETARY_OF_STATE = "secretary_of_state"


class ClockKind(StrEnum):
    """What a party must do by a working day."""

    PLAN = "plan"
    RECTIFICATION = "rectification"
    MONITORING = "monitoring"
    STEP_IN_REVIEW = "step_in_review"


class ClockState(StrEnum):
    """Whether a clock still runs."""

    RUNNING = "running"
    OVERDUE = "overdue"


class ClockView(View):
    """One clock: who must act, by which working day of England and Wales, and how many of them are left."""

    kind: ClockKind
    by: Actor
    due_on: Day
    working_days_left: int = Field(description="Negative when it is overdue.")
    state: ClockState
    notice_id: UUID | None
    step_in_id: UUID | None


class TerminationPointView(View):
    """One termination point and the months for which it counts."""

    notice_id: UUID
    scored_on: Day
    falls_out_on: Day = Field(description="The first day on which it counts no more.")
    days_left: int = Field(description="Calendar days until it falls out; 0 when it has.")
    live: Flag


class EffectView(View):
    """What the present state brings with it."""

    effect: Effect
    since: Day
    notice_id: UUID | None


class Move(StrEnum):
    """An act that is open to a party."""

    GIVE_WARNING = "give_warning"
    GIVE_IMPROVEMENT_NOTICE = "give_improvement_notice"
    GIVE_DEFAULT_NOTICE = "give_default_notice"
    DECIDE_ON_TERMINATION = "decide_on_termination"
    STATE_SIDE = "state_side"
    SUBMIT_PLAN = "submit_plan"
    DECIDE_ON_PLAN = "decide_on_plan"
    DECLARE_RECTIFIED = "declare_rectified"
    WITHDRAW = "withdraw"
    STEP_IN = "step_in"
    END_STEP_IN = "end_step_in"


class RemedyMoveView(View):
    """One act that is open now."""

    move: Move
    by: Actor
    matter: Line | None
    notice_id: UUID | None
    step_in_id: UUID | None


class RemediesView(View):
    """The whole record of remedies under an agreement, as it stood on a day and was known at an instant."""

    agreement_id: UUID
    commissioner: Code
    provider: Code
    as_at: Day
    known_at: Instant | None
    state: RemedyState
    state_by_notices: RemedyState = Field(description="The same, but for a step-in.")
    because: list[Words]
    effects: list[EffectView]
    clocks: list[ClockView]
    termination_points: list[TerminationPointView]
    points_for_the_right: int = Field(ge=1, description="How many termination points must count at once.")
    findings: list[TriggerFindingView]
    open_moves: list[RemedyMoveView]
    no_longer_borne_out: list[UUID] = Field(
        description="Notices that still tell, although the figures as known now no longer call for them: they can be withdrawn."
    )
    notices: list[NoticeView]
    step_ins: list[StepInView]
    decisions: list[TerminationDecisionView]


class RemedySummary(View):
    """One agreement in the list of those that have a remedy on record."""

    agreement_id: UUID
    commissioner: Code
    provider: Code
    state: RemedyState
    notices_in_force: Count
    live_points: Count
    latest_on: Day = Field(description="The day of the latest notice or step-in.")


class RemedyList(View):
    """Agreements with a notice or a step-in on record, the latest first."""

    data: list[RemedySummary]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")
