"""Variations as they were proposed, and who signed them. What a settled one changed stands in the texts."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class VariationRow(Row):
    """One variation or extension, from its proposal to the text that it made."""

    __tablename__ = "variation"

    variation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    effective_on: Mapped[date]
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB)
    option_number: Mapped[int | None]
    ends_on: Mapped[date | None]
    clause: Mapped[str | None]
    price_effect_pence: Mapped[int]
    drawn_on_text: Mapped[int]
    text_number: Mapped[int | None]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class VariationSignatureRow(Row):
    """One party's signature under a variation."""

    __tablename__ = "variation_signature"

    variation_id: Mapped[UUID] = mapped_column(primary_key=True)
    party: Mapped[str] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    signed_by: Mapped[str]
    signed_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_through: Mapped[str]
    recorded_at: Mapped[datetime]
