"""Court reports as they are read, the queue of those that are open, and what is published of them."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.court_report_steps import DeliveryMethod, ProposedSentence, SentencingPurpose, Seriousness
from noms.contracts.offender_mgmt.court_reports import Remand, ReportType
from noms.contracts.offender_mgmt.sentences import Court
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View, Words


class ReportState(StrEnum):
    """Where a report stands."""

    REQUESTED = "requested"
    ALLOCATED = "allocated"
    COMPLETED = "completed"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


class ReportMove(View):
    """One step of a report: who recorded it, and when."""

    state: ReportState
    happened_on: Day
    officer_code: Code | None
    officer_name: Line | None
    reason: Words | None
    recorded_at: Instant
    recorded_by: Line


class ProposedRequirement(View):
    """One requirement that a report proposes."""

    code: Code
    programme_code: Code | None
    quantity: Count | None
    ends_on: Day | None
    consented: Flag


class ProposalView(View):
    """What a report proposes."""

    sentence: ProposedSentence
    purposes: list[SentencingPurpose]
    seriousness: Seriousness
    length_months: Count | None
    requirements: list[ProposedRequirement]
    reasons: Words


class CourtReportView(View):
    """A court report with every step that it took."""

    report_id: UUID
    crn: Crn
    report_type: ReportType
    court: Court
    court_name: Line
    provider: Code
    offence_code: Code
    convicted_on: Day
    requested_on: Day
    hearing_on: Day
    remand: Remand
    state: ReportState
    due_on: Day = Field(description="The last day for delivery, in working days from the request, before the hearing.")
    due_source: Line
    officer_code: Code | None
    officer_name: Line | None
    completed_on: Day | None
    proposal: ProposalView | None
    delivered_on: Day | None
    delivery_method: DeliveryMethod | None
    in_time: Flag | None = Field(description="Whether it was delivered by its last day; absent until then.")
    moves: list[ReportMove]


class CourtReportList(View):
    """A person's court reports, the newest first."""

    data: list[CourtReportView]


class OpenReport(View):
    """A report that has not reached its court."""

    report_id: UUID
    crn: Crn
    report_type: ReportType
    provider: Code
    court_name: Line
    state: ReportState
    officer_code: Code | None
    hearing_on: Day
    due_on: Day
    overdue: Flag


class OpenReportList(View):
    """One page of open reports, the first to be due first."""

    data: list[OpenReport]
