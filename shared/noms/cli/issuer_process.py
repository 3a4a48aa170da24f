"""The development issuer as a process of the local estate."""

import os
from pathlib import Path

from fastapi import FastAPI

from noms.chassis.identity.issuer_app import create_issuer_app
from noms.cli.personas import SERVICES, service_persona
from noms.cli.places import LocalEstate


def application() -> FastAPI:
    """The issuer of the estate that NOMS_ESTATE names, with one registered client for each service."""
    estate = LocalEstate(Path(os.environ["NOMS_ESTATE"]))
    secrets = estate.client_secrets()
    clients = {f"{service}-service": (secrets[f"{service}-service"], service_persona(service)) for service in SERVICES}
    return create_issuer_app(estate.issuer(), clients)
