"""Closures of records, and a person closed to somebody, through the service as a user would make them."""

from dataclasses import dataclass
from typing import Any

import httpx

from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

_TRUST = {"organisations": ["LDN"]}
records_manager = Persona("rita", "LDN", CallerKind.STAFF, ("records-manager",), _TRUST)
second_records_manager = Persona("ravi", "LDN", CallerKind.STAFF, ("records-manager",), _TRUST)


def closure_to_set(*users: str, **changes: Any) -> dict[str, Any]:
    return {"users": list(users), "reason": "The officer knows the person."} | changes


@dataclass
class Closures:
    """Sets and lifts closures as two records managers."""

    service: Running

    async def sent(self, persona: Persona, path: str, body: dict[str, Any]) -> httpx.Response:
        async with self.service.as_(persona) as client:
            return await client.post(path, json=body, headers=once())

    async def set(self, crn: str, kind: str, *users: str, **changes: Any) -> dict[str, Any]:
        made = await self.sent(records_manager, f"/v1/persons/{crn}/{kind}s", closure_to_set(*users, **changes))
        assert made.status_code == 201, made.text
        return dict(made.json())

    async def asked(self, closure: dict[str, Any], persona: Persona = records_manager) -> httpx.Response:
        return await self.sent(persona, f"/v1/closures/{closure['closure_id']}/liftings", {"reason": "No longer needed."})

    async def confirmed(self, lifting: dict[str, Any], persona: Persona = second_records_manager) -> httpx.Response:
        path = f"/v1/closures/{lifting['closure_id']}/liftings/{lifting['lifting_id']}/confirmation"
        async with self.service.as_(persona) as client:
            return await client.post(path, headers=once())

    async def lifted(self, closure: dict[str, Any]) -> dict[str, Any]:
        asked = await self.asked(closure)
        assert asked.status_code == 201, asked.text
        done = await self.confirmed(asked.json())
        assert done.status_code == 201, done.text
        return dict(done.json())
