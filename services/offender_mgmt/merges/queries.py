"""Merges within the caller's reach, and what each of them changed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.merges import Facts
from services.offender_mgmt.merges.tables import MergeChangeRow
from services.offender_mgmt.moves import queries as moves
from services.offender_mgmt.moves.rules import Change
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.tables import PersonMergeRow, PersonRow

Merge = PersonMergeRow


async def merges(session: AsyncSession, caller: Caller, crn: str) -> tuple[str, Sequence[PersonMergeRow]]:
    """Every merge into the record of somebody within reach, the newest first; and the CRN that answers.

    A record that was parted again stands for itself: of one that the caller does not see nothing is told, as everywhere.
    """
    person = await persons.person(session, caller, crn)
    reached = persons.within(caller).with_only_columns(PersonRow.crn)
    shown = or_(PersonMergeRow.parted_at.is_(None), PersonMergeRow.merged_crn.in_(reached))
    wanted = select(PersonMergeRow).where(PersonMergeRow.crn == person.crn, shown)
    return person.crn, (await session.scalars(wanted.order_by(PersonMergeRow.merged_at.desc()))).all()


async def standing_merge(session: AsyncSession, caller: Caller, merge_id: UUID) -> PersonMergeRow:
    """The merge, if it stands and its survivor is within reach.

    Raises:
        NotFound: there is none, or none within reach.

    """
    reached = persons.within(caller).with_only_columns(PersonRow.crn)
    wanted = select(PersonMergeRow).where(PersonMergeRow.person_merge_id == merge_id, PersonMergeRow.parted_at.is_(None))
    row = await session.scalar(wanted.where(PersonMergeRow.crn.in_(reached)))
    if row is None:
        raise NotFound
    return row


async def last_merge(session: AsyncSession, crn: str) -> UUID | None:
    """The last merge into this record that stands; the record was found within reach."""
    wanted = select(PersonMergeRow.person_merge_id).where(PersonMergeRow.crn == crn, PersonMergeRow.parted_at.is_(None))
    return await session.scalar(wanted.order_by(PersonMergeRow.merged_at.desc()).limit(1))


async def changes(session: AsyncSession, merge_id: UUID) -> list[Change]:
    """What a merge changed, in the order in which it did."""
    wanted = select(MergeChangeRow).where(MergeChangeRow.person_merge_id == merge_id).order_by(MergeChangeRow.place)
    return [Change(row.table_name, row.row_key, row.before, row.after) for row in await session.scalars(wanted)]


async def as_kept(session: AsyncSession, table: str, key: Facts) -> Facts:
    """A row of somebody who was found within reach, as PostgreSQL writes it in JSON.

    Raises:
        NotFound: it is not within reach.

    """
    row = await moves.row_with(session, moves.table_named(table), key)
    if row is None:
        raise NotFound
    return row
