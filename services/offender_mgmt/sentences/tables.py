"""Orders, their requirements, and custodial sentences, as the court pronounced them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import FetchedValue, ForeignKey
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class OrderRow(Row):
    """A community order or suspended sentence order."""

    __tablename__ = "court_order"

    order_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    court: Mapped[str]
    offence_code: Mapped[str]
    offence_committed_on: Mapped[date]
    convicted_on: Mapped[date]
    made_on: Mapped[date]
    ends_on: Mapped[date]
    provider: Mapped[str]
    custodial_term: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    operational_period_ends_on: Mapped[date | None]
    appearance_id: Mapped[UUID | None] = mapped_column(ForeignKey("appearance.appearance_id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class RequirementRow(Row):
    """A requirement of an order, with the name and unit that it had on the day."""

    __tablename__ = "requirement"

    requirement_id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("court_order.order_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    programme_code: Mapped[str | None]
    quantity: Mapped[int | None]
    unit: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    sub_category: Mapped[str | None]
    consented: Mapped[bool]


class CustodialSentenceRow(Row):
    """A sentence of imprisonment."""

    __tablename__ = "custodial_sentence"

    sentence_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    court: Mapped[str]
    offence_code: Mapped[str]
    offence_committed_on: Mapped[date]
    sentenced_on: Mapped[date]
    length: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    minimum_term: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    extension: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    schedule_15: Mapped[bool]
    consecutive_to: Mapped[list[UUID]] = mapped_column(ARRAY(UUID_COLUMN))
    appearance_id: Mapped[UUID | None] = mapped_column(ForeignKey("appearance.appearance_id"))
    under_twelve_months: Mapped[bool] = mapped_column(FetchedValue())
    provider: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
