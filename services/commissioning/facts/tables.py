"""Published index values and computed figures. Nothing here is ever changed: a revision is a row of its own."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class IndexValueRow(Row):
    """A value of an index for a month: its first publication, or a revision of it."""

    __tablename__ = "index_value"

    index_name: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]
    published_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class FactRow(Row):
    """A figure of one agreement; `code` is empty of a volume."""

    __tablename__ = "payment_fact"

    fact_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    kind: Mapped[str]
    code: Mapped[str]
    figure_on: Mapped[date]
    value: Mapped[str]
    revision: Mapped[int]
    source: Mapped[str]
    event_ids: Mapped[list[UUID]] = mapped_column(ARRAY(UUID_TYPE(as_uuid=True)))
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
