"""Registers and alerts over HTTP."""

from uuid import UUID

from fastapi import Request, Response

from noms.chassis.database.hot import HotRead
from noms.chassis.identity.caller import Caller
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.express import Lane
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.register_views import RegisterTypeList, RegisterTypeView, RegistrationList, RegistrationView
from noms.contracts.offender_mgmt.registers import NewRegistration, RegistrationRemoval, ReviewDone
from noms.reference.register_types import load_register_types
from services.offender_mgmt.permissions import (
    PUBLIC_PROTECTION_DETAIL,
    PUBLIC_PROTECTION_READ,
    PublicProtectionReader,
    PublicProtectionRecorder,
)
from services.offender_mgmt.persons.queries import survivor_of
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.public_protection.service import RecordContradictsItself
from services.offender_mgmt.registers import queries, refusals, service
from services.offender_mgmt.sights.rules import sights

router = room("registers")

LIST_PATH = "/v1/persons/{crn}/registrations"


def manages_risk(caller: Caller) -> bool:
    """Whether the caller's role manages the risk, and so sees its detail."""
    return PUBLIC_PROTECTION_DETAIL.name in caller.scopes


def registrations_for(caller: Caller) -> HotRead:
    """The read that shows this caller's role its fields and no other."""
    return queries.REGISTRATIONS[manages_risk(caller)]


LANES = (Lane(LIST_PATH, "[A-Z][0-9]{6}", PUBLIC_PROTECTION_READ, registrations_for),)
"""The short way to a person's registrations."""


@router.get("/v1/register-types", response_model=RegisterTypeList)
async def list_register_types(_caller: PublicProtectionReader) -> RegisterTypeList:
    """List the registers of probation and the alerts of prisons: what each records, its review period, and who sees it."""
    fields = {name for name in RegisterTypeView.model_fields if name != "kept_by"}
    return RegisterTypeList(
        data=[
            RegisterTypeView.model_validate({"kept_by": kind.register, **{name: getattr(kind, name) for name in fields}})
            for kind in load_register_types()
        ]
    )


@router.post(
    LIST_PATH,
    status_code=201,
    response_model=RegistrationView,
    responses=problems(refusals.RegistrationRefused, RecordContradictsItself, PersonHasDied),
)
async def register_person_on_register(
    crn: Crn, new: NewRegistration, session: Session, caller: PublicProtectionRecorder
) -> RegistrationView:
    """Put a person on a register, or raise an alert. It stays with the person through release, recall and merge.

    The public protection record follows: MAPPA category and level, and the words of its registers, stand as its next version.
    """
    registration_id = await service.register(session, caller, crn, new)
    return await queries.registration_view(session, caller, registration_id, sights(manages_risk=manages_risk(caller)))


@router.get(LIST_PATH, response_model=RegistrationList)
async def read_registrations(crn: Crn, request: Request, session: Session, caller: PublicProtectionReader) -> Response:
    """Read on which registers a person stands or stood. A field that your role may not see is null and named in `withheld`."""
    read, database = registrations_for(caller), request.app.state.database
    body = await read.fetch(database, caller, crn)
    if body is None and (survivor := await survivor_of(session, caller, crn)):
        body = await read.fetch(database, caller, survivor)
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())


@router.post(
    "/v1/registrations/{registration_id}/reviews",
    status_code=201,
    response_model=RegistrationView,
    responses=problems(refusals.ReviewRefused, refusals.RegistrationEnded, refusals.NothingToReview, RecordContradictsItself),
)
async def record_review(
    registration_id: UUID, done: ReviewDone, session: Session, caller: PublicProtectionRecorder
) -> RegistrationView:
    """Record a review that was held: whether level or category changed, and when the next one is due."""
    await service.review(session, caller, registration_id, done, manages_risk=manages_risk(caller))
    return await queries.registration_view(session, caller, registration_id, sights(manages_risk=manages_risk(caller)))


@router.post(
    "/v1/registrations/{registration_id}/removal",
    status_code=201,
    response_model=RegistrationView,
    responses=problems(refusals.RemovalRefused, refusals.RegistrationEnded, RecordContradictsItself),
)
async def take_off_register(
    registration_id: UUID, removal: RegistrationRemoval, session: Session, caller: PublicProtectionRecorder
) -> RegistrationView:
    """Take a person off a register, with the reason. That they stood on it stays known."""
    await service.remove(session, caller, registration_id, removal, manages_risk=manages_risk(caller))
    return await queries.registration_view(session, caller, registration_id, sights(manages_risk=manages_risk(caller)))
