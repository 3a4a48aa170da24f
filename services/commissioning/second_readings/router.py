"""Second readings: a sample drawn by lot, judged again by somebody else, and the agreement of the readers for all to see."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.second_readings import (
    NewSecondReading,
    SampleToDraw,
    SecondReadingList,
    SecondReadingView,
)
from services.commissioning.agreements import queries as agreements
from services.commissioning.permissions import OccurrenceClassifier, OccurrenceReader
from services.commissioning.second_readings import queries, refusals, service

router = room("second readings")

_PATH = "/v1/agreements/{agreement_id}/occurrences/second-readings"


@router.post(
    _PATH,
    status_code=201,
    response_model=SecondReadingView,
    responses=problems(NotFound, refusals.ProviderReads, refusals.SampleEndsBeforeItStarts, refusals.NothingToRead),
)
async def draw_second_reading(
    agreement_id: UUID, wanted: SampleToDraw, session: Session, caller: OccurrenceClassifier
) -> SecondReadingView:
    """Draw a sample of what was classified on these days: one in twenty, and at least ten where there are as many.

    The seed is drawn by the service and told, so that anybody can draw the same sample again.
    """
    return await service.draw_sample(session, caller, agreement_id, wanted)


@router.get(_PATH, response_model=SecondReadingList, responses=problems(NotFound))
async def list_second_readings(agreement_id: UUID, session: Session, caller: OccurrenceReader) -> SecondReadingList:
    """List the samples of an agreement, the latest drawn first, each with the agreement of the readers."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await queries.second_readings_of(session, agreement.agreement_id)


@router.get(_PATH + "/{second_reading_id}", response_model=SecondReadingView, responses=problems(NotFound))
async def read_second_reading(
    agreement_id: UUID, second_reading_id: UUID, session: Session, caller: OccurrenceReader
) -> SecondReadingView:
    """Read one sample with both judgements of every line, and Cohen's kappa as an exact fraction."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await queries.second_reading_view(session, await queries.sample(session, agreement.agreement_id, second_reading_id))


@router.post(
    _PATH + "/{second_reading_id}/judgements",
    status_code=201,
    response_model=SecondReadingView,
    responses=problems(NotFound, refusals.ProviderReads, refusals.ReadByTheFirst, refusals.HalfAJudgement, refusals.ReadBefore),
)
async def give_second_reading(
    agreement_id: UUID, second_reading_id: UUID, given: NewSecondReading, session: Session, caller: OccurrenceClassifier
) -> SecondReadingView:
    """Judge one occurrence of the sample again, without having classified it yourself; each is read once."""
    return await service.give_second_reading(session, caller, agreement_id, second_reading_id, given)
