"""Which clocks run, which acts are open and what the state brings with it, by what is in force on a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from noms.calendar import first_working_day_from, last_working_day_to, working_days_between
from noms.contracts.commissioning.notices import NoticeKind
from noms.contracts.commissioning.remedies import (
    Actor,
    ClockKind,
    ClockState,
    ClockView,
    EffectView,
    Move,
    RemedyMoveView,
    TerminationPointView,
)
from noms.contracts.commissioning.triggers import Effect, RemedyState
from services.commissioning.escalation.rules import STATE_OF, TRANSITIONS, Notice
from services.commissioning.triggers.rules import Finding


@dataclass(frozen=True)
class Running:
    """A notice in force, as much of it as its clocks and acts depend on."""

    notice_id: UUID
    kind: NoticeKind
    matter: str
    given_on: date
    plan_due_on: date | None
    """Absent when no plan is waited for."""
    plan_awaits_decision: bool
    rectify_by: date | None
    stated: bool


EFFECTS_OF: Mapping[RemedyState, tuple[Effect, ...]] = MappingProxyType({line.to: line.effects for line in TRANSITIONS})
"""What each state brings with it, by the table."""

GIVEN_BY: Mapping[RemedyState, Move] = MappingProxyType(
    {
        RemedyState.WARNING: Move.GIVE_WARNING,
        RemedyState.IMPROVEMENT_NOTICE: Move.GIVE_IMPROVEMENT_NOTICE,
        RemedyState.DEFAULT: Move.GIVE_DEFAULT_NOTICE,
        RemedyState.RIGHT_TO_TERMINATE: Move.DECIDE_ON_TERMINATION,
    }
)
"""The purchaser's act that leads to each state."""


def clocks_of(notices: Iterable[Running], *, monitored_every_days: int, as_at: date) -> Iterator[ClockView]:
    """The clocks that run under the notices in force."""
    for notice in notices:
        if notice.plan_due_on is not None:
            yield clock(ClockKind.PLAN, Actor.PROVIDER, notice.plan_due_on, as_at, notice_id=notice.notice_id)
        if notice.rectify_by is not None:
            yield clock(ClockKind.RECTIFICATION, Actor.PROVIDER, notice.rectify_by, as_at, notice_id=notice.notice_id)
        if notice.kind is NoticeKind.IMPROVEMENT:
            due_on = next_monitoring_on(notice.given_on, monitored_every_days, as_at)
            yield clock(ClockKind.MONITORING, Actor.COMMISSIONER, due_on, as_at, notice_id=notice.notice_id)


def clock(
    kind: ClockKind, by: Actor, due_on: date, as_at: date, *, notice_id: UUID | None = None, step_in_id: UUID | None = None
) -> ClockView:
    """A clock with the working days of England and Wales that are left on it."""
    return ClockView(
        kind=kind,
        by=by,
        due_on=due_on,
        working_days_left=working_days_between(as_at, due_on),
        state=ClockState.OVERDUE if due_on < as_at else ClockState.RUNNING,
        notice_id=notice_id,
        step_in_id=step_in_id,
    )


def next_monitoring_on(given_on: date, every_days: int, as_at: date) -> date:
    """The next day on which the purchaser looks, counted from the notice; the next working day where that is none."""
    passed = max(1, (as_at - given_on).days // every_days)
    due_on = (first_working_day_from(given_on + timedelta(days=every_days * number)) for number in (passed, passed + 1))
    return next(day for day in due_on if day >= as_at)


def review_of(step_in_id: UUID, until_day: date, as_at: date) -> ClockView:
    """By when it must be decided whether a step-in goes on: the last working day before it was to end."""
    due_on = last_working_day_to(until_day)
    return clock(ClockKind.STEP_IN_REVIEW, Actor.SECRETARY_OF_STATE, due_on, as_at, step_in_id=step_in_id)


def point_of(notice: Notice, as_at: date) -> TerminationPointView:
    """A default notice as the termination point that it is."""
    assert notice.scored_on is not None, "a default notice is a termination point"
    assert notice.falls_out_on is not None, "a termination point falls out"
    live = notice.live_point_on(as_at)
    return TerminationPointView(
        notice_id=notice.notice_id,
        scored_on=notice.scored_on,
        falls_out_on=notice.falls_out_on,
        days_left=(notice.falls_out_on - as_at).days if live else 0,
        live=live,
    )


def effects_of(in_force: Iterable[Notice], points: Sequence[Notice], *, right: bool) -> Iterator[EffectView]:
    """What the notices in force and the points that count bring with them, and the right once it exists."""
    asking = (notice for notice in in_force if notice.kind is not NoticeKind.DEFAULT)
    for notice in (*asking, *points):
        for effect in EFFECTS_OF[STATE_OF[notice.kind]]:
            yield EffectView(effect=effect, since=notice.given_on, notice_id=notice.notice_id)
    if right:
        latest = max(notice.given_on for notice in points)
        for effect in EFFECTS_OF[RemedyState.RIGHT_TO_TERMINATE]:
            yield EffectView(effect=effect, since=latest, notice_id=None)


def because(
    state: RemedyState, in_force: Iterable[Notice], points: Sequence[Notice], *, needed: int, stepped_in_on: date | None
) -> Iterator[str]:
    """Why the agreement stands where it stands, in words."""
    if stepped_in_on is not None:
        yield f"The Secretary of State stepped in on {stepped_in_on} and has not ended the appointment."
    if points:
        yield f"{len(points)} of {needed} termination points count; the next falls out on {points[0].falls_out_on}."
    for notice in in_force:
        yield f"The {STATE_OF[notice.kind].replace('_', ' ')} of {notice.given_on} on {notice.matter} is in force."
    if state is RemedyState.NONE:
        yield "No notice is in force and no termination point counts."


def open_moves(
    findings: Iterable[Finding],
    notices: Sequence[Running],
    *,
    step_in_id: UUID | None,
    may_step_in: bool,
    agreement_in_force: bool,
) -> Iterator[RemedyMoveView]:
    """The acts that are open: what the figures call for first, then what each notice in force waits for."""
    for finding in findings if agreement_in_force else ():
        if finding.obstacle is None:
            yield _move(GIVEN_BY[finding.calls_for], Actor.COMMISSIONER, finding.matter, finding.follows)
    for notice in notices:
        yield from _acts_on(notice)
    if step_in_id is not None:
        yield _move(Move.END_STEP_IN, Actor.SECRETARY_OF_STATE, step_in_id=step_in_id)
    elif may_step_in and agreement_in_force:
        yield _move(Move.STEP_IN, Actor.SECRETARY_OF_STATE)


def _acts_on(notice: Running) -> Iterator[RemedyMoveView]:
    provider, commissioner = Actor.PROVIDER, Actor.COMMISSIONER
    waits = {
        (Move.STATE_SIDE, provider): not notice.stated,
        (Move.SUBMIT_PLAN, provider): notice.plan_due_on is not None,
        (Move.DECIDE_ON_PLAN, commissioner): notice.plan_awaits_decision,
        (Move.DECLARE_RECTIFIED, commissioner): True,
        (Move.WITHDRAW, commissioner): True,
    }
    for (move, by), is_open in waits.items():
        if is_open:
            yield _move(move, by, notice.matter, notice.notice_id)


def _move(
    move: Move, by: Actor, matter: str | None = None, notice_id: UUID | None = None, *, step_in_id: UUID | None = None
) -> RemedyMoveView:
    return RemedyMoveView(move=move, by=by, matter=matter, notice_id=notice_id, step_in_id=step_in_id)
