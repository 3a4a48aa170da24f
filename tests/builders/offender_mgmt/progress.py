"""What interventions tells about the referral under a requirement, valid by default."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from builders.offender_mgmt.enforcement import first_referral
from house.running import Running
from noms.chassis.identity.caller import Caller
from noms.contracts.events import CloudEvent
from noms.contracts.interventions.attendance import AttendanceRecorded
from noms.contracts.interventions.referral_events import ReferralMoved
from services.offender_mgmt.main import HEARD_FROM_INTERVENTIONS


def referral_moved(order: dict[str, Any], on: str = "2010-11-01", **changes: Any) -> ReferralMoved:
    """The referral to TSP under the order's first requirement has started."""
    facts: dict[str, Any] = {
        "crn": order["crn"],
        "order_id": UUID(order["order_id"]),
        "requirement_id": UUID(order["requirements"][0]["requirement_id"]),
        "referral_id": first_referral(order),
        "programme_code": "TSP",
        "provider": order["provider"],
        "state": "started",
        "on": date.fromisoformat(on),
        "sessions_attended": 1,
        "sessions_planned": 19,
        "detail_url": "/v1/referrals/1",
    }
    return ReferralMoved.model_validate(facts | changes)


async def hear(service: Running, told: ReferralMoved | AttendanceRecorded) -> None:
    """Let every room that listens hear an event as the follower would: in one transaction, under the service's own name."""
    envelope = CloudEvent(
        id=uuid4(),
        source="/interventions",
        type=told.type,
        subject=told.subject(),
        time=datetime.fromisoformat(f"{told.on}T18:00:00+00:00"),
        dataversion=told.version,
        sequence=1,
        data=told.model_dump(mode="json"),
    )
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        for reaction in HEARD_FROM_INTERVENTIONS:
            if reaction.event.type == told.type:
                await reaction.apply(session, envelope)
        await session.commit()
