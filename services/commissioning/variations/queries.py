"""Variations of an agreement that was found through reach."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.agreement_views import SignatureView
from noms.contracts.commissioning.variation_views import VariationView
from noms.contracts.commissioning.variations import VariationKind, VariationState
from services.commissioning.variations.tables import VariationRow, VariationSignatureRow


async def variation(session: AsyncSession, agreement_id: UUID, variation_id: UUID) -> VariationRow:
    """One variation of an agreement that was found through reach; whoever changes it holds the agreement.

    Raises:
        NotFound: the agreement has no such variation.

    """
    wanted = select(VariationRow).where(VariationRow.agreement_id == agreement_id, VariationRow.variation_id == variation_id)
    row = await session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


async def variations_of(session: AsyncSession, agreement_id: UUID) -> list[VariationView]:
    """The variations and extensions of an agreement, the first first."""
    mine = VariationRow.agreement_id == agreement_id
    rows = await session.scalars(select(VariationRow).where(mine).order_by(VariationRow.number))
    return [await variation_view(session, row) for row in rows]


async def variation_view(session: AsyncSession, row: VariationRow) -> VariationView:
    """A variation as the parties see it."""
    columns = {name: getattr(row, name) for name in VariationView.model_fields if name != "signatures"}
    signatures = [SignatureView.model_validate(each) for each in await signatures_of(session, row.variation_id)]
    return VariationView.model_validate({**columns, "signatures": signatures})


async def signatures_of(session: AsyncSession, variation_id: UUID) -> Sequence[VariationSignatureRow]:
    """Who has signed a variation."""
    mine = VariationSignatureRow.variation_id == variation_id
    return (await session.scalars(select(VariationSignatureRow).where(mine).order_by(VariationSignatureRow.party))).all()


async def has_signed(session: AsyncSession, caller: Caller, variation_id: UUID) -> set[Party]:
    """The parties for which this caller, by this client, has signed the variation."""
    mine = (caller.subject, caller.client)
    signatures = await signatures_of(session, variation_id)
    return {Party(each.party) for each in signatures if (each.recorded_by, each.recorded_through) == mine}


async def last_number(session: AsyncSession, agreement_id: UUID) -> int:
    """The number of the last variation; 0 when there is none."""
    latest = select(func.coalesce(func.max(VariationRow.number), 0)).where(VariationRow.agreement_id == agreement_id)
    return int((await session.execute(latest)).scalar_one())


async def last_option_used(session: AsyncSession, agreement_id: UUID) -> int:
    """The number of the last option that was used; 0 when none was."""
    used = (VariationRow.agreement_id == agreement_id, VariationRow.state == VariationState.SETTLED)
    latest = select(func.max(VariationRow.option_number)).where(*used)
    return await session.scalar(latest) or 0


async def settled_effects(session: AsyncSession, agreement_id: UUID, through: date, within_days: int) -> list[int]:
    """What the discretionary variations that took effect in so many days have moved the annual price by."""
    counted = (
        VariationRow.agreement_id == agreement_id,
        VariationRow.state == VariationState.SETTLED,
        VariationRow.kind == VariationKind.DISCRETIONARY,
        VariationRow.effective_on > through - timedelta(days=within_days),
        VariationRow.effective_on <= through,
    )
    return list(await session.scalars(select(VariationRow.price_effect_pence).where(*counted)))
