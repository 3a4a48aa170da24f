"""Merging a record into another of the same person, trying it without effect, and parting the two again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.database.engine import reach_as
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.merge_events import PersonsMerged, PersonsParted
from noms.contracts.offender_mgmt.merges import MergeForecast, RecordToMerge, RowsCarried
from services.offender_mgmt.merges import queries, rules
from services.offender_mgmt.merges.queries import Merge
from services.offender_mgmt.merges.refusals import MergedIntoItself, MergedMeanwhile, NotToBeParted, RecordsContradict
from services.offender_mgmt.merges.tables import MergeChangeRow
from services.offender_mgmt.moves import service as moves
from services.offender_mgmt.moves.queries import locked_people, providers_since, table_named
from services.offender_mgmt.moves.rules import Change, Contradiction
from services.offender_mgmt.particulars import service as particulars
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons import service as registry
from services.offender_mgmt.persons.queries import Person


async def forecast(session: AsyncSession, caller: Caller, crn: str, asked: RecordToMerge, *, at: datetime) -> MergeForecast:
    """Merge the records and take it back at once: what would be carried, and what keeps them from being merged."""
    survivor, merged = await _both(session, caller, crn, asked.merged_crn)
    crns = (survivor.crn, merged.crn)
    attempt = await session.begin_nested()
    changes, contradictions = await _merged(session, caller, survivor, merged, at)
    await attempt.rollback()
    concerning(session, *crns)
    return MergeForecast(
        crn=crns[0],
        merged_crn=crns[1],
        possible=not contradictions,
        carried=[RowsCarried(table=table, rows=rows) for table, rows in rules.counted(changes)],
        contradictions=list(rules.told(contradictions)),
    )


async def merge_records(session: AsyncSession, caller: Caller, crn: str, asked: RecordToMerge, *, at: datetime) -> Merge:
    """Merge a record into another of the same person: everything is the survivor's from now on, and nothing is lost."""
    survivor, merged = await _both(session, caller, crn, asked.merged_crn)
    changes, contradictions = await _merged(session, caller, survivor, merged, at)
    if contradictions:
        raise RecordsContradict(errors=list(rules.told(contradictions)))
    row = Merge(
        person_merge_id=uuid4(),
        crn=survivor.crn,
        merged_crn=merged.crn,
        merged_into=survivor.crn,
        reason=asked.reason,
        merged_at=at,
        merged_by=caller.subject,
    )
    session.add(row)
    await session.flush()
    session.add_all(_kept(row.person_merge_id, place, change) for place, change in enumerate(changes))
    emit(session, PersonsMerged(**rules.told_of(row, changes)), audience={*survivor.audience, *merged.audience})
    concerning(session, survivor.crn, merged.crn)
    await session.flush()
    return row


async def part_records(session: AsyncSession, caller: Caller, merge_id: UUID, reason: str, *, at: datetime) -> Merge:
    """Part two merged records: every row is again as it was, and what was written since about a row of the one is the one's.

    Raises:
        NotFound: there is no such merge, or one of the two records was never within reach.
        NotToBeParted: a later merge stands upon this one, or something written since keeps the rows from going back.

    """
    crns = sorted((found := await queries.standing_merge(session, caller, merge_id)).crns)
    await reach_as(session, rules.seeing_merged(caller.reach))
    await locked_people(session, crns)
    merge = await queries.standing_merge(session, caller, found.person_merge_id)
    if (last := await queries.last_merge(session, merge.crn)) != merge_id or merge.crn != merge.merged_into:
        raise NotToBeParted(errors=[rules.stands_upon(merge.crn, later=last != merge_id)])
    changes = await queries.changes(session, merge_id)
    audiences = rules.audiences_before(changes)
    if not caller.reaches(audiences[merge.merged_crn]):
        raise NotFound
    since = registry.home_audience(*await providers_since(session, merge.crn, merge.merged_at))
    if obstacles := await moves.put_back(session, changes, merged=merge.merged_crn, survivor=merge.crn, taken_since=since):
        raise NotToBeParted(errors=list(rules.told(obstacles)))
    merge.parted_at, merge.parted_by, merge.parting_reason = at, caller.subject, reason
    await session.flush()
    await reach_as(session, caller.reach)
    heard = {tag for tags in audiences.values() for tag in tags}
    emit(session, PersonsParted(**rules.told_of(merge, changes)), audience=heard)
    concerning(session, *crns)
    return merge


async def _both(session: AsyncSession, caller: Caller, crn: str, merged_crn: str) -> tuple[Person, Person]:
    """Both records, found within reach and locked, the lower CRN first, so that two who merge never wait for each other."""
    if crn == merged_crn:
        raise MergedIntoItself
    found = {asked: await persons.person(session, caller, asked, for_change=True) for asked in sorted((crn, merged_crn))}
    if any(row.crn != asked for asked, row in found.items()):
        raise MergedMeanwhile
    return found[crn], found[merged_crn]


async def _merged(
    session: AsyncSession, caller: Caller, survivor: Person, merged: Person, at: datetime
) -> tuple[list[Change], Sequence[Contradiction]]:
    """Carry everything over, then change the two people themselves; the merged one is hidden from everybody."""
    changes, contradictions = await moves.carry(session, merged=merged.crn, survivor=survivor.crn)
    contradictions += rules.contradictions_of(survivor.died_on, merged.died_on)
    if contradictions:
        return changes, contradictions
    number = await registry.remember_crn(session, survivor, merged.crn, by=caller.subject, at=at)
    alias = await particulars.remember_name(session, survivor, merged, by=caller.subject, at=at)
    made = [("person_identifier", {"person_identifier_id": str(number.person_identifier_id)})] if number else []
    made += [("alias", {"alias_id": str(alias.alias_id)})] if alias else []
    changes += [Change(table, key, None, await queries.as_kept(session, table, key)) for table, key in made]
    await reach_as(session, rules.seeing_merged(caller.reach))
    before = [await queries.as_kept(session, "person", {"crn": crn}) for crn in (survivor.crn, merged.crn)]
    for change in rules.people_merged(*before):
        await moves.set_columns(session, table_named("person"), change.key, {name: change.after[name] for name in change.columns})
        changes.append(change)
    await reach_as(session, caller.reach)
    return changes, contradictions


def _kept(merge_id: UUID, place: int, change: Change) -> MergeChangeRow:
    return MergeChangeRow(
        merge_change_id=uuid4(),
        person_merge_id=merge_id,
        place=place,
        table_name=change.table,
        row_key=dict(change.key),
        before=None if change.before is None else dict(change.before),
        after=dict(change.after),
    )
