"""What enforcement hears from interventions: every attendance record that says something of compliance."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.clock import today
from noms.chassis.feed.follower import Arrived
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.attendance import AttendanceRecorded
from services.offender_mgmt.enforcement import service

ITSELF = Caller.service("offender_mgmt")


async def on_attendance(session: AsyncSession, arrived: Arrived[AttendanceRecorded]) -> None:
    """A failure starts the clock of its order; a correction stops it."""
    envelope = arrived.envelope
    await service.note_attendance(session, ITSELF, arrived.content, event_id=envelope.id, told_at=envelope.time, as_at=today())
