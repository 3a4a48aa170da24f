"""Measures over HTTP, for the purchaser and for the provider itself."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request

from noms.chassis.feed.outbox import stamp_pending
from noms.chassis.requests.paging import PageSize
from noms.chassis.requests.route import Session, room
from noms.contracts.measures import MeasureEvents, MeasureOffer, MeasureOffers, MeasureResult
from noms.contracts.wire import Code, Day, Line
from services.offender_mgmt.measures import service
from services.offender_mgmt.measures.queries import Asked, Page
from services.offender_mgmt.measures.rules import DEFINITIONS, Part
from services.offender_mgmt.permissions import MeasureReader

router = room("measures")


def _asked(
    provider: Annotated[Code, Query(description="The trust or board, such as LDN.")],
    from_day: Annotated[Day, Query(alias="from", description="First day of the period.")],
    to_day: Annotated[Day, Query(alias="to", description="Last day of the period, included.")],
) -> Asked:
    return Asked(provider, from_day, to_day)


AskedMeasure = Annotated[Asked, Depends(_asked)]


def _page(part: Part = Part.NUMERATOR, after: UUID | None = None, limit: PageSize = 500) -> Page:
    return Page(part, after, limit)


AskedPage = Annotated[Page, Depends(_page)]


@router.get("/v1/measures", response_model=MeasureOffers)
async def list_measures(_caller: MeasureReader) -> MeasureOffers:
    """List the measures that this service computes today, each with the version of its definition, word for word."""
    return MeasureOffers(
        data=[
            MeasureOffer(code=one.code, definition_version=one.version, definition=one.words, unit=one.unit)
            for one in DEFINITIONS.values()
        ]
    )


@router.get("/v1/measures/{code}", response_model=MeasureResult)
async def compute_measure(
    code: Line, asked: AskedMeasure, request: Request, session: Session, caller: MeasureReader
) -> MeasureResult:
    """Compute a measure from this service's own events: counts, the definition in words, and the events behind each count.

    `breach_action_within_ten_working_days` is the measure computed today. Nobody types a result in: the same question with
    the same watermark has the same answer.
    """
    await stamp_pending(request.app.state.database)
    return await service.compute(session, caller, code, asked)


@router.get("/v1/measures/{code}/events", response_model=MeasureEvents)
async def read_measure_events(
    code: Line, asked: AskedMeasure, page: AskedPage, *, request: Request, session: Session, caller: MeasureReader
) -> MeasureEvents:
    """Read the ids of the events behind one part of a measure, by page."""
    await stamp_pending(request.app.state.database)
    return await service.events_behind(session, caller, code, asked, page)
