"""Ends on record, and what can end. Callers of the reads by a CRN have found the person within their reach."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import ColumnElement, SQLColumnExpression

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from services.offender_mgmt.sentences import queries as sentences
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow, RequirementRow
from services.offender_mgmt.terminations.tables import TerminationRow


async def end_of_order(session: AsyncSession, order_id: UUID) -> TerminationRow | None:
    """The end of an order before or on its last day; None while it runs, or where it ran out unrecorded."""
    return await session.scalar(select(TerminationRow).where(TerminationRow.order_id == order_id))


async def end_of_requirement(session: AsyncSession, requirement_id: UUID) -> TerminationRow | None:
    """The end of one requirement by itself."""
    return await session.scalar(select(TerminationRow).where(TerminationRow.requirement_id == requirement_id))


async def end_of_sentence(session: AsyncSession, sentence_id: UUID) -> TerminationRow | None:
    """The end of a custodial sentence by a court, as on appeal."""
    return await session.scalar(select(TerminationRow).where(TerminationRow.sentence_id == sentence_id))


async def sentences_ended(session: AsyncSession, crn: str) -> set[UUID]:
    """The person's custodial sentences that a court ended: no key date comes of them any more."""
    ended = select(TerminationRow.sentence_id).where(TerminationRow.crn == crn, TerminationRow.sentence_id.is_not(None))
    return {sentence_id for sentence_id in await session.scalars(ended) if sentence_id}


def any_sentence_stands(crn: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether the person has a custodial sentence that no court has ended: without one nothing of it holds any more."""
    ended = select(TerminationRow).where(TerminationRow.sentence_id == CustodialSentenceRow.sentence_id)
    return select(CustodialSentenceRow).where(CustodialSentenceRow.crn == crn, ~ended.exists()).exists()


async def terminations(session: AsyncSession, crn: str) -> Sequence[TerminationRow]:
    """Every end on record for the person, newest first."""
    wanted = select(TerminationRow).where(TerminationRow.crn == crn)
    return (await session.scalars(wanted.order_by(TerminationRow.ended_on.desc(), TerminationRow.recorded_at.desc()))).all()


async def requirements_running(session: AsyncSession, order_id: UUID) -> Sequence[RequirementRow]:
    """The requirements of an order that have no end of their own on record, in the order of the court."""
    ended = select(TerminationRow).where(TerminationRow.requirement_id == RequirementRow.requirement_id)
    wanted = select(RequirementRow).where(RequirementRow.order_id == order_id, ~ended.exists())
    return (await session.scalars(wanted.order_by(RequirementRow.place))).all()


async def requirement(session: AsyncSession, caller: Caller, requirement_id: UUID) -> tuple[RequirementRow, OrderRow]:
    """The requirement and its order, if the person is within reach; the order is locked until the act is done.

    Raises:
        NotFound: there is none, or none within reach.

    """
    row = await session.get(RequirementRow, requirement_id)
    if row is None:
        raise NotFound
    return row, await sentences.order(session, caller, row.order_id, for_change=True)
