"""Keeping the work queue: a requirement arrives, and its progress is noted as its referral moves."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

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
