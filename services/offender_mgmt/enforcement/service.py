"""Acts of enforcement: take note of a failure or its correction, give a warning, begin breach action, record the outcome."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Refusal
from noms.contracts.interventions.attendance import AttendanceRecorded
from noms.contracts.offender_mgmt.enforcement import BreachOutcome, BreachToBegin, CourtDecision, EnforcementAction, WarningToGive
from noms.contracts.offender_mgmt.enforcement_events import BreachBegun, BreachDue, BreachDueWithdrawn, WarningGiven
from noms.contracts.offender_mgmt.enforcement_views import BreachView, WarningView
from services.offender_mgmt.enforcement import queries, rules
from services.offender_mgmt.enforcement.queries import EnforcedOrder
from services.offender_mgmt.enforcement.rules import NextStep
from services.offender_mgmt.enforcement.tables import BreachClockRow, BreachRow, FailureRow, WarningRow
from services.offender_mgmt.terminations.queries import end_of_order
from services.offender_mgmt.terminations.service import End, end_running_order


class WarningIncomplete(Refusal):
    """A warning must say what the Act asks of it: errors names what is missing."""

    code = "warning_incomplete"
    title = "The warning does not say what the Act asks of it: see errors."


class NothingToWarnOf(Refusal):
    """On the day of the warning there was no failure that a warning could answer."""

    code = "nothing_to_warn_of"
    title = "On that day no failure asked for a warning: read the order's enforcement."


class WarningGivenAlready(Refusal):
    """A warning for this failure is on record."""

    code = "warning_given_already"
    title = "A warning for this failure is on record already."


class NothingToBreach(Refusal):
    """On the day given there was no unanswered failure to take to court."""

    code = "nothing_to_breach"
    title = "On that day no failure was left to take to court: read the order's enforcement."


class BreachBegunAlready(Refusal):
    """Breach action has begun, and the court has not decided."""

    code = "breach_begun_already"
    title = "Breach action has begun already and waits for the court."


class OutcomeNotPossible(Refusal):
    """The court has decided this breach already, or could not have on that day."""

    code = "outcome_not_possible"
    title = "The outcome is on record already, or its day lies before the breach or in the future."


class NoCustodyToActivate(Refusal):
    """The order suspends no custody that a court could activate."""

    code = "no_custody_to_activate"
    title = "Only a suspended sentence order holds custody that the court can activate."


async def note_attendance(
    session: AsyncSession, caller: Caller, told: AttendanceRecorded, *, event_id: UUID, told_at: datetime, as_at: date
) -> None:
    """Take note of what an attendance record says of compliance: a failure, or the correction of one."""
    corrected = await queries.failure(session, told.supersedes_attendance_id) if told.supersedes_attendance_id else None
    if not told.failure_to_comply and corrected is None:
        return
    found = await queries.order(session, caller, told.order_id, for_change=True)
    if corrected is not None:
        corrected.withdrawn_by_event_id, corrected.withdrawn_at = event_id, told_at
    if told.failure_to_comply and await queries.failure(session, told.attendance_id) is None:
        session.add(_failure_row(found, told, event_id, told_at))
    await session.flush()
    await _keep_clocks(session, found, as_at=max(told.on, as_at))


async def give_warning(
    session: AsyncSession, caller: Caller, order_id: UUID, warning: WarningToGive, *, recorded_at: datetime
) -> WarningView:
    """Record a warning for the earliest failure that nothing has answered."""
    found = await queries.order(session, caller, order_id, for_change=True)
    if faults := rules.faults_of_warning(warning):
        raise WarningIncomplete(errors=faults)
    step = await _step_on(session, found, warning.given_on, recorded_at)
    if step.action is not EnforcementAction.WARN or step.failed_on is None:
        raise NothingToWarnOf
    row = WarningRow(
        warning_id=uuid4(),
        order_id=order_id,
        crn=found.crn,
        given_on=warning.given_on,
        failed_on=step.failed_on,
        circumstances=warning.circumstances,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
    )
    session.add(row)
    await session.flush()
    told = WarningGiven(given_on=row.given_on, **_about(found))
    emit(session, told, audience=found.audience)
    await _keep_clocks(session, found, as_at=london_day(recorded_at))
    return queries.warning_view(row)


async def begin_breach(
    session: AsyncSession, caller: Caller, order_id: UUID, breach: BreachToBegin, *, recorded_at: datetime
) -> BreachView:
    """Record that the information was laid, for the earliest failure that nothing has answered.

    Without a warning in force the officer may go to court at once. Source: Criminal Justice Act 2003 Sch 8 para 5(1)(b).
    """
    found = await queries.order(session, caller, order_id, for_change=True)
    step = await _step_on(session, found, breach.begun_on, recorded_at)
    if step.action is EnforcementAction.AWAIT_COURT:
        raise BreachBegunAlready
    if step.failed_on is None:
        raise NothingToBreach
    row = BreachRow(
        breach_id=uuid4(),
        order_id=order_id,
        crn=found.crn,
        failed_on=step.failed_on,
        due_by=rules.breach_due_by(step.failed_on),
        recorded_at=recorded_at,
        recorded_by=caller.subject,
        **breach.model_dump(),
    )
    session.add(row)
    await session.flush()
    await _tell_breach_begun(session, found, row)
    return queries.breach_view(row)


async def record_outcome(
    session: AsyncSession, caller: Caller, breach_id: UUID, decision: CourtDecision, *, recorded_at: datetime
) -> BreachView:
    """Record what the court did with a breach: enforcement goes on from there, or ends with the order."""
    found = await queries.order(session, caller, await queries.order_of_breach(session, breach_id), for_change=True)
    if not rules.open_to_the_court(decision.outcome, found.kind):
        raise NoCustodyToActivate
    row = await queries.breach(session, breach_id)
    if row.decided_on is not None or not row.begun_on <= decision.decided_on <= london_day(recorded_at):
        raise OutcomeNotPossible
    row.decided_on, row.outcome = decision.decided_on, decision.outcome
    await session.flush()
    await _end_if_ended(session, caller, found, row, recorded_at)
    await _keep_clocks(session, found, as_at=london_day(recorded_at))
    return queries.breach_view(row)


async def _end_if_ended(
    session: AsyncSession, caller: Caller, found: EnforcedOrder, row: BreachRow, recorded_at: datetime
) -> None:
    """Where the court's outcome ends the order, let it end on that day for every reader."""
    reason = rules.END_OF_ORDER.get(BreachOutcome(row.outcome)) if row.outcome and row.decided_on else None
    if reason is None or row.decided_on is None or await end_of_order(session, found.order_id) is not None:
        return
    end = End(reason, row.decided_on, None, row.breach_id, found.audience, recorded_at, caller.subject)
    await end_running_order(session, found.crn, found.order_id, end)


