"""The places of a prison, split by who buys them."""

from typing import Annotated

from fastapi import Path, Query

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.places import PlacesOfPrison
from noms.contracts.wire import Code, Day
from services.commissioning.organisations.queries import establishment_coded
from services.commissioning.permissions import AgreementReader
from services.commissioning.places import queries

router = room("places")


@router.get("/v1/establishments/{code}/places", response_model=PlacesOfPrison, responses=problems(NotFound))
async def read_places_of_prison(
    code: Annotated[Code, Path(examples=["ASI"])],
    session: Session,
    caller: AgreementReader,
    on: Annotated[Day, Query(description="The day to answer for.", examples=["2010-06-30"])],
) -> PlacesOfPrison:
    """Read who buys the places of a prison on a day, within your reach: NOMS, and those who buy from NOMS."""
    prison = establishment_coded(code, None)
    return await queries.places_of(session, caller, prison.code, on)
