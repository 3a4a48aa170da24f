"""Recalls over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.recalls import RecallList, RecallToRecord, RecallView, ReleaseAgain, ReturnToCustody
from services.offender_mgmt.permissions import SentenceReader, SentenceWriter
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.router import CrnInPath
from services.offender_mgmt.recalls import queries, service
from services.offender_mgmt.recalls.refusals import RecalledAlready, RecallRefused, RecallStepNotPossible
from services.offender_mgmt.recalls.tables import RecallRow

router = room("recalls")


@router.post(
    "/v1/persons/{crn}/recalls",
    status_code=201,
    response_model=RecallView,
    responses=problems(RecallRefused, RecalledAlready, PersonHasDied),
)
async def recall_person(crn: CrnInPath, told: RecallToRecord, session: Session, caller: SentenceWriter) -> RecallRow:
    """Record that a person's licence was revoked: of which kind, by whom, why, and which of its conditions were broken.

    A fixed term of 28 days is possible from 14 July 2008, once during a sentence, and for no extended, indeterminate or
    Schedule 15 sentence. The licence on record ends with the recall.
    """
    return await service.recall_person(session, caller, crn, told, recorded_at=now())


@router.get("/v1/persons/{crn}/recalls", response_model=RecallList)
async def list_recalls(crn: CrnInPath, session: Session, caller: SentenceReader) -> RecallList:
    """Read every recall of a person, newest first."""
    person = await persons.person(session, caller, crn)
    return RecallList(data=[RecallView.model_validate(row) for row in await queries.recalls(session, person.crn)])


@router.post("/v1/recalls/{recall_id}/return", response_model=RecallView, responses=problems(RecallStepNotPossible))
async def return_to_custody(recall_id: UUID, told: ReturnToCustody, session: Session, caller: SentenceWriter) -> RecallRow:
    """Record the day on which a recalled person was back in custody. A fixed term runs from it."""
    return await service.return_to_custody(session, caller, recall_id, told, recorded_at=now())


@router.post("/v1/recalls/{recall_id}/release", response_model=RecallView, responses=problems(RecallStepNotPossible))
async def release_again(recall_id: UUID, told: ReleaseAgain, session: Session, caller: SentenceWriter) -> RecallRow:
    """Record that a recalled person was released again. The recall is not in force any more."""
    return await service.release_again(session, caller, recall_id, told, recorded_at=now())
