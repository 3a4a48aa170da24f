"""Licences and recalls, valid by default."""

from typing import Any

import httpx

from builders.offender_mgmt import personas
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.licences import LicenceToDraw
from noms.contracts.offender_mgmt.recalls import RecallToRecord

SECOND_OFFICER = Persona("orla", "LDN", CallerKind.STAFF, ("offender-manager",), personas.LONDON)
RESIDE = {"code": "RESIDE_AT", "inputs": {"place": "Ellison House"}}


def licence_to_draw(*conditions: dict[str, Any], **changes: Any) -> LicenceToDraw:
    """From conditional release to the end of a sentence of three years, with the conditions given."""
    facts: dict[str, Any] = {"kind": "CRD", "starts_on": "2011-11-15", "ends_on": "2013-05-16", "conditions": list(conditions)}
    return LicenceToDraw.model_validate(facts | changes)


def curfew_licence(**changes: Any) -> LicenceToDraw:
    """Home detention curfew, twelve hours a night."""
    curfew = {"address": "4 Mill Lane", "begins_at": "19:00", "ends_at": "07:00"}
    return licence_to_draw(**{"kind": "HDC", "starts_on": "2011-07-04", "ends_on": "2011-11-14", "curfew": curfew} | changes)


def recall_to_record(**changes: Any) -> RecallToRecord:
    """A standard recall."""
    facts: dict[str, Any] = {
        "kind": "standard",
        "recalled_on": "2011-12-05",
        "reason": "failed_to_keep_in_touch",
        "circumstances": "Two appointments missed.",
        "decided_by": "Public Protection Casework Section",
    }
    return RecallToRecord.model_validate(facts | changes)


async def drawn(client: httpx.AsyncClient, crn: str, *conditions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A licence drawn up over HTTP."""
    told = licence_to_draw(*conditions, **changes).model_dump(mode="json")
    answer = await client.post(f"/v1/persons/{crn}/licences", json=told, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def moved(client: httpx.AsyncClient, licence: dict[str, Any], to: str, reason: str | None = None) -> httpx.Response:
    """What the service says to a move of a licence."""
    move = {"to": to, "reason": reason}
    return await client.post(f"/v1/licences/{licence['licence_id']}/moves", json=move, headers=once())


async def in_force(service: Running, licence: dict[str, Any], *, variation: bool = False) -> dict[str, Any]:
    """The licence submitted by one officer, approved by another, and active."""
    prefix = "VARIATION_" if variation else ""
    steps = ((personas.offender_manager, f"{prefix}SUBMITTED"), (SECOND_OFFICER, f"{prefix}APPROVED"))
    for persona, state in (*steps, (personas.offender_manager, "ACTIVE")):
        async with service.as_(persona) as client:
            answer = await moved(client, licence, state)
        assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def recalled(client: httpx.AsyncClient, crn: str, **changes: Any) -> dict[str, Any]:
    """A recall recorded over HTTP."""
    told = recall_to_record(**changes).model_dump(mode="json")
    answer = await client.post(f"/v1/persons/{crn}/recalls", json=told, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
