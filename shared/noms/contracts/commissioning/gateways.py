"""Gateway events: what caps a rating whatever the score, while it is inquired into and once it is confirmed."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words

EvidenceIds = Annotated[list[UUID], Field(min_length=1, max_length=200)]
"""Identifiers of events or records that the owners of the evidence can open; never a name or an offence."""


class GatewayKind(StrEnum):
    """What caps a rating. The list is this project's own."""

    CATEGORY_A_ESCAPE = "category_a_escape"
    UNLAWFUL_KILLING = "unlawful_killing"
    LOSS_OF_CONTROL = "loss_of_control"
    DATA_FALSIFICATION = "data_falsification"


class GatewayState(StrEnum):
    """How far an inquiry into a gateway event has come."""

    UNDER_INQUIRY = "under_inquiry"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"


class NewGatewayEvent(Wire):
    """Something that caps the rating of the period in which it happened."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "data_falsification",
                    "occurred_on": "2010-05-12",
                    "state": "under_inquiry",
                    "account": "Escort records of one week bear times that were entered before the vans had left.",
                    "evidence_ids": ["5b0f7e0a-6a3c-4d52-9b1e-0d9a4f1c2a11"],
                }
            ]
        }
    )

    kind: GatewayKind
    occurred_on: Day
    state: GatewayState = Field(description="`under_inquiry` or `confirmed`.")
    account: Words = Field(description="What happened, without a name, a number of a person or an offence.")
    evidence_ids: EvidenceIds


class NewGatewayMove(Wire):
    """The next step of the inquiry."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "to": "lifted",
                    "reason": "The clock of one van was wrong; the gate records show when it left.",
                    "evidence_ids": ["5b0f7e0a-6a3c-4d52-9b1e-0d9a4f1c2a11"],
                }
            ]
        }
    )

    to: GatewayState
    reason: Words
    evidence_ids: EvidenceIds


class GatewayMoveView(View):
    """One step of the inquiry."""

    state: GatewayState
    reason: Words
    evidence_ids: list[UUID]
    recorded_at: Instant


class GatewayEventView(View):
    """One gateway event with every step of its inquiry, the latest last."""

    gateway_event_id: UUID
    agreement_id: UUID
    kind: GatewayKind
    occurred_on: Day
    state: GatewayState
    moves: list[GatewayMoveView]


class GatewayEventList(View):
    """The gateway events of an agreement, the latest to happen first."""

    data: list[GatewayEventView]


class GatewayEventRecorded(Event):
    """A gateway event was recorded, or its inquiry took a step; ratings of the days that it lies in were given again."""

    type: ClassVar[str] = "commissioning.gateway_event.recorded"

    agreement_id: UUID
    gateway_event_id: UUID
    provider: Code
    state: GatewayState
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
