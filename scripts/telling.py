"""Acts of a running service, each with the request that its document shows: by whom, in which order, on which records."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx

from noms.chassis.identity.issuer import DevelopmentIssuer, Persona

FIRST_VERSION = '"0"'
"""What payment terms are written against when there are none yet."""

TOLD = httpx.Timeout(60)
"""A service writes its document when it is first asked for it, which takes seconds on a busy machine."""

_NAMES = re.compile(r"\{(\w+)\}")


class Teller:
    """Sends the examples of a service's document, and remembers the identifiers that the answers bear."""

    def __init__(self, url: str, issuer: DevelopmentIssuer, transport: httpx.AsyncBaseTransport) -> None:
        self._issuer = issuer
        self._http = httpx.AsyncClient(base_url=url, transport=transport, timeout=TOLD)
        self._examples = examples_of(document_at(url))
        self.ids: dict[str, str] = {}

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def tell(self, persona: Persona, act: str, example: int = 0, **changes: Any) -> Any:
        """Send one act with an example of it, some fields changed; a field that names a known record names the latest one."""
        method, _, path = act.partition(" ")
        if unknown := set(_NAMES.findall(path)) - self.ids.keys():
            print(f"{act} is not told: there is no {', '.join(sorted(unknown))}")
            return {}
        shown = self._examples.get(act, [])
        body = self._referring(shown[example]) | changes if shown else None
        headers = {"Authorization": f"Bearer {self._issuer.token(persona)}"}
        if method != "GET":
            headers |= {"Idempotency-Key": str(uuid4()), "If-Match": FIRST_VERSION}
        answer = await self._http.request(method, path.format_map(self.ids), json=body, headers=headers)
        if answer.is_error:
            print(f"{persona.name} may not {act}: {answer.text}")
            return {}
        told = answer.json()
        self._learn(told, path)
        return told

    def _referring(self, body: dict[str, Any]) -> dict[str, Any]:
        """An example on records that exist, resting on events of its own."""
        named = {name: self.ids[name] for name in body if name.endswith("_id") and name in self.ids}
        events = {"event_ids": [str(uuid4()) for _ in body["event_ids"]]} if "event_ids" in body else {}
        return body | named | events

    def _learn(self, told: Any, path: str) -> None:
        """Take down the identifiers of the answer: its own by the kind of thing that the path makes, the rest by their names."""
        if not isinstance(told, dict):
            return
        plain = {name: str(value) for name, value in told.items() if isinstance(value, str) and name.endswith("_id")}
        last = path.rsplit("/", 1)[-1].removesuffix("s").replace("-", "_")
        own = {f"{last}_id": str(told["id"])} if "id" in told and not _NAMES.search(last) else {}
        self.ids |= plain | own


def document_at(url: str) -> dict[str, Any]:
    """The document of a running service."""
    document: dict[str, Any] = httpx.get(f"{url}/openapi.json", timeout=TOLD).raise_for_status().json()
    return document


def examples_of(document: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The examples of the body of each operation, by method and path; an operation without a body is not in it."""
    schemas = document["components"]["schemas"]
    found = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = content.get("schema", {}).get("$ref", "").rpartition("/")[-1]
            if name:
                found[f"{method.upper()} {path}"] = list(schemas[name].get("examples", []))
    return found


@asynccontextmanager
async def telling(url: str, issuer: DevelopmentIssuer, transport: httpx.AsyncBaseTransport) -> AsyncIterator[Teller]:
    """A teller for a while."""
    teller = Teller(url, issuer, transport)
    try:
        yield teller
    finally:
        await teller.close()


Chapter = Callable[[Teller], Awaitable[None]]
"""Some acts in their order."""
