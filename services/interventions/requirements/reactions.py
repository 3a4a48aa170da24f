"""What interventions does when offender_mgmt announces a requirement."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.feed.follower import Arrived
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from services.interventions.requirements import service


async def on_requirement_imposed(session: AsyncSession, arrived: Arrived[RequirementImposed]) -> None:
    """A court has imposed a requirement: it enters the queue of the provider."""
    await service.take_in(session, arrived.content, arrived.envelope.sequence)
