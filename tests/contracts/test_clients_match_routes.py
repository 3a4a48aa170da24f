"""What the typed clients send is what the services document: paths, queries, headers, bodies and answers."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any
from uuid import uuid4

import httpx
import jsonschema_rs
import pytest
from pydantic import BaseModel, TypeAdapter

from architecture.documents import Operation, operations
from contracts.calling import acts_of, answer_of, requests_of
from house.services import NAMES, document_named
from noms.clients.feed import FeedReader
from noms.clients.http import ServiceClient
from noms.clients.measures import MeasureReader

SHARED = {
    "commissioning": [FeedReader],
    "offender_mgmt": [FeedReader, MeasureReader],
    "interventions": [FeedReader, MeasureReader],
}


def clients_of(service: str) -> list[type[ServiceClient]]:
    """Every client of a service: its own, and those that serve several."""
    module = import_module(f"noms.clients.{service}")
    own = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]
    return [each for each in own if issubclass(each, ServiceClient)] + SHARED[service]


def operation_for(request: httpx.Request, document: Mapping[str, Any]) -> Operation | None:
    """The operation of the document that a request would reach; a fixed path wins over one with parameters."""
    found = [
        operation
        for operation in operations(document)
        if operation.method == request.method.lower()
        and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", operation.path), request.url.path)
    ]
    return min(found, key=lambda operation: operation.path.count("{"), default=None)


def unmatched(request: httpx.Request, operation: Operation) -> Iterator[str]:
    """What a request sends that the operation does not know, and what the operation needs that is not sent."""
    queries = {parameter["name"]: parameter for parameter in operation.parameters if parameter["in"] == "query"}
    yield from (f"no query {name}" for name in request.url.params if name not in queries)
    needed = {name for name, parameter in queries.items() if parameter.get("required")}
    yield from (f"query {name} is not sent" for name in needed - set(request.url.params))
    headers = {parameter["name"].lower() for parameter in operation.parameters if parameter["in"] == "header"}
    missing = headers & {"idempotency-key", "if-match"} - set(request.headers)
    yield from (f"{header} is not sent" for header in missing)
    if operation.body is None and request.content not in {b"", b"{}"}:
        yield "a body is sent that nobody reads"
    if operation.body is not None and not request.content:
        yield "no body is sent"


def shape_of(kind: Any) -> Any:
    """A type as the document tells it: the name of a model, or its schema."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {"$ref": f"#/components/schemas/{kind.__name__}"}
    told = TypeAdapter(kind).json_schema(ref_template="#/components/schemas/{model}")
    return {key: value for key, value in told.items() if key != "$defs"}


def told_answer(operation: Operation) -> Any:
    """The schema of the operation's success."""
    success = next(told for status, told in operation.told["responses"].items() if status.startswith("2"))
    schemas = [media["schema"] for media in success.get("content", {}).values() if "schema" in media]
    return {key: value for key, value in schemas[0].items() if key != "title"} if schemas else None


@pytest.mark.parametrize("service", NAMES)
async def test_every_act_of_a_client_is_an_operation_of_its_service(service: str):
    document, wrong = document_named(service), []
    for client in clients_of(service):
        for act in acts_of(client):
            name = f"{client.__name__}.{act}"
            sent = await requests_of(client, act)
            assert sent, f"{name} sends nothing"
            for request in sent:
                operation = operation_for(request, document)
                if operation is None:
                    wrong.append(f"{name}: there is no {request.method} {request.url.path}")
                    continue
                wrong += [f"{name}: {fault} ({operation})" for fault in unmatched(request, operation)]
                if told_answer(operation) != shape_of(answer_of(client, act)):
                    wrong.append(f"{name} expects {shape_of(answer_of(client, act))}, {operation} tells {told_answer(operation)}")

    assert not wrong, "\n".join(sorted(set(wrong)))


def validator_of(operation: Operation) -> Any:
    """What checks a body against the schema of the document."""
    schema = operation.told["requestBody"]["content"]["application/json"]["schema"]
    return jsonschema_rs.Draft202012Validator({**schema, "components": operation.document["components"]})


@pytest.mark.parametrize("service", NAMES)
async def test_every_body_that_a_client_sends_is_one_that_the_document_allows(service: str):
    document, wrong = document_named(service), []
    for client in clients_of(service):
        for act in acts_of(client):
            for request in await requests_of(client, act):
                operation = operation_for(request, document)
                if operation is not None and operation.body is not None:
                    faults = validator_of(operation).iter_errors(json.loads(request.content))
                    wrong += [f"{client.__name__}.{act}: {fault.message}" for fault in faults]

    assert not wrong, "\n".join(wrong)


def test_a_body_that_the_document_does_not_allow_is_seen():
    [search] = [told for told in operations(document_named("offender_mgmt")) if told.path == "/v1/persons/search"]

    assert not validator_of(search).is_valid({"surname": 1})
    assert validator_of(search).is_valid(search.examples[0])


class WrongClient(ServiceClient):
    """A client that has drifted from its service."""

    async def gone(self) -> dict[str, str]:
        return await self.get(dict[str, str], "/v1/gone")

    async def cases(self) -> dict[str, str]:
        return await self.get(dict[str, str], "/v1/cases", {"colour": "red"})

    async def register(self) -> dict[str, str]:
        return await self.get(dict[str, str], f"/v1/orders/{uuid4()}/enforcement/more")


async def test_a_client_that_has_drifted_is_seen():
    document = document_named("offender_mgmt")
    [gone], [cases], [register] = [await requests_of(WrongClient, act) for act in ("gone", "cases", "register")]

    assert operation_for(gone, document) is None
    assert operation_for(register, document) is None
    reached = operation_for(cases, document)
    assert reached is not None
    assert list(unmatched(cases, reached)) == ["no query colour"]
    assert told_answer(reached) != shape_of(answer_of(WrongClient, "cases"))
