"""The table of remedies as printed, its parameters by date, which notices are in force, and where an agreement stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from uuid import UUID

from noms.contracts.commissioning.notices import NoticeKind, NoticeState
from noms.contracts.commissioning.terminations import TerminationOutcome
from noms.contracts.commissioning.triggers import Effect, RemedyState, Trigger
from services.commissioning.prices.rules import months_later

E, K, S, T = Effect, NoticeKind, RemedyState, Trigger
UNDER_DEFAULT = frozenset({S.DEFAULT, S.RIGHT_TO_TERMINATE})
EVERY_STATE = frozenset(S) - {S.STEP_IN}


@dataclass(frozen=True)
class Transition:
    """One line of the table: from where, by which triggers, to where, and what that brings with it."""

    from_states: frozenset[RemedyState]
    triggers: tuple[Trigger, ...]
    to: RemedyState
    effects: tuple[Effect, ...]


# As printed, with one reading: what leads "from notice" to default leads on from a default, or there could be no second point.
# Source: Criminal Justice Act 1991 s.88 for the last line; model book 3102 for termination points. House rule: 0178, the rest.
TRANSITIONS = (
    Transition(frozenset({S.NONE}), (T.MEASURE_UNDER_FLOOR, T.POINTS_OVER_BASELINE), S.WARNING, (E.PLAN_DUE,)),
    Transition(
        frozenset({S.WARNING}), (T.NOT_RECTIFIED, T.SECOND_QUARTER), S.IMPROVEMENT_NOTICE,
        (E.REPEAT_MULTIPLIER, E.WEEKLY_MONITORING),
    ),
    Transition(
        frozenset({S.IMPROVEMENT_NOTICE, *UNDER_DEFAULT}),
        (T.SEVERAL_NOTICES, T.DEDUCTIONS_IN_A_MONTH, T.DEDUCTIONS_MONTHS_RUNNING), S.DEFAULT, (E.TERMINATION_POINT,),
    ),
    Transition(frozenset({S.DEFAULT}), (T.TERMINATION_POINTS,), S.RIGHT_TO_TERMINATE, (E.PURCHASER_DECIDES,)),
    Transition(
        EVERY_STATE, (T.LOSS_OF_CONTROL, T.LIKELY_LOSS_OF_CONTROL), S.STEP_IN,
        (E.FUNCTIONS_MOVE, E.NOTICE_TO_CONTRACTOR, E.COSTS_TO_CONTRACTOR),
    ),
)  # fmt: skip

LEADS_TO: Mapping[Trigger, Transition] = MappingProxyType({t: line for line in TRANSITIONS for t in line.triggers})
STATE_OF: Mapping[NoticeKind, RemedyState] = MappingProxyType(
    {K.WARNING: S.WARNING, K.IMPROVEMENT: S.IMPROVEMENT_NOTICE, K.DEFAULT: S.DEFAULT}
)


@dataclass(frozen=True)
class Parameters:
    """The numbers of the table, from the day on which they hold."""

    in_force_from: date
    points_over_baseline: Fraction
    plan_working_days: int
    rectification_working_days: int
    several_notices: int
    month_share: Fraction
    running_share: Fraction
    months_running: int
    points_for_the_right: int
    point_lasts_months: int
    monitored_every_days: int


PARAMETERS = (
    Parameters(
        in_force_from=date(2004, 6, 1),  # House rule: 0178, the first day of NOMS
        points_over_baseline=Fraction(3, 2),  # House rule: 0178
        plan_working_days=10,  # House rule: 0179
        rectification_working_days=60,  # House rule: 0180
        several_notices=2,  # House rule: 0181
        month_share=Fraction(25, 100),  # Source: standard PFI payment mechanism, model book 3102
        running_share=Fraction(20, 100),  # Source: standard PFI payment mechanism, model book 3102
        months_running=3,  # Source: standard PFI payment mechanism, model book 3102
        points_for_the_right=3,  # Source: standard PFI payment mechanism, model book 3102
        point_lasts_months=13,  # Source: standard PFI payment mechanism, model book 3102
        monitored_every_days=7,  # House rule: 0182
    ),
)


def parameters_on(day: date) -> Parameters:
    """The numbers that hold on the day; before the first of them, those."""
    return next((known for known in reversed(PARAMETERS) if known.in_force_from <= day), PARAMETERS[0])


@dataclass(frozen=True)
class Notice:
    """A notice on record, as much of it as decides where the agreement stands."""

    notice_id: UUID
    kind: NoticeKind
    matter: str
    given_on: date
    quarter: int | None = None
    """The contract quarter whose figures it rests on, counted from the beginning of the agreement."""
    months: tuple[date, ...] = ()
    """The last days of the months whose deductions it counts."""
    rests_on: frozenset[UUID] = frozenset()
    """The earlier notices that it counts."""
    follows: UUID | None = None
    rectify_by: date | None = None
    scored_on: date | None = None
    falls_out_on: date | None = None
    rectified_on: date | None = None
    withdrawn_on: date | None = None

    def withdrawn_by(self, day: date) -> bool:
        """Whether it had been taken back."""
        return self.withdrawn_on is not None and self.withdrawn_on <= day

    def live_point_on(self, day: date) -> bool:
        """Whether it is a termination point that counts: rectification does not take it away, withdrawal does."""
        counts = self.falls_out_on is not None and self.given_on <= day < self.falls_out_on
        return counts and not self.withdrawn_by(day)


@dataclass(frozen=True)
class Decided:
    """What the purchaser decided on its right, and the points that gave it."""

    outcome: TerminationOutcome
    decided_on: date
    points: frozenset[UUID]


def falls_out_on(scored_on: date, parameters: Parameters) -> date:
    """The first day on which a termination point counts no more.

    House rule: 0183 (the months run from the last day of the month that earned it, not from the day of the notice).
    """
    return months_later(scored_on, parameters.point_lasts_months)


def state_of_notice(notice: Notice, notices: Iterable[Notice], day: date) -> NoticeState | None:
    """Where one notice stands on the day; nothing when it had not been given."""
    if notice.given_on > day:
        return None
    if notice.withdrawn_by(day):
        return NoticeState.WITHDRAWN
    if notice.rectified_on is not None and notice.rectified_on <= day:
        return NoticeState.RECTIFIED
    if any(n.follows == notice.notice_id and n.given_on <= day and not n.withdrawn_by(day) for n in notices):
        return NoticeState.FOLLOWED
    if notice.kind is K.DEFAULT and not notice.live_point_on(day):
        return NoticeState.LAPSED
    return NoticeState.IN_FORCE


def in_force(notices: Sequence[Notice], day: date) -> tuple[Notice, ...]:
    """The notices that are in force on the day."""
    return tuple(notice for notice in notices if state_of_notice(notice, notices, day) is NoticeState.IN_FORCE)


def live_points(notices: Iterable[Notice], day: date) -> tuple[Notice, ...]:
    """The termination points that count on the day, the oldest first."""
    live = (notice for notice in notices if notice.live_point_on(day))
    return tuple(sorted(live, key=lambda notice: (notice.falls_out_on or day, notice.notice_id)))


def decided_already(points: Sequence[Notice], decisions: Iterable[Decided], day: date) -> Decided | None:
    """The decision that was taken on these very points: the right is used up by it until a further point is scored.

    House rule: 0185.
    """
    wanted = {notice.notice_id for notice in points}
    return next((taken for taken in decisions if taken.decided_on <= day and wanted <= taken.points), None)


def standing(notices: Sequence[Notice], decisions: Sequence[Decided], day: date) -> RemedyState:
    """Where the agreement stands on the day by its notices and points, but for a step-in."""
    points = live_points(notices, day)
    if len(points) >= parameters_on(day).points_for_the_right:
        taken = decided_already(points, decisions, day)
        if taken is None or taken.outcome is TerminationOutcome.TERMINATE:
            return S.RIGHT_TO_TERMINATE
    if points:
        return S.DEFAULT
    kinds = {notice.kind for notice in in_force(notices, day)}
    return next((STATE_OF[kind] for kind in (K.IMPROVEMENT, K.WARNING) if kind in kinds), S.NONE)
