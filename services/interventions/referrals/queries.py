"""Reading referrals: one to change, and one to show with its decision and every step."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.database.shaping import closed, reach_of
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.interventions.referrals import MoveView, ReferralState, ReferralView, ReferralWarning
from noms.contracts.interventions.suitability import GateView, SuitabilityView, UnsuitableReason
from services.interventions.referrals import rules
from services.interventions.referrals.tables import ReferralMoveRow, ReferralRow, SuitabilityRow

Referral = ReferralRow
"""A referral as the rooms above read it. Only this room writes one."""


def reached_by(caller: Caller) -> ColumnElement[bool]:
    """The referral is within the caller's reach, and its person's record not closed to them."""
    return and_(ReferralRow.audience.overlap(list(caller.reach)), ~closed(ReferralRow.crn, reach_of(caller)))


async def referral(session: AsyncSession, caller: Caller, referral_id: UUID) -> Referral:
    """The referral within the caller's reach.

    Raises:
        NotFound: there is none.

    """
    return await _one(session, caller, referral_id, locked=False)


async def referral_to_change(session: AsyncSession, caller: Caller, referral_id: UUID) -> Referral:
    """The referral within the caller's reach, locked until the request ends, so that acts on it follow one another.

    Raises:
        NotFound: there is none.

    """
    return await _one(session, caller, referral_id, locked=True)


async def last_step(session: AsyncSession, referral_id: UUID, *into: ReferralState) -> ReferralMoveRow:
    """The last step that the referral took into one of these states: it took one before."""
    steps = select(ReferralMoveRow).where(ReferralMoveRow.referral_id == referral_id, ReferralMoveRow.state.in_(into))
    return (await session.scalars(steps.order_by(ReferralMoveRow.number.desc()).limit(1))).one()


async def referral_view(session: AsyncSession, row: Referral) -> ReferralView:
    """A referral as it is shown: how it stands, the decision on suitability, and its steps in their order."""
    moves = await session.scalars(
        select(ReferralMoveRow).where(ReferralMoveRow.referral_id == row.referral_id).order_by(ReferralMoveRow.number)
    )
    decision = await session.get(SuitabilityRow, row.referral_id)
    return ReferralView(
        referral_id=row.referral_id,
        requirement_id=row.requirement_id,
        crn=row.crn,
        order_id=row.order_id,
        programme_code=row.programme_code,
        provider=row.provider,
        state=ReferralState(row.state),
        referred_on=row.referred_on,
        order_ends_on=row.order_ends_on,
        latest_feasible_start=row.latest_feasible_start,
        warnings=[ReferralWarning(warning) for warning in row.warnings],
        suitability=_suitability(decision) if decision else None,
        cohort_id=row.cohort_id,
        sessions_attended=row.sessions_attended,
        sessions_planned=row.sessions_planned,
        moves=[_move(move) for move in moves],
    )


async def _one(session: AsyncSession, caller: Caller, referral_id: UUID, *, locked: bool) -> ReferralRow:
    statement = select(ReferralRow).where(ReferralRow.referral_id == referral_id, reached_by(caller))
    row = await session.scalar(statement.with_for_update() if locked else statement)
    if row is None:
        raise NotFound
    return row


def _move(row: ReferralMoveRow) -> MoveView:
    return MoveView(state=ReferralState(row.state), on=row.moved_on, recorded_by=row.recorded_by, reason=row.reason)


def _suitability(row: SuitabilityRow) -> SuitabilityView:
    results = rules.gates_closed_by([UnsuitableReason(reason) for reason in row.reasons])
    return SuitabilityView(
        suitable=not row.reasons,
        gates=[GateView(gate=result.gate, passed=result.passed, reasons=list(result.reasons)) for result in results],
        ogrs_percent=row.ogrs_percent,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
    )
