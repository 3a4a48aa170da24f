"""Evidences of completion, one of each kind per referral."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from services.interventions.rows import Row


class EvidenceRow(Row):
    """One evidence, with where it is kept."""

    __tablename__ = "completion_evidence"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    dated_on: Mapped[date]
    reference: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
