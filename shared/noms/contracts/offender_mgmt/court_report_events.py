"""What is published of court reports."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Flag, Line


class CourtReportRequested(Event):
    """A court asked for a report; the trust or board has until `due_on`."""

    type: ClassVar[str] = "offender_mgmt.court_report.requested"

    crn: Line
    report_id: UUID
    provider: Code
    due_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class CourtReportDelivered(Event):
    """A report reached its court."""

    type: ClassVar[str] = "offender_mgmt.court_report.delivered"

    crn: Line
    report_id: UUID
    provider: Code
    in_time: Flag
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class CourtReportWithdrawn(Event):
    """A report is not wanted any more."""

    type: ClassVar[str] = "offender_mgmt.court_report.withdrawn"

    crn: Line
    report_id: UUID
    provider: Code
    detail_url: Line

    def subject(self) -> str:
        return self.crn
