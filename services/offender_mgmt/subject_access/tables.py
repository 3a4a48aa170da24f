"""Requests of people for their own data, what is exempt of each, and the packs that were gathered."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class SubjectRequestRow(Row):
    """One request and its conditions."""

    __tablename__ = "subject_request"

    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    received_on: Mapped[date]
    made_by: Mapped[str]
    fee_received_on: Mapped[date | None]
    fee_pence: Mapped[int | None]
    identity_checked_on: Mapped[date | None]
    identity_evidence: Mapped[str | None]
    answered_on: Mapped[date | None]
    answered_pack_id: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class SubjectExemptionRow(Row):
    """One kind of record that is kept back of the answer."""

    __tablename__ = "subject_exemption"

    exemption_id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("subject_request.request_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    service: Mapped[str]
    kind: Mapped[str]
    ground: Mapped[str]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class SubjectPackRow(Row):
    """One pack as it was gathered: the bytes that were hashed are the bytes that are shown."""

    __tablename__ = "subject_pack"

    pack_id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("subject_request.request_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    gathered_at: Mapped[datetime]
    gathered_by: Mapped[str]
    complete: Mapped[bool]
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    content: Mapped[str]
    content_hash: Mapped[str]
