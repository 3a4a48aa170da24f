"""What a service holds of one person, as it is gathered for the person themselves: every field, or why it is withheld."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.wire import Instant, Line, View

HELD_BY_INTERVENTIONS = (
    "requirement", "referral", "referral_move", "suitability", "place", "attendance", "completion_evidence",
)  # fmt: skip
"""The kinds of record that `interventions` holds of a person, as a pack names them."""


class Withheld(StrEnum):
    """Why something of the record is not for the person's eyes, whoever asks."""

    THIRD_PARTY = "third_party"
    """It is somebody else's data. Source: Data Protection Act 1998 s.7(4)."""
    VICTIM = "victim"
    """It is a victim's data, and may not become known to the person. Source: Data Protection Act 1998 s.7(4) and s.29."""


class SubjectField(View):
    """One field of one row, in writing; or the reason why it is left out."""

    name: Line
    value: str | None = Field(description="In writing; absent where nothing is recorded, or where it is withheld.")
    withheld: Withheld | None


class SubjectRow(View):
    """One row of what is held."""

    fields: list[SubjectField]


class SubjectRecords(View):
    """Every row of one kind."""

    kind: Line
    rows: list[SubjectRow]


class SubjectData(View):
    """Everything that one service holds of one person; empty where it holds nothing."""

    crn: Crn
    service: Line
    gathered_at: Instant
    data: list[SubjectRecords]
