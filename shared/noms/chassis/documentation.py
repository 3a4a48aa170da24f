"""The OpenAPI document and its pages: served by the service itself, without any content network."""

import json
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fastapi_offline
from fastapi import FastAPI, Response
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from noms.chassis import refusals
from noms.chassis.database.faults import OutcomeUnknown
from noms.chassis.problems import problems
from noms.chassis.service import Service
from noms.contracts.problems import Problem

_EVERY_OPERATION = (
    refusals.NotAuthenticated,
    refusals.NotPermitted,
    refusals.BadRequest,
    refusals.Invalid,
    refusals.InternalError,
    refusals.Unavailable,
)
_WITH_BODY = (refusals.BodyTooLarge, refusals.UnsupportedMediaType)
_CREATING = (refusals.IdempotencyKeyMissing, refusals.RequestInProgress, refusals.IdempotencyKeyReused, OutcomeUnknown)


def install_documentation(app: FastAPI, service: Service) -> None:
    """Serve the pages at `/docs` and `/redoc`, and complete the document with every error that an operation can answer."""
    assets = str(files(fastapi_offline) / "static")
    app.mount("/assets", StaticFiles(directory=assets), name="assets")

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    async def docs() -> Response:
        return get_swagger_ui_html(
            openapi_url="/openapi.json", title=service.title, swagger_js_url="/assets/swagger-ui-bundle.js",
            swagger_css_url="/assets/swagger-ui.css", swagger_favicon_url="/assets/favicon.png",
        )  # fmt: skip

    @app.get("/redoc", include_in_schema=False, response_class=HTMLResponse)
    async def redoc() -> Response:
        return get_redoc_html(
            openapi_url="/openapi.json", title=service.title, redoc_js_url="/assets/redoc.standalone.js",
            redoc_favicon_url="/assets/favicon.png", with_google_fonts=False,
        )  # fmt: skip

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(
                title=service.title, version=service.version, description=service.description, routes=app.routes,
                openapi_version="3.1.0",
            )  # fmt: skip
            app.openapi_schema = _complete(told, service)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way to extend the document


def _complete(document: dict[str, Any], service: Service) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= schemas["Problem"].pop("$defs", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    flow = document["components"]["securitySchemes"]["bearer"]["flows"]["clientCredentials"]
    flow["scopes"] = {scope.name: scope.says for scope in (*service.scopes, service.events_scope)}
    examples = _examples(service.name)
    for path, item in document["paths"].items():
        for operation in item.values():
            if not operation.pop("x-public", False):
                _complete_operation(path, operation)
                _show_example(operation, examples)
    return document


def _examples(service: str) -> dict[str, Any]:
    """One real answer for each operation, from the service's `examples.json`; none for a service without one."""
    spec = find_spec(f"services.{service}")
    file = Path(spec.origin).with_name("examples.json") if spec is not None and spec.origin is not None else None
    return dict(json.loads(file.read_text("utf-8"))) if file is not None and file.exists() else {}


def _show_example(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    example = examples.get(operation["operationId"])
    for status, response in operation["responses"].items():
        if example is not None and status.startswith("2"):
            for content in response["content"].values():
                content["example"] = example


def _complete_operation(path: str, operation: dict[str, Any]) -> None:
    refused = [*_EVERY_OPERATION]
    if "requestBody" in operation:
        refused += _WITH_BODY
    if any(parameter["name"].lower() == "idempotency-key" for parameter in operation.get("parameters", ())):
        refused += _CREATING
    if any(parameter["name"].lower() == "if-match" for parameter in operation.get("parameters", ())):
        refused += (refusals.PreconditionRequired, refusals.StaleVersion, OutcomeUnknown)
    if "{" in path:
        refused.append(refusals.NotFound)
    responses = operation["responses"]
    responses.pop("422", None) if "HTTPValidationError" in str(responses.get("422")) else None
    for status, entry in problems(*refused).items():
        told = responses.setdefault(str(status), entry)
        if told is not entry:
            for media, content in entry["content"].items():
                held = told.setdefault("content", {}).setdefault(media, content)
                held["examples"] = content["examples"] | held.get("examples", {})
