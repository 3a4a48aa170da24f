"""The catalogue of measures."""

from typing import Annotated

from fastapi import Path, Query

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import room
from noms.contracts.commissioning.measures import MeasureCatalogue, MeasureDefinitionView
from noms.contracts.wire import MAX_INT32
from services.commissioning.measures import queries
from services.commissioning.permissions import ReferenceReader

router = room("measures")

MeasureCode = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,99}$", examples=["programme_completions"])]


@router.get("/v1/measures", response_model=MeasureCatalogue)
async def list_measures(_caller: ReferenceReader) -> MeasureCatalogue:
    """List every measure: what is counted, over what, which way is better, and which service counts it."""
    return MeasureCatalogue(data=queries.catalogue())


@router.get("/v1/measures/{code}", response_model=MeasureDefinitionView, responses=problems(NotFound))
async def read_measure(
    code: MeasureCode,
    _caller: ReferenceReader,
    version: Annotated[int | None, Query(ge=1, le=MAX_INT32, description="Without it, the newest.")] = None,
) -> MeasureDefinitionView:
    """Read the definition of one measure."""
    return queries.definition_view(queries.definition(code, version))
