"""Recalls on record, and what is known of somebody who is to be recalled."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.licences import LicenceKind
from noms.contracts.offender_mgmt.recalls import RecallType
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.custody.queries import stays
from services.offender_mgmt.licences.queries import Licence, conditions
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.recalls.rules import OnLicence, Passed, SentenceServed, Standing, chain_days, without_licence
from services.offender_mgmt.recalls.tables import RecallRow
from services.offender_mgmt.sentences.queries import CustodialSentence, custodial_sentences
from services.offender_mgmt.terminations.queries import sentences_ended

Recall = RecallRow
"""A recall as the rooms above read it. Only this room writes one."""


async def recall_in_force(session: AsyncSession, crn: str) -> RecallRow | None:
    """The recall after which the person has not been released again; None when there is none.

    Callers have found the person within their reach before they ask.
    """
    return await session.scalar(select(RecallRow).where(RecallRow.crn == crn, RecallRow.released_again_on.is_(None)))


async def recalls(session: AsyncSession, crn: str) -> Sequence[RecallRow]:
    """Every recall of the person, newest first. Callers have found the person within their reach before they ask."""
    wanted = select(RecallRow).where(RecallRow.crn == crn)
    return (await session.scalars(wanted.order_by(RecallRow.recalled_on.desc(), RecallRow.recorded_at.desc()))).all()


async def recall(session: AsyncSession, caller: Caller, recall_id: UUID) -> tuple[RecallRow, Person]:
    """The recall and its person, if the person is within reach; the person is locked until the act is done.

    Raises:
        NotFound: there is none, or none within reach.

    """
    row = await session.get(RecallRow, recall_id)
    if row is None:
        raise NotFound
    person = await persons.person(session, caller, row.crn, for_change=True)
    concerning(session, person.crn)
    await session.refresh(row)
    return row, person


async def standing(session: AsyncSession, crn: str, licence: Licence | None, on: date) -> Standing:
    """What is on record of the person that bears on a recall on a day. Callers have found the person within their reach."""
    ended = await sentences_ended(session, crn)
    served = [row for row in await custodial_sentences(session, crn) if row.sentence_id not in ended]
    by_id = {row.sentence_id: _passed(row) for row in served}
    before = [row for row in await recalls(session, crn) if row.kind == RecallType.FIXED_TERM]
    return Standing(
        sentences=tuple(_served(row, by_id) for row in served),
        licence=await _on(session, licence) if licence else None,
        in_custody=await _held_through(session, crn, on),
        recalled_for_a_fixed_term_on=tuple(row.recalled_on for row in before),
    )


async def _held_through(session: AsyncSession, crn: str, day: date) -> bool:
    """Whether the person was held on the eve and at the end of the day: a recall and the return can fall on one day."""
    known = [(row.received_on, row.left_on or date.max) for row in await stays(session, crn)]
    eve = any(received_on < day <= left_on for received_on, left_on in known)
    return eve and any(received_on <= day < left_on for received_on, left_on in known)


def _passed(row: CustodialSentence) -> Passed:
    terms = tuple(Term.model_validate(term) for term in (row.length, row.extension) if term)
    return Passed(row.sentence_id, row.sentenced_on, row.offence_committed_on, terms, tuple(row.consecutive_to))


def _served(row: CustodialSentence, by_id: dict[UUID, Passed]) -> SentenceServed:
    passed = by_id[row.sentence_id]
    return SentenceServed(
        CustodialSentenceKind(row.kind),
        row.sentenced_on,
        under_twelve_months=without_licence(passed, by_id),
        schedule_15=row.schedule_15,
        last_day=chain_days(passed, by_id)[1] if passed.terms else None,
    )


async def _on(session: AsyncSession, licence: Licence) -> OnLicence:
    asked = frozenset(row.condition_id for row in await conditions(session, licence.licence_id))
    return OnLicence(LicenceKind(licence.kind), licence.starts_on, asked, licence.ends_on)
