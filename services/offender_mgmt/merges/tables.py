"""What a merge changed, row by row, so that it can be undone."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class MergeChangeRow(Row):
    """One row as it was before a merge and as the merge left it; JSON null before a row that the merge made."""

    __tablename__ = "merge_change"

    merge_change_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_merge_id: Mapped[UUID] = mapped_column(ForeignKey("person_merge.person_merge_id"))
    place: Mapped[int]
    table_name: Mapped[str]
    row_key: Mapped[dict[str, Any]] = mapped_column(JSONB)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB, nullable=False)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)
