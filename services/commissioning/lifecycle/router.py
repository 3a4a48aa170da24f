"""Moves of an agreement: offered, brought into force, suspended, resumed, let expire, ended, terminated."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.lifecycle import AgreementAct, ExpiryNotice, MoveList, Resumption, Suspension
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import AnotherAgreementIsLive, NotTheCommissioner
from services.commissioning.agreements.router import router as agreement_room
from services.commissioning.benchmarks.router import router as benchmark_room
from services.commissioning.in_force.router import router as text_room
from services.commissioning.lifecycle import refusals, service
from services.commissioning.permissions import AgreementDrafter, AgreementReader, AgreementVarier
from services.commissioning.places.router import router as place_room
from services.commissioning.specifications.router import router as specification_room
from services.commissioning.variations.router import router as variation_room

router = room("lifecycle")

ROUTERS = (specification_room, benchmark_room, agreement_room, text_room, variation_room, router, place_room)
"""The rooms of specifications, agreements and their texts, in the order in which an agreement lives."""


@router.post(
    "/v1/agreements/{agreement_id}/offer",
    response_model=AgreementView,
    responses=problems(NotFound, NotTheCommissioner, refusals.MoveNotAllowed, refusals.NoMeasure),
)
async def offer_agreement(agreement_id: UUID, session: Session, caller: AgreementDrafter) -> AgreementView:
    """Offer a draft to its provider. From now on its text is settled and both may sign."""
    return await service.offer_agreement(session, caller, agreement_id)


@router.post(
    "/v1/agreements/{agreement_id}/offer-withdrawal",
    response_model=AgreementView,
    responses=problems(NotFound, NotTheCommissioner, refusals.MoveNotAllowed),
)
async def withdraw_offer(agreement_id: UUID, session: Session, caller: AgreementDrafter) -> AgreementView:
    """Withdraw an offer that nobody has signed: it is a draft again."""
    return await service.withdraw_offer(session, caller, agreement_id)


@router.post(
    "/v1/agreements/{agreement_id}/commencement",
    response_model=AgreementView,
    responses=problems(
        NotFound,
        NotTheCommissioner,
        refusals.NotSignedByBoth,
        refusals.AlreadyLive,
        refusals.BeforeItsFirstDay,
        AnotherAgreementIsLive,
    ),
)
async def bring_into_force(agreement_id: UUID, session: Session, caller: AgreementDrafter) -> AgreementView:
    """Bring an agreement into force once both have signed and its first day has come."""
    return await service.bring_into_force(session, caller, agreement_id)


@router.post(
    "/v1/agreements/{agreement_id}/suspension",
    response_model=AgreementView,
    responses=problems(NotFound, *refusals.OF_A_MOVE, refusals.ClauseDoesNotAllow, refusals.AlreadySettled),
)
async def suspend_agreement(agreement_id: UUID, told: Suspension, session: Session, caller: AgreementVarier) -> AgreementView:
    """Suspend an agreement in force from a day that has come, under the first of its clauses that lets it.

    Days that were settled or computed are taken away only as both have signed.
    """
    return await service.move_in_force(session, caller, agreement_id, AgreementAct.SUSPEND, told)


@router.post(
    "/v1/agreements/{agreement_id}/resumption",
    response_model=AgreementView,
    responses=problems(NotFound, *refusals.OF_A_MOVE),
)
async def resume_agreement(agreement_id: UUID, told: Resumption, session: Session, caller: AgreementVarier) -> AgreementView:
    """Let a suspended agreement run again."""
    return await service.move_in_force(session, caller, agreement_id, AgreementAct.RESUME, told)


@router.post(
    "/v1/agreements/{agreement_id}/expiry-notice",
    response_model=AgreementView,
    responses=problems(NotFound, *refusals.OF_A_MOVE),
)
async def let_agreement_expire(
    agreement_id: UUID, told: ExpiryNotice, session: Session, caller: AgreementVarier
) -> AgreementView:
    """Say that nobody will extend the agreement: it stays in force to its last day, and no option of it can be used."""
    return await service.move_in_force(session, caller, agreement_id, AgreementAct.LET_EXPIRE, told)


@router.post(
    "/v1/agreements/{agreement_id}/end",
    response_model=AgreementView,
    responses=problems(NotFound, refusals.MoveNotAllowed, NotTheCommissioner, refusals.NotYet),
)
async def end_agreement(agreement_id: UUID, session: Session, caller: AgreementVarier) -> AgreementView:
    """Record that the last day of an agreement is over. What it delivered can still be measured and settled."""
    return await service.end_agreement(session, caller, agreement_id)


@router.get("/v1/agreements/{agreement_id}/moves", response_model=MoveList, responses=problems(NotFound))
async def list_agreement_moves(agreement_id: UUID, session: Session, caller: AgreementReader) -> MoveList:
    """List every move of an agreement from state to state: who moved it, when and why."""
    found = await agreements.agreement(session, caller, agreement_id)
    return MoveList(data=await agreements.moves_of(session, found.agreement_id))
