"""Reports that a court asks for before it sentences: the request."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.offender_mgmt.sentences import Court
from noms.contracts.wire import Code, Day, Line, Wire

_WIRE = Wire.model_config


class ReportType(StrEnum):
    """How a pre-sentence report is delivered. Source: Probation Circulars on SDR, FDR and oral reports."""

    STANDARD = "standard"
    FAST = "fast"
    ORAL = "oral"


class Remand(StrEnum):
    """Where the defendant waits for the sentence."""

    BAIL = "bail"
    CUSTODY = "custody"


class ReportRequest(Wire):
    """A court asks for a pre-sentence report."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "report_type": "standard",
                    "court": "magistrates_court",
                    "court_name": "Camberwell Green Magistrates' Court",
                    "provider": "LDN",
                    "offence_code": "10501",
                    "convicted_on": "2010-09-01",
                    "requested_on": "2010-09-01",
                    "hearing_on": "2010-09-29",
                    "remand": "bail",
                }
            ]
        }
    )

    report_type: ReportType
    court: Court
    court_name: Line
    provider: Code = Field(description="The trust or board that is to write it.")
    offence_code: Code
    convicted_on: Day
    requested_on: CaseDay
    hearing_on: CaseDay = Field(description="The day for sentence.")
    remand: Remand
