"""Assessments: one row each, the ten scores in columns so that needs can be counted over many people."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from services.offender_mgmt.rows import Row


def _score() -> MappedColumn[int | None]:
    return mapped_column(SmallInteger)


class AssessmentRow(Row):
    """One completed assessment: what was answered, what each section came to, and which sections are needs."""

    __tablename__ = "assessment"

    assessment_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    purpose: Mapped[str]
    completed_on: Mapped[date]
    answers: Mapped[dict[str, int]] = mapped_column(JSONB)
    score_acc: Mapped[int | None] = _score()
    score_ete: Mapped[int | None] = _score()
    score_fin: Mapped[int | None] = _score()
    score_rel: Mapped[int | None] = _score()
    score_life: Mapped[int | None] = _score()
    score_drug: Mapped[int | None] = _score()
    score_alc: Mapped[int | None] = _score()
    score_emo: Mapped[int | None] = _score()
    score_think: Mapped[int | None] = _score()
    score_att: Mapped[int | None] = _score()
    needs: Mapped[list[str]] = mapped_column(ARRAY(Text))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    def score(self, section_code: str) -> int | None:
        """The score of a section; None when nothing of it was answered."""
        score: int | None = getattr(self, score_column(section_code))
        return score


def score_column(section_code: str) -> str:
    """The column that holds the score of a section."""
    return f"score_{section_code.lower()}"
