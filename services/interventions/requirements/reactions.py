"""What interventions does when offender_mgmt announces a requirement, or merges or parts the records of people."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.feed.follower import Arrived, Reaction
from noms.contracts.offender_mgmt.merge_events import PersonsMerged, PersonsParted
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from noms.contracts.offender_mgmt.terminations import RequirementEnded
from services.interventions.requirements import service


async def on_requirement_imposed(session: AsyncSession, arrived: Arrived[RequirementImposed]) -> None:
    """A court has imposed a requirement: it enters the queue of the provider."""
    await service.take_in(session, arrived.content, arrived.envelope.sequence)


async def on_persons_merged(session: AsyncSession, arrived: Arrived[PersonsMerged]) -> None:
    """The requirements of the merged record are the surviving one's, and what closed it closes that one."""
    told = arrived.content
    await service.give_to(session, told.crn, told.requirement_ids, told.closure_ids)


async def on_persons_parted(session: AsyncSession, arrived: Arrived[PersonsParted]) -> None:
    """The requirements and closures that came with the merged record are its own again."""
    told = arrived.content
    await service.give_to(session, told.merged_crn, told.requirement_ids, told.closure_ids)


async def on_requirement_ended(session: AsyncSession, arrived: Arrived[RequirementEnded]) -> None:
    """The requirement lasts until it ended: the queue shows its last day."""
    await service.end(session, arrived.content.requirement_id, arrived.content.ended_on)


MERGES = (Reaction(PersonsMerged, on_persons_merged), Reaction(PersonsParted, on_persons_parted))
"""What the room hears of records that are merged and parted."""
