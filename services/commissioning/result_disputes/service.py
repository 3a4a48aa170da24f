"""Marking a figure as contested, and keeping how its contest was decided."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from services.commissioning.result_disputes import queries, rules
from services.commissioning.result_disputes.refusals import refuse
from services.commissioning.result_disputes.tables import ResultDecisionRow, ResultDisputeRow


@dataclass(frozen=True)
class Contested:
    """The figure that somebody contests, and where it was found."""

    agreement_id: UUID
    period_id: UUID
    result_id: UUID
    figure: rules.Figure
    of_latest_version: bool


async def mark_disputed(session: AsyncSession, caller: Caller, contested: Contested, contest_id: UUID) -> bool:
    """Let a figure wait for the decision of a contest; whether that is new. Saying so again changes nothing.

    Whoever calls holds the agreement, so that a figure is contested once at a time.
    """
    contests = queries.contests_of(await queries.disputes_of(session, contested.period_id))
    if any(contest.contest_id == contest_id for contest in contests):
        return False
    refuse(rules.objection_to_dispute(contested.figure, contests, of_latest_version=contested.of_latest_version))
    session.add(
        ResultDisputeRow(
            dispute_id=uuid4(),
            agreement_id=contested.agreement_id,
            period_id=contested.period_id,
            result_id=contested.result_id,
            measure_code=contested.figure.measure_code,
            from_day=contested.figure.from_day,
            contest_id=contest_id,
            marked_by=caller.in_full,
            marked_at=clock.now(),
        )
    )
    await session.flush()
    return True


async def settle_dispute(
    session: AsyncSession, caller: Caller, dispute: ResultDisputeRow, *, upheld: bool, through_version: int
) -> None:
    """Keep how the contest of a figure was decided; an upheld one fells the figure in every version until now."""
    session.add(
        ResultDecisionRow(
            dispute_id=dispute.dispute_id,
            agreement_id=dispute.agreement_id,
            upheld=upheld,
            through_version=through_version,
            settled_by=caller.in_full,
            settled_at=clock.now(),
        )
    )
    await session.flush()
