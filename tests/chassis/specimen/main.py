"""The specimen as a process of its own: `uvicorn chassis.specimen.main:application --factory`."""

from fastapi import FastAPI

from chassis.specimen.trials import proving
from noms.chassis.app import create_app
from noms.chassis.settings import settings_for


def application() -> FastAPI:
    return create_app(proving, settings_for("specimen"))
