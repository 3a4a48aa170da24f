"""Requests to take over a case: seen by sender and receiver, before the receiver may see the case itself."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.offender_mgmt.rows import Row


class TransferRow(Row):
    """One request. The database refuses a second one of the same kind for a person while the first awaits its answer."""

    __tablename__ = "case_transfer"

    transfer_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    sender: Mapped[str]
    receiver: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    tier: Mapped[int | None] = mapped_column(SmallInteger)
    wanted_from: Mapped[date]
    respond_by: Mapped[date]
    escalated_on: Mapped[date | None]
    requested_at: Mapped[datetime]
    requested_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    decision_reason: Mapped[str | None]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)
