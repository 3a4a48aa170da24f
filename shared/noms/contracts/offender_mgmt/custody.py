"""Movements into and out of prison: a ledger, and where the person is now."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason, LedgerReason, PlacingBody, Presence, TransferReason
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words


class MovementKind(StrEnum):
    """What a movement does to where a person is."""

    ADMISSION = "admission"
    TRANSFER = "transfer"
    RELEASE = "release"
    COURT_OUT = "court_out"
    COURT_RETURN = "court_return"
    TEMPORARY_RELEASE = "temporary_release"
    TEMPORARY_RETURN = "temporary_return"
    WITHDRAWAL = "withdrawal"


class ReceptionReason(StrEnum):
    """Why a person was received. Source: NOMIS movement reasons, type ADM (hmpps prison API, R__1_13__MOVEMENT_REASONS.sql)."""

    TRANSFER_IN = "INT"
    TRANSFER_VIA_COURT = "TRNCRT"
    UNCONVICTED_REMAND = "N"
    CONVICTED_UNSENTENCED = "V"
    IMPRISONMENT = "I"
    IMPRISONMENT_FOR_PUBLIC_PROTECTION = "25"
    EXTENDED_SENTENCE_FOR_PUBLIC_PROTECTION = "26"
    YOUNG_OFFENDER_DETENTION = "W"
    FINE_DEFAULT = "F"
    LICENCE_REVOKED = "L"
    RECALL_FROM_HOME_DETENTION_CURFEW = "B"
    RECALL_FROM_INTERMITTENT_CUSTODY = "24"
    RECALL_FROM_DETENTION_AND_TRAINING_ORDER = "Y"
    HOME_LEAVE_FAILURE = "H"
    RECAPTURE = "RECA"
    LATE_RETURN_VOLUNTARY = "A"
    LATE_RETURN_INVOLUNTARY = "U"
    TRANSFER_VIA_TEMPORARY_RELEASE = "TRNTAP"
    IMMIGRATION_DETENTION = "E"
    CIVIL_COMMITTAL = "C"
    CUSTODY_FOR_LIFE = "G"
    DETAINED_DURING_HER_MAJESTYS_PLEASURE = "J"
    DETAINED_FOR_GRAVE_CRIME = "K"
    TRANSFER_FROM_FOREIGN_PRISON = "T"


class ReleaseReason(StrEnum):
    """Why a person is out. Source: NOMIS movement reasons, type REL (hmpps prison API, R__1_13__MOVEMENT_REASONS.sql)."""

    CONDITIONAL_RELEASE = "CR"
    ABSCOND = "UAL"
    AT_LARGE_FROM_END_OF_CUSTODY_LICENCE = "UAL_ECL"
    ESCAPE = "ESCP"
    PSYCHIATRIC_HOSPITAL = "HP"
    DEATH = "DEC"


class Reception(Wire):
    """A person was received into an establishment, from outside or from another establishment."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"establishment_code": "RHI", "received_on": "2010-06-14", "reason_code": "I"},
                {
                    "establishment_code": "LWI",
                    "received_on": "2010-11-02",
                    "reason_code": "INT",
                    "from_establishment_code": "RHI",
                },
            ]
        }
    )

    establishment_code: Code = Field(description="Where the person was received. It must have been open on the day.")
    received_on: Day
    reason_code: ReceptionReason
    from_establishment_code: Code | None = Field(
        default=None, description="The establishment that was left: needed for a transfer, refused for any other reason."
    )
    transfer_reason_code: TransferReason | None = Field(default=None, description="Why the person was moved on, for a transfer.")
    placed_by: PlacingBody | None = Field(
        default=None, description="Who bought the place: NOMS when absent, and after a transfer whoever it was before."
    )


class Release(Wire):
    """A person has left the establishment, and is not in another."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"establishment_code": "RHI", "released_on": "2011-03-14", "reason_code": "CR"}]}
    )

    establishment_code: Code = Field(description="The establishment that was left. The person must have been in it.")
    released_on: Day
    reason_code: ReleaseReason


class MovementView(View):
    """One line of the ledger of movements. A line is never changed: a wrong one is superseded by another."""

    movement_id: UUID
    kind: MovementKind
    reason_code: ReceptionReason | ReleaseReason | AbsenceReason | LedgerReason
    moved_on: Day
    out_of: Code | None = Field(description="The establishment that was left.")
    moved_into: Code | None = Field(description="The establishment of arrival.")
    recorded_at: Instant
    transfer_reason_code: TransferReason | None = None
    placed_by: PlacingBody | None = None
    supersedes_movement_id: UUID | None = Field(default=None, description="The line that this one stands in place of.")
    correction_reason: Words | None = Field(default=None, description="Why the line before it was wrong.")


class CustodyView(View):
    """Where a person is, or was on a day, and the movements that brought them there, oldest first."""

    crn: Crn
    establishment_code: Code | None = Field(description="Absent when the person is not in custody.")
    establishment_name: Line | None
    received_on: Day | None
    movements: list[MovementView]
    presence: Presence = Field(description="Whether the person is inside, away for a while, at large or released.")
    placed_by: PlacingBody | None = Field(default=None, description="Who bought the place; absent when not in custody.")
    on: Day | None = Field(default=None, description="The day that was asked for; absent when the answer is for now.")
    known_on: Day | None = Field(default=None, description="The day whose knowledge this is; absent when it is today's.")


class LedgerView(View):
    """Every line that was ever recorded of a person's movements, in the order of recording."""

    crn: Crn
    data: list[MovementView]
