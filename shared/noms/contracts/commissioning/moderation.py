"""Moderation of a rating by somebody outside the unit that buys: at most one band, with reason and evidence; both bands stay."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.gateways import EvidenceIds
from noms.contracts.commissioning.ratings import Band
from noms.contracts.events import Event
from noms.contracts.wire import MAX_INT32, Code, Flag, Instant, Line, View, Wire, Within, Words


class NewModeration(Wire):
    """The band that a moderator gives to a period, and why."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "version": 1,
                    "rating": 1,
                    "band": 2,
                    "reason": "What was found on the visit of 14 July bears out a lower band than the figures.",
                    "evidence_ids": ["5b0f7e0a-6a3c-4d52-9b1e-0d9a4f1c2a11"],
                }
            ]
        }
    )

    version: Annotated[int, Within(1, MAX_INT32)] = Field(description="The version of the period that was read.")
    rating: Annotated[int, Within(1, MAX_INT32)] = Field(description="The number of the rating that was read.")
    band: Annotated[int, Within(1, 4)]
    reason: Words
    evidence_ids: EvidenceIds


class ModerationView(View):
    """A moderation, beside the band that was rated."""

    moderation_id: UUID
    version: int = Field(ge=1)
    rating: int = Field(ge=1)
    rated_band: Band
    moderated_band: Band
    reason: Words
    evidence_ids: list[UUID]
    moderated_at: Instant
    stale: Flag = Field(
        description="The period was computed or rated again since: the rated band is in force until it is moderated."
    )


class RatingModerated(Event):
    """A moderator confirmed or moved the band of a period."""

    type: ClassVar[str] = "commissioning.rating.moderated"

    agreement_id: UUID
    period_id: UUID
    provider: Code
    computation: int
    rating: int
    rated_band: int
    moderated_band: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
