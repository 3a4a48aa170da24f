"""What interventions tells of attendance, and the acts of enforcement, valid by default."""

from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4, uuid5

from house.running import Running
from noms.chassis.feed.follower import Reaction
from noms.chassis.identity.caller import Caller
from noms.contracts.events import CloudEvent
from noms.contracts.interventions.attendance import AttendanceRecorded
from services.offender_mgmt.enforcement.reactions import on_attendance

_SEQUENCE = count(1)


def first_referral(order: dict[str, Any]) -> UUID:
    """The referral that everything told of the order's first requirement is about, unless a test says otherwise."""
    return uuid5(UUID(order["requirements"][0]["requirement_id"]), "first referral")


def attendance_recorded(order: dict[str, Any], on: str, **changes: Any) -> AttendanceRecorded:
    """An unacceptable absence from a session of the order's first requirement."""
    attendance_id = uuid4()
    facts: dict[str, Any] = {
        "crn": order["crn"],
        "order_id": UUID(order["order_id"]),
        "requirement_id": UUID(order["requirements"][0]["requirement_id"]),
        "referral_id": first_referral(order),
        "attendance_id": attendance_id,
        "session_id": uuid4(),
        "provider": order["provider"],
        "outcome_code": "UAAB",
        "failure_to_comply": True,
        "on": date.fromisoformat(on),
        "detail_url": f"/v1/attendance/{attendance_id}",
    }
    return AttendanceRecorded(**facts | changes)


def correction_of(told: AttendanceRecorded, **changes: Any) -> AttendanceRecorded:
    """The same session, now known to have been missed for a medical reason."""
    later = {"attendance_id": uuid4(), "supersedes_attendance_id": told.attendance_id}
    return told.model_copy(update=later | {"outcome_code": "AAME", "failure_to_comply": False} | changes)


def warning_to_give(given_on: str, **changes: Any) -> dict[str, Any]:
    """A warning that says what it must."""
    facts = {"given_on": given_on, "circumstances": "Did not attend.", "says_unacceptable": True, "says_court_follows": True}
    return facts | changes


async def hear(service: Running, told: AttendanceRecorded) -> UUID:
    """Let enforcement hear an event of interventions as the follower would; answers the event's id."""
    envelope = CloudEvent(
        id=uuid4(),
        source="/interventions",
        type=told.type,
        subject=told.subject(),
        time=datetime.fromisoformat(f"{told.on}T18:00:00+00:00"),
        dataversion=told.version,
        sequence=next(_SEQUENCE),
        data=told.model_dump(mode="json"),
    )
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        await Reaction(AttendanceRecorded, on_attendance).apply(session, envelope)
        await session.commit()
    return envelope.id
