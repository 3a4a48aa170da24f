"""Cases opened over HTTP: the acts that tests of one room need from the others."""

from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import BaseModel

from builders.offender_mgmt.persons import registered
from house.running import once


@dataclass
class OpenCase:
    """A registered person and the client that may act on the case."""

    client: httpx.AsyncClient
    crn: str

    async def post(self, act: str, body: BaseModel) -> httpx.Response:
        """Attempt an act, whatever the answer."""
        return await self.client.post(f"/v1/persons/{self.crn}/{act}", content=body.model_dump_json(), headers=JSON | once())

    async def record(self, act: str, body: BaseModel) -> dict[str, Any]:
        """Do an act that must succeed, and give what it created."""
        answer = await self.post(act, body)
        assert answer.status_code == 201, answer.text
        created: dict[str, Any] = answer.json()
        return created

    async def get(self, part: str) -> httpx.Response:
        return await self.client.get(f"/v1/persons/{self.crn}/{part}")

    async def protect(self, body: BaseModel, version: int | None) -> httpx.Response:
        """Record public protection for a version, or without saying which."""
        headers = JSON | ({} if version is None else {"If-Match": f'"{version}"'})
        path = f"/v1/persons/{self.crn}/public-protection"
        return await self.client.put(path, content=body.model_dump_json(), headers=headers)

    def seen_by(self, client: httpx.AsyncClient) -> "OpenCase":
        """The same case in somebody else's hands."""
        return OpenCase(client, self.crn)


JSON = {"Content-Type": "application/json"}


async def an_open_case(client: httpx.AsyncClient, **changes: Any) -> OpenCase:
    """A person of London, registered just now."""
    return OpenCase(client, await registered(client, **changes))


def faults_in(answer: httpx.Response) -> list[tuple[str, str]]:
    """Where a refusal points, and why."""
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
