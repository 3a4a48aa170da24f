"""Requirements as offender_mgmt announced them, with the progress of their latest referral."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.interventions.rows import Row


class RequirementRow(Row):
    """One requirement of an order."""

    __tablename__ = "requirement"
    __table_args__ = (Index(None, "provider", "order_ends_on", "requirement_id"),)

    requirement_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str]
    order_id: Mapped[UUID]
    requirement_code: Mapped[str]
    programme_code: Mapped[str | None]
    quantity: Mapped[int | None]
    unit: Mapped[str | None]
    provider: Mapped[str]
    order_starts_on: Mapped[date]
    order_ends_on: Mapped[date]
    progress: Mapped[str | None]
    referral_id: Mapped[UUID | None]
    event_sequence: Mapped[int]
    """The place on offender_mgmt's feed of the event that this row was taken from."""
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)
