"""Closures of records, found by whoever sees the record; or by their own number, by whoever is to open it again."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.database.engine import reach_as
from noms.chassis.database.rows import ClosureRow
from noms.chassis.database.shaping import barred, reach_of
from noms.chassis.identity.caller import EVERYTHING, Caller, user_tag
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.access import ClosureHistory, ClosureKind, ClosureView, LiftingView
from services.offender_mgmt.access import rules
from services.offender_mgmt.access.tables import ClosureLiftingRow, RecordClosureRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.tables import PersonMergeRow, PersonRow


async def closures(session: AsyncSession, caller: Caller, crn: str, kind: ClosureKind, *, as_at: date) -> ClosureHistory:
    """Every closure of one kind that the record ever had, for whoever sees the record."""
    person = await persons.person(session, caller, crn)
    wanted = select(RecordClosureRow).where(RecordClosureRow.crn == person.crn, RecordClosureRow.kind == kind)
    rows = (await session.scalars(wanted.order_by(RecordClosureRow.set_at, RecordClosureRow.closure_id))).all()
    return ClosureHistory(data=[await closure_view(session, row, as_at=as_at) for row in rows])


async def closure_to_lift(session: AsyncSession, caller: Caller, closure_id: UUID) -> RecordClosureRow:
    """The closure with this number, locked, for whoever is to lift it.

    It may close the record to them too, for whoever may lift it need not be let in; but nobody lifts what lies out of their
    reach, or of a person from whom they are excluded.

    Raises:
        NotFound: there is none, or none for them.

    """
    await reach_as(session, [EVERYTHING])
    wanted = select(RecordClosureRow).join(PersonRow, PersonRow.crn == RecordClosureRow.crn)
    wanted = wanted.where(
        RecordClosureRow.closure_id == closure_id,
        PersonRow.audience.overlap(list(caller.reach)),
        ~barred(PersonRow.crn, reach_of(caller)),
    )
    row = await session.scalar(wanted.with_for_update(of=RecordClosureRow))
    if row is None:
        raise NotFound
    concerning(session, row.crn)
    return row


async def liftings(session: AsyncSession, closure_id: UUID) -> Sequence[ClosureLiftingRow]:
    """Every time somebody asked for a closure to be lifted, oldest first; the closure was found before."""
    wanted = select(ClosureLiftingRow).where(ClosureLiftingRow.closure_id == closure_id)
    return (await session.scalars(wanted.order_by(ClosureLiftingRow.asked_at))).all()


async def closure_kept(session: AsyncSession, closure_id: UUID) -> ClosureRow:
    """The closure as policies read it: the days of the room's row as instants."""
    return (await session.scalars(select(ClosureRow).where(ClosureRow.closure_id == closure_id))).one()


async def merged_into(session: AsyncSession, crn: str) -> list[str]:
    """The numbers of the records that were merged into this one, which was found before."""
    standing = (PersonMergeRow.crn == crn, PersonMergeRow.parted_at.is_(None))
    return sorted(await session.scalars(select(PersonMergeRow.merged_crn).where(*standing)))


async def closure_view(session: AsyncSession, row: RecordClosureRow, *, as_at: date) -> ClosureView:
    """A closure as it is shown, with how it was lifted."""
    asked = [LiftingView.model_validate(lifting) for lifting in await liftings(session, row.closure_id)]
    days = rules.Days(row.from_on, row.until_on)
    holds = rules.in_force(days, lifted_at=row.lifted_at, as_at=as_at)
    facts = {name: getattr(row, name) for name in ClosureView.model_fields if name not in {"liftings", "in_force"}}
    return ClosureView.model_validate(facts | {"liftings": asked, "in_force": holds})


async def seen_by(session: AsyncSession, caller: Caller, user: str, crns: Iterable[str]) -> set[str]:
    """Which of these people a user of the caller's system may see: within the caller's reach, and not closed to either.

    The number of a record that was merged away is answered with the survivor's, as in every room.
    """
    reach = (*caller.reach, user_tag(user))
    await reach_as(session, reach)
    as_user = persons.within_reach(reach)
    asked = list(crns)
    themselves = select(PersonRow.crn).where(PersonRow.crn.in_(asked), as_user)
    standing = (PersonMergeRow.merged_crn.in_(asked), PersonMergeRow.parted_at.is_(None))
    merged = select(PersonMergeRow.merged_crn).join(PersonRow, PersonRow.crn == PersonMergeRow.crn).where(*standing, as_user)
    return {*await session.scalars(themselves), *await session.scalars(merged)}
