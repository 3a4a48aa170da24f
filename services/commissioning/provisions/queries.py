"""What is known of the orders of an agreement that was found through the caller's reach."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.provisions import ProvisionList, ProvisionView, Spell
from services.commissioning.charges.rules import Provision
from services.commissioning.provisions.rules import days_of
from services.commissioning.provisions.tables import ProvisionRow

MOST_SHOWN = 500


async def latest_revision(session: AsyncSession, agreement_id: UUID, service: str, order: str) -> int:
    """The last revision of what is known of an order; 0 when nothing is."""
    known = select(func.coalesce(func.max(ProvisionRow.revision), 0)).where(
        ProvisionRow.agreement_id == agreement_id, ProvisionRow.service == service, ProvisionRow.order_reference == order
    )
    return int((await session.execute(known)).scalar_one())


async def provisions_of(session: AsyncSession, agreement_id: UUID, orders: Collection[str]) -> Sequence[ProvisionRow]:
    """What is known now of some orders, whatever the service."""
    found = await session.scalars(
        select(ProvisionRow)
        .where(ProvisionRow.agreement_id == agreement_id, ProvisionRow.order_reference.in_(orders))
        .ext(distinct_on(ProvisionRow.service, ProvisionRow.order_reference))
        .order_by(ProvisionRow.service, ProvisionRow.order_reference, ProvisionRow.revision.desc())
    )
    return found.all()


async def provision_page(session: AsyncSession, agreement_id: UUID, after: str | None) -> ProvisionList:
    """What is known now of the orders of an agreement, by order; an order is never parted between two pages."""
    wanted = select(ProvisionRow).where(ProvisionRow.agreement_id == agreement_id)
    if after is not None:
        wanted = wanted.where(ProvisionRow.order_reference > after)
    found = await session.scalars(
        wanted.ext(distinct_on(ProvisionRow.order_reference, ProvisionRow.service))
        .order_by(ProvisionRow.order_reference, ProvisionRow.service, ProvisionRow.revision.desc())
        .limit(MOST_SHOWN + 1)
    )
    rows = found.all()
    parted = rows[-1].order_reference if len(rows) > MOST_SHOWN else None
    shown = [row for row in rows if row.order_reference != parted]
    return ProvisionList(
        data=[provision_view(row) for row in shown], next_after=shown[-1].order_reference if parted is not None else None
    )


def provision_view(row: ProvisionRow) -> ProvisionView:
    """What is known of an order, as both parties see it."""
    return ProvisionView.model_validate(row)


async def known_provisions(
    session: AsyncSession, agreement_id: UUID, orders: Collection[str]
) -> Mapping[tuple[str, str], Provision]:
    """What is known now of some orders, by service and order: what charges are judged by."""
    return {
        (row.service, row.order_reference): Provision(
            row.person_reference,
            tuple(days_of(Spell.model_validate(spell)) for spell in row.spells),
            frozenset(row.event_ids),
        )
        for row in await provisions_of(session, agreement_id, orders)
    }
