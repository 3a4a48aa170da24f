"""Failures to comply, warnings, breaches and the clocks that run from failure to court, for each order."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class FailureRow(Row):
    """A failure to comply, as an event of attendance told it. A correction withdraws it and never deletes it."""

    __tablename__ = "failure"

    attendance_id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("court_order.order_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    requirement_id: Mapped[UUID]
    failed_on: Mapped[date]
    outcome_code: Mapped[str]
    event_id: Mapped[UUID]
    detail_url: Mapped[str]
    recorded_at: Mapped[datetime]
    withdrawn_by_event_id: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]


class WarningRow(Row):
    """A warning, and the first failure that it answered."""

    __tablename__ = "warning"

    warning_id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("court_order.order_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    given_on: Mapped[date]
    failed_on: Mapped[date]
    circumstances: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class BreachRow(Row):
    """Breach action, from the information laid to the court's outcome."""

    __tablename__ = "breach"

    breach_id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("court_order.order_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    failed_on: Mapped[date]
    due_by: Mapped[date]
    begun_on: Mapped[date]
    court_reference: Mapped[str | None]
    decided_on: Mapped[date | None]
    outcome: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class BreachClockRow(Row):
    """One failure that had to go to court: the event that said so, and the events that answered or withdrew it."""

    __tablename__ = "breach_clock"

    due_event_id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("court_order.order_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    provider: Mapped[str]
    failed_on: Mapped[date]
    due_by: Mapped[date]
    begun_on: Mapped[date | None]
    begun_event_id: Mapped[UUID | None]
    withdrawn_event_id: Mapped[UUID | None]
