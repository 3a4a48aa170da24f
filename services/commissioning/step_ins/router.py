"""Step-in at a contracted prison: begun, put off, ended; by the Secretary of State alone."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.step_ins import NewStepIn, NewStepInEnding, StepInExtension, StepInView
from services.commissioning.permissions import StepInDecider
from services.commissioning.step_ins import refusals, service

router = room("remedies")


@router.post(
    "/v1/agreements/{agreement_id}/step-in",
    status_code=201,
    response_model=StepInView,
    responses=problems(
        Invalid,
        NotFound,
        refusals.NotAContractedPrison,
        refusals.NothingToStepInto,
        refusals.StepInInTheFuture,
        refusals.StepInOutsideTheAgreement,
        refusals.BeginsBeforeAppointed,
        refusals.ToldBeforeDecided,
        refusals.ToldTooLate,
        refusals.StepInEndsBeforeItBegins,
        refusals.StepInEndsAfterTheAgreement,
        refusals.StepInInForce,
        refusals.BeforeTheLastStepIn,
    ),
)
async def step_in(agreement_id: UUID, new: NewStepIn, session: Session, caller: StepInDecider) -> StepInView:
    """Appoint a governor for a contracted prison whose director has lost, or is likely to lose, effective control.

    From the first day the functions of director and controller are the governor's, at the contractor's cost. Open from every
    state of remedies; the notices underneath go on. Criminal Justice Act 1991 s.88.
    """
    return await service.step_in(session, caller, agreement_id, new)


@router.post(
    "/v1/step-ins/{step_in_id}/extension",
    status_code=201,
    response_model=StepInView,
    responses=problems(
        Invalid,
        NotFound,
        refusals.StepInInTheFuture,
        refusals.StepInEndsBeforeItBegins,
        refusals.StepInHasEnded,
        refusals.NotLater,
        refusals.StepInEndsAfterTheAgreement,
    ),
)
async def extend_step_in(step_in_id: UUID, new: StepInExtension, session: Session, caller: StepInDecider) -> StepInView:
    """Put off the intended last day of a step-in. Every earlier last day stays on record."""
    return await service.extend_step_in(session, caller, step_in_id, new)


@router.post(
    "/v1/step-ins/{step_in_id}/ending",
    status_code=201,
    response_model=StepInView,
    responses=problems(
        Invalid,
        NotFound,
        refusals.StepInInTheFuture,
        refusals.StepInEndsBeforeItBegins,
        refusals.ToldBeforeDecided,
        refusals.StepInHasEnded,
    ),
)
async def end_step_in(step_in_id: UUID, new: NewStepInEnding, session: Session, caller: StepInDecider) -> StepInView:
    """End a step-in: control is secured, or there is no contractor left to hand the prison back to."""
    return await service.end_step_in(session, caller, step_in_id, new)
