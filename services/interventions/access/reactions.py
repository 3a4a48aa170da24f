"""What interventions does when offender_mgmt closes a record, opens one, or merges and parts two."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.feed.follower import Arrived, Reaction
from noms.contracts.offender_mgmt.access_events import AccessChanged
from noms.contracts.offender_mgmt.merge_events import PersonsMerged, PersonsParted
from services.interventions.access import service


async def on_access_changed(session: AsyncSession, arrived: Arrived[AccessChanged]) -> None:
    """A person's record was closed or opened: their requirements and referrals follow."""
    await service.close_as_told(session, arrived.content)


async def on_persons_merged(session: AsyncSession, arrived: Arrived[PersonsMerged]) -> None:
    """What was told under the merged number stays closed, and is closed with the surviving record. Heard last."""
    await service.close_merged(session, arrived.content)


async def on_persons_parted(session: AsyncSession, arrived: Arrived[PersonsParted]) -> None:
    """The parted record is closed by its own closures alone. Heard last."""
    await service.open_parted(session, arrived.content)


CLOSURES = (
    Reaction(AccessChanged, on_access_changed),
    Reaction(PersonsMerged, on_persons_merged),
    Reaction(PersonsParted, on_persons_parted),
)
"""What this room hears, after those rooms whose records move when people are merged."""
