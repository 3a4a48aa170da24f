"""Comparator groups over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.comparators import ComparatorGroupList, FunctionChangeView, NewFunctionChange
from noms.contracts.wire import Day
from services.commissioning.comparators import queries, refusals, service
from services.commissioning.permissions import ComparatorRecorder, ReferenceReader

router = room("comparators")


@router.get("/v1/comparator-groups", response_model=ComparatorGroupList)
async def list_comparator_groups(
    session: Session,
    _caller: ReferenceReader,
    on: Annotated[Day | None, Query(description="The groups of that day; today when absent.")] = None,
) -> ComparatorGroupList:
    """List the groups within which ratings are compared, with the providers that belonged to each on a day.

    The groups are this project's own, by what a prison is for or by the legal form of a probation body.
    """
    day = on or clock.today()
    return ComparatorGroupList(on=day, data=await queries.groups_on(session, day))


@router.post(
    "/v1/comparator-groups/function-changes",
    status_code=201,
    response_model=FunctionChangeView,
    responses=problems(
        Invalid,
        refusals.NotAPrison,
        refusals.SameFunction,
        refusals.AnotherOfficesPrison,
        refusals.ChangeBeforeNoms,
        refusals.ChangeInTheFuture,
        refusals.ContradictsTheRecord,
        refusals.ChangeOnRecord,
    ),
)
async def record_function_change(new: NewFunctionChange, session: Session, caller: ComparatorRecorder) -> FunctionChangeView:
    """Record that a prison changed its function: from that day on it is scored apart, and new for two full quarters."""
    return await service.record_function_change(session, caller, new)
