"""Versions of specifications, and unit costs: those that were published and those that were reported."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.specification_views import SpecificationVersionView
from noms.contracts.commissioning.specifications import SpecificationState
from services.commissioning.specifications import rules
from services.commissioning.specifications.tables import SpecificationVersionRow

Versions = dict[tuple[str, int], SpecificationVersionRow]


async def versions_named(session: AsyncSession, named: Sequence[tuple[str, int]]) -> Versions:
    """The versions with these codes and numbers, as far as there are such."""
    key = tuple_(SpecificationVersionRow.code, SpecificationVersionRow.version)
    rows = await session.scalars(select(SpecificationVersionRow).where(key.in_(sorted(set(named)))))
    return {(row.code, row.version): row for row in rows}


async def version_of(session: AsyncSession, code: str, version: int, *, for_change: bool = False) -> SpecificationVersionRow:
    """One version; for a change it is held until the transaction ends.

    Raises:
        NotFound: there is no such version.

    """
    wanted = select(SpecificationVersionRow).where(
        SpecificationVersionRow.code == code, SpecificationVersionRow.version == version
    )
    if for_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    row = await session.scalar(wanted)
    if row is None:
        raise NotFound
    return row


async def versions_of(session: AsyncSession, code: str, *, for_change: bool = False) -> Sequence[SpecificationVersionRow]:
    """Every version of a specification, the newest first; for a change the first of them is held.

    Raises:
        NotFound: there is no such specification.

    """
    if for_change:
        await version_of(session, code, 1, for_change=True)
    wanted = select(SpecificationVersionRow).where(SpecificationVersionRow.code == code)
    rows = (await session.scalars(wanted.order_by(SpecificationVersionRow.version.desc()))).all()
    if not rows:
        raise NotFound
    return rows


async def specifications(session: AsyncSession, on: date | None) -> list[SpecificationVersionView]:
    """The versions in force on the day, or every version."""
    wanted = select(SpecificationVersionRow).order_by(SpecificationVersionRow.code, SpecificationVersionRow.version)
    if on is not None:
        ends = SpecificationVersionRow.in_force_to
        wanted = wanted.where(SpecificationVersionRow.in_force_from <= on, or_(ends.is_(None), ends >= on))
    return [version_view(row) for row in await session.scalars(wanted)]


async def version_in_force(session: AsyncSession, code: str, on: date) -> SpecificationVersionRow:
    """The version that takes agreements on the day.

    Raises:
        NotFound: none does.

    """
    for row in await versions_of(session, code):
        days = days_of(row)
        if days is not None and days.hold(on):
            return row
    raise NotFound


def days_of(row: SpecificationVersionRow) -> rules.Days | None:
    """The days for which a version was published; none while it is a draft."""
    if row.in_force_from is None or row.state == SpecificationState.DRAFT:
        return None
    return rules.Days(row.in_force_from, row.in_force_to)


def version_view(row: SpecificationVersionRow) -> SpecificationVersionView:
    """A version as readers see it."""
    return SpecificationVersionView.model_validate(row)


async def version_count(session: AsyncSession, code: str) -> int:
    """How many versions a specification has: none when nobody has drafted it."""
    counted = select(func.count()).select_from(SpecificationVersionRow).where(SpecificationVersionRow.code == code)
    return int((await session.execute(counted)).scalar_one())
