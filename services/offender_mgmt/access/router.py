"""Closed records over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis.audit.record import concerning
from noms.chassis.clock import now, today
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.access import (
    AccessAnswer,
    AccessAnswers,
    ClosureHistory,
    ClosureKind,
    ClosureView,
    ExclusionToSet,
    LiftingToAskFor,
    LiftingView,
    RestrictionToSet,
)
from noms.contracts.wire import Line
from services.offender_mgmt.access import queries, service
from services.offender_mgmt.access.refusals import ClosureRefused, LiftedMeanwhile, LiftingRefused
from services.offender_mgmt.access.tables import ClosureLiftingRow
from services.offender_mgmt.permissions import ClosureReader, ClosureSetter, PersonReader
from services.offender_mgmt.persons.router import CrnInPath

router = room("access")

CrnsAsked = Annotated[
    list[Crn], Query(min_length=1, max_length=200, description="Case reference numbers.", examples=[["A000001"]])
]
UserAsked = Annotated[
    Line | None, Query(description="A user of your system; yourself where it is left out.", examples=["offender-manager"])
]
_SETTING = problems(ClosureRefused)
_LIFTING = problems(LiftingRefused, LiftedMeanwhile, ClosureRefused, NotFound)


@router.post("/v1/persons/{crn}/exclusions", status_code=201, response_model=ClosureView, responses=_SETTING)
async def exclude_users(crn: CrnInPath, users: ExclusionToSet, session: Session, caller: ClosureSetter) -> ClosureView:
    """Close a person's record to these users, on its days. For them, and for systems that act for them, it is absent.

    Every route obeys: reads, searches, counts, lists and feeds, here and in the other services. Two people lift it.
    """
    return await service.close_record(session, caller, crn, ClosureKind.EXCLUSION, users, recorded_at=now())


@router.post("/v1/persons/{crn}/restrictions", status_code=201, response_model=ClosureView, responses=_SETTING)
async def restrict_record(crn: CrnInPath, users: RestrictionToSet, session: Session, caller: ClosureSetter) -> ClosureView:
    """Close a person's record to everybody but these users and yourself, on its days.

    A system that acts for nobody is shut out too. Of several restrictions each must let a user in. Two people lift one.
    """
    return await service.close_record(session, caller, crn, ClosureKind.RESTRICTION, users, recorded_at=now())


@router.get("/v1/persons/{crn}/exclusions", response_model=ClosureHistory)
async def read_exclusions(crn: CrnInPath, session: Session, caller: ClosureReader) -> ClosureHistory:
    """Read every exclusion that the record ever had: who set it and why, and who lifted it."""
    return await queries.closures(session, caller, crn, ClosureKind.EXCLUSION, as_at=today())


@router.get("/v1/persons/{crn}/restrictions", response_model=ClosureHistory)
async def read_restrictions(crn: CrnInPath, session: Session, caller: ClosureReader) -> ClosureHistory:
    """Read every restriction that the record ever had: who set it and why, and who lifted it."""
    return await queries.closures(session, caller, crn, ClosureKind.RESTRICTION, as_at=today())


@router.post("/v1/closures/{closure_id}/liftings", status_code=201, response_model=LiftingView, responses=_LIFTING)
async def ask_to_lift(closure_id: UUID, asked: LiftingToAskFor, session: Session, caller: ClosureSetter) -> ClosureLiftingRow:
    """Ask for an exclusion or a restriction to be lifted. Nothing changes before another person confirms it.

    It is found by its own number, also where it closes the record to you: whoever may lift it need not be let in.
    """
    return await service.ask_to_lift(session, caller, closure_id, asked, recorded_at=now())


@router.post(
    "/v1/closures/{closure_id}/liftings/{lifting_id}/confirmation",
    status_code=201,
    response_model=ClosureView,
    responses=_LIFTING,
)
async def confirm_lifting(closure_id: UUID, lifting_id: UUID, session: Session, caller: ClosureSetter) -> ClosureView:
    """Lift an exclusion or a restriction, as the second person. Whoever asked for it is refused, however they sign in."""
    return await service.confirm_lifting(session, caller, closure_id, lifting_id, recorded_at=now())


@router.get("/v1/access", response_model=AccessAnswers)
async def check_access(
    session: Session,
    caller: PersonReader,
    crn: CrnsAsked,
    user: UserAsked = None,
) -> AccessAnswers:
    """Ask which people a user may see, such as before a page of your own system shows them.

    An organisation's system may ask for any of its users, a user for nobody else. What is closed and what does not exist are
    both answered with false.
    """
    asked_for = service.user_asked_for(caller, user)
    seen = await queries.seen_by(session, caller, asked_for, crn)
    concerning(session, *crn)
    return AccessAnswers(user=asked_for, data=[AccessAnswer(crn=one, may_see=one in seen) for one in crn])
