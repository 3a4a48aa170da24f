"""Occurrences: classified by the purchaser's side, read by both, each with the events and the versions behind it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.occurrence_views import OccurrenceEvents, OccurrenceList, OccurrenceView
from noms.contracts.commissioning.occurrences import (
    NewOccurrence,
    OccurrenceKind,
    OccurrenceMove,
    OccurrenceState,
    Reclassification,
)
from noms.contracts.commissioning.payment_bases import MOST_YEARS
from noms.contracts.wire import Instant
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.occurrences import queries, refusals, service
from services.commissioning.permissions import OccurrenceClassifier, OccurrenceReader

router = room("occurrences")

KnownAt = Annotated[Instant | None, Query(description="What was known at this instant; without it, what is known now.")]
_EXTENT = (
    refusals.EndsBeforeItBegan,
    refusals.InTheFuture,
    refusals.OutsideTheAgreement,
    refusals.NoPlaces,
    refusals.NothingCounted,
    refusals.TooMany,
    refusals.TooManyPlaces,
    refusals.OneIncident,
)


@router.post(
    "/v1/agreements/{agreement_id}/occurrences",
    status_code=201,
    response_model=OccurrenceView,
    responses=problems(
        Invalid,
        NotFound,
        NotTheCommissioner,
        refusals.ProviderClassifies,
        refusals.NeverInForce,
        refusals.FoundBeforeItHappened,
        *_EXTENT,
        refusals.NamesAPerson,
        refusals.AlreadyRecorded,
    ),
)
async def classify_occurrence(
    agreement_id: UUID, new: NewOccurrence, session: Session, caller: OccurrenceClassifier
) -> OccurrenceView:
    """Classify what happened under an agreement. Only the purchaser's side does: the provider reads it and may contest it.

    It belongs to the contract quarter of the day on which it happened, even if it is found later. An event is classified
    once under the same kind and code.
    """
    return await service.classify_occurrence(session, caller, agreement_id, new)


@router.get("/v1/agreements/{agreement_id}/occurrences", response_model=OccurrenceList, responses=problems(NotFound))
async def list_occurrences(
    agreement_id: UUID,
    request: Request,
    caller: OccurrenceReader,
    *,
    kind: OccurrenceKind | None = None,
    state: OccurrenceState | None = None,
    contract_year: Annotated[int | None, Query(ge=1, le=MOST_YEARS, description="1 is the agreement's first year.")] = None,
    contract_quarter: Annotated[int | None, Query(ge=1, le=4, description="Quarter of the contract year.")] = None,
    known_at: KnownAt = None,
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
) -> Response:
    """List the occurrences of an agreement, fifty at a time, the latest to happen first: the same bytes for both parties."""
    body = await queries.OCCURRENCE_LIST.fetch(
        request.app.state.database,
        caller,
        str(agreement_id),
        kind=kind,
        state=state,
        contract_year=contract_year,
        contract_quarter=contract_quarter,
        known_at=known_at,
        after=after,
    )
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())


@router.get(
    "/v1/agreements/{agreement_id}/occurrences/{occurrence_id}", response_model=OccurrenceView, responses=problems(NotFound)
)
async def read_occurrence(
    agreement_id: UUID, occurrence_id: UUID, session: Session, caller: OccurrenceReader, known_at: KnownAt = None
) -> OccurrenceView:
    """Read one occurrence with every version of it: what was believed, from when on, by whom it was entered and why."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    row = await queries.occurrence(session, agreement.agreement_id, occurrence_id)
    return await queries.occurrence_view(session, row, known_at)


@router.get(
    "/v1/agreements/{agreement_id}/occurrences/{occurrence_id}/events",
    response_model=OccurrenceEvents,
    responses=problems(NotFound),
)
async def read_occurrence_events(
    agreement_id: UUID, occurrence_id: UUID, session: Session, caller: OccurrenceReader
) -> OccurrenceEvents:
    """Read which events an occurrence rests on. Identifiers alone: whether you may read the events, their owner decides."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return queries.events_behind(await queries.occurrence(session, agreement.agreement_id, occurrence_id))


@router.post(
    "/v1/agreements/{agreement_id}/occurrences/{occurrence_id}/moves",
    status_code=201,
    response_model=OccurrenceView,
    responses=problems(
        NotFound,
        NotTheCommissioner,
        refusals.ProviderClassifies,
        refusals.OfTheContest,
        refusals.MoveNotAllowed,
        refusals.CauseOfAnExcuse,
        refusals.NoSuchCause,
        refusals.TooManyPlaces,
        refusals.NamesAPerson,
    ),
)
async def move_occurrence(
    agreement_id: UUID, occurrence_id: UUID, step: OccurrenceMove, session: Session, caller: OccurrenceClassifier
) -> OccurrenceView:
    """Hold an occurrence while the police inquire, release it, confirm it, excuse it, or take it back.

    What was taken back by a slip may be classified again; what a contest has overturned may not. An excuse names a cause that
    the payment terms in force name.
    """
    return await service.take_step(session, caller, agreement_id, occurrence_id, step)


@router.post(
    "/v1/agreements/{agreement_id}/occurrences/{occurrence_id}/reclassifications",
    status_code=201,
    response_model=OccurrenceView,
    responses=problems(
        NotFound,
        NotTheCommissioner,
        refusals.ProviderClassifies,
        refusals.OfTheContest,
        refusals.NotToBeReclassified,
        refusals.NothingChanges,
        *_EXTENT,
        refusals.NamesAPerson,
        refusals.AlreadyRecorded,
    ),
)
async def reclassify_occurrence(
    agreement_id: UUID, occurrence_id: UUID, change: Reclassification, session: Session, caller: OccurrenceClassifier
) -> OccurrenceView:
    """Put a classification right: what it falls under and how much it counts. The provider's days to contest begin anew."""
    return await service.reclassify_occurrence(session, caller, agreement_id, occurrence_id, change)
