"""Appearances before a court, and the offences that were before it."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.sentences import Court
from noms.contracts.wire import Code, Day, Flag, Instant, Line, View, Wire

MOST_OFFENCES = 100


class Plea(StrEnum):
    """What the person said to an offence."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    NOT_INDICATED = "not_indicated"
    NOT_TAKEN = "not_taken"


class Finding(StrEnum):
    """What the court found of an offence."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    DISCONTINUED = "discontinued"


class RemandStatus(StrEnum):
    """How the person left the court until the next day there, or how they came to it."""

    CUSTODY = "custody"
    CONDITIONAL_BAIL = "conditional_bail"
    UNCONDITIONAL_BAIL = "unconditional_bail"
    NOT_REMANDED = "not_remanded"


class AppearanceOutcome(StrEnum):
    """How the appearance ended."""

    ADJOURNED = "adjourned"
    ADJOURNED_FOR_REPORTS = "adjourned_for_reports"
    SENT_FOR_TRIAL = "sent_for_trial"
    COMMITTED_FOR_SENTENCE = "committed_for_sentence"
    SENTENCED = "sentenced"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"


class OffenceBeforeCourt(Wire):
    """One offence that was before the court."""

    main: Flag = Field(default=False, description="The one offence that the sentence is chiefly for.")
    offence_code: Code = Field(description="The five digits of the Home Office code: 00801.")
    committed_from: Day
    committed_until: Day | None = Field(default=None, description="Its last day, where it was committed over several.")
    plea: Plea = Plea.NOT_TAKEN
    finding: Finding | None = Field(default=None, description="Absent until the court has found.")


_EXAMPLE: JsonDict = {
    "court": "crown_court",
    "court_name": "Southwark Crown Court",
    "appeared_on": "2010-05-17",
    "remand_status": "custody",
    "outcome": "sentenced",
    "offences": [
        {"main": True, "offence_code": "00801", "committed_from": "2009-12-12", "plea": "guilty", "finding": "guilty"},
        {"offence_code": "10501", "committed_from": "2009-12-12", "plea": "not_guilty", "finding": "guilty"},
    ],
}


class AppearanceToRecord(Wire):
    """A day before a court."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    court: Court
    court_name: Line
    appeared_on: Day
    remand_status: RemandStatus
    outcome: AppearanceOutcome
    next_appearance_on: Day | None = Field(default=None, description="Needed where the outcome leads to another day in court.")
    offences: Annotated[list[OffenceBeforeCourt], Field(min_length=1, max_length=MOST_OFFENCES)]


class OffenceView(View):
    """One offence that was before the court, and the group that its code falls in."""

    offence_id: UUID
    main: Flag
    offence_code: Code
    group_code: Code | None = Field(description="Absent where the code leads to no group, or only the exact offence would.")
    group_name: Line | None
    committed_from: Day
    committed_until: Day
    plea: Plea
    finding: Finding | None


class AppearanceView(View):
    """An appearance on record, its main offence first."""

    appearance_id: UUID
    crn: Crn
    court: Court
    court_name: Line
    appeared_on: Day
    remand_status: RemandStatus
    outcome: AppearanceOutcome
    next_appearance_on: Day | None
    recorded_at: Instant
    offences: list[OffenceView]


class AppearanceList(View):
    """Every appearance of a person, newest first."""

    data: list[AppearanceView]
