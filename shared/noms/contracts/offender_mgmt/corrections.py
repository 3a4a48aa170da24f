"""Putting a wrong line of the ledger of movements right: it stays on record, and another one stands in its place."""

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.custody import ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason, PlacingBody, TransferReason
from noms.contracts.wire import Code, Day, Wire, Words


class MovementAsItWas(Wire):
    """What happened instead."""

    moved_on: Day
    reason_code: ReceptionReason | ReleaseReason | AbsenceReason
    out_of: Code | None = Field(default=None, description="The establishment that was left.")
    moved_into: Code | None = Field(default=None, description="The establishment of arrival.")
    transfer_reason_code: TransferReason | None = None
    placed_by: PlacingBody | None = None


class MovementCorrection(Wire):
    """A line of the ledger is wrong. Without `instead` nothing of the sort happened."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reason": "The reception was entered for the day after.",
                    "instead": {"moved_on": "2010-06-13", "reason_code": "I", "moved_into": "RHI"},
                }
            ]
        }
    )

    reason: Words = Field(description="Why the line is wrong.")
    instead: MovementAsItWas | None = None
