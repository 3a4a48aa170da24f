"""Agreements, their signatures and moves, and what those in force buy. What they say stands in texts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.commissioning.rows import Row


class AgreementRow(Row):
    """One agreement: between whom, by what instrument, for how long, and where it stands."""

    __tablename__ = "agreement"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    instrument: Mapped[str]
    commissioner: Mapped[str]
    provider: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """The last day as it is known now: an extension moves it on, a termination brings it forward."""
    state: Mapped[str]
    drawn_up_at: Mapped[datetime]
    drawn_up_by: Mapped[str | None]
    drawn_up_through: Mapped[str | None]
    """Who drew it up, and the client that was used; unknown of those drawn up before both were kept."""
    went_live_at: Mapped[datetime | None]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)
    direction: Mapped[str]
    text_number: Mapped[int]
    """The last text that is settled; 0 while there is none."""
    price_limit_percent: Mapped[int | None]
    price_limit_days: Mapped[int | None]


class SignatureRow(Row):
    """One party's signature under the original text."""

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


class AgreementMoveRow(Row):
    """One move from state to state: who, when, why, and from which day."""

    __tablename__ = "agreement_move"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    effective_on: Mapped[date]
    clause: Mapped[str | None]
    reason: Mapped[str | None]
    moved_by: Mapped[str]
    moved_through: Mapped[str]
    moved_at: Mapped[datetime]


class PurchaseRow(Row):
    """What an agreement in force buys on which days, and where: the database lets nothing be bought twice, whoever buys it.

    What others buy from NOMS is held apart from what NOMS and its regions buy.
    """

    __tablename__ = "purchase"

    purchase_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    bought: Mapped[str]
    from_day: Mapped[date]
    to_day: Mapped[date]
    given_up: Mapped[bool]
