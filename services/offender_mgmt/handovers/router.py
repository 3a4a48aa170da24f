"""Handovers over HTTP: worked out from facts alone, and the circumstances on record."""

from typing import Annotated

from fastapi import Body

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.handover_circumstances import Circumstances, CircumstanceToRecord, CircumstanceView
from noms.contracts.offender_mgmt.handovers import HandoverToWorkOut, HandoverView
from services.offender_mgmt.handovers import queries, rules, service
from services.offender_mgmt.handovers.refusals import CircumstanceRefused
from services.offender_mgmt.handovers.tables import HandoverCircumstanceRow
from services.offender_mgmt.permissions import AllocationReader, Allocator, KeyDateCalculator
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied

router = room("handovers")


@router.post("/v1/handovers/work-out", response_model=HandoverView)
async def work_out_handover(asked: HandoverToWorkOut, _caller: KeyDateCalculator) -> HandoverView:
    """Work out who is responsible for somebody in custody on a day, from facts alone. Nothing is kept and nobody is looked up.

    Overrides come first, in their order; else the handover is counted back from the earliest release: fifteen months for early
    allocation, twelve for indeterminate sentences and parole, otherwise eight months and fourteen days. Whoever is released
    within ten months of the sentence belongs to the community from the first day.
    """
    if faults := rules.asked_faults(asked):
        raise Invalid(errors=faults)
    return rules.shown(asked)


@router.post(
    "/v1/persons/{crn}/handover-circumstances",
    status_code=201,
    response_model=CircumstanceView,
    responses=problems(CircumstanceRefused, PersonHasDied),
)
async def record_circumstance(
    crn: Crn, new: Annotated[CircumstanceToRecord, Body()], session: Session, caller: Allocator
) -> HandoverCircumstanceRow:
    """Record what decides a handover beside the dates of the sentence: early allocation, a hearing, open conditions.

    Nothing is changed afterwards: a circumstance that no longer holds is recorded again, with `applies` false.
    """
    return await service.record_circumstance(session, caller, crn, new)


@router.get("/v1/persons/{crn}/handover-circumstances", response_model=Circumstances)
async def read_circumstances(crn: Crn, session: Session, caller: AllocationReader) -> Circumstances:
    """Read every circumstance of a person's handover on record, newest first."""
    person = await persons.person(session, caller, crn)
    rows = await queries.circumstances(session, person.crn)
    return Circumstances(data=[CircumstanceView.model_validate(row) for row in rows])
