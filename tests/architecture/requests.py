"""A request for any operation, made from what its document says: enough to be let in, never enough to find a record."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx

from architecture.documents import Operation

_CANDIDATES = ("A000001", "LDN", "RHI", "2010-04-01", "1", "programme_completions")


def value_of(parameter: Mapping[str, Any]) -> str:
    """A value that the parameter's schema allows."""
    schema = parameter["schema"]
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    shown = [
        *parameter.get("examples", {}).values(),
        *schema.get("examples", []),
        parameter.get("example"),
        schema.get("example"),
    ]
    for example in shown:
        if example is not None:
            return str(example["value"] if isinstance(example, Mapping) else example)
    option = options[0]
    if "enum" in option:
        return str(option["enum"][0])
    if option.get("format") == "uuid":
        return str(uuid4())
    if option.get("format") == "date":
        return "2010-04-01"
    pattern = option.get("pattern", "")
    fitting = [candidate for candidate in _CANDIDATES if not pattern or re.search(pattern, candidate)]
    return fitting[0]


def request_for(client: httpx.AsyncClient, operation: Operation) -> httpx.Request:
    """A well-formed request for the operation."""
    required = [parameter for parameter in operation.parameters if parameter.get("required")]
    path = operation.path
    for parameter in required:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", value_of(parameter))
    names = {parameter["name"].lower() for parameter in operation.parameters if parameter["in"] == "header"}
    headers = {"Idempotency-Key": str(uuid4())} if "idempotency-key" in names else {}
    if "if-match" in names:
        headers["If-Match"] = '"1"'
    query = {parameter["name"]: value_of(parameter) for parameter in required if parameter["in"] == "query"}
    body: dict[str, Any] = {"json": (operation.examples or [{}])[0]} if operation.body is not None else {}
    if operation.file is not None:
        headers["Content-Type"], body["content"] = operation.file
    return client.build_request(operation.method.upper(), path, params=query, headers=headers, **body)
