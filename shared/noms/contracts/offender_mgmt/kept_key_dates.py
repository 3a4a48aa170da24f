"""Key dates on record: calculations, entries by hand with their second check, and which are in force."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.key_date_views import KeyDateStep
from noms.contracts.offender_mgmt.key_dates import KeyDate, KeyDatesToCalculate
from noms.contracts.problems import FieldError
from noms.contracts.wire import Day, Flag, Instant, Line, View, Wire, Words


class CalculationReason(StrEnum):
    """Why key dates are calculated now."""

    NEW_SENTENCE = "new_sentence"
    ADJUSTMENT = "adjustment"
    RECALL = "recall"
    CORRECTION = "correction"
    TWO_DAY_CHECK = "two_day_check"
    FOURTEEN_DAY_CHECK = "fourteen_day_check"


class EntryReason(StrEnum):
    """Why key dates are entered by hand."""

    NOT_CALCULATED = "not_calculated"
    """No rule covers the sentences."""
    OVERRIDE = "override"
    """The calculation is known, and another date is right."""
    ANOTHER_RECORD = "another_record"
    """They come from the file of another prison or country."""


class DatesBasis(StrEnum):
    """How key dates came about."""

    CALCULATION = "calculation"
    ENTRY = "entry"


class DatesState(StrEnum):
    """What became of key dates: those in force hold until later ones come into force."""

    IN_FORCE = "in_force"
    AWAITING_CHECK = "awaiting_check"
    REFUSED = "refused"


class CalculationToMake(Wire):
    """Calculate the key dates of a person from the sentences, adjustments and recall on record."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"reason": "new_sentence"}]})

    reason: CalculationReason
    sex_offender_register: Flag = Field(
        default=False,
        description="Subject to notification: no home detention curfew. True anyhow for whoever is on the register.",
    )


class EntryToRecord(Wire):
    """Key dates as a person worked them out."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dates": {"SLED": "2013-05-16", "CRD": "2011-11-15"},
                    "reason": "override",
                    "explanation": "Remand time was counted twice by the court; warrant amended on 3 June.",
                }
            ]
        }
    )

    dates: Annotated[dict[KeyDate, Day], Field(min_length=1)]
    reason: EntryReason
    explanation: Words
    indeterminate: Flag = Field(default=False, description="For life or public protection: no end but a tariff.")
    sex_offender_register: Flag = Field(default=False, description="For the calculation that the entry is compared with.")


class EntryCheck(Wire):
    """What a second person found of an entry by hand."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"agreed": True}]})

    agreed: Flag
    note: Words | None = Field(default=None, description="Needed where the entry is not agreed.")


class DatesDiffer(View):
    """One date that the entry and the calculation do not tell alike."""

    code: KeyDate
    entered: Day | None
    calculated: Day | None


class Comparison(View):
    """An entry by hand beside what the record came to at that moment."""

    calculated: dict[KeyDate, Day] | None = Field(description="Absent where no rule covered the sentences.")
    not_calculated: list[FieldError] = Field(description="Why there was no calculation.")
    differences: list[DatesDiffer]


class KeyDateSetView(View):
    """One calculation, or one entry by hand, with everything that it rests on."""

    set_id: UUID
    crn: Crn
    basis: DatesBasis
    state: DatesState
    dates: dict[KeyDate, Day]
    indeterminate: Flag
    reason: Line
    explanation: Words | None
    breakdown: list[KeyDateStep]
    rule_version: int | None
    inputs: KeyDatesToCalculate | None = Field(
        description="The sentences and adjustments as they stood; absent for life and IPP."
    )
    comparison: Comparison | None = Field(description="Only of an entry by hand.")
    in_force_since: Instant | None
    recorded_at: Instant
    recorded_by: Line
    checked_at: Instant | None
    checked_by: Line | None
    check_note: Words | None


class KeyDatesOnRecord(View):
    """The key dates of a person: what is in force, what waits for a second check, and all that was before."""

    crn: Crn
    in_force: KeyDateSetView | None
    awaiting_check: KeyDateSetView | None
    history: list[KeyDateSetView] = Field(description="Everything, newest first.")


class KeyDatesChanged(Event):
    """Other key dates are in force for a person."""

    type: ClassVar[str] = "offender_mgmt.key_dates.changed"

    crn: Line
    set_id: UUID
    basis: DatesBasis
    in_force_since: Instant
    detail_url: Line

    def subject(self) -> str:
        return self.crn
