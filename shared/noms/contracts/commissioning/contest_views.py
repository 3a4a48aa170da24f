"""Contests as both parties read them, with their clocks."""

from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.contests import Contested, ContestGround, ContestState, DisputedPence
from noms.contracts.commissioning.occurrence_views import HalfCount
from noms.contracts.wire import Day, Flag, Instant, Line, View, Words


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
