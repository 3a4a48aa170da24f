"""Referrals, every step that they took, and the decision on suitability."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Identity, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.interventions.rows import Row


class ReferralRow(Row):
    """One referral, as it stands. Its moves say how it came there."""

    __tablename__ = "referral"
    __table_args__ = (
        Index(
            "referral_requirement_id_programme_code_open_key",
            "requirement_id",
            "programme_code",
            unique=True,
            postgresql_where=text("state IN ('submitted', 'suitable', 'allocated', 'started')"),
        ),
    )

    referral_id: Mapped[UUID] = mapped_column(primary_key=True)
    requirement_id: Mapped[UUID] = mapped_column(ForeignKey("requirement.requirement_id"))
    crn: Mapped[str]
    order_id: Mapped[UUID]
    programme_code: Mapped[str]
    provider: Mapped[str]
    state: Mapped[str]
    moved_on: Mapped[date]
    referred_on: Mapped[date]
    order_ends_on: Mapped[date]
    latest_feasible_start: Mapped[date | None]
    warnings: Mapped[list[str]] = mapped_column(ARRAY(Text))
    cohort_id: Mapped[UUID | None]
    sessions_attended: Mapped[int]
    sessions_planned: Mapped[int]
    last_session_on: Mapped[date | None]
    """The last session whose outcome was recorded, whatever it was."""
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)


class ReferralMoveRow(Row):
    """One step of a referral, in the order in which the steps were taken. A later start supersedes an earlier one."""

    __tablename__ = "referral_move"
    __table_args__ = (Index(None, "state", "moved_on"), Index(None, "referral_id"))

    number: Mapped[int] = mapped_column(Identity(), primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.referral_id"))
    state: Mapped[str]
    moved_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    reason: Mapped[str | None]
    event_id: Mapped[UUID]
    """The event by which a measure counts this step."""


class SuitabilityRow(Row):
    """The decision on suitability: the facts, and the reasons that closed a gate."""

    __tablename__ = "suitability"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    ogrs_percent: Mapped[int | None]
    need_evidenced: Mapped[bool]
    exclusions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text))
    decided_by: Mapped[str]
    decided_on: Mapped[date]
