"""A service's own examples, sent to it in the order in which they can be told: they leave records for the fuzzer to find."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from architecture.documents import Operation, guarded
from architecture.requests import request_for
from house.running import Running
from house.services import document_named, service_named
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.events import CloudEvent

HEARD = {"interventions": ["offender_mgmt.requirement.imposed.v1.json"]}
"""Events of the peers without which a service has nothing to do."""

FIRST_VERSION = '"0"'
"""What a change is meant for when nothing is on record yet."""

SAMPLES = Path(__file__).parent / "events"
_IDENTIFIER = re.compile(r"^(crn|\w+_id)$")


@dataclass
class Story:
    """What the examples came to: the identifiers that exist now, and the answer of each operation that creates or acts."""

    known: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, httpx.Response] = field(default_factory=dict)

    def learn(self, told: Any, thing: str) -> None:
        """Take the identifiers from an answer; a bare `id` is that of the thing that was made."""
        for part in told if isinstance(told, list) else [told]:
            if isinstance(part, Mapping):
                for name, value in part.items():
                    called = f"{thing}_id" if name == "id" else name
                    if isinstance(value, str) and _IDENTIFIER.match(called) and value not in self.known[called]:
                        self.known[called].append(value)
                    self.learn(value, thing)

    def placed(self, operation: Operation) -> str | None:
        """The operation's path with identifiers that exist; None when one is not known yet."""
        names = re.findall(r"\{(\w+)\}", operation.path)
        if not all(self.known[name] for name in names):
            return None
        return operation.path.format(**{name: self.known[name][-1] for name in names})

    def referring(self, body: Any) -> Any:
        """An example that refers to what exists."""
        if isinstance(body, Mapping):
            return {
                name: self.known[name][-1] if self.known.get(name) and isinstance(value, str) else self.referring(value)
                for name, value in body.items()
            }
        return [self.referring(part) for part in body] if isinstance(body, list) else body


@asynccontextmanager
async def tellers(running: Running) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    """Two callers with every role: one of a trust, who may act for it alone, and one who reaches everything."""
    roles = tuple(service_named(running.database.service).roles)
    trust = Persona("trust", "LDN", CallerKind.STAFF, roles, {"organisations": ["LDN"], "establishments": ["RHI"]})
    async with running.as_(trust) as one, running.as_(everybody(running.database.service)) as other:
        yield one, other


def everybody(service: str) -> Persona:
    """Somebody with every role of a service and reach over everything."""
    return Persona(
        "everybody", "NOMS", CallerKind.STAFF, tuple(service_named(service).roles), {"everything": True, "regions": ["LON"]}
    )


async def hear(running: Running) -> None:
    """Let the events that this service lives on take effect, as its follower would."""
    service = service_named(running.database.service)
    envelopes = [CloudEvent.model_validate_json((SAMPLES / name).read_bytes()) for name in HEARD.get(service.name, [])]
    for envelope in envelopes:
        async with await running.database.session(Caller.service(service.name)) as session:
            for follow in service.follows:
                for reaction in follow.reactions:
                    if reaction.event.type == envelope.type:
                        await reaction.apply(session, envelope)
            await session.commit()


async def tell(running: Running, *clients: httpx.AsyncClient) -> Story:
    """Send every example, as each caller in turn, again and again until nothing new succeeds."""
    story = Story()
    for name in HEARD.get(running.database.service, []):
        story.learn(CloudEvent.model_validate_json((SAMPLES / name).read_bytes()).data, "event")
    acts = [operation for operation in guarded(document_named(running.database.service)) if operation.method != "get"]
    succeeded = -1
    while succeeded != (succeeded := sum(answer.is_success for answer in story.answers.values())):
        for operation in acts:
            path = story.placed(operation)
            for client in clients if path is not None else ():
                if not (str(operation) in story.answers and story.answers[str(operation)].is_success):
                    story.answers[str(operation)] = await _send(client, operation, str(path), story)
    return story


async def _send(client: httpx.AsyncClient, operation: Operation, path: str, story: Story) -> httpx.Response:
    plain = request_for(client, operation)
    body = {"json": story.referring(operation.examples[0])} if operation.examples else {}
    headers = {name: plain.headers[name] for name in {"idempotency-key"} & set(plain.headers)} | {"if-match": FIRST_VERSION}
    answer = await client.request(operation.method, path, params=plain.url.params, headers=headers, **body)
    if answer.is_success:
        thing = path.rsplit("/", 1)[-1].removesuffix("s").replace("-", "_")
        story.learn(answer.json(), thing)
    return answer
