"""What an agreement that was found through reach comes to, by its texts and by one that is offered."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.variations import TextChanges
from services.commissioning.agreements.queries import Agreement
from services.commissioning.layers.rules import Layer
from services.commissioning.price_moves.rules import FEE, Priced, PricePath, parts_in
from services.commissioning.texts.queries import key_of, parts_of
from services.commissioning.texts.tables import AgreementFeeRow, AgreementLineRow


async def prices_with(session: AsyncSession, agreement: Agreement, changes: TextChanges, effective_on: date) -> PricePath:
    """What an agreement comes to in a year on each day, if the next text changes it so."""
    kept, number = await priced_parts(session, agreement.agreement_id), agreement.text_number + 1
    offered = parts_in(changes, place=agreement.provider, from_day=effective_on, text_number=number)
    return PricePath([*kept, *offered], agreement.starts_on, agreement.ends_on)


async def priced_parts(session: AsyncSession, agreement_id: UUID) -> list[Layer[Priced]]:
    """Everything that the settled texts of an agreement say of what is paid for."""
    lines = await parts_of(session, AgreementLineRow, agreement_id)
    fees = await parts_of(session, AgreementFeeRow, agreement_id)
    return [
        *(_laid(row, Priced(key_of(row), row.annual_volume, row.unit_price_pence)) for row in lines),
        *(_laid(row, Priced(FEE, 1, row.annual_fee_pence)) for row in fees),
    ]


def _laid(row: AgreementLineRow | AgreementFeeRow, part: Priced) -> Layer[Priced]:
    return Layer(part, row.text_number, row.from_day, row.to_day, row.struck)
