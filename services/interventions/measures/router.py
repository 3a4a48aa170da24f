"""Measures over HTTP: figures that are computed from this service's own events, and the events behind each."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Path, Query, Request

from noms.chassis.feed.outbox import stamp_pending
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.measures import MeasureEvents, MeasureOffer, MeasureOffers, MeasureResult
from noms.contracts.problems import FieldError
from noms.contracts.wire import MAX_INT64, Code, Day
from services.interventions.measures import queries
from services.interventions.measures.rules import DEFINITIONS, MeasureDefinition, is_period
from services.interventions.permissions import MeasureReader
from services.interventions.requirements.rules import region_of

router = room("measures")
LISTED = 1_000


def _definition(code: Annotated[str, Path(description="The measure.", examples=["programme_completions"])]) -> MeasureDefinition:
    if code not in DEFINITIONS:
        raise NotFound
    return DEFINITIONS[code]


Definition = Annotated[MeasureDefinition, Depends(_definition)]


def _asked(
    definition: Definition,
    provider: Annotated[Code, Query(description="The trust or board that is responsible.", examples=["LDN"])],
    from_day: Annotated[Day, Query(alias="from", description="First day of the period.", examples=["2010-10-01"])],
    to_day: Annotated[Day, Query(alias="to", description="Last day of the period, included.", examples=["2010-12-31"])],
) -> queries.Asked:
    if not is_period(from_day, to_day):
        fault = FieldError(pointer="query:to", code="before_from", message="the period ends before it begins")
        raise Invalid(errors=[fault])
    return queries.Asked(provider, definition.counts, from_day, to_day)


Asked = Annotated[queries.Asked, Depends(_asked)]


@router.get("/v1/measures", response_model=MeasureOffers)
async def list_measures(_caller: MeasureReader) -> MeasureOffers:
    """List the measures that this service computes today, each with the version of its definition, word for word."""
    return MeasureOffers(
        data=[
            MeasureOffer(code=one.code, definition_version=one.version, definition=one.definition, unit="count")
            for one in DEFINITIONS.values()
        ]
    )


@router.get("/v1/measures/{code}", response_model=MeasureResult)
async def compute_measure(
    request: Request, definition: Definition, asked: Asked, session: Session, caller: MeasureReader
) -> MeasureResult:
    """Compute a measure of one provider over one period, from the events of this service and from nothing else.

    The watermark is the last event that was taken into account: whoever asks again later sees what has come since.
    """
    _within_reach(caller, asked.provider)
    await stamp_pending(request.app.state.database)
    up_to = await queries.watermark(session, caller)
    count = await queries.count_events(session, caller, asked, up_to)
    listed = await queries.event_ids(session, caller, asked, up_to, after=None, at_most=LISTED)
    return MeasureResult(
        code=definition.code,
        definition_version=definition.version,
        definition=definition.definition,
        unit="count",
        provider=asked.provider,
        from_day=asked.from_day,
        to_day=asked.to_day,
        numerator=count,
        value=count,
        watermark=up_to,
        numerator_event_ids=listed,
        complete_event_list=len(listed) == count,
    )


@router.get("/v1/measures/{code}/events", response_model=MeasureEvents)
async def list_measure_events(
    asked: Asked,
    session: Session,
    caller: MeasureReader,
    *,
    part: Annotated[Literal["numerator", "denominator"], Query(description="A plain count has no denominator.")] = "numerator",
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
    watermark: Annotated[int, Query(ge=0, le=MAX_INT64, description="The watermark of the figure; all when absent.")] = MAX_INT64,
) -> MeasureEvents:
    """Read the events behind a figure, 1,000 at a time."""
    _within_reach(caller, asked.provider)
    if part == "denominator":
        return MeasureEvents(event_ids=[])
    found = await queries.event_ids(session, caller, asked, watermark, after=after, at_most=LISTED + 1)
    page = found[:LISTED]
    return MeasureEvents(event_ids=page, next_after=page[-1] if len(found) > LISTED else None)


def _within_reach(caller: Caller, provider: str) -> None:
    """Refuse rather than answer nought for a provider whose people the caller cannot see."""
    region = region_of(provider)
    if region is None or not caller.reaches(audience(organisations=[provider], regions=[region])):
        raise NotFound
