"""Court reports over HTTP."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import DateOutsideCalendar
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.court_report_steps import ReportAllocation, ReportCompletion, ReportDelivery, ReportWithdrawal
from noms.contracts.offender_mgmt.court_report_views import CourtReportList, CourtReportView
from noms.contracts.offender_mgmt.court_reports import ReportRequest
from services.offender_mgmt.court_reports import queries, refusals, service
from services.offender_mgmt.permissions import CourtReportReader, CourtReportRecorder
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied

router = room("court reports")

_STEP = (refusals.ReportStepRefused, refusals.ReportMoveNotAllowed)


@router.post(
    "/v1/persons/{crn}/court-reports",
    status_code=201,
    response_model=CourtReportView,
    responses=problems(refusals.ReportRefused, refusals.ReportAskedFor, PersonHasDied, DateOutsideCalendar),
)
async def request_court_report(crn: Crn, asked: ReportRequest, session: Session, caller: CourtReportRecorder) -> CourtReportView:
    """Record that a court asks for a pre-sentence report: standard, fast or oral.

    The answer says by when it is due: fifteen working days, five, or the same day, and before the hearing in any case.
    """
    return await service.request_report(session, caller, crn, asked)


@router.get("/v1/persons/{crn}/court-reports", response_model=CourtReportList)
async def list_court_reports_of_person(crn: Crn, session: Session, caller: CourtReportReader) -> CourtReportList:
    """Read a person's court reports, the newest first."""
    person = await persons.person(session, caller, crn)
    return CourtReportList(data=await queries.reports_of(session, person.crn))


@router.get("/v1/court-reports/{report_id}", response_model=CourtReportView)
async def read_court_report(report_id: UUID, session: Session, caller: CourtReportReader) -> CourtReportView:
    """Read a court report with every step that it took."""
    row, _ = await queries.report(session, caller, report_id)
    return await queries.report_view(session, row)


@router.post(
    "/v1/court-reports/{report_id}/allocations", status_code=201, response_model=CourtReportView, responses=problems(*_STEP)
)
async def allocate_court_report(
    report_id: UUID, to: ReportAllocation, session: Session, caller: CourtReportRecorder
) -> CourtReportView:
    """Give a report to an officer to write, or to another one."""
    return await service.allocate_report(session, caller, report_id, to)


@router.post(
    "/v1/court-reports/{report_id}/completion",
    status_code=201,
    response_model=CourtReportView,
    responses=problems(*_STEP, refusals.ProposalOutsideTheAct),
)
async def complete_court_report(
    report_id: UUID, done: ReportCompletion, session: Session, caller: CourtReportRecorder
) -> CourtReportView:
    """Record that a report is written, with its proposal. The Act is checked as if the court made the order at the hearing."""
    return await service.complete_report(session, caller, report_id, done)


@router.post(
    "/v1/court-reports/{report_id}/delivery", status_code=201, response_model=CourtReportView, responses=problems(*_STEP)
)
async def deliver_court_report(
    report_id: UUID, delivery: ReportDelivery, session: Session, caller: CourtReportRecorder
) -> CourtReportView:
    """Record that a report has reached the court. `in_time` says whether by its last day."""
    return await service.deliver_report(session, caller, report_id, delivery)


@router.post(
    "/v1/court-reports/{report_id}/withdrawal", status_code=201, response_model=CourtReportView, responses=problems(*_STEP)
)
async def withdraw_court_report(
    report_id: UUID, told: ReportWithdrawal, session: Session, caller: CourtReportRecorder
) -> CourtReportView:
    """Record that a report is not wanted any more."""
    return await service.withdraw_report(session, caller, report_id, told)
