"""Places over HTTP."""

from uuid import UUID

from noms.chassis.clock import today
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.interventions.placement import PlaceRequest, PlaceView
from services.interventions.cohorts.refusals import CohortFull, PlaceHeld
from services.interventions.permissions import PlaceTaker
from services.interventions.placement import refusals, service

router = room("placement")


@router.post(
    "/v1/cohorts/{cohort_id}/places",
    status_code=201,
    response_model=PlaceView,
    responses=problems(
        CohortFull,
        PlaceHeld,
        refusals.ReferralNotSuitable,
        refusals.AnotherProgramme,
        refusals.AnotherProvider,
        refusals.CohortHasStarted,
        refusals.DoseDoesNotFit,
    ),
)
async def take_place(cohort_id: UUID, request: PlaceRequest, session: Session, caller: PlaceTaker) -> PlaceView:
    """Take a place in a cohort for a suitable referral.

    A cohort never holds more people than it has places, however many ask at the same instant: whoever comes too late is
    refused with `cohort_full`.
    """
    return await service.take_place(session, caller, cohort_id, request, as_at=today())
