"""Keeping the work queue: a requirement arrives, and its progress is noted as its referral moves."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.database.rows import ClosureRow
from noms.chassis.identity.caller import audience
from noms.contracts.interventions.referrals import ReferralState
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from services.interventions.requirements.rules import region_of
from services.interventions.requirements.tables import RequirementRow


async def take_in(session: AsyncSession, imposed: RequirementImposed, sequence: int) -> None:
    """Put a requirement into its provider's queue; what was said later replaces what was said before, progress stays."""
    region = region_of(imposed.provider)
    said = imposed.model_dump(exclude={"detail_url"}) | {
        "event_sequence": sequence,
        "audience": audience(organisations=[imposed.provider], regions=[region] if region else []),
    }
    statement = insert(RequirementRow).values(said)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[RequirementRow.requirement_id],
            set_={name: statement.excluded[name] for name in said},
            where=RequirementRow.event_sequence < statement.excluded.event_sequence,
        )
    )


async def note_progress(session: AsyncSession, requirement_id: UUID, referral_id: UUID, state: ReferralState) -> None:
    """Show on the queue where the latest referral of a requirement stands."""
    await session.execute(
        update(RequirementRow)
        .where(RequirementRow.requirement_id == requirement_id)
        .values(progress=state, referral_id=referral_id)
    )


async def give_to(session: AsyncSession, crn: str, requirement_ids: Sequence[UUID], closure_ids: Sequence[UUID]) -> None:
    """Let requirements be another record's, as offender_mgmt says, and closures close that one."""
    await session.execute(update(RequirementRow).where(RequirementRow.requirement_id.in_(requirement_ids)).values(crn=crn))
    await session.execute(update(ClosureRow).where(ClosureRow.closure_id.in_(closure_ids)).values(subject=crn))


async def end(session: AsyncSession, requirement_id: UUID, ended_on: date) -> None:
    """Let a requirement last until the day on which it ended, where that is before the last day that was told."""
    last_day = func.least(RequirementRow.order_ends_on, ended_on)
    await session.execute(
        update(RequirementRow).where(RequirementRow.requirement_id == requirement_id).values(order_ends_on=last_day)
    )
