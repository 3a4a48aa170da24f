"""The catalogue of measures."""

from typing import Annotated

from fastapi import Path, Query

from noms.chassis.peers import AskPeers
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import room
from noms.contracts.commissioning.measure_catalogue import (
    MeasureCatalogue,
    MeasureDefinitionView,
    PublishedTargets,
    ReportingYear,
)
from noms.contracts.commissioning.measures import Domain, MeasureSource, Offering
from noms.contracts.wire import MAX_INT32
from services.commissioning.measures import queries, service
from services.commissioning.permissions import ReferenceReader

router = room("measures")

MeasureCode = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,99}$", examples=["programme_completions"])]
Version = Annotated[int | None, Query(ge=1, le=MAX_INT32, description="Without it, the newest.")]


@router.get("/v1/measures", response_model=MeasureCatalogue)
async def list_measures(
    _caller: ReferenceReader,
    peers: AskPeers,
    domain: Domain | None = None,
    source: Annotated[MeasureSource | None, Query(description="`mixed`, or any one source of several.")] = None,
    offered: Annotated[Offering | None, Query(description="What its source says of it today.")] = None,
) -> MeasureCatalogue:
    """List every measure: what is counted, over what, which way is better, who counts it, and whether it can be had today.

    Whether a measure is offered is asked of the two services that own the events, now: what they do not compute yet is
    `not_offered`, what they do not speak of is `unknown`. Neither is ever filled in.
    """
    return MeasureCatalogue(data=queries.catalogue(await service.offers(peers), domain=domain, source=source, offering=offered))


@router.get("/v1/measures/{code}", response_model=MeasureDefinitionView, responses=problems(NotFound))
async def read_measure(
    code: MeasureCode, _caller: ReferenceReader, peers: AskPeers, version: Version = None
) -> MeasureDefinitionView:
    """Read the definition of one measure, and other definitions that carry the same published name."""
    measure = queries.definition(code, version)
    return queries.definition_view(measure, await service.offers(peers))


@router.get("/v1/measures/{code}/targets", response_model=PublishedTargets, responses=problems(NotFound))
async def list_published_targets(
    code: MeasureCode,
    _caller: ReferenceReader,
    year: Annotated[ReportingYear | None, Query(description="A financial year.", examples=["2005-06"])] = None,
    version: Version = None,
) -> PublishedTargets:
    """List the national targets of a measure and what came of them, by year, each with its source."""
    return PublishedTargets(data=queries.published(queries.definition(code, version), year))
