"""Key dates of determinate sentences: what is asked, what is answered, and every step between the two."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from noms.contracts.offender_mgmt.sentences import Term
from noms.contracts.wire import Day, Flag, Line, Wire, Within

MOST_SENTENCES = 100
MOST_ADJUSTMENTS = 200


class KeyDate(StrEnum):
    """The dates of a sentence by their letters, as they stand on a prison file."""

    SED = "SED"
    """Sentence expiry date."""
    SLED = "SLED"
    """Sentence and licence expiry date."""
    LED = "LED"
    """Licence expiry date."""
    CRD = "CRD"
    """Conditional release date."""
    ARD = "ARD"
    """Automatic release date."""
    PED = "PED"
    """Parole eligibility date."""
    NPD = "NPD"
    """Non-parole date."""
    NCRD = "NCRD"
    """Notional conditional release date."""
    HDCED = "HDCED"
    """Home detention curfew eligibility date."""
    PRRD = "PRRD"
    """Post-recall release date."""
    ESED = "ESED"
    """Effective sentence end date: the expiry before any adjustment."""
    TARIFF = "TARIFF"
    """The last day of the minimum term of a sentence for life or public protection; only on record, never calculated alone."""


class SentenceType(StrEnum):
    """What a custodial sentence is, for its dates. Only the standard determinate sentence is computed."""

    STANDARD = "standard"
    EXTENDED = "extended"
    DETENTION_AND_TRAINING_ORDER = "detention_and_training_order"
    INTERMITTENT_CUSTODY = "intermittent_custody"
    FINE_DEFAULT = "fine_default"
    CONTEMPT = "contempt"
    IPP = "ipp"
    LIFE = "life"


class RecallKind(StrEnum):
    """How a licence was revoked."""

    STANDARD = "standard"
    FIXED_TERM = "fixed_term"
    """For 28 days. Source: Criminal Justice and Immigration Act 2008 s.29, in force 14 July 2008."""


class Recall(Wire):
    """The recall of a sentence to prison."""

    kind: RecallKind
    returned_to_custody_on: Day | None = Field(default=None, description="Needed for a fixed term: its first day.")


class SentenceForDates(Wire):
    """One sentence of imprisonment, as far as its dates depend on it."""

    id: Line
    sentence_type: SentenceType
    sentenced_on: Day
    offence_committed_on: Day = Field(description="The last day of the offence, where it was committed over several.")
    duration: Term
    consecutive_to: Annotated[list[Line], Field(max_length=MOST_SENTENCES)] = Field(
        default_factory=list, description="The sentences that must end before this one begins; empty when it runs from its day."
    )
    schedule_15: Flag = Field(default=False, description="The offence stands in Schedule 15 to the Criminal Justice Act 2003.")
    recall: RecallKind | Recall | None = None


class AdjustmentKind(StrEnum):
    """Why days are taken off or put on."""

    REMAND = "remand"
    TAGGED_BAIL = "tagged_bail"
    UNLAWFULLY_AT_LARGE = "unlawfully_at_large"
    ADDITIONAL_DAYS_AWARDED = "additional_days_awarded"
    RESTORATION_OF_ADDITIONAL_DAYS_AWARDED = "restoration_of_additional_days_awarded"


class AdjustmentForDates(Wire):
    """Days to take off or to put on; tagged bail as credited, that is halved and rounded up."""

    model_config = Wire.model_config | ConfigDict(populate_by_name=True)

    kind: AdjustmentKind
    days: Annotated[int, Within(1, 36500)]
    applies_from: Day = Field(description="The day of the sentence, absence or award from which on it counts.")
    from_day: Day | None = Field(default=None, alias="from")
    to_day: Day | None = Field(default=None, alias="to")


_EXAMPLE: JsonDict = {
    "date_of_birth": "1980-02-01",
    "sex_offender_register": False,
    "sentences": [
        {
            "id": "1",
            "sentence_type": "standard",
            "sentenced_on": "2012-12-15",
            "offence_committed_on": "2012-08-01",
            "duration": {"years": 3},
        }
    ],
    "adjustments": [
        {"kind": "remand", "days": 35, "applies_from": "2012-12-15"},
        {"kind": "tagged_bail", "days": 10, "applies_from": "2012-12-15"},
    ],
}


class KeyDatesToCalculate(Wire):
    """The sentences of one person with everything that moves their dates. Nobody is named and nothing is kept."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    date_of_birth: Day
    sex_offender_register: Flag = Field(default=False, description="Subject to notification; no home detention curfew then.")
    sentences: Annotated[list[SentenceForDates], Field(min_length=1, max_length=MOST_SENTENCES)]
    adjustments: Annotated[list[AdjustmentForDates], Field(max_length=MOST_ADJUSTMENTS)] = Field(default_factory=list)
