"""What happens to referrals when offender_mgmt merges two records of one person, or parts them."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.feed.follower import Arrived, Reaction
from noms.contracts.offender_mgmt.merge_events import PersonsMerged, PersonsParted
from noms.contracts.offender_mgmt.terminations import RequirementEnded
from services.interventions.referrals import service


async def on_persons_merged(session: AsyncSession, arrived: Arrived[PersonsMerged]) -> None:
    """The referrals of the merged record are the surviving one's."""
    await service.give_to(session, arrived.content.crn, arrived.content.requirement_ids)


async def on_persons_parted(session: AsyncSession, arrived: Arrived[PersonsParted]) -> None:
    """The referrals that came with the merged record are its own again."""
    await service.give_to(session, arrived.content.merged_crn, arrived.content.requirement_ids)


async def on_requirement_ended(session: AsyncSession, arrived: Arrived[RequirementEnded]) -> None:
    """No session is held under a requirement after the day on which it ended."""
    await service.end(session, arrived.content.requirement_id, arrived.content.ended_on)


MERGES = (Reaction(PersonsMerged, on_persons_merged), Reaction(PersonsParted, on_persons_parted))
"""What the room hears of records that are merged and parted."""
