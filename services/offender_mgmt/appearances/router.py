"""Appearances over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.appearances import AppearanceList, AppearanceToRecord, AppearanceView
from services.offender_mgmt.appearances import queries, service
from services.offender_mgmt.appearances.refusals import AppearanceOnRecord, AppearanceRefused
from services.offender_mgmt.permissions import SentenceReader, SentenceWriter
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.router import CrnInPath

router = room("appearances")


@router.post(
    "/v1/persons/{crn}/appearances",
    status_code=201,
    response_model=AppearanceView,
    responses=problems(AppearanceRefused, AppearanceOnRecord, PersonHasDied),
)
async def record_appearance(crn: CrnInPath, told: AppearanceToRecord, session: Session, caller: SentenceWriter) -> AppearanceView:
    """Record a day before a court: the offences with their pleas and findings, the outcome, and how the person left.

    Each offence is put into its group by its Home Office code. Orders and sentences passed on the day name this appearance.
    """
    return await service.record_appearance(session, caller, crn, told, recorded_at=now())


@router.get("/v1/persons/{crn}/appearances", response_model=AppearanceList)
async def list_appearances(crn: CrnInPath, session: Session, caller: SentenceReader) -> AppearanceList:
    """Read every appearance of a person, newest first, with the offences that were before the court."""
    person = await persons.person(session, caller, crn)
    return AppearanceList(data=await queries.appearances(session, person.crn))


@router.get("/v1/appearances/{appearance_id}", response_model=AppearanceView)
async def read_appearance(appearance_id: UUID, session: Session, caller: SentenceReader) -> AppearanceView:
    """Read one appearance."""
    return await queries.appearance(session, caller, appearance_id)
