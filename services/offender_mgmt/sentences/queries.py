"""Finding orders within the caller's reach."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.order_views import OrderView, RequirementView
from noms.contracts.offender_mgmt.sentences import OrderToMake
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow, RequirementRow

CustodialSentence = CustodialSentenceRow
"""A custodial sentence as the rooms above read it. Only this room writes one."""

Order = OrderRow
"""An order as the rooms above read it. Only this room writes one."""


async def order(session: AsyncSession, caller: Caller, order_id: UUID, *, for_change: bool = False) -> OrderRow:
    """The order, if its person is within reach; locked until the act is done, where one is to follow.

    Raises:
        NotFound: there is none, or none within reach.

    """
    within = reached_by(caller)
    wanted = select(OrderRow).join(PersonRow, PersonRow.crn == OrderRow.crn).where(OrderRow.order_id == order_id, within)
    row = await session.scalar(wanted.with_for_update(of=OrderRow) if for_change else wanted)
    if row is None:
        raise NotFound
    concerning(session, row.crn)
    return row


async def order_like(session: AsyncSession, crn: str, made: OrderToMake) -> UUID | None:
    """The order on record that is the same: of one court, day and kind, for one offence. None when there is none."""
    same_sitting = (OrderRow.court == made.court, OrderRow.made_on == made.made_on, OrderRow.kind == made.kind)
    same_offence = (
        OrderRow.offence_code == made.offence_code,
        OrderRow.offence_committed_on == made.offence_committed_on,
    )
    return await session.scalar(select(OrderRow.order_id).where(OrderRow.crn == crn, *same_sitting, *same_offence).limit(1))


async def links(session: AsyncSession, crn: str) -> dict[UUID, list[UUID]]:
    """The person's custodial sentences, each with those that it follows."""
    wanted = select(CustodialSentenceRow.sentence_id, CustodialSentenceRow.consecutive_to).where(CustodialSentenceRow.crn == crn)
    return {row.sentence_id: row.consecutive_to for row in await session.execute(wanted)}


async def custodial_sentences(session: AsyncSession, crn: str) -> Sequence[CustodialSentenceRow]:
    """Every custodial sentence of the person, newest first."""
    wanted = select(CustodialSentenceRow).where(CustodialSentenceRow.crn == crn)
    in_order = wanted.order_by(
        CustodialSentenceRow.sentenced_on.desc(), CustodialSentenceRow.recorded_at, CustodialSentenceRow.sentence_id
    )
    return (await session.scalars(in_order)).all()


async def custodial_sentence(
    session: AsyncSession, caller: Caller, sentence_id: UUID, *, for_change: bool = False
) -> CustodialSentenceRow:
    """The custodial sentence, if its person is within reach; the person is locked, where an act is to follow.

    Raises:
        NotFound: there is none, or none within reach.

    """
    row = await session.get(CustodialSentenceRow, sentence_id)
    if row is None:
        raise NotFound
    concerning(session, (await persons.person(session, caller, row.crn, for_change=for_change)).crn)
    return row


async def order_view(session: AsyncSession, caller: Caller, order_id: UUID) -> OrderView:
    """The order and its requirements, in the order in which the court pronounced them."""
    row = await order(session, caller, order_id)
    imposed = select(RequirementRow).where(RequirementRow.order_id == order_id).order_by(RequirementRow.place)
    return _view(row, (await session.scalars(imposed)).all())


def _view(row: OrderRow, imposed: Sequence[RequirementRow]) -> OrderView:
    requirements = [RequirementView.model_validate(requirement) for requirement in imposed]
    facts = {name: getattr(row, name) for name in OrderView.model_fields if name != "requirements"}
    return OrderView.model_validate(facts | {"requirements": requirements})
