"""Occurrences, valid by default: a class A drug find at Rye Hill in the first quarter of its second contract year."""

from typing import Any
from uuid import uuid4

from builders.commissioning.agreements import live
from builders.commissioning.personas import NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

RYE_HILL = {"provider": "RHI", "commissioner": "NOMS", "starts_on": "2009-04-01", "ends_on": "2011-03-31"}
CONTROLLER = Persona("cora", "NOMS", CallerKind.STAFF, ("controller",), {"establishments": ["RHI"]})
SECOND_CONTROLLER = Persona("colin", "NOMS", CallerKind.STAFF, ("controller",), {"establishments": ["RHI"]})
DOVEGATE_CONTROLLER = Persona("dora", "NOMS", CallerKind.STAFF, ("controller",), {"establishments": ["DGI"]})
CONTRACTORS_CONTROLLER = Persona("greg", "G4S", CallerKind.STAFF, ("controller",), {"establishments": ["RHI"]})


def an_occurrence(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "PERFORMANCE_FAILURE",
        "code": "2.2g",
        "occurred_on": "2010-05-14",
        "found_on": "2010-05-16",
        "count": "1",
        "event_ids": [str(uuid4())],
        "narrative": "Class A drug found in a workshop during a routine search.",
    } | changes


def unavailable_places(**changes: Any) -> dict[str, Any]:
    return an_occurrence(
        kind="UNAVAILABLE_PLACES", code="heating", ended_on="2010-05-18", found_on="2010-05-14", places=24,
        narrative="Heating of a wing failed.",
    ) | changes  # fmt: skip


async def rye_hill(service: Running) -> str:
    """The contract for Rye Hill, in force."""
    return await live(service, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR, **RYE_HILL)


async def classified(service: Running, agreement: str, persona: Persona = CONTROLLER, **changes: Any) -> dict[str, Any]:
    """An occurrence as the classification answered it."""
    async with service.as_(persona) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/occurrences", json=an_occurrence(**changes), headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def moved(
    service: Running, occurrence: dict[str, Any], to: str, persona: Persona = CONTROLLER, **changes: Any
) -> dict[str, Any]:
    """The occurrence after a step of the purchaser's side."""
    path = f"/v1/agreements/{occurrence['agreement_id']}/occurrences/{occurrence['id']}/moves"
    async with service.as_(persona) as client:
        answer = await client.post(path, json={"to": to, "reason": "As the record shows."} | changes, headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()
