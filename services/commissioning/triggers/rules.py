"""What the figures of an agreement call for: a move of the table, the figures it rests on, and what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from noms.contracts.commissioning.notices import NoticeKind, NoticeState
from noms.contracts.commissioning.triggers import Evidence, EvidenceKind, Obstacle, RemedyState, Trigger
from services.commissioning.escalation.rules import (
    LEADS_TO,
    Decided,
    Notice,
    Parameters,
    decided_already,
    falls_out_on,
    in_force,
    live_points,
    standing,
    state_of_notice,
)
from services.commissioning.shortfalls.rules import POINTS, MonthFigure, QuarterFigure, earned, failed_quarters

DEDUCTIONS, NOTICES, TERMINATION = "deductions", "notices", "termination_points"
T = Trigger


@dataclass(frozen=True)
class Facts:
    """Everything that is known about an agreement: figures, notices, decisions."""

    figures: tuple[QuarterFigure, ...] = ()
    months: tuple[MonthFigure, ...] = ()
    notices: tuple[Notice, ...] = ()
    decisions: tuple[Decided, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that the facts call for, what it rests on, and what stands against it."""

    trigger: Trigger
    matter: str
    in_words: str
    evidence: tuple[Evidence, ...]
    obstacle: Obstacle | None = None
    quarter: int | None = None
    months: tuple[date, ...] = ()
    follows: UUID | None = None

    @property
    def calls_for(self) -> RemedyState:
        return LEADS_TO[self.trigger].to


def triggers(facts: Facts, parameters: Parameters, as_at: date) -> tuple[Finding, ...]:
    """What the facts call for on the day, line by line of the table. Only days that are over count."""
    return (
        *_failures(facts, parameters, as_at),
        *_second_quarters(facts, parameters, as_at),
        *_unrectified(facts, as_at),
        *_several_notices(facts, parameters, as_at),
        *_deductions(facts, parameters, as_at),
        *_points_enough(facts, parameters, as_at),
    )


def no_longer_borne_out(facts: Facts, parameters: Parameters, as_at: date) -> tuple[UUID, ...]:
    """The notices in force, and those whose points count, that the figures as they are believed now no longer call for."""
    telling = {*in_force(facts.notices, as_at), *live_points(facts.notices, as_at)}
    quarters = failed_quarters(facts.figures, parameters, as_at)
    share = {month.to_day: month.share for month in facts.months}
    restated = []
    for notice in (notice for notice in facts.notices if notice in telling):
        over = parameters.month_share if len(notice.months) == 1 else parameters.running_share
        fell_short = quarters.get(notice.matter, {}).get(notice.quarter or 0)
        if fell_short == () or any(share[month] <= over for month in notice.months if month in share):
            restated.append(notice.notice_id)
    return tuple(restated)


def _failures(facts: Facts, parameters: Parameters, as_at: date) -> Iterator[Finding]:
    """What fails in its latest quarter calls for a warning; what a rectified notice answered already does not."""
    noticed = {notice.matter for notice in in_force(facts.notices, as_at)}
    rectified = [n for n in facts.notices if state_of_notice(n, facts.notices, as_at) is NoticeState.RECTIFIED]
    for matter, quarters in failed_quarters(facts.figures, parameters, as_at).items():
        answered = max((n.quarter or 0 for n in rectified if n.matter == matter), default=0)
        if (failed := quarters[max(quarters)]) and max(quarters) > answered:
            yield Finding(
                trigger=T.POINTS_OVER_BASELINE if matter == POINTS else T.MEASURE_UNDER_FLOOR,
                matter=matter,
                in_words="; ".join(figure.in_words(parameters) for figure in failed),
                evidence=tuple(item for figure in failed for item in figure.evidence),
                obstacle=Obstacle.NOTICE_IN_FORCE if matter in noticed else None,
                quarter=max(quarters),
            )


