"""COPY: many rows at once into a table that lasts as long as the transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession


async def copy_rows(session: AsyncSession, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put the rows into a temporary table of this session. PostgreSQL refuses COPY into a table with row security."""
    connection = await (await session.connection()).get_raw_connection()
    driver = connection.driver_connection
    assert driver is not None, "the session has begun its transaction"
    await driver.copy_records_to_table(table, records=rows, columns=list(columns))
