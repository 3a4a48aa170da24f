"""Requirements as they arrive from offender_mgmt."""

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from house.running import Running
from noms.chassis.identity.caller import Caller
from noms.contracts.events import CloudEvent, Event
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from services.interventions.main import service

_numbers = count(1)


def a_requirement(**changes: Any) -> RequirementImposed:
    """A programme requirement of an eighteen months' order in London, from June 2010."""
    order_id = uuid4()
    fields = {
        "crn": f"X{next(_numbers):06d}", "order_id": order_id, "requirement_id": uuid4(), "requirement_code": "PROG",
        "programme_code": "TSP", "quantity": None, "unit": None, "provider": "LDN", "order_starts_on": "2010-06-01",
        "order_ends_on": "2011-11-30", "detail_url": f"/v1/orders/{order_id}",
    }  # fmt: skip
    return RequirementImposed.model_validate(fields | changes)


def an_envelope(event: Event, sequence: int | None = None) -> CloudEvent:
    return CloudEvent(
        id=uuid4(), source="/offender_mgmt", type=event.type, subject=event.subject(), time=datetime(2010, 6, 1, 12, tzinfo=UTC),
        dataversion=event.version, sequence=sequence or next(_numbers), data=event.model_dump(mode="json"),
    )  # fmt: skip


async def arrives(interventions: Running, *envelopes: CloudEvent) -> None:
    """Let events take effect as the follower does."""
    async with await interventions.database.session(Caller.service("interventions")) as session:
        for envelope in envelopes:
            for reaction in service.follows[0].reactions:
                if reaction.event.type == envelope.type:
                    await reaction.apply(session, envelope)
        await session.commit()


async def imposed(interventions: Running, **changes: Any) -> UUID:
    """A requirement that has arrived; answers its id."""
    event = a_requirement(**changes)
    await arrives(interventions, an_envelope(event))
    return event.requirement_id
