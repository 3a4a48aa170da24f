"""Pairs of records that may be of one person, and what humans decided about them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Double, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class PersonMatchRow(Row):
    """Two records, the lower CRN first, and why they may be of one person. Whoever may not see one of them sees no pair."""

    __tablename__ = "person_match"

    person_match_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    other_crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    state: Mapped[str]
    score_bits: Mapped[float] = mapped_column(Double)
    terms: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    found_at: Mapped[datetime]
    found_by: Mapped[str]


class MatchDecisionRow(Row):
    """A decision about a pair; never changed, only followed by another."""

    __tablename__ = "match_decision"

    match_decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_match_id: Mapped[UUID] = mapped_column(ForeignKey("person_match.person_match_id"))
    decision: Mapped[str]
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
