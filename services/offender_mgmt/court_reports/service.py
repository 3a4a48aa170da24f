"""The steps of a court report: asked for, given to an officer, completed with a proposal, delivered, or withdrawn."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.court_report_events import (
    CourtReportDelivered,
    CourtReportRequested,
    CourtReportWithdrawn,
)
from noms.contracts.offender_mgmt.court_report_steps import ReportAllocation, ReportCompletion, ReportDelivery, ReportWithdrawal
from noms.contracts.offender_mgmt.court_report_views import CourtReportView, ReportState
from noms.contracts.offender_mgmt.court_reports import ReportRequest
from noms.contracts.offender_mgmt.sentences import Court
from services.offender_mgmt.court_reports import queries, rules
from services.offender_mgmt.court_reports.refusals import (
    ProposalOutsideTheAct,
    ReportAskedFor,
    ReportMoveNotAllowed,
    ReportRefused,
    ReportStepRefused,
)
from services.offender_mgmt.court_reports.tables import CourtReportMoveRow, CourtReportRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.persons.service import share_with


async def request_report(session: AsyncSession, caller: Caller, crn: str, asked: ReportRequest) -> CourtReportView:
    """Record that a court asks for a report; whoever is to write it may see the record from now on."""
    person = await persons.living_person(session, caller, crn)
    if faults := rules.request_faults(asked, born_on=person.date_of_birth, as_at=clock.today()):
        raise ReportRefused(errors=faults)
    if await queries.asked_for(session, person.crn, asked):
        raise ReportAskedFor
    share_with(person, provider=asked.provider)
    row = CourtReportRow(
        report_id=uuid4(),
        crn=person.crn,
        state=ReportState.REQUESTED,
        due_on=rules.due_on(asked.report_type, asked.requested_on, asked.hearing_on),
        due_source=rules.DUE_SOURCES[asked.report_type],
        recorded_at=clock.now(),
        recorded_by=caller.subject,
        **asked.model_dump(),
    )
    session.add(row)
    await session.flush()
    session.add(_move(caller, row, 0, asked.requested_on))
    told = CourtReportRequested(
        crn=row.crn, report_id=row.report_id, provider=row.provider, detail_url=_url(row), due_on=row.due_on
    )
    emit(session, told, audience=person.audience)
    await session.flush()
    return await queries.report_view(session, row)


async def allocate_report(session: AsyncSession, caller: Caller, report_id: UUID, to: ReportAllocation) -> CourtReportView:
    """Give a report to an officer to write; the officer before, if there was one, is relieved."""
    row, _ = await _step(session, caller, report_id, ReportState.ALLOCATED, at="/allocated_on", on=to.allocated_on)
    row.officer_code, row.officer_name = to.officer_code, to.officer_name
    return await _taken(session, caller, row, to.allocated_on)


async def complete_report(session: AsyncSession, caller: Caller, report_id: UUID, done: ReportCompletion) -> CourtReportView:
    """Record that a report is written, with a proposal that the court could follow."""
    row, person = await _step(session, caller, report_id, ReportState.COMPLETED, at="/completed_on", on=done.completed_on)
    born_on = person.date_of_birth
    asked = rules.Asked(Court(row.court), row.offence_code, row.convicted_on, row.hearing_on, row.provider, born_on)
    if faults := rules.proposal_faults(done.proposal, asked):
        raise ProposalOutsideTheAct(errors=faults)
    row.completed_on, row.proposal = done.completed_on, done.proposal.model_dump(mode="json")
    return await _taken(session, caller, row, done.completed_on)


async def deliver_report(session: AsyncSession, caller: Caller, report_id: UUID, delivery: ReportDelivery) -> CourtReportView:
    """Record that a report has reached the court, and whether in time."""
    row, person = await _step(session, caller, report_id, ReportState.DELIVERED, at="/delivered_on", on=delivery.delivered_on)
    row.delivered_on, row.delivery_method = delivery.delivered_on, delivery.method
    told = CourtReportDelivered(
        crn=row.crn, report_id=row.report_id, provider=row.provider, detail_url=_url(row), in_time=bool(row.in_time)
    )
    emit(session, told, audience=person.audience)
    return await _taken(session, caller, row, delivery.delivered_on)


async def withdraw_report(session: AsyncSession, caller: Caller, report_id: UUID, told: ReportWithdrawal) -> CourtReportView:
    """Record that a report is not wanted any more; its clock stops."""
    row, person = await _step(session, caller, report_id, ReportState.WITHDRAWN, at="/withdrawn_on", on=told.withdrawn_on)
    withdrawn = CourtReportWithdrawn(crn=row.crn, report_id=row.report_id, provider=row.provider, detail_url=_url(row))
    emit(session, withdrawn, audience=person.audience)
    return await _taken(session, caller, row, told.withdrawn_on, reason=told.reason)


async def _step(
    session: AsyncSession, caller: Caller, report_id: UUID, to: ReportState, *, at: str, on: date
) -> tuple[CourtReportRow, Person]:
    """The report, locked and moved to the state, where that may follow what stands."""
    row, person = await queries.report(session, caller, report_id, for_change=True)
    if to not in rules.MOVES[ReportState(row.state)]:
        raise ReportMoveNotAllowed(f"The report is {row.state}.")
    last = (await queries.moves(session, row))[-1]
    if faults := list(rules.step_faults(at, on, last_step_on=last.happened_on, as_at=clock.today())):
        raise ReportStepRefused(errors=faults)
    row.state = to
    return row, person


async def _taken(
    session: AsyncSession, caller: Caller, row: CourtReportRow, on: date, *, reason: str | None = None
) -> CourtReportView:
    place = len(await queries.moves(session, row))
    session.add(_move(caller, row, place, on, reason))
    await session.flush()
    return await queries.report_view(session, row)


def _move(caller: Caller, row: CourtReportRow, place: int, on: date, reason: str | None = None) -> CourtReportMoveRow:
    return CourtReportMoveRow(
        move_id=uuid4(), report_id=row.report_id, crn=row.crn, place=place, state=row.state, happened_on=on,
        officer_code=row.officer_code, officer_name=row.officer_name, reason=reason, recorded_at=clock.now(),
        recorded_by=caller.subject,
    )  # fmt: skip


def _url(row: CourtReportRow) -> str:
    return f"/v1/court-reports/{row.report_id}"
