"""The composition root of commissioning: its rooms, its permissions, and the constraints that stand for refusals."""

from fastapi import FastAPI

from noms.chassis.app import create_app
from noms.chassis.service import Service
from noms.chassis.settings import settings_for
from services.commissioning.agreements.refusals import AlreadySigned, AnotherAgreementIsLive, MeasureInTwice
from services.commissioning.agreements.router import router as agreements
from services.commissioning.measures.router import router as measures
from services.commissioning.organisations.router import router as organisations
from services.commissioning.performance.refusals import OlderThanTheLast, OverlapsAnotherPeriod
from services.commissioning.performance.router import router as performance
from services.commissioning.permissions import EVENTS_READ, ROLES, SCOPES
from services.commissioning.responsibilities.router import router as responsibilities

service = Service(
    name="commissioning",
    title="Commissioning",
    description="Who buys from whom, what was agreed, what was delivered, how it is rated, and what is owed for it.",
    version="0.1.0",
    rooms=[organisations, responsibilities, measures, agreements, performance],
    scopes=SCOPES,
    events_scope=EVENTS_READ,
    roles=ROLES,
    constraints={
        "agreement_measure_agreement_id_measure_code_key": MeasureInTwice,
        "agreement_provider_service_line_days_excl": AnotherAgreementIsLive,
        "signature_agreement_id_party_key": AlreadySigned,
        "computation_period_id_number_key": OlderThanTheLast,
        "settlement_period_id_run_number_key": OlderThanTheLast,
        "period_agreement_id_days_excl": OverlapsAnotherPeriod,
    },
)


def application() -> FastAPI:
    """The running service, from the environment."""
    return create_app(service, settings_for(service.name))