def _second_quarters(facts: Facts, parameters: Parameters, as_at: date) -> Iterator[Finding]:
    """What fails in two quarters in a row, the later of them after the warning's, calls for an improvement notice."""
    known = failed_quarters(facts.figures, parameters, as_at)
    for warning in _of_kind(NoticeKind.WARNING, facts, as_at):
        quarters = known.get(warning.matter, {})
        latest = max(quarters, default=0)
        if warning.quarter is not None and latest > warning.quarter and quarters[latest] and quarters.get(latest - 1):
            yield Finding(
                trigger=T.SECOND_QUARTER,
                matter=warning.matter,
                in_words="A second quarter in a row: " + "; ".join(figure.in_words(parameters) for figure in quarters[latest]),
                evidence=tuple(item for figure in quarters[latest] for item in figure.evidence),
                quarter=latest,
                follows=warning.notice_id,
            )


def _unrectified(facts: Facts, as_at: date) -> Iterator[Finding]:
    for warning in _of_kind(NoticeKind.WARNING, facts, as_at):
        if warning.rectify_by is not None and warning.rectify_by < as_at:
            yield Finding(
                trigger=T.NOT_RECTIFIED,
                matter=warning.matter,
                in_words=f"The warning of {warning.given_on} on {warning.matter} was to be put right by {warning.rectify_by}.",
                evidence=(_cited(warning),),
                quarter=warning.quarter,
                follows=warning.notice_id,
            )


def _several_notices(facts: Facts, parameters: Parameters, as_at: date) -> Iterator[Finding]:
    """Improvement notices that are in force together; each counts for one default. House rule: 0181."""
    counted = {item for notice in facts.notices if not notice.withdrawn_by(as_at) for item in notice.rests_on}
    several = [n for n in _of_kind(NoticeKind.IMPROVEMENT, facts, as_at) if n.notice_id not in counted]
    if len(several) >= parameters.several_notices:
        yield Finding(
            trigger=T.SEVERAL_NOTICES,
            matter=NOTICES,
            in_words=f"{len(several)} improvement notices are in force: {', '.join(n.matter for n in several)}.",
            evidence=tuple(_cited(notice) for notice in several),
        )


def _deductions(facts: Facts, parameters: Parameters, as_at: date) -> Iterator[Finding]:
    """Months whose deductions earn a termination point that would still count, and that no default notice counts yet."""
    counted = {month for notice in facts.notices if not notice.withdrawn_by(as_at) for month in notice.months}
    free = [m for m in facts.months if m.to_day < as_at and m.to_day not in counted]
    open_now = standing(facts.notices, facts.decisions, as_at) in LEADS_TO[T.DEDUCTIONS_IN_A_MONTH].from_states
    for trigger, months in earned(free, parameters):
        if as_at < falls_out_on(months[-1].to_day, parameters):
            yield Finding(
                trigger=trigger,
                matter=DEDUCTIONS,
                in_words="; ".join(f"{float(m.share):.2%} of the charge deducted to {m.to_day}" for m in months),
                evidence=tuple(item for month in months for item in month.evidence),
                obstacle=None if open_now else Obstacle.NO_IMPROVEMENT_NOTICE,
                months=tuple(month.to_day for month in months),
            )


def _points_enough(facts: Facts, parameters: Parameters, as_at: date) -> Iterator[Finding]:
    points = live_points(facts.notices, as_at)
    if len(points) >= parameters.points_for_the_right and decided_already(points, facts.decisions, as_at) is None:
        yield Finding(
            trigger=T.TERMINATION_POINTS,
            matter=TERMINATION,
            in_words=f"{len(points)} termination points count; the first falls out on {points[0].falls_out_on}.",
            evidence=tuple(_cited(notice) for notice in points),
        )


def _of_kind(kind: NoticeKind, facts: Facts, day: date) -> list[Notice]:
    return [notice for notice in in_force(facts.notices, day) if notice.kind is kind]


def _cited(notice: Notice) -> Evidence:
    return Evidence(kind=EvidenceKind.NOTICE, id=notice.notice_id)
