"""What interventions tells about a requirement, shown in the case file."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.feed.follower import Arrived
from noms.contracts.interventions.attendance import AttendanceRecorded
from noms.contracts.interventions.referral_events import ReferralMoved
from services.offender_mgmt.casefile import service


async def on_referral_moved(session: AsyncSession, arrived: Arrived[ReferralMoved]) -> None:
    """Keep the state of the requirement's referral."""
    await service.follow_referral(session, arrived.content, as_at=arrived.envelope.time)


async def on_attendance(session: AsyncSession, arrived: Arrived[AttendanceRecorded]) -> None:
    """Keep the requirement's sessions and failures."""
    await service.follow_attendance(session, arrived.content, as_at=arrived.envelope.time)
