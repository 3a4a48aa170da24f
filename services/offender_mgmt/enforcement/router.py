"""Enforcement over HTTP."""

from uuid import UUID

from noms.chassis.clock import now, today
from noms.chassis.problems import problems
from noms.chassis.refusals import DateOutsideCalendar
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.enforcement import BreachToBegin, CourtDecision, WarningToGive
from noms.contracts.offender_mgmt.enforcement_views import BreachView, EnforcementView, WarningView
from noms.contracts.wire import Day
from services.offender_mgmt.enforcement import queries, service
from services.offender_mgmt.enforcement.service import (
    BreachBegunAlready,
    NoCustodyToActivate,
    NothingToBreach,
    NothingToWarnOf,
    OutcomeNotPossible,
    WarningGivenAlready,
    WarningIncomplete,
)
from services.offender_mgmt.permissions import EnforcementReader, EnforcementWriter

router = room("enforcement")


@router.get("/v1/orders/{order_id}/enforcement", response_model=EnforcementView, responses=problems(DateOutsideCalendar))
async def read_enforcement(
    order_id: UUID, session: Session, caller: EnforcementReader, as_at: Day | None = None
) -> EnforcementView:
    """Read the enforcement clock of an order: the next step, its last day, and the sources of each fact it rests on.

    Failures come from attendance at sessions and count once a day, whichever requirement they concern. With `as_at` the step
    is told as it stood on that day; the lists hold everything on record.
    """
    return await queries.enforcement(session, caller, order_id, as_at=as_at or today())


@router.post(
    "/v1/orders/{order_id}/warnings",
    status_code=201,
    response_model=WarningView,
    responses=problems(WarningIncomplete, NothingToWarnOf, WarningGivenAlready, DateOutsideCalendar),
)
async def give_warning(order_id: UUID, warning: WarningToGive, session: Session, caller: EnforcementWriter) -> WarningView:
    """Record a warning. It answers every failure up to its day, and for twelve months a further failure goes to court."""
    return await service.give_warning(session, caller, order_id, warning, recorded_at=now())


@router.post(
    "/v1/orders/{order_id}/breaches",
    status_code=201,
    response_model=BreachView,
    responses=problems(NothingToBreach, BreachBegunAlready, DateOutsideCalendar),
)
async def begin_breach(order_id: UUID, breach: BreachToBegin, session: Session, caller: EnforcementWriter) -> BreachView:
    """Record that breach action has begun: the information was laid before the court on the day given.

    `in_time` says whether that was within ten working days of the failure.
    """
    return await service.begin_breach(session, caller, order_id, breach, recorded_at=now())


@router.post(
    "/v1/breaches/{breach_id}/outcome",
    response_model=BreachView,
    responses=problems(OutcomeNotPossible, NoCustodyToActivate),
)
async def record_outcome(breach_id: UUID, decision: CourtDecision, session: Session, caller: EnforcementWriter) -> BreachView:
    """Record what the court did with a breach. Unless the order has ended, its enforcement goes on from that day."""
    return await service.record_outcome(session, caller, breach_id, decision, recorded_at=now())
