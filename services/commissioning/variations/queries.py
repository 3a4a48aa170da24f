"""Variations of an agreement that was found through reach."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.identity.caller import Caller, persons_named
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.agreement_views import SignatureView
from noms.contracts.commissioning.variation_views import VariationView
from noms.contracts.commissioning.variations import TextChanges, VariationState
from services.commissioning.agreements.queries import Agreement
from services.commissioning.agreements.tables import SignatureRow
from services.commissioning.layers.rules import ONE_DAY
from services.commissioning.price_moves.queries import priced_parts
from services.commissioning.price_moves.rules import PricePath, parts_in
from services.commissioning.texts.queries import options_of
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


async def variations_of(session: AsyncSession, agreement: Agreement) -> list[VariationView]:
    """The variations and extensions of an agreement, the first first."""
    mine = VariationRow.agreement_id == agreement.agreement_id
    rows = await session.scalars(select(VariationRow).where(mine).order_by(VariationRow.number))
    return [await variation_view(session, agreement, row) for row in rows]


async def variation_view(session: AsyncSession, agreement: Agreement, row: VariationRow) -> VariationView:
    """A variation as the parties see it."""
    signatures = await signatures_of(session, row.variation_id)
    computed = {
        "signatures": [SignatureView.model_validate(each) for each in signatures],
        "price_effect_on": await price_effect_on(session, agreement, row),
        "entered_late": await entered_late(session, row, signatures),
    }
    columns = {name: getattr(row, name) for name in VariationView.model_fields.keys() - computed.keys()}
    return VariationView.model_validate({**columns, **computed})


async def price_effect_on(session: AsyncSession, agreement: Agreement, row: VariationRow) -> date | None:
    """The first day on which a variation moves the annual price as far as it says; none where it moves nothing."""
    if not row.price_effect_pence:
        return None
    number = row.text_number or row.drawn_on_text + 1
    before = [part for part in await priced_parts(session, row.agreement_id) if part.text_number < number]
    changes = TextChanges.model_validate(row.changes)
    offered = parts_in(changes, place=agreement.provider, from_day=row.effective_on, text_number=number)
    return PricePath([*before, *offered], agreement.starts_on, date.max).first_day_of(number, row.price_effect_pence)


async def signatures_of(session: AsyncSession, variation_id: UUID) -> Sequence[VariationSignatureRow]:
    """Who has signed a variation."""
    mine = VariationSignatureRow.variation_id == variation_id
    return (await session.scalars(select(VariationSignatureRow).where(mine).order_by(VariationSignatureRow.party))).all()


async def exercise_by(session: AsyncSession, row: VariationRow) -> date | None:
    """The deadline of the option that an extension uses; none where it uses none."""
    options = await options_of(session, row.agreement_id) if row.option_number else []
    return next((option.exercise_by for option in options if option.option_number == row.option_number), None)


async def entered_late(session: AsyncSession, row: VariationRow, signatures: Iterable[VariationSignatureRow]) -> bool:
    """Whether an option was used in time by the day that a signature bears alone. House rule: 0125."""
    deadline = await exercise_by(session, row)
    entered_on = [london_day(each.recorded_at) for each in signatures]
    return deadline is not None and any(day > min(deadline, row.effective_on - ONE_DAY) for day in entered_on)


async def agreement_signed_on(session: AsyncSession, agreement: Agreement) -> date:
    """The day of the last signature on the original text; the first day of the agreement where nobody has signed."""
    mine = SignatureRow.agreement_id == agreement.agreement_id
    return await session.scalar(select(func.max(SignatureRow.signed_on)).where(mine)) or agreement.starts_on


async def has_signed(session: AsyncSession, caller: Caller, variation_id: UUID) -> set[Party]:
    """The parties for which this person has signed the variation, by whatever client; who proposed it acted for the office."""
    proposed = await session.scalars(select(VariationRow.proposed_by).where(VariationRow.variation_id == variation_id))
    signed = [(Party(each.party), each.recorded_by) for each in await signatures_of(session, variation_id)]
    acts = [*signed, *((Party.COMMISSIONER, by) for by in proposed)]
    return {party for party, by in acts if caller.persons & persons_named(by)}


async def last_number(session: AsyncSession, agreement_id: UUID) -> int:
    """The number of the last variation; 0 when there is none."""
    latest = select(func.coalesce(func.max(VariationRow.number), 0)).where(VariationRow.agreement_id == agreement_id)
    return int((await session.execute(latest)).scalar_one())


async def last_option_used(session: AsyncSession, agreement_id: UUID) -> int:
    """The number of the last option that was used; 0 when none was."""
    used = (VariationRow.agreement_id == agreement_id, VariationRow.state == VariationState.SETTLED)
    latest = select(func.max(VariationRow.option_number)).where(*used)
    return await session.scalar(latest) or 0
