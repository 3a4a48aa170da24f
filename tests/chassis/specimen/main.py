"""The specimen as a process of its own: `uvicorn chassis.specimen.main:application --factory`."""

from fastapi import FastAPI
from noms.chassis.app import create_app
from noms.chassis.settings import settings_for

from chassis.specimen.trials import proving


def application() -> FastAPI:
    return create_app(proving, settings_for("specimen"))
