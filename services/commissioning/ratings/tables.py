"""The rating of each computation, as it was given."""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class RatingRow(Row):
    """One rating. It is never changed: a recomputation is rated anew. `rating` is the published document, kept whole."""

    __tablename__ = "rating"

    computation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    formula_version: Mapped[int]
    band: Mapped[int | None]
    exact_score: Mapped[str | None]
    rating: Mapped[dict[str, Any]] = mapped_column(JSONB)
