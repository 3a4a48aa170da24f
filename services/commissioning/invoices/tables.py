"""Invoices, their matches, and the days that were paid. A match is never changed: matching again makes the next one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class InvoiceRow(Row):
    """An invoice as the provider sent it."""

    __tablename__ = "invoice"

    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    number: Mapped[str]
    fingerprint: Mapped[str]
    invoiced_on: Mapped[date]
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    submitted_by: Mapped[str]
    net_pence: Mapped[int]
    vat_pence: Mapped[int]
    gross_pence: Mapped[int]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    person_charges: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class InvoiceMatchRow(Row):
    """One match of an invoice; `paid_lines` are the pence that it accepts for each line that is due."""

    __tablename__ = "invoice_match"

    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    match: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    matched_at: Mapped[datetime]
    matched_by: Mapped[str]
    rule_version: Mapped[int]
    inputs_hash: Mapped[str]
    payable_net_pence: Mapped[int]
    payable_vat_pence: Mapped[int]
    withheld_net_pence: Mapped[int]
    disputed_pence: Mapped[int]
    pay_by: Mapped[date]
    paid_lines: Mapped[list[list[Any]]] = mapped_column(JSONB)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class PaidDaysRow(Row):
    """Days of a person that a match accepts, until a later match of the invoice replaces it; no day stands twice."""

    __tablename__ = "paid_days"

    paid_days_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    invoice_id: Mapped[UUID]
    match: Mapped[int]
    service: Mapped[str]
    person_reference: Mapped[str]
    order_reference: Mapped[str]
    from_day: Mapped[date]
    to_day: Mapped[date]
    replaced_by: Mapped[int | None]
