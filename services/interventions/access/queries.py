"""The closures that are kept, by what they close."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.database.rows import ClosureRow


async def closures_of(session: AsyncSession, *subjects: str) -> Sequence[ClosureRow]:
    """Every closure of these records, those that have ended too."""
    return (await session.scalars(select(ClosureRow).where(ClosureRow.subject.in_(subjects)))).all()
