"""Who had a hand in what is to be moderated."""

from collections.abc import Collection

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from services.commissioning.agreements.tables import AgreementMoveRow, AgreementRow, SignatureRow
from services.commissioning.moderation.rules import Hand
from services.commissioning.performance.tables import ComputationRow


async def hands_in(session: AsyncSession, agreement: AgreementRow) -> Collection[Hand]:
    """Everybody who drew the agreement up, moved it on, signed it, or computed one of its periods."""
    found = agreement.agreement_id
    signed = select(SignatureRow.recorded_by, SignatureRow.recorded_through).where(SignatureRow.agreement_id == found)
    moved = select(AgreementMoveRow.moved_by, AgreementMoveRow.moved_through).where(AgreementMoveRow.agreement_id == found)
    computed = select(ComputationRow.computed_by, ComputationRow.computed_through).where(ComputationRow.agreement_id == found)
    hands: list[tuple[str | None, str | None]] = [(agreement.drawn_up_by, agreement.drawn_up_through)]
    recorded: CompoundSelect[str | None, str | None] = union(signed, moved, computed)
    hands += [(who, through) for who, through in await session.execute(recorded)]
    return {Hand(who, through) for who, through in hands if who is not None}
