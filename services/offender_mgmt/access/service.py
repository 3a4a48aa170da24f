"""Acts on closures: a person sets one, and two open the record again."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, CallerKind, user_tag
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.offender_mgmt.access import ClosureKind, ClosureToSet, ClosureView, LiftingToAskFor
from noms.contracts.offender_mgmt.access_events import AccessChanged
from noms.contracts.problems import FieldError
from services.offender_mgmt.access import queries, rules
from services.offender_mgmt.access.refusals import lifting_refused, refused
from services.offender_mgmt.access.rules import Asked, Days, Objection
from services.offender_mgmt.access.tables import ClosureLiftingRow, RecordClosureRow
from services.offender_mgmt.persons import queries as persons


async def close_record(
    session: AsyncSession, caller: Caller, crn: str, kind: ClosureKind, wanted: ClosureToSet, *, recorded_at: datetime
) -> ClosureView:
    """Close a record to these users, or to everybody but these and whoever sets it."""
    person = await persons.person(session, caller, crn, for_change=True)
    by, as_at = _named(caller), london_day(recorded_at)
    users = [*wanted.users] if kind is ClosureKind.EXCLUSION else sorted({*wanted.users, by})
    days = Days(wanted.from_on or as_at, wanted.until_on)
    if kind is ClosureKind.EXCLUSION and caller.reaches(map(user_tag, users)):
        raise refused(Objection.BARS_WHO_SETS_IT)
    if objection := days.objection(as_at=as_at):
        raise refused(objection)
    row = RecordClosureRow(
        closure_id=uuid4(),
        crn=person.crn,
        kind=kind,
        users=users,
        user_tags=[user_tag(user) for user in users],
        from_on=days.from_on,
        until_on=days.until_on,
        message=wanted.message,
        reason=wanted.reason,
        set_by=by,
        set_at=recorded_at,
    )
    session.add(row)
    await _tell(session, row)
    return await queries.closure_view(session, row, as_at=as_at)


async def ask_to_lift(
    session: AsyncSession, caller: Caller, closure_id: UUID, asked: LiftingToAskFor, *, recorded_at: datetime
) -> ClosureLiftingRow:
    """Ask for a closure to be lifted; it takes effect when another person confirms it."""
    closure = await queries.closure_to_lift(session, caller, closure_id)
    by, as_at = _named(caller), london_day(recorded_at)
    before = [_asked(row) for row in await queries.liftings(session, closure_id)]
    if objection := rules.objection_to_asking(_days(closure), lifted_at=closure.lifted_at, before=before, as_at=as_at):
        raise lifting_refused(objection)
    row = ClosureLiftingRow(
        lifting_id=uuid4(),
        closure_id=closure_id,
        crn=closure.crn,
        reason=asked.reason,
        asked_by=by,
        asked_at=recorded_at,
        lapses_on=rules.lapses_on(as_at),
    )
    session.add(row)
    await session.flush()
    return row


async def confirm_lifting(
    session: AsyncSession, caller: Caller, closure_id: UUID, lifting_id: UUID, *, recorded_at: datetime
) -> ClosureView:
    """Lift a closure that somebody else asked to be lifted: from now on it closes the record to nobody."""
    closure = await queries.closure_to_lift(session, caller, closure_id)
    lifting = next((row for row in await queries.liftings(session, closure_id) if row.lifting_id == lifting_id), None)
    if lifting is None:
        raise NotFound
    by, as_at = _named(caller), london_day(recorded_at)
    objection = rules.objection_to_confirming(_asked(lifting), _days(closure), lifted_at=closure.lifted_at, by=by, as_at=as_at)
    if objection:
        raise lifting_refused(objection)
    lifting.confirmed_by, lifting.confirmed_at = by, recorded_at
    closure.lifted_at = recorded_at
    await _tell(session, closure)
    return await queries.closure_view(session, closure, as_at=as_at)


def user_asked_for(caller: Caller, user: str | None) -> str:
    """The user whose sight is asked for: any of its own for a system that acts for nobody, for others only themselves.

    Raises:
        Invalid: somebody asks for another.

    """
    own = caller.on_behalf_of or caller.subject
    if user is None or user == own or (caller.kind is CallerKind.SYSTEM and caller.on_behalf_of is None):
        return user or own
    error = FieldError(pointer="query:user", code="not_your_user", message="Ask for yourself: only a system asks for others.")
    raise Invalid(errors=[error])


def _named(caller: Caller) -> str:
    """The person who acts: two systems that act for one person are one person."""
    if caller.kind is CallerKind.SYSTEM and caller.on_behalf_of is None:
        raise refused(Objection.NOBODY_NAMED_ACTS)
    return caller.on_behalf_of or caller.subject


async def _tell(session: AsyncSession, row: RecordClosureRow) -> None:
    """Tell the services of the house, and nobody else: who is barred from a record is not for those who have a part in it."""
    await session.flush()
    kept = await queries.closure_kept(session, row.closure_id)
    told = AccessChanged(
        crn=row.crn,
        closure_id=row.closure_id,
        kind=ClosureKind(row.kind),
        users=row.users,
        closed_from=kept.closed_from,
        closed_until=kept.closed_until,
        merged_crns=await queries.merged_into(session, row.crn),
        detail_url=f"/v1/persons/{row.crn}/{row.kind}s",
    )
    emit(session, told, audience=())


def _days(row: RecordClosureRow) -> Days:
    return Days(row.from_on, row.until_on)


def _asked(row: ClosureLiftingRow) -> Asked:
    return Asked(row.asked_by, row.lapses_on)
