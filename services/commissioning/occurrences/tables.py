"""Occurrences, their versions, and the events that they rest on. Nothing here is ever changed: what is put right is added."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

EVENT_IDS = ARRAY(UUID_TYPE(as_uuid=True))
HALVES = Numeric(6, 1)


class OccurrenceRow(Row):
    """Something that happened: what stays the same of it, whatever is believed later."""

    __tablename__ = "occurrence"

    occurrence_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    kind: Mapped[str]
    occurred_on: Mapped[date]
    found_on: Mapped[date]
    contract_year: Mapped[int]
    contract_quarter: Mapped[int]
    same_event_as: Mapped[UUID | None]
    source_service: Mapped[str]
    event_ids: Mapped[list[UUID]] = mapped_column(EVENT_IDS)
    narrative: Mapped[str]
    classified_by: Mapped[str]
    classified_through: Mapped[str]
    classified_at: Mapped[datetime]


class OccurrenceVersionRow(Row):
    """What was believed of an occurrence from an instant on, by whom it was entered and why."""

    __tablename__ = "occurrence_version"

    occurrence_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    state: Mapped[str]
    code: Mapped[str]
    count: Mapped[Decimal] = mapped_column(HALVES)
    places: Mapped[int]
    used: Mapped[bool]
    ended_on: Mapped[date | None]
    excused_by: Mapped[str | None]
    reason: Mapped[str]
    told_on: Mapped[date]
    contest_until: Mapped[date | None]
    recorded_by: Mapped[str]
    recorded_through: Mapped[str]
    recorded_at: Mapped[datetime]


class OccurrenceEvidenceRow(Row):
    """One event that one occurrence rests on, under what it was classified as: an event counts once under the same code."""

    __tablename__ = "occurrence_evidence"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    occurrence_id: Mapped[UUID]
