"""The catalogue of accredited programmes over HTTP."""

from typing import Annotated

from fastapi import Path

from noms.chassis.requests.route import room
from noms.contracts.interventions.programmes import ProgrammeList, ProgrammeView
from noms.contracts.wire import Code
from services.interventions.permissions import CatalogueReader
from services.interventions.programmes import queries

router = room("programmes")


@router.get("/v1/programmes", response_model=ProgrammeList)
async def list_programmes(_caller: CatalogueReader) -> ProgrammeList:
    """Read the catalogue of accredited programmes. What no document proves is marked `unverified`."""
    return ProgrammeList(data=queries.catalogue())


@router.get("/v1/programmes/{code}", response_model=ProgrammeView)
async def read_programme(code: Annotated[Code, Path(examples=["TSP"])], _caller: CatalogueReader) -> ProgrammeView:
    """Read one programme: its setting, sessions, eligibility and the source of each."""
    return queries.view(queries.programme_with(code))
