"""Who may be the same person, within the caller's reach; and the queue of pairs that a human looks at."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import ColumnElement

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.chassis.requests.paging import NumberedPage
from noms.contracts.identifiers import IdentifierKind
from noms.contracts.offender_mgmt.matching import MatchState
from services.offender_mgmt.matching.tables import MatchDecisionRow, PersonMatchRow
from services.offender_mgmt.particulars.queries import corrected
from services.offender_mgmt.particulars.tables import AddressRow, AliasRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.rules import name_key
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonMergeRow, PersonRow
from services.offender_mgmt.weights.queries import sentenced_on
from services.offender_mgmt.weights.rules import Record

CANDIDATES_AT_MOST = 100
BEGINNING = 2  # Source: hmpps-person-match, two letters of the forename and two of the surname


async def candidates(session: AsyncSession, caller: Caller, record: Record) -> Sequence[PersonRow]:
    """Everybody within reach who shares a number, both names, or two of: a birthday, a postcode, a day of sentence, a name.

    A name counts here that is the same, or that begins as the other does: spelt otherwise it may still be one person's.
    Source: hmpps-person-match, the keys by which records are brought together.
    """
    keys = [(name_key(forename), name_key(surname)) for forename, surname in record.names]
    lived = PersonRow.crn.in_(_living_at(record.postcodes))
    passed = sentenced_on(caller, record.sentenced_on).subquery()
    sentenced = PersonRow.crn.in_(select(passed.c.crn))
    births = (PersonRow.date_of_birth.in_(record.birthdays), PersonRow.crn.in_(_who_gave(record.birthdays)))
    ways = [
        PersonRow.crn.in_(_with_numbers(record)),
        PersonRow.crn.in_(_known_as(keys)),
        *(and_(PersonRow.forename_key.in_(pair), PersonRow.surname_key.in_(pair)) for pair in keys),
        *(and_(one, _named(keys)) for one in (lived, sentenced, *births)),
        *(and_(one, born) for one in (lived, sentenced) for born in births),
    ]
    crns = {crn for way in ways for crn in await session.scalars(_crns(caller, way))}
    return (await session.scalars(persons.within(caller).where(PersonRow.crn.in_(sorted(crns))).order_by(PersonRow.crn))).all()


def _named(keys: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    either = {key for pair in keys for key in pair}
    begins = (
        and_(PersonRow.forename_key.startswith(forename[:BEGINNING]), PersonRow.surname_key.startswith(surname[:BEGINNING]))
        for forename, surname in keys
        if forename and surname
    )
    return or_(PersonRow.surname_key.in_(either), PersonRow.forename_key.in_(either), *begins)


def _crns(caller: Caller, way: ColumnElement[bool]) -> Select[str]:
    return persons.within(caller).with_only_columns(PersonRow.crn).where(way).order_by(PersonRow.crn).limit(CANDIDATES_AT_MOST)


def _with_numbers(record: Record) -> Select[str]:
    held = PersonIdentifierRow
    of_pnc = and_(held.kind == IdentifierKind.PNC, held.value.in_(record.pncs))
    of_cro = and_(held.kind == IdentifierKind.CRO, held.value.in_(record.cros))
    return select(held.crn).where(or_(of_pnc, of_cro), held.reason.is_(None))


def _known_as(keys: Iterable[tuple[str, str]]) -> Select[str]:
    ways = [and_(AliasRow.forename_key.in_(pair), AliasRow.surname_key.in_(pair)) for pair in keys]
    return select(AliasRow.crn).where(or_(*ways), ~corrected(AliasRow))


def _who_gave(birthdays: Iterable[date]) -> Select[str]:
    return select(AliasRow.crn).where(AliasRow.date_of_birth.in_(birthdays), ~corrected(AliasRow))


def _living_at(postcodes: Iterable[str]) -> Select[str]:
    return select(AddressRow.crn).where(AddressRow.postcode.in_(postcodes), ~corrected(AddressRow))


async def pair(session: AsyncSession, one: str, other: str) -> PersonMatchRow | None:
    """The pair of two people found within reach, if it was put on the queue before."""
    crn, other_crn = sorted((one, other))
    wanted = select(PersonMatchRow).where(PersonMatchRow.crn == crn, PersonMatchRow.other_crn == other_crn)
    return await session.scalar(wanted.with_for_update())


async def states(session: AsyncSession, crn: str) -> dict[str, MatchState]:
    """What was decided last about each record that somebody found within reach was compared with.

    A parting is a decision too: two records that were linked, merged and parted are not the same any more.
    """
    merges = select(PersonMergeRow.crn, PersonMergeRow.merged_crn, PersonMergeRow.parted_at).where(
        PersonMergeRow.parted_at.is_not(None), or_(PersonMergeRow.crn == crn, PersonMergeRow.merged_crn == crn)
    )
    pairs = select(PersonMatchRow.crn, PersonMatchRow.other_crn, MatchDecisionRow.decided_at, MatchDecisionRow.decision)
    decided = pairs.join(MatchDecisionRow, MatchDecisionRow.person_match_id == PersonMatchRow.person_match_id).where(
        or_(PersonMatchRow.crn == crn, PersonMatchRow.other_crn == crn)
    )
    rows = await session.execute(merges)
    acts = [(one, other, parted_at, MatchState.NOT_THE_SAME) for one, other, parted_at in rows if parted_at is not None]
    acts += [(one, other, at, MatchState(decision)) for one, other, at, decision in await session.execute(decided)]
    in_order = sorted(acts, key=lambda act: act[2])
    return {(other if one == crn else one): state for one, other, _, state in in_order}


def _both_within(caller: Caller) -> Select[PersonMatchRow]:
    reached = persons.within(caller).with_only_columns(PersonRow.crn)
    of_pair = [
        reached.where(PersonRow.crn == crn).correlate(PersonMatchRow).exists()
        for crn in (PersonMatchRow.crn, PersonMatchRow.other_crn)
    ]
    return select(PersonMatchRow).where(*of_pair)


async def match(session: AsyncSession, caller: Caller, match_id: UUID) -> PersonMatchRow:
    """The pair, locked, if both records are within reach.

    Raises:
        NotFound: there is none, or one of the two records is out of reach.

    """
    row = await session.scalar(_both_within(caller).where(PersonMatchRow.person_match_id == match_id).with_for_update())
    if row is None:
        raise NotFound
    return row


async def matches(
    session: AsyncSession, caller: Caller, state: MatchState, page: NumberedPage
) -> tuple[Sequence[PersonMatchRow], int]:
    """A page of the pairs in one state of which both records are within reach, the oldest first, and how many there are."""
    wanted = _both_within(caller).where(PersonMatchRow.state == state)
    total = await session.scalar(select(func.count()).select_from(wanted.subquery()))
    in_order = wanted.order_by(PersonMatchRow.found_at, PersonMatchRow.person_match_id)
    return (await session.scalars(in_order.offset(page.offset).limit(page.per_page))).all(), total or 0


async def decisions(session: AsyncSession, match_ids: Sequence[UUID]) -> dict[UUID, list[MatchDecisionRow]]:
    """What was decided about each of these pairs, the oldest first."""
    wanted = select(MatchDecisionRow).where(MatchDecisionRow.person_match_id.in_(match_ids))
    found: dict[UUID, list[MatchDecisionRow]] = {match_id: [] for match_id in match_ids}
    for row in await session.scalars(wanted.order_by(MatchDecisionRow.decided_at, MatchDecisionRow.match_decision_id)):
        found[row.person_match_id].append(row)
    return found
