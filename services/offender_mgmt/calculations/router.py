"""Key dates on record over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.kept_key_dates import (
    CalculationToMake,
    EntryCheck,
    EntryToRecord,
    KeyDateSetView,
    KeyDatesOnRecord,
)
from services.offender_mgmt.calculations import queries, service
from services.offender_mgmt.calculations.refusals import (
    CheckedAlready,
    CheckedByItsAuthor,
    CheckNeedsNote,
    EntryAwaitsCheck,
    EntryRefused,
    NothingToCalculate,
)
from services.offender_mgmt.key_dates.refusals import NotComputed
from services.offender_mgmt.permissions import KeyDateChecker, KeyDateReader, KeyDateRecorder
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.router import CrnInPath

router = room("key dates on record")


@router.get("/v1/persons/{crn}/key-dates", response_model=KeyDatesOnRecord)
async def read_key_dates(crn: CrnInPath, session: Session, caller: KeyDateReader) -> KeyDatesOnRecord:
    """Read a person's key dates: those in force, an entry that waits for its second check, and everything that was before.

    Each calculation shows its sentences and adjustments as they stood, every step with rule and source, and the version of the
    rules; each entry by hand is shown beside what the record came to at that moment.
    """
    person = await persons.person(session, caller, crn)
    return await queries.key_dates_on_record(session, person.crn)


@router.post(
    "/v1/persons/{crn}/key-dates/calculations",
    status_code=201,
    response_model=KeyDateSetView,
    responses=problems(NothingToCalculate, NotComputed, PersonHasDied),
)
async def calculate_key_dates_on_record(
    crn: CrnInPath, asked: CalculationToMake, session: Session, caller: KeyDateRecorder
) -> KeyDateSetView:
    """Calculate a person's key dates from the sentences, adjustments and recall on record. They are in force at once.

    All sentences that are served together count, chains of consecutive ones included; those that had run out before the next
    was passed do not. For life and IPP the one date is the end of the minimum term. What has no rule is refused by 409, each
    sentence by its id: enter the dates by hand.
    """
    return queries.view(await service.calculate(session, caller, crn, asked, recorded_at=now()))


@router.post(
    "/v1/persons/{crn}/key-dates/entries",
    status_code=201,
    response_model=KeyDateSetView,
    responses=problems(NothingToCalculate, EntryRefused, EntryAwaitsCheck, PersonHasDied),
)
async def enter_key_dates(crn: CrnInPath, told: EntryToRecord, session: Session, caller: KeyDateRecorder) -> KeyDateSetView:
    """Enter key dates worked out by hand. They hold once a second person has checked them.

    Dates that contradict one another, the birth or the sentence are refused, each by its letters. Where the record can be
    calculated and comes to other dates, the reason must be `override`.
    """
    return queries.view(await service.enter(session, caller, crn, told, recorded_at=now()))


@router.post(
    "/v1/key-date-entries/{set_id}/check",
    response_model=KeyDateSetView,
    responses=problems(CheckedByItsAuthor, CheckedAlready, CheckNeedsNote, PersonHasDied),
)
async def check_key_dates(set_id: UUID, found: EntryCheck, session: Session, caller: KeyDateChecker) -> KeyDateSetView:
    """Check key dates that another person entered by hand: agreed, they are in force from now; otherwise they never were."""
    return queries.view(await service.check(session, caller, set_id, found, recorded_at=now()))
