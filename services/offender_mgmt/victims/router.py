"""The victim contact scheme over HTTP: for the liaison officer alone."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.victim_views import VictimContactView, VictimView
from noms.contracts.offender_mgmt.victims import ContactHeld, NewRepresentation, NewVictim, WishesTold
from services.offender_mgmt.permissions import VictimContactReader, VictimContactRecorder
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.victims import queries, refusals, service

router = room("victim contact")


@router.get("/v1/persons/{crn}/victim-contact", response_model=VictimContactView)
async def read_victim_contact(crn: Crn, session: Session, caller: VictimContactReader) -> VictimContactView:
    """Read whether the contact scheme applies to a person's sentences, by when it is offered, and who is contacted.

    Nobody who manages the case may read this, and nothing of it is published, told in a timeline or given to the person.
    """
    person = await persons.person(session, caller, crn)
    found = await queries.scheme(session, person.crn)
    victims = [await queries.victim_view(session, row, found) for row in await queries.victims_of(session, person.crn)]
    return VictimContactView(crn=person.crn, applies=bool(found), because=found, victims=victims)


@router.post(
    "/v1/persons/{crn}/victims",
    status_code=201,
    response_model=VictimView,
    responses=problems(refusals.SchemeDoesNotApply),
)
async def enter_victim(crn: Crn, new: NewVictim, session: Session, caller: VictimContactRecorder) -> VictimView:
    """Enter somebody to be contacted. Where no sentence on record brings the scheme in, a reason is needed."""
    return await service.enter_victim(session, caller, crn, new)


@router.post(
    "/v1/victims/{victim_id}/contacts",
    status_code=201,
    response_model=VictimView,
    responses=problems(refusals.VictimRecordRefused),
)
async def record_victim_contact(
    victim_id: UUID, held: ContactHeld, session: Session, caller: VictimContactRecorder
) -> VictimView:
    """Record a contact: an offer of the scheme, information, or another."""
    return await service.record_contact(session, caller, victim_id, held)


@router.post(
    "/v1/victims/{victim_id}/wishes",
    status_code=201,
    response_model=VictimView,
    responses=problems(refusals.VictimRecordRefused),
)
async def record_victim_wishes(victim_id: UUID, told: WishesTold, session: Session, caller: VictimContactRecorder) -> VictimView:
    """Record what somebody wishes: contact or none, to make representations, to be told of conditions."""
    return await service.record_wishes(session, caller, victim_id, told)


@router.post(
    "/v1/victims/{victim_id}/representations",
    status_code=201,
    response_model=VictimView,
    responses=problems(refusals.VictimRecordRefused, refusals.ContactNotWished),
)
async def record_victim_representation(
    victim_id: UUID, told: NewRepresentation, session: Session, caller: VictimContactRecorder
) -> VictimView:
    """Record what somebody asks for about the licence. The wording goes into the case file and may not name them."""
    return await service.record_representation(session, caller, victim_id, told)
