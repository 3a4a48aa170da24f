"""The whole record of remedies under an agreement as it stood on a day and was known at an instant, the same for both parties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.answers import PlanOutcome
from noms.contracts.commissioning.notices import NoticeKind, NoticeState
from noms.contracts.commissioning.remedies import ClockView, EffectView, RemediesView, RemedyMoveView
from noms.contracts.commissioning.triggers import MOST_EVIDENCE, RemedyState, TriggerFindingView, TriggersView
from noms.reference.regions import ServiceClass
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.escalation.rules import (
    Notice,
    Parameters,
    live_points,
    parameters_on,
    standing,
    state_of_notice,
)
from services.commissioning.notices import queries as notices
from services.commissioning.remedies import rules
from services.commissioning.shortfalls.queries import deduction_view, figure_view, figures_of
from services.commissioning.step_ins import queries as appointments
from services.commissioning.step_ins.rules import AGREEMENT_IN_FORCE
from services.commissioning.terminations import queries as terminations
from services.commissioning.terminations.tables import TerminationDecisionRow
from services.commissioning.triggers.rules import Facts, Finding, no_longer_borne_out, triggers


@dataclass(frozen=True)
class Standing:
    """Everything on record of one agreement, as it stood on one day: read once, told to both parties alike."""

    commissioner: str
    agreed: Agreed
    day: date
    records: Sequence[notices.Record]
    step_ins: Sequence[appointments.Record]
    decisions: Sequence[TerminationDecisionRow]
    facts: Facts

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the figures call for."""
        return triggers(self.facts, self.parameters, self.day)

    @property
    def parameters(self) -> Parameters:
        """The numbers that hold on the day."""
        return parameters_on(self.day)

    @cached_property
    def state_by_notices(self) -> RemedyState:
        """Where it stands but for a step-in."""
        return standing(self.facts.notices, self.facts.decisions, self.day)

    @cached_property
    def step_in(self) -> appointments.Record | None:
        """The step-in that is in force."""
        return next((record for record in self.step_ins if record.as_fact().in_force_on(self.day)), None)

    @property
    def state(self) -> RemedyState:
        """Where it stands; a step-in before everything."""
        return RemedyState.STEP_IN if self.step_in else self.state_by_notices

    @cached_property
    def in_force(self) -> list[notices.Record]:
        """The notices that are in force."""
        known = self.facts.notices
        return [r for r in self.records if state_of_notice(r.as_fact(self.day), known, self.day) is NoticeState.IN_FORCE]

    @cached_property
    def points(self) -> tuple[Notice, ...]:
        """The termination points that count."""
        return live_points(self.facts.notices, self.day)

    def running(self) -> Iterator[rules.Running]:
        """The notices in force by what their clocks and acts depend on."""
        for record in self.in_force:
            plans = record.answers.plan_views()
            wanted = not plans or plans[-1].outcome is PlanOutcome.REJECTED
            yield rules.Running(
                notice_id=record.row.notice_id,
                kind=NoticeKind(record.row.kind),
                matter=record.row.matter,
                given_on=record.row.given_on,
                plan_due_on=record.plan_due_on(self.day) if wanted else None,
                plan_awaits_decision=bool(plans) and plans[-1].outcome is None,
                rectify_by=record.rectify_by(self.day),
                stated=bool(record.answers.statements),
            )


async def standing_of(
    session: AsyncSession, caller: Caller, agreement_id: UUID, *, as_at: date, known_at: datetime | None = None
) -> Standing:
    """Where an agreement within reach stood on a day, by what was known at an instant.

    Raises:
        NotFound: there is no such agreement, or it lies out of reach.

    """
    row = await agreements.agreement(session, caller, agreement_id)
    agreed = await agreements.agreed(session, caller, agreement_id)
    records = await notices.on_record(session, agreement_id, as_at=as_at, known_at=known_at)
    decisions = await terminations.on_record(session, agreement_id, as_at=as_at, known_at=known_at)
    figures = await figures_of(session, agreed, known_at=known_at)
    decided = tuple(terminations.as_fact(row) for row in decisions)
    return Standing(
        commissioner=row.commissioner,
        agreed=agreed,
        day=as_at,
        records=records,
        step_ins=await appointments.on_record(session, agreement_id, as_at=as_at, known_at=known_at),
        decisions=decisions,
        facts=Facts(figures.quarters, figures.months, notices.facts_of(records, as_at), decided),
    )


