"""The four evidences of a completed programme. Source: PC 09/2007."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.wire import Day, Line, View, Wire


class EvidenceKind(StrEnum):
    """What must be there before a programme counts as completed. Source: PC 09/2007 (from April 2007)."""

    MEASURES_DONE = "measures_done"
    REPORT_WRITTEN = "report_written"
    REPORT_SENT = "report_sent"
    RECORDED_ON_SYSTEM = "recorded_on_system"


class EvidenceRequest(Wire):
    """One evidence. The fourth completes the programme."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "report_written", "dated_on": "2010-12-15", "reference": "PPR 2010/1187"}]}
    )

    kind: EvidenceKind
    dated_on: Day = Field(description="The day on which the thing was done, not the day on which it is reported here.")
    reference: Line = Field(description="Where the evidence is kept, so that an auditor finds it.")


class EvidenceView(View):
    """One evidence as recorded."""

    kind: EvidenceKind
    dated_on: Day
    reference: Line
    recorded_by: Line


class CompletionView(View):
    """How far a referral is from completion, and the evidences behind it."""

    referral_id: UUID
    evidences: list[EvidenceView]
    missing: list[EvidenceKind]
    completed_on: Day | None = None
