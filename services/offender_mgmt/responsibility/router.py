"""Responsibility of one person over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.handover_circumstances import (
    DecisionToTake,
    ResponsibilityDecisions,
    ResponsibilityDecisionView,
)
from noms.contracts.offender_mgmt.responsibility import ResponsibilityView
from noms.contracts.wire import Day
from services.offender_mgmt.permissions import AllocationReader, Allocator
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.responsibility import queries, rules, service
from services.offender_mgmt.responsibility.refusals import DecidedMeanwhile, DecisionRefused
from services.offender_mgmt.responsibility.tables import DecisionRow

router = room("responsibility")

AsAt = Annotated[Day | None, Query(description="The day that is asked about; without it today.")]


@router.get("/v1/persons/{crn}/responsibility", response_model=ResponsibilityView)
async def read_responsibility(crn: Crn, session: Session, caller: AllocationReader, as_at: AsAt = None) -> ResponsibilityView:
    """Read who is responsible for a person on a day, why, and what ends it and when.

    Worked out from the dated facts whenever it is asked: sentences, stays, key dates, officers, circumstances and decisions. In
    the community the offender manager is responsible, in prison whom the handover names; until an officer has the case, the
    duty officer of the trust or prison is. Exactly one officer is responsible on every day of a sentence.
    """
    person = await persons.person(session, caller, crn)
    return rules.answered(person.crn, await queries.record(session, person), as_at or clock.today())


@router.post(
    "/v1/persons/{crn}/responsibility-decisions",
    status_code=201,
    response_model=ResponsibilityDecisionView,
    responses=problems(DecisionRefused, DecidedMeanwhile, PersonHasDied),
)
async def decide_responsibility(crn: Crn, new: DecisionToTake, session: Session, caller: Allocator) -> DecisionRow:
    """Decide who is responsible for a person in prison, whatever the rules of handover say. No two decisions share a day.

    A decision without an end lasts until the next one begins; one that ends leaves it to the rules again.
    """
    return await service.decide_responsibility(session, caller, crn, new)


@router.get("/v1/persons/{crn}/responsibility-decisions", response_model=ResponsibilityDecisions)
async def read_decisions(crn: Crn, session: Session, caller: AllocationReader) -> ResponsibilityDecisions:
    """Read every decision on who is responsible for a person, oldest first."""
    person = await persons.person(session, caller, crn)
    rows = await queries.decisions(session, person.crn)
    return ResponsibilityDecisions(data=[ResponsibilityDecisionView.model_validate(row) for row in rows])
