"""Plans with their objectives and unmet needs. A plan is never changed; the next one takes its place."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class PlanRow(Row):
    """One sentence plan."""

    __tablename__ = "plan"

    plan_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.assessment_id"))
    agreed_on: Mapped[date]
    review_by: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class ObjectiveRow(Row):
    """An objective and the assessed need that it serves."""

    __tablename__ = "objective"

    objective_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.plan_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.assessment_id"))
    section_code: Mapped[str]
    objective: Mapped[str]
    actions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    complete_by: Mapped[date | None]


class UnmetNeedRow(Row):
    """An assessed need without an objective, and the reason."""

    __tablename__ = "unmet_need"

    unmet_need_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.plan_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.assessment_id"))
    section_code: Mapped[str]
    reason_code: Mapped[str]
    reason: Mapped[str]
