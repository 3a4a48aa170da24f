"""Attendance at sessions, with the shared code table of outcomes (`absence_reasons`)."""

from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Flag, Line, View, Wire


class AttendanceRecorded(Event):
    """An outcome was recorded for one person at one session. A correction supersedes the earlier record by its id."""

    type: ClassVar[str] = "interventions.attendance.recorded"

    crn: Line
    order_id: UUID
    requirement_id: UUID
    referral_id: UUID
    attendance_id: UUID
    supersedes_attendance_id: UUID | None = None
    session_id: UUID
    provider: Code
    outcome_code: Code
    """A code of `absence_reasons`: ATTC, UAAB, AAME …"""
    failure_to_comply: Flag
    """Whether the code counts as a failure towards enforcement."""
    on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class AttendanceRequest(Wire):
    """The outcome of one session for one person. A correction names the record that it supersedes."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"referral_id": "5f0c1a52-7c0e-4f1e-9a55-0d4c7c0f7a11", "outcome_code": "UAAB"}]}
    )

    referral_id: UUID
    outcome_code: Code = Field(description="A code of `absence_reasons`.")
    supersedes_attendance_id: UUID | None = None


class AttendanceView(View):
    """An outcome as recorded."""

    attendance_id: UUID
    session_id: UUID
    referral_id: UUID
    outcome_code: Code
    outcome: Line
    attended: Flag
    failure_to_comply: Flag
    reason_decided: Flag = Field(description="False while it is not known yet whether an absence was acceptable.")
    evidence_expected: Flag = Field(
        description="Whether something to show the reason, such as a medical certificate, is to be asked for."
    )
    held_on: Day
    recorded_by: Line
    supersedes_attendance_id: UUID | None = None


class SessionRegister(View):
    """The outcomes of one session as they stand now: superseded records are left out."""

    session_id: UUID
    held_on: Day
    data: list[AttendanceView]