async def _step_on(session: AsyncSession, found: EnforcedOrder, day: date, recorded_at: datetime) -> NextStep:
    """The step that was due on the day of an act; nothing is due on a day that has not come."""
    if day > london_day(recorded_at):
        return rules.NOTHING_DUE
    return (await queries.records(session, found.order_id)).ledger().next_step(as_at=day)


async def _keep_clocks(session: AsyncSession, found: EnforcedOrder, *, as_at: date) -> None:
    """Let the clocks of the order follow its ledger: withdraw those that fall, start the one that is due."""
    ledger = (await queries.records(session, found.order_id)).ledger()
    running = list(await queries.running_clocks(session, found.order_id))
    for clock in running:
        if not ledger.clock_stands(clock.failed_on, begun=clock.begun_on is not None, as_at=as_at):
            told = BreachDueWithdrawn(failed_on=clock.failed_on, withdrawn_event_id=clock.due_event_id, **_about(found))
            clock.withdrawn_event_id = emit(session, told, audience=found.audience).event_id
    await session.flush()
    step = ledger.next_step(as_at=as_at)
    counted = {clock.failed_on for clock in running if clock.withdrawn_event_id is None}
    if step.action is EnforcementAction.BREACH and step.failed_on and step.due_by and step.failed_on not in counted:
        due = BreachDue(failed_on=step.failed_on, due_by=step.due_by, **_about(found))
        session.add(_clock_row(found, due, emit(session, due, audience=found.audience).event_id))


async def _tell_breach_begun(session: AsyncSession, found: EnforcedOrder, row: BreachRow) -> None:
    told = BreachBegun(failed_on=row.failed_on, due_by=row.due_by, begun_on=row.begun_on, **_about(found))
    begun_event_id = emit(session, told, audience=found.audience).event_id
    for clock in await queries.running_clocks(session, found.order_id):
        if clock.failed_on == row.failed_on:
            clock.begun_on, clock.begun_event_id = row.begun_on, begun_event_id
    await session.flush()


def _failure_row(found: EnforcedOrder, told: AttendanceRecorded, event_id: UUID, told_at: datetime) -> FailureRow:
    return FailureRow(
        attendance_id=told.attendance_id,
        order_id=found.order_id,
        crn=found.crn,
        requirement_id=told.requirement_id,
        failed_on=told.on,
        outcome_code=told.outcome_code,
        event_id=event_id,
        detail_url=told.detail_url,
        recorded_at=told_at,
    )


def _clock_row(found: EnforcedOrder, due: BreachDue, due_event_id: UUID) -> BreachClockRow:
    return BreachClockRow(
        due_event_id=due_event_id,
        order_id=found.order_id,
        crn=found.crn,
        provider=found.provider,
        failed_on=due.failed_on,
        due_by=due.due_by,
    )


class _About(TypedDict):
    crn: str
    order_id: UUID
    provider: str
    detail_url: str


def _about(found: EnforcedOrder) -> _About:
    """What every event of enforcement says of its order."""
    url = f"/v1/orders/{found.order_id}/enforcement"
    return _About(crn=found.crn, order_id=found.order_id, provider=found.provider, detail_url=url)
