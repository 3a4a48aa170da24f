"""Checks of an OpenAPI document: each answers the sentences that say what is missing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from noms.chassis.service import Service

PUBLIC = {"/health", "/health/readiness", "/health/liveness", "/ping", "/info"}
"""Signs of life: the only operations without a token."""

PAGES = {"/docs", "/redoc", "/openapi.json", "/problems/{code}", "/metrics", "/assets"}
"""What is served and is no operation of the service: its documentation, and the numbers for its operators."""

KEYWORDS = {
    "$ref", "$defs", "type", "format", "title", "description", "default", "examples", "enum", "const", "deprecated", "discriminator",
    "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "properties", "required", "additionalProperties", "propertyNames",
    "minProperties", "maxProperties", "anyOf", "oneOf", "allOf", "not",
}  # fmt: skip
"""What JSON Schema knows. A word that it does not know is a limit that no reader and no generated client sees."""

PROBLEM = "application/problem+json"
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Operation:
    """One operation of a document."""

    document: Document
    method: str
    path: str
    told: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def scopes(self) -> list[str]:
        return [scope for scheme in self.told.get("security", ()) for scopes in scheme.values() for scope in scopes]

    @property
    def parameters(self) -> list[Mapping[str, Any]]:
        return list(self.told.get("parameters", ()))

    @property
    def body(self) -> Mapping[str, Any] | None:
        """The JSON body that it takes: its entry in the document, with the schema resolved."""
        media: Mapping[str, Any] | None = self.told.get("requestBody", {}).get("content", {}).get("application/json")
        return None if media is None else dict(media) | {"schema": self.resolved(media["schema"])}

    @property
    def file(self) -> tuple[str, str] | None:
        """The first media type of a file that it takes instead of JSON, with its example."""
        content = self.told.get("requestBody", {}).get("content", {})
        files = [(name, media["example"]) for name, media in content.items() if name != "application/json"]
        return files[0] if files else None

    @property
    def examples(self) -> list[Any]:
        """The examples of its body."""
        body = self.body or {}
        named = [example["value"] for example in body.get("examples", {}).values()]
        single = [body["example"]] if "example" in body else []
        return [*named, *single, *body.get("schema", {}).get("examples", [])]

    def resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        name = schema.get("$ref", "").rpartition("/")[-1]
        found: Mapping[str, Any] = self.document["components"]["schemas"][name] if name else schema
        return found


def operations(document: Document) -> list[Operation]:
    """Every operation, the public ones included."""
    return [Operation(document, method, path, told) for path, item in document["paths"].items() for method, told in item.items()]


def guarded(document: Document) -> list[Operation]:
    """Every operation that asks for a token."""
    return [operation for operation in operations(document) if operation.path not in PUBLIC]


def unguarded(document: Document) -> Iterator[str]:
    known = document["components"]["securitySchemes"]["bearer"]["flows"]["clientCredentials"]["scopes"]
    for operation in guarded(document):
        if len(operation.scopes) != 1:
            yield f"{operation} names {len(operation.scopes)} scopes"
        yield from (
            f"{operation} names {scope}, which is no scope of the service" for scope in set(operation.scopes) - set(known)
        )
    for operation in operations(document):
        if operation.path in PUBLIC and operation.told.get("security"):
            yield f"{operation} asks for a token: a probe has none"


def told_twice(document: Document) -> Iterator[str]:
    counted = Counter(operation.told["operationId"] for operation in operations(document))
    yield from (f"{name} is the id of {number} operations" for name, number in counted.items() if number > 1)


def undescribed(document: Document) -> Iterator[str]:
    for operation in operations(document):
        if not operation.told.get("summary"):
            yield f"{operation} has no summary"
        if operation.path not in PUBLIC and not operation.told.get("description"):
            yield f"{operation} has no description"
    if not document["info"].get("description"):
        yield "the service says nothing of itself"


def without_example(document: Document) -> Iterator[str]:
    for operation in operations(document):
        if operation.body is not None and not operation.examples:
            yield f"{operation} shows no example of its body"


def unexplained_errors(document: Document) -> Iterator[str]:
    for operation in guarded(document):
        for status, told in operation.told["responses"].items():
            if not status.startswith(("4", "5")):
                continue
            content = told.get("content", {})
            if set(content) != {PROBLEM}:
                yield f"{operation} answers {status} as {sorted(content)}"
                continue
            if content[PROBLEM]["schema"] != {"$ref": "#/components/schemas/Problem"}:
                yield f"{operation} answers {status} with something else than a problem"
            examples = [example["value"] for example in content[PROBLEM].get("examples", {}).values()]
            if not examples or any(str(example["status"]) != status for example in examples):
                yield f"{operation} shows no example of {status}, or one of another status"


def untold_answers(document: Document) -> Iterator[str]:
    """Successes without a schema: a reader cannot know what will come."""
    for operation in operations(document):
        successes = {status: told for status, told in operation.told["responses"].items() if status.startswith("2")}
        if not successes:
            yield f"{operation} never succeeds"
        for status, told in successes.items():
            schemas = [media.get("schema") for media in told.get("content", {}).values()]
            if status != "204" and not any(schemas):
                yield f"{operation} does not say what its {status} holds"


def unknown_keywords(document: Document) -> Iterator[str]:
    for name, schema in document["components"]["schemas"].items():
        yield from (f"{name}{place}" for place in _strange(schema, ""))
    for operation in operations(document):
        for parameter in operation.parameters:
            yield from (f"{operation} {parameter['name']}{place}" for place in _strange(parameter["schema"], ""))


def _strange(schema: Any, place: str) -> Iterator[str]:
    if not isinstance(schema, Mapping):
        return
    yield from (f"{place}: {word} is no word of JSON Schema" for word in schema if word not in KEYWORDS)
    for word in ("items", "additionalProperties", "propertyNames", "not"):
        yield from _strange(schema.get(word), f"{place}/{word}")
    for word in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for number, part in enumerate(schema.get(word, ())):
            yield from _strange(part, f"{place}/{word}/{number}")
    for word in ("properties", "$defs"):
        for name, part in schema.get(word, {}).items():
            yield from _strange(part, f"{place}/{name}")


def hidden_routes(app: FastAPI, document: Document) -> Iterator[str]:
    for context in iter_route_contexts(app.routes):
        path = str(getattr(context, "path", ""))
        if path not in PAGES and path not in document["paths"]:
            yield f"{path} is served and not told of"


def idle_scopes(service: Service, document: Document) -> Iterator[str]:
    """Scopes that no role carries or no operation asks for, and roles that carry what the service does not have."""
    carried = {scope.name for scopes in service.roles.values() for scope in scopes}
    asked = {scope for operation in guarded(document) for scope in operation.scopes}
    declared = {scope.name for scope in (*service.scopes, service.events_scope)}
    yield from (f"no role carries {scope}" for scope in sorted(declared - carried))
    yield from (f"a role carries {scope}, which the service does not have" for scope in sorted(carried - declared))
    yield from (f"{scope} is asked for and not declared" for scope in sorted(asked - declared))
