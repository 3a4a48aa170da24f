"""What notices were answered by, as it stood on a day and was known at an instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller, persons_named
from noms.contracts.commissioning.answers import PlanOutcome, PlanView, StatementView
from services.commissioning.answers.rules import Plan
from services.commissioning.answers.tables import PlanDecisionRow, PlanRow, StatementRow

Part = TypeVar("Part", StatementRow, PlanRow, PlanDecisionRow)


@dataclass(frozen=True)
class Answers:
    """What one notice was answered by: the provider's side, its plans, and what was said to them."""

    statements: tuple[StatementRow, ...] = ()
    plans: tuple[PlanRow, ...] = ()
    decisions: tuple[PlanDecisionRow, ...] = ()

    def decision_on(self, plan: PlanRow) -> PlanDecisionRow | None:
        """What was decided on one of its plans."""
        return next((row for row in self.decisions if row.version == plan.version), None)

    def next_due(self, outcome: PlanOutcome, day: date) -> date | None:
        """To which day the last such decision set the clock, as it stood on the day."""
        taken = [row.next_due_on for row in self.decisions if row.outcome == outcome and row.decided_on <= day]
        return taken[-1] if taken else None

    def plans_told(self, caller: Caller) -> tuple[Plan, ...]:
        """Its plans, whether the caller submitted each, and what was said to it."""
        said = {row.version: PlanOutcome(row.outcome) for row in self.decisions}
        return tuple(
            Plan(
                plan.version,
                plan.submitted_on,
                bool(caller.persons & persons_named(plan.submitted_by)),
                said.get(plan.version),
            )
            for plan in self.plans
        )

    def statement_views(self) -> list[StatementView]:
        """Every version of the provider's side."""
        return [StatementView.model_validate(statement) for statement in self.statements]

    def plan_views(self) -> list[PlanView]:
        """Every plan with its clock and what was decided."""
        return [plan_view(plan, self.decision_on(plan)) for plan in self.plans]


async def answers_of(
    session: AsyncSession, agreement_id: UUID, *, as_at: date, known_at: datetime | None = None
) -> Mapping[UUID, Answers]:
    """What the notices of an agreement were answered by, by notice."""
    statements = await _parts(session, StatementRow, agreement_id, as_at, known_at)
    plans = await _parts(session, PlanRow, agreement_id, as_at, known_at)
    decisions = await _parts(session, PlanDecisionRow, agreement_id, as_at, known_at)
    return {
        notice_id: Answers(
            tuple(row for row in statements if row.notice_id == notice_id),
            tuple(row for row in plans if row.notice_id == notice_id),
            tuple(row for row in decisions if row.notice_id == notice_id),
        )
        for notice_id in {*(row.notice_id for row in statements), *(row.notice_id for row in plans)}
    }


async def _parts(
    session: AsyncSession, kind: type[Part], agreement_id: UUID, as_at: date, known_at: datetime | None
) -> list[Part]:
    found = await session.scalars(select(kind).where(kind.agreement_id == agreement_id).order_by(kind.notice_id, kind.version))
    return [row for row in found if _day_of(row) <= as_at and (known_at is None or row.recorded_at <= known_at)]


def _day_of(row: StatementRow | PlanRow | PlanDecisionRow) -> date:
    """The day on which it was done, whenever it was entered."""
    if isinstance(row, StatementRow):
        return row.stated_on
    return row.submitted_on if isinstance(row, PlanRow) else row.decided_on


def plan_view(plan: PlanRow, decision: PlanDecisionRow | None) -> PlanView:
    """One plan with its clock and what was decided."""
    return PlanView(
        version=plan.version,
        submitted_on=plan.submitted_on,
        due_on=plan.due_on,
        late=plan.submitted_on > plan.due_on,
        plan=plan.plan,
        rectified_by=plan.rectified_by,
        submitted_by=plan.submitted_by,
        recorded_at=plan.recorded_at,
        outcome=PlanOutcome(decision.outcome) if decision else None,
        decided_on=decision.decided_on if decision else None,
        decided_by=decision.decided_by if decision else None,
        reasons=decision.reasons if decision else None,
    )