def finding_views(findings: Sequence[Finding]) -> list[TriggerFindingView]:
    """What the figures call for, as both parties see it."""
    return [
        TriggerFindingView(
            trigger=finding.trigger,
            matter=finding.matter,
            calls_for=finding.calls_for,
            in_words=finding.in_words,
            evidence=list(finding.evidence[:MOST_EVIDENCE]),
            open=finding.obstacle is None,
            obstacle=finding.obstacle,
        )
        for finding in findings
    ]


def triggers_view(told: Standing) -> TriggersView:
    """What the figures of an agreement call for."""
    return TriggersView(
        agreement_id=told.agreed.agreement_id,
        provider=told.agreed.provider,
        as_at=told.day,
        state=told.state,
        findings=finding_views(told.findings),
        figures=[figure_view(figure, told.parameters) for figure in told.facts.figures if figure.ends_on < told.day],
        deductions=[deduction_view(month) for month in told.facts.months if month.to_day < told.day],
    )


def remedies_view(told: Standing, known_at: datetime | None) -> RemediesView:
    """The whole record of one agreement: where it stands, why, which clocks run, what is open, and everything that was said."""
    running = list(told.running())
    return RemediesView(
        agreement_id=told.agreed.agreement_id,
        commissioner=told.commissioner,
        provider=told.agreed.provider,
        as_at=told.day,
        known_at=known_at,
        state=told.state,
        state_by_notices=told.state_by_notices,
        because=because(told),
        effects=effects_of(told),
        clocks=clocks_of(told, running),
        termination_points=[rules.point_of(n, told.day) for n in told.facts.notices if n.kind is NoticeKind.DEFAULT],
        points_for_the_right=told.parameters.points_for_the_right,
        findings=finding_views(told.findings),
        open_moves=open_moves(told, running),
        no_longer_borne_out=list(no_longer_borne_out(told.facts, told.parameters, told.day)),
        notices=notices.notice_views(told.records, told.day),
        step_ins=[appointments.step_in_view(record, told.day) for record in told.step_ins],
        decisions=[terminations.decision_view(row) for row in told.decisions],
    )


def because(told: Standing) -> list[str]:
    """Why the agreement stands where it stands."""
    stepped_in_on = told.step_in.row.from_day if told.step_in else None
    needed = told.parameters.points_for_the_right
    in_force = notices.facts_of(told.in_force, told.day)
    return list(rules.because(told.state, in_force, told.points, needed=needed, stepped_in_on=stepped_in_on))


def open_moves(told: Standing, running: Sequence[rules.Running]) -> list[RemedyMoveView]:
    """The acts that are open now, and whose they are."""
    may_step_in = appointments.provider_class_on(told.agreed.provider, told.day) is ServiceClass.PRIVATE_PRISON
    return list(
        rules.open_moves(
            told.findings,
            running,
            step_in_id=told.step_in.row.step_in_id if told.step_in else None,
            may_step_in=may_step_in,
            agreement_in_force=told.agreed.state in AGREEMENT_IN_FORCE,
        )
    )


def effects_of(told: Standing) -> list[EffectView]:
    """What the present state brings with it, by the notices, the points and the step-in."""
    in_force = notices.facts_of(told.in_force, told.day)
    right = told.state_by_notices is RemedyState.RIGHT_TO_TERMINATE
    effects = list(rules.effects_of(in_force, told.points, right=right))
    if told.step_in is not None:
        since = told.step_in.row.from_day
        brings = rules.EFFECTS_OF[RemedyState.STEP_IN]
        effects += [EffectView(effect=effect, since=since, notice_id=None) for effect in brings]
    return effects


def clocks_of(told: Standing, running: Sequence[rules.Running]) -> list[ClockView]:
    """The clocks that run, the nearest first."""
    clocks = list(rules.clocks_of(running, monitored_every_days=told.parameters.monitored_every_days, as_at=told.day))
    if told.step_in is not None:
        clocks.append(rules.review_of(told.step_in.row.step_in_id, told.step_in.as_fact().until_day, told.day))
    return sorted(clocks, key=lambda clock: (clock.due_on, clock.kind))
