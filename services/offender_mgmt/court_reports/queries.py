"""Court reports on record. A person's are read once the person was found within reach."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.court_report_views import CourtReportView, ReportMove
from noms.contracts.offender_mgmt.court_reports import ReportRequest
from services.offender_mgmt.court_reports.rules import OPEN
from services.offender_mgmt.court_reports.tables import CourtReportMoveRow, CourtReportRow
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow


async def report(
    session: AsyncSession, caller: Caller, report_id: UUID, *, for_change: bool = False
) -> tuple[CourtReportRow, PersonRow]:
    """The report and its person, if within reach; locked until the act is done, where one is to follow.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted: Select[CourtReportRow, PersonRow] = (
        select(CourtReportRow, PersonRow)
        .join(PersonRow, PersonRow.crn == CourtReportRow.crn)
        .where(CourtReportRow.report_id == report_id, reached_by(caller))
    )
    found = (await session.execute(wanted.with_for_update(of=CourtReportRow) if for_change else wanted)).one_or_none()
    if found is None:
        raise NotFound
    row, person = found
    concerning(session, row.crn)
    return row, person


async def asked_for(session: AsyncSession, crn: str, asked: ReportRequest) -> bool:
    """Whether a report for this hearing of this court is open."""
    same = (CourtReportRow.court_name == asked.court_name, CourtReportRow.hearing_on == asked.hearing_on)
    open_now = select(func.count()).where(CourtReportRow.crn == crn, CourtReportRow.state.in_(OPEN), *same)
    return bool(await session.scalar(open_now))


async def moves(session: AsyncSession, row: CourtReportRow) -> Sequence[CourtReportMoveRow]:
    """Every step of a report that was found, the first one first."""
    of_report = (CourtReportMoveRow.crn == row.crn, CourtReportMoveRow.report_id == row.report_id)
    return (await session.scalars(select(CourtReportMoveRow).where(*of_report).order_by(CourtReportMoveRow.place))).all()


async def report_view(session: AsyncSession, row: CourtReportRow) -> CourtReportView:
    """A report as it is told, with its steps."""
    taken = [ReportMove.model_validate(move) for move in await moves(session, row)]
    facts = {name: getattr(row, name) for name in CourtReportView.model_fields if name != "moves"}
    return CourtReportView.model_validate(facts | {"moves": taken})


async def reports_of(session: AsyncSession, crn: str) -> list[CourtReportView]:
    """A person's reports, the newest first."""
    rows = await session.scalars(
        select(CourtReportRow)
        .where(CourtReportRow.crn == crn)
        .order_by(CourtReportRow.requested_on.desc(), CourtReportRow.report_id)
    )
    return [await report_view(session, row) for row in rows]
