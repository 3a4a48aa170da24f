"""Where the statement's person is held and who has the case now, as JSON, with what is under way between officers."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.sql.expression import ColumnElement, Select, SQLColumnExpression

from noms.chassis.database.shaping import json_first, json_list, json_row, reachable, word
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.casefile import CaseCustody, CaseOfficer
from noms.contracts.offender_mgmt.court_report_views import OpenReport
from noms.contracts.offender_mgmt.handover_circumstances import ResponsibilityDecisionView
from noms.contracts.offender_mgmt.transfers import TransferState, TransferView
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.court_reports.rules import OPEN
from services.offender_mgmt.court_reports.tables import CourtReportRow
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.dated_facts.queries import london_day_of
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.responsibility.tables import DecisionRow
from services.offender_mgmt.transfers.tables import TransferRow

Json = SQLColumnExpression[Any]
_TODAY = london_day_of(func.transaction_timestamp())


def custody() -> Json:
    """Where the person is held."""
    return json_first(json_row(CaseCustody, StayRow), _held(PersonRow.crn))


def offender_manager() -> Json:
    """Who manages the case in the community."""
    return _officer(OfficerRole.OFFENDER_MANAGER)


def offender_supervisor() -> Json:
    """Who supervises in the prison where the person is; none of a prison that they have left."""
    place_held = json_first(StayRow.establishment_code, _held(AllocationRow.crn))
    return _officer(OfficerRole.OFFENDER_SUPERVISOR, AllocationRow.establishment_code == place_held)


def case_administrator() -> Json:
    """Who keeps the records and letters of the case."""
    return _officer(OfficerRole.CASE_ADMINISTRATOR)


def key_workers() -> Json:
    """Who delivers which intervention."""
    return json_list(
        json_row(CaseOfficer, AllocationRow),
        _allocated(OfficerRole.KEY_WORKER),
        AllocationRow.starts_on.desc(),
        AllocationRow.delivers,
    )


def responsibility_decision() -> Json:
    """What somebody decided of who is responsible today, whatever the rules of handover say."""
    holds = (DecisionRow.starts_on <= _TODAY, or_(DecisionRow.ends_on.is_(None), DecisionRow.ends_on > _TODAY))
    in_force = select(DecisionRow).where(DecisionRow.crn == PersonRow.crn, *holds)
    return json_first(json_row(ResponsibilityDecisionView, DecisionRow), in_force, DecisionRow.starts_on.desc())


def pending_transfers() -> Json:
    """The requests that await an answer, for whoever is on their sending or receiving side."""
    waiting = (TransferRow.state == word(TransferState.REQUESTED), reachable(TransferRow.audience))
    requested = select(TransferRow).where(TransferRow.crn == PersonRow.crn, *waiting)
    return json_list(json_row(TransferView, TransferRow), requested, TransferRow.respond_by, TransferRow.transfer_id)


def open_court_reports() -> Json:
    """The reports that have not reached their court, the first to be due first."""
    not_delivered = CourtReportRow.state.in_([word(state) for state in sorted(OPEN)])
    asked_for = select(CourtReportRow).where(CourtReportRow.crn == PersonRow.crn, not_delivered)
    item = json_row(OpenReport, CourtReportRow, overdue=CourtReportRow.due_on < _TODAY)
    return json_list(item, asked_for, CourtReportRow.due_on, CourtReportRow.report_id)


def _held(crn: SQLColumnExpression[str]) -> Select[Any]:
    return select(StayRow).where(StayRow.crn == crn, StayRow.left_on.is_(None))


def _allocated(role: OfficerRole, *only: ColumnElement[bool]) -> Select[Any]:
    row = AllocationRow
    return select(row).where(row.crn == PersonRow.crn, row.role == word(role), row.ends_on.is_(None), *only)


def _officer(role: OfficerRole, *only: ColumnElement[bool]) -> Json:
    return json_first(json_row(CaseOfficer, AllocationRow), _allocated(role, *only))
