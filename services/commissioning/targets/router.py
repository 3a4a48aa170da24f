"""Targets of an agreement over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.targets import NewTarget, TargetList, TargetView
from noms.contracts.wire import Day
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.measures.queries import definition
from services.commissioning.permissions import AgreementReader, TargetSetter
from services.commissioning.targets import queries, refusals, service
from services.commissioning.texts.refusals import ThresholdsOutOfOrder

router = room("targets")


@router.post(
    "/v1/agreements/{agreement_id}/targets",
    status_code=201,
    response_model=TargetView,
    responses=problems(
        Invalid, NotFound, NotTheCommissioner, ThresholdsOutOfOrder, refusals.TargetsOverlap, refusals.DaysAlreadyComputed
    ),
)
async def set_target(agreement_id: UUID, new: NewTarget, session: Session, caller: TargetSetter) -> TargetView:
    """Set floor, target and stretch of one measure for some days. Until its first day the agreement's own thresholds hold.

    Two targets of one measure are never valid on one day. A target on record is not changed: name it in `replaces`, with the
    reason, and both stay readable, each with when it was recorded. Its days before the new one's first stay judged by it.

    The commissioner's office sets it, from the day on which both had signed. For days that are over it needs a reason and is
    shown as retroactive; once a period over them was computed, or their contract year has been over for 13 months, it is
    refused.
    """
    return await service.set_target(session, caller, agreement_id, new)


@router.get("/v1/agreements/{agreement_id}/targets", response_model=TargetList, responses=problems(NotFound))
async def list_targets(
    agreement_id: UUID,
    session: Session,
    caller: AgreementReader,
    on: Annotated[Day | None, Query(description="Also tell what each measure is judged by on this day.")] = None,
    known_on: Annotated[
        Day | None, Query(description="As it was on record at the end of this day; absent: as it is now.")
    ] = None,
) -> TargetList:
    """List the targets of an agreement, as they are on record now or were on a day."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    rows = await queries.targets_of(session, agreement.agreement_id, known_on)
    data = [queries.target_view(row) for row in rows]
    if on is None:
        return TargetList(data=data)
    held = await queries.targets_on(session, agreement_id, on, known_on=known_on)
    told = [queries.judged_by_view(one, definition(one.measure_code, one.definition_version)) for one in held.values()]
    return TargetList(data=data, judged_by=told)
