"""What a follower of the specimen's feed does: it writes down each book that it hears of, once."""

from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from chassis.specimen.service import BookKept, Row
from noms.chassis.feed.follower import Arrived, Reaction


class SightingRow(Row):
    __tablename__ = "sighting"
    sighting_id: Mapped[UUID] = mapped_column(primary_key=True)
    event_id: Mapped[UUID]
    isbn: Mapped[str]
    sequence: Mapped[int]


class Notebook:
    """A reaction that can be told to fail, after its effect was written."""

    def __init__(self) -> None:
        self.failures: dict[str, list[Exception]] = {}
        self.tried: list[str] = []

    def fail(self, isbn: str, *errors: Exception) -> None:
        self.failures[isbn] = list(errors)

    async def write(self, session: AsyncSession, arrived: Arrived[BookKept]) -> None:
        isbn = arrived.content.isbn
        session.add(SightingRow(sighting_id=uuid4(), event_id=arrived.envelope.id, isbn=isbn, sequence=arrived.envelope.sequence))
        await session.flush()
        self.tried.append(isbn)
        if self.failures.get(isbn):
            raise self.failures[isbn].pop(0)

    def reactions(self) -> list[Reaction[BookKept]]:
        return [Reaction(BookKept, self.write)]


async def sightings(session: AsyncSession) -> dict[str, int]:
    """How often each book was written down."""
    rows = await session.execute(select(SightingRow.isbn, func.count()).group_by(SightingRow.isbn))
    return dict(rows.all())
