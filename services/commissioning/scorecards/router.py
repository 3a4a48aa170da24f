"""Scorecards over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from noms.chassis.database.hot import HotRead
from noms.chassis.identity.caller import Caller
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.express import Lane
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import room
from noms.contracts.commissioning.measure_catalogue import MeasureCode
from noms.contracts.commissioning.scorecards import MeasureOverTime, ProviderScorecard, RegionScorecard
from noms.contracts.wire import Code
from services.commissioning.comparators.router import router as comparators
from services.commissioning.discriminating_power.router import router as discriminating_power
from services.commissioning.formulas.router import router as formulas
from services.commissioning.gateways.router import router as gateways
from services.commissioning.moderation.router import router as moderation
from services.commissioning.performance.router import router as performance
from services.commissioning.permissions import PERIODS_READ, PeriodReader
from services.commissioning.samples.router import router as samples
from services.commissioning.scorecards import queries

router = room("scorecards")

ROUTERS = (formulas, comparators, performance, samples, gateways, moderation, discriminating_power, router)
"""The rooms that compute, rate, moderate and show, as the service lists them."""

_CODE = "[A-Z0-9][A-Z0-9_&+-]{0,29}"
PROVIDER_PATH = "/v1/scorecards/providers/{provider}"
REGION_PATH = "/v1/scorecards/regions/{region}"

ProviderCode = Annotated[Code, Path(examples=["LDN"])]
RegionCode = Annotated[Code, Path(description="The office that purchases: a region, HSE, or NOMS.", examples=["LON"])]
After = Annotated[UUID | None, Query(description="The `next_after` of the page before.")]


def provider_scorecard(_caller: Caller) -> HotRead:
    """The statement that everybody's scorecard of a provider comes from."""
    return queries.PROVIDER


def region_scorecard(_caller: Caller) -> HotRead:
    """The statement that everybody's scorecard of a region comes from."""
    return queries.REGION


LANES = (
    Lane(PROVIDER_PATH, _CODE, PERIODS_READ, provider_scorecard),
    Lane(REGION_PATH, _CODE, PERIODS_READ, region_scorecard),
)
"""The short way to the scorecards of a provider and of a region."""


@router.get(PROVIDER_PATH, response_model=ProviderScorecard, responses=problems(NotFound))
async def read_provider_scorecard(provider: ProviderCode, request: Request, caller: PeriodReader) -> Response:
    """Read the scorecard of a provider: its agreements within your reach, their last twelve periods, and the latest measures."""
    body = await queries.PROVIDER.fetch(request.app.state.database, caller, provider)
    return _answered(request, body)


@router.get(REGION_PATH, response_model=RegionScorecard, responses=problems(NotFound))
async def read_region_scorecard(region: RegionCode, request: Request, caller: PeriodReader, after: After = None) -> Response:
    """Read the scorecard of a region: what it purchases, by provider, fifty agreements at a time, each by its latest period."""
    body = await queries.REGION.fetch(request.app.state.database, caller, region, after=after)
    return _answered(request, body)


@router.get("/v1/scorecards/measures/{measure_code}", response_model=MeasureOverTime, responses=problems(NotFound))
async def read_measure_over_time(
    measure_code: Annotated[MeasureCode, Path(examples=["programme_completions"])],
    request: Request,
    caller: PeriodReader,
    *,
    provider: Annotated[Code | None, Query(description="Of this provider alone.")] = None,
    after: After = None,
) -> Response:
    """Read a measure over time: every period with its value, interval, target and band, attested or evidenced, restated or not.

    Fifty agreements at a time, by provider.
    """
    database = request.app.state.database
    body = await queries.MEASURE.fetch(database, caller, measure_code, provider=provider, after=after)
    return _answered(request, body)


def _answered(request: Request, body: str | None) -> Response:
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())
