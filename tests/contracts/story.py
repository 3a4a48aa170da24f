"""A service's own examples, sent to it in the order in which they can be told: they leave records for the fuzzer to find."""

import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from architecture.documents import Operation, guarded
from architecture.requests import request_for
from contracts.chapters import AFRESH, BY_ITSELF, FIRST, KNOWN_AS
from house.running import Running
from house.services import document_named, service_named
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.events import CloudEvent

HEARD = {"interventions": ["offender_mgmt.requirement.imposed.v1.json"]}
"""Events of the peers without which a service has nothing to do."""

HOMES = {"commissioning": "G4S"}
"""Where the provider's people are at home, if not in the London trust: the examples of a contract are of Rye Hill."""

INDEPENDENT = Persona("independent", "MOJ", CallerKind.STAFF, ("moderator",), {"everything": True})
"""Somebody whose one role, where a service has it, goes with no other."""

FIRST_VERSION = '"0"'
"""What a change is meant for when nothing is on record yet."""

REFERENCE = {"kind", "id", "place"}
"""What names a thing that is told elsewhere."""

SAMPLES = Path(__file__).parent / "events"
_IDENTIFIER = re.compile(r"^(crn|\w+_id)$")


@dataclass
class Story:
    """What the examples came to: the identifiers that exist now, and the answer of each operation that creates or acts."""

    known: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, httpx.Response] = field(default_factory=dict)
    successes: Counter[str] = field(default_factory=Counter)

    def learn(self, told: Any, thing: str) -> None:
        """Take the identifiers from an answer; a bare `id` is that of the thing that was made."""
        for part in told if isinstance(told, list) else [told]:
            if isinstance(part, Mapping) and not part.keys() <= REFERENCE:
                for name, value in part.items():
                    called = f"{thing}_id" if name == "id" else name
                    if isinstance(value, str) and _IDENTIFIER.match(called) and not self._known_already(called, value, thing):
                        self.known[called].append(value)
                    self.learn(value, thing)

    def _known_already(self, called: str, value: str, thing: str) -> bool:
        """Whether an identifier is no news. Of people only who was opened here counts, not whoever else an answer speaks of."""
        return value in self.known[called] or (called == "crn" and thing != "person" and bool(self.known[called]))

    def placed(self, operation: Operation) -> str | None:
        """The operation's path with identifiers that exist, or the codes that it shows; None when one is not known yet."""
        names = re.findall(r"\{(\w+)\}", operation.path)
        shown = {name: self.known[name][-1:] or shown_for(operation, name) for name in names}
        return operation.path.format(**{name: values[0] for name, values in shown.items()}) if all(shown.values()) else None

    def referring(self, body: Any) -> Any:
        """An example that refers to what exists: by the name of an identifier, or as an `id` beside its `kind`."""
        if isinstance(body, Mapping):
            kind = str(body.get("kind"))
            if (meant := self.known.get(KNOWN_AS.get(kind, f"{kind}_id"))) and "id" in body:
                return dict(body) | {"id": meant[-1]}
            return {
                name: self.known[name][-1] if self.known.get(name) and isinstance(value, str) else self.referring(value)
                for name, value in body.items()
            }
        return [self.referring(part) for part in body] if isinstance(body, list) else body


def shown_for(operation: Operation, name: str) -> list[str]:
    """What the document shows for a parameter of a path."""
    [parameter] = [each for each in operation.parameters if (each["in"], each["name"]) == ("path", name)]
    return [str(value) for value in parameter["schema"].get("examples", ())]


@asynccontextmanager
async def tellers(running: Running) -> AsyncIterator[Sequence[httpx.AsyncClient]]:
    """Callers with every role: one of a provider, who may act for it alone, and two who reach everything.

    There are two because what one has judged is judged again by another. A last one has only the role that goes with no other.
    """
    service = running.database.service
    roles, home = tuple(service_named(service).roles), HOMES.get(service, "LDN")
    provider = Persona("provider", home, CallerKind.STAFF, roles, {"organisations": ["LDN"], "establishments": ["RHI", "BAI"]})
    async with AsyncExitStack() as open_clients:
        personas = (provider, everybody(service), everybody(service, "another"), INDEPENDENT)
        yield [await open_clients.enter_async_context(running.as_(persona)) for persona in personas]


