"""The three services by name: their document, and each of them running on a database of its own."""

from functools import cache
from importlib import import_module
from typing import Any

from fastapi import FastAPI

from house.estate import Estate
from house.running import settings_for_test
from noms.chassis.app import create_app
from noms.chassis.identity.issuer import DevelopmentIssuer
from noms.chassis.service import Service
from noms.chassis.settings import Settings

NAMES = ("commissioning", "offender_mgmt", "interventions")


def service_named(name: str) -> Service:
    """A service, as its composition root puts it together."""
    service: Service = import_module(f"services.{name}.main").service
    return service


def application_of(service: Service) -> FastAPI:
    """The application of a service, not started: for its document and its routes."""
    return create_app(
        service, settings_for_test("postgresql+asyncpg://nobody@localhost/nothing", "no-keys", "http://issuer.test")
    )


@cache
def document_named(name: str) -> dict[str, Any]:
    """The OpenAPI document of a service, made once: copy it before changing anything."""
    return application_of(service_named(name)).openapi()


def settings_named(name: str, estate: Estate, jwks: str, issuer: DevelopmentIssuer, **changes: Any) -> Settings:
    """Settings of a service on a fresh database, without its peers. Call it outside an event loop."""
    url = estate.url(estate.database(name), estate.app(name))
    return settings_for_test(url, jwks, issuer.issuer, **changes)
