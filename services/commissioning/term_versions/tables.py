"""Versions of payment terms. Nothing of a version is ever changed, save that a draft may be marked as replaced."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class PaymentTermsRow(Row):
    """One version: in force from a day until the next version, or until the agreement ends."""

    __tablename__ = "payment_terms"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    from_day: Mapped[date]
    variation_id: Mapped[UUID | None]
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    terms_hash: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
