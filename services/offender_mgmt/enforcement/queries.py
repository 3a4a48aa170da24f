"""Reading what bears on the enforcement of an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.enforcement import BreachOutcome
from noms.contracts.offender_mgmt.enforcement_views import (
    BreachView,
    EnforcementView,
    Evidence,
    FailureDay,
    NextStepView,
    WarningView,
)
from noms.contracts.offender_mgmt.sentences import OrderKind
from services.offender_mgmt.enforcement import rules
from services.offender_mgmt.enforcement.rules import Breach, Failure, FormalWarning, Ledger
from services.offender_mgmt.enforcement.tables import BreachClockRow, BreachRow, FailureRow, WarningRow
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.service import home_audience
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.sentences.tables import OrderRow
from services.offender_mgmt.terminations.queries import end_of_order


@dataclass(frozen=True, slots=True)
class EnforcedOrder:
    """An order as enforcement knows it: whose it is, who answers for it, and who hears of its clocks: its own trust always."""

    order_id: UUID
    crn: str
    kind: OrderKind
    provider: str
    audience: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one order's enforcement, oldest first."""

    failures: Sequence[FailureRow]
    warnings: Sequence[WarningRow]
    breaches: Sequence[BreachRow]
    ended_on: date | None

    def ledger(self) -> Ledger:
        """The same as the rules see it."""
        return Ledger(
            failures=tuple(Failure(row.failed_on, (_failure_evidence(row),)) for row in self.failures),
            warnings=tuple(
                FormalWarning(row.given_on, row.failed_on, (_evidence(row.warning_id, row.order_id),)) for row in self.warnings
            ),
            breaches=tuple(_breach(row) for row in self.breaches),
            ended_on=self.ended_on,
        )


async def order(session: AsyncSession, caller: Caller, order_id: UUID, *, for_change: bool = False) -> EnforcedOrder:
    """The order, if its person is within reach; locked until the act is done, where one is to follow.

    Raises:
        NotFound: there is none, or none within reach.

    """
    reached = reached_by(caller)
    wanted = select(OrderRow, PersonRow.audience).join(PersonRow, PersonRow.crn == OrderRow.crn)
    wanted = wanted.where(OrderRow.order_id == order_id, reached)
    found = (await session.execute(wanted.with_for_update(of=OrderRow) if for_change else wanted)).one_or_none()
    if found is None:
        raise NotFound
    row, audience = found
    concerning(session, row.crn)
    hears = tuple(sorted({*audience, *home_audience(row.provider)}))
    return EnforcedOrder(row.order_id, row.crn, OrderKind(row.kind), row.provider, hears)


async def records(session: AsyncSession, order_id: UUID) -> Records:
    """What is on record for an order that was found within reach; failures that a correction withdrew are left out."""
    failures = select(FailureRow).where(FailureRow.order_id == order_id, FailureRow.withdrawn_by_event_id.is_(None))
    warnings = select(WarningRow).where(WarningRow.order_id == order_id).order_by(WarningRow.given_on)
    breaches = select(BreachRow).where(BreachRow.order_id == order_id).order_by(BreachRow.begun_on)
    end = await end_of_order(session, order_id)
    return Records(
        failures=(await session.scalars(failures.order_by(FailureRow.failed_on, FailureRow.attendance_id))).all(),
        warnings=(await session.scalars(warnings)).all(),
        breaches=(await session.scalars(breaches)).all(),
        ended_on=end.ended_on if end else None,
    )


async def enforcement(session: AsyncSession, caller: Caller, order_id: UUID, *, as_at: date) -> EnforcementView:
    """The enforcement clock of an order as it stood on the day, with everything it rests on."""
    found = await order(session, caller, order_id)
    kept = await records(session, order_id)
    ledger = kept.ledger()
    in_force = ledger.latest_warning(as_at=as_at)
    return EnforcementView(
        crn=found.crn,
        order_id=order_id,
        as_at=as_at,
        next_step=_step_view(ledger.next_step(as_at=as_at), found.kind, as_at),
        warning_in_force_until=in_force.in_force_until if in_force else None,
        failure_days=_failure_days(kept.failures),
        warnings=[warning_view(row) for row in kept.warnings],
        breaches=[breach_view(row) for row in kept.breaches],
    )


async def order_of_breach(session: AsyncSession, breach_id: UUID) -> UUID:
    """The order that a breach belongs to; whether it is within reach is for the order to say.

    Raises:
        NotFound: there is no such breach.

    """
    order_id = await session.scalar(select(BreachRow.order_id).where(BreachRow.breach_id == breach_id))
    if order_id is None:
        raise NotFound
    return order_id


async def breach(session: AsyncSession, breach_id: UUID) -> BreachRow:
    """The breach, once its order was found within reach and locked."""
    return (await session.scalars(select(BreachRow).where(BreachRow.breach_id == breach_id))).one()


async def failure(session: AsyncSession, attendance_id: UUID) -> FailureRow | None:
    """The failure that an attendance record was, if it was one that still counts."""
    wanted = select(FailureRow).where(FailureRow.attendance_id == attendance_id, FailureRow.withdrawn_by_event_id.is_(None))
    return await session.scalar(wanted)


async def running_clocks(session: AsyncSession, order_id: UUID) -> Sequence[BreachClockRow]:
    """The clocks of an order that no correction has withdrawn."""
    wanted = select(BreachClockRow).where(BreachClockRow.order_id == order_id, BreachClockRow.withdrawn_event_id.is_(None))
    return (await session.scalars(wanted)).all()


def warning_view(row: WarningRow) -> WarningView:
    """A warning as it is told."""
    facts = {name: getattr(row, name) for name in WarningView.model_fields if name != "in_force_until"}
    return WarningView.model_validate(facts | {"in_force_until": FormalWarning(row.given_on).in_force_until})


def breach_view(row: BreachRow) -> BreachView:
    """Breach action as it is told."""
    facts = {name: getattr(row, name) for name in BreachView.model_fields if name != "in_time"}
    return BreachView.model_validate(facts | {"in_time": row.begun_on <= row.due_by})


def _warning(row: WarningRow) -> FormalWarning:
    return FormalWarning(row.given_on, row.failed_on, (_evidence(row.warning_id, row.order_id),))


def _breach(row: BreachRow) -> Breach:
    outcome = BreachOutcome(row.outcome) if row.outcome else None
    return Breach(row.begun_on, row.decided_on, outcome, (_evidence(row.breach_id, row.order_id),))


def _failure_evidence(row: FailureRow) -> Evidence:
    return Evidence(record_id=row.attendance_id, event_id=row.event_id, detail_url=row.detail_url)


def _evidence(record_id: UUID, order_id: UUID) -> Evidence:
    return Evidence(record_id=record_id, detail_url=f"/v1/orders/{order_id}/enforcement")


def _failure_days(failures: Sequence[FailureRow]) -> list[FailureDay]:
    days: dict[date, list[Evidence]] = {}
    for row in failures:
        days.setdefault(row.failed_on, []).append(_failure_evidence(row))
    return [FailureDay(on=day, evidence=evidence) for day, evidence in days.items()]


def _step_view(step: rules.NextStep, kind: OrderKind, as_at: date) -> NextStepView:
    return NextStepView(
        action=step.action,
        due_by=step.due_by,
        overdue=step.due_by is not None and step.due_by < as_at,
        failed_on=step.failed_on,
        because=list(step.because),
        sources=list(rules.sources(step.action, kind)),
    )
