"""The scope of the Offender Management Model over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis import clock
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.model_scopes import ModelScopeView, PersonScopeView, ScopeToCheck
from noms.contracts.wire import Day
from services.offender_mgmt.model_scopes import queries, rules
from services.offender_mgmt.permissions import AllocationReader, KeyDateCalculator
from services.offender_mgmt.persons import queries as persons

router = room("model_scopes")

AsAt = Annotated[Day | None, Query(description="The day that is asked about; without it today.")]


@router.post("/v1/model-scopes/check", response_model=ModelScopeView)
async def check_model_scope(asked: ScopeToCheck, _caller: KeyDateCalculator) -> ModelScopeView:
    """Check whether facts bring a case into scope of the Offender Management Model. Nothing is kept and nobody is looked up.

    Phase I: orders and licences in the community. Phase II: determinate custody of twelve months or more with high or very high
    risk of serious harm, or a priority offender. Phase III: imprisonment for public protection. Each test is answered.
    """
    return rules.model_scope(asked)


@router.get("/v1/persons/{crn}/model-scope", response_model=PersonScopeView)
async def read_model_scope(crn: Crn, session: Session, caller: AllocationReader, as_at: AsAt = None) -> PersonScopeView:
    """Read whether a person's case is in scope of the Offender Management Model on a day, from the facts on record.

    The risk of serious harm counts as it stood on record on that day, or as it was first recorded after; where none is on record
    the answer may be `not_known`.
    """
    person = await persons.person(session, caller, crn)
    facts = await queries.facts(session, person, as_at or clock.today())
    found = rules.model_scope(facts)
    read = facts.model_dump(include={"serving", "longest_sentence_months", "rosh", "priority_offender"})
    return PersonScopeView.model_validate(found.model_dump() | read | {"crn": person.crn})
