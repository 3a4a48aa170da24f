"""Ratings as they were given, what caps them, and how they were moderated. Nothing here is ever changed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

EVIDENCE_IDS = ARRAY(UUID_TYPE(as_uuid=True))


class RatingRow(Row):
    """One rating of one computation; the next of the same figures has the next number. `rating` is the published document."""

    __tablename__ = "rating"

    computation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    formula_version: Mapped[int]
    band: Mapped[int | None]
    exact_score: Mapped[str | None]
    rating: Mapped[dict[str, Any]] = mapped_column(JSONB)
    number: Mapped[int] = mapped_column(primary_key=True)
    rated_because: Mapped[str]
    rated_at: Mapped[datetime | None]
    comparator_group: Mapped[str | None]
    standing: Mapped[str]


class GatewayEventRow(Row):
    """Something that caps the rating of the period in which it happened."""

    __tablename__ = "gateway_event"

    gateway_event_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    kind: Mapped[str]
    occurred_on: Mapped[date]


class GatewayMoveRow(Row):
    """One step of the inquiry into a gateway event; the last one says where it stands."""

    __tablename__ = "gateway_move"

    gateway_event_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    state: Mapped[str]
    reason: Mapped[str]
    evidence_ids: Mapped[list[UUID]] = mapped_column(EVIDENCE_IDS)
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class ModerationRow(Row):
    """The band that a moderator gave to one rating; it counts while no later rating of the period follows."""

    __tablename__ = "moderation"

    moderation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    period_id: Mapped[UUID]
    computation_id: Mapped[UUID]
    version: Mapped[int]
    rating_number: Mapped[int]
    rated_band: Mapped[int]
    moderated_band: Mapped[int]
    reason: Mapped[str]
    evidence_ids: Mapped[list[UUID]] = mapped_column(EVIDENCE_IDS)
    moderated_by: Mapped[str]
    moderated_through: Mapped[str]
    moderated_at: Mapped[datetime]
