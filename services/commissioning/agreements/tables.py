"""Agreements, their measures and their signatures."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.commissioning.rows import Row

THRESHOLD = Numeric(9, 3)


class AgreementRow(Row):
    """One agreement. Its text is settled when somebody has signed it."""

    __tablename__ = "agreement"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    instrument: Mapped[str]
    commissioner: Mapped[str]
    provider: Mapped[str]
    service_line: Mapped[str]
    annual_volume: Mapped[int]
    unit_price_pence: Mapped[int]
    annual_fee_pence: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str]
    drawn_up_at: Mapped[datetime]
    went_live_at: Mapped[datetime | None]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)


class AgreementMeasureRow(Row):
    """One measure of an agreement, with the version of its definition."""

    __tablename__ = "agreement_measure"

    agreement_measure_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    measure_code: Mapped[str]
    definition_version: Mapped[int]
    domain: Mapped[str]
    direction: Mapped[str]
    floor: Mapped[Decimal] = mapped_column(THRESHOLD)
    target: Mapped[Decimal] = mapped_column(THRESHOLD)
    stretch: Mapped[Decimal] = mapped_column(THRESHOLD)
    weight: Mapped[int]


class SignatureRow(Row):
    """One party's signature."""

    __tablename__ = "signature"

    signature_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    party: Mapped[str]
    signed_by: Mapped[str]
    signed_on: Mapped[date]
    recorded_by: Mapped[str | None]
    recorded_through: Mapped[str | None]
    """Who entered the signature, and the client that was used; unknown of those entered before both were kept."""
    recorded_at: Mapped[datetime]
