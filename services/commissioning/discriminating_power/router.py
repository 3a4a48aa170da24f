"""Discriminating power over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import room
from noms.contracts.commissioning.discriminating_power import DiscriminatingPower
from services.commissioning.discriminating_power import queries
from services.commissioning.permissions import PeriodReader

router = room("discriminating power")


@router.get("/v1/ratings/discriminating-power", response_model=DiscriminatingPower)
async def read_discriminating_power(
    request: Request,
    caller: PeriodReader,
    year: Annotated[int, Query(ge=2004, le=2098, description="The year in which it begins, on 1 April.", examples=[2010])],
) -> Response:
    """Read what the ratings of a year tell apart: how they spread over the bands, in each comparator group and by each measure.

    Counted within your reach. Where everybody is good, a rating tells nothing.
    """
    body = await queries.POWER.fetch(request.app.state.database, caller, f"{year}-04-01")
    assert body is not None, "a year without ratings is an answer too"
    return personal_json(request, body.encode())