def everybody(service: str, name: str = "everybody") -> Persona:
    """Somebody with every role of a service and reach over everything, who may act for the agency and two offices of it."""
    reach = {"everything": True, "regions": ["LON", "HSE"], "organisations": ["NOMS"]}
    return Persona(name, "NOMS", CallerKind.STAFF, tuple(service_named(service).roles), reach)


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
    """Send every example to a service of the tests."""
    return await tell_examples(running.database.service, *clients)


async def tell_examples(service: str, *clients: httpx.AsyncClient) -> Story:
    """Send every example, as each caller in turn, again and again until nothing new succeeds; then what needs a thing afresh."""
    story = Story()
    for name in HEARD.get(service, []):
        story.learn(CloudEvent.model_validate_json((SAMPLES / name).read_bytes()).data, "event")
    acts = {str(operation): operation for operation in guarded(document_named(service)) if operation.method != "get"}
    afresh = AFRESH.get(service, {})
    await _tell_once(story, [acts[act] for act in FIRST.get(service, ())], clients)
    plain = [operation for act, operation in acts.items() if act not in afresh]
    succeeded = -1
    while succeeded != (succeeded := sum(answer.is_success for answer in story.answers.values())):
        await _tell_once(story, plain, clients)
    for act, before in afresh.items():
        for again in before:
            await _ask(story, acts[again], clients, again=True)
        await _ask(story, acts[act], clients)
    return story


async def _tell_once(story: Story, operations: Iterable[Operation], clients: Sequence[httpx.AsyncClient]) -> None:
    """What has not succeeded yet, in this order."""
    for operation in operations:
        if not ((told := story.answers.get(str(operation))) and told.is_success):
            await _ask(story, operation, clients)


async def _ask(story: Story, operation: Operation, clients: Sequence[httpx.AsyncClient], *, again: bool = False) -> None:
    """Let each caller try, until one succeeds. Kept are the first success and, without one, what those who may were told."""
    told = story.answers.get(str(operation))
    for client in clients if (path := story.placed(operation)) else ():
        answer = await _send(client, operation, str(path), story, again=again)
        if told is None or not (told.is_success or answer.status_code == httpx.codes.FORBIDDEN):
            told = story.answers[str(operation)] = answer
        if answer.is_success:
            return


async def _send(
    client: httpx.AsyncClient, operation: Operation, path: str, story: Story, *, again: bool = False
) -> httpx.Response:
    plain = request_for(client, operation)
    body: dict[str, Any] = {}
    if operation.examples:
        example = operation.examples[min(story.successes[str(operation)], len(operation.examples) - 1) if again else 0]
        shown = example if str(operation) in BY_ITSELF else story.referring(example)
        body = {"json": of_other_events(shown) if again else shown}
    headers = {name: plain.headers[name] for name in {"idempotency-key"} & set(plain.headers)} | {"if-match": FIRST_VERSION}
    if operation.file is not None:
        headers["content-type"], body["content"] = operation.file
    answer = await client.request(operation.method, path, params=plain.url.params, headers=headers, **body)
    if answer.is_success:
        story.successes[str(operation)] += 1
        thing = path.rsplit("/", 1)[-1].removesuffix("s").replace("-", "_")
        story.learn(answer.json(), thing)
    return answer


def of_other_events(body: Any) -> Any:
    """An example that rests on other events: what is told once more happened once more."""
    events = [str(uuid4()) for _ in body.get("event_ids", ())] if isinstance(body, Mapping) else []
    return dict(body) | {"event_ids": events} if events else body
