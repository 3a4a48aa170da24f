"""Who had a hand in what is to be moderated."""

from collections.abc import Collection

from sqlalchemy import CompoundSelect, literal, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import persons_named
from services.commissioning.agreements.tables import AgreementMoveRow, AgreementRow, SignatureRow
from services.commissioning.disputes.tables import LineDisputeRow
from services.commissioning.moderation.rules import Hand
from services.commissioning.occurrences.tables import OccurrenceVersionRow
from services.commissioning.performance.tables import ComputationRow
from services.commissioning.ratings.tables import GatewayMoveRow
from services.commissioning.result_disputes.tables import ResultDecisionRow
from services.commissioning.runs.tables import SettlementRunRow
from services.commissioning.samples.tables import AuditFindingRow


async def hands_in(session: AsyncSession, agreement: AgreementRow) -> Collection[Hand]:
    """Everybody who drew the agreement up, moved it on, signed it, or judged something under it that a rating may rest on."""
    found = agreement.agreement_id
    signed = select(SignatureRow.recorded_by, SignatureRow.recorded_through).where(SignatureRow.agreement_id == found)
    moved = select(AgreementMoveRow.moved_by, AgreementMoveRow.moved_through).where(AgreementMoveRow.agreement_id == found)
    computed = select(ComputationRow.computed_by, ComputationRow.computed_through).where(ComputationRow.agreement_id == found)
    hands: list[tuple[str | None, str | None]] = [(agreement.drawn_up_by, agreement.drawn_up_through)]
    judged = [
        select(who, literal(None)).where(of_agreement == found)
        for who, of_agreement in (
            (GatewayMoveRow.recorded_by, GatewayMoveRow.agreement_id),
            (OccurrenceVersionRow.recorded_by, OccurrenceVersionRow.agreement_id),
            (SettlementRunRow.recorded_by, SettlementRunRow.agreement_id),
            (ResultDecisionRow.settled_by, ResultDecisionRow.agreement_id),
            (LineDisputeRow.settled_by, LineDisputeRow.agreement_id),
            (AuditFindingRow.found_by, AuditFindingRow.agreement_id),
        )
    ]
    recorded: CompoundSelect[str | None, str | None] = union(signed, moved, computed, *judged)
    hands += [(who, through) for who, through in await session.execute(recorded)]
    return {Hand(name, through) for who, through in hands if who is not None for name in persons_named(who)}
