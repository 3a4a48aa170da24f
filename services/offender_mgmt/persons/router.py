"""People over HTTP."""

from typing import Annotated

from fastapi import Path

from noms.chassis.clock import now, today
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn, IdentifierCheckView, IdentifierKind, check_identifier
from noms.contracts.offender_mgmt.persons import (
    IdentifiersHeld,
    IdentifierToRecord,
    IdentifierView,
    NumberToCheck,
    PersonToRegister,
    PersonView,
)
from services.offender_mgmt.permissions import IdentifierChecker, PersonReader, PersonWriter
from services.offender_mgmt.persons import queries, service
from services.offender_mgmt.persons.refusals import AlreadyKnown, FactsNotSufficient, NumberOnRecord, NumberRefused
from services.offender_mgmt.persons.tables import PersonIdentifierRow

router = room("persons")

CrnInPath = Annotated[Crn, Path(description="Case reference number.", examples=["A000001"])]


@router.post("/v1/persons", status_code=201, response_model=PersonView, responses=problems(FactsNotSufficient, AlreadyKnown))
async def register_person(facts: PersonToRegister, session: Session, caller: PersonWriter) -> PersonView:
    """Open a case for a person. The service gives the CRN and writes every number in its one form.

    A date of birth that stands for "not known" (1 January 1900 or 1970) is refused, and so is a number that cannot be
    anybody's. Somebody known already is refused with their CRN in `errors`, if they are within your reach.
    """
    return await service.register_person(session, caller, facts, recorded_at=now())


@router.get("/v1/persons/{crn}", response_model=PersonView)
async def read_person(crn: CrnInPath, session: Session, caller: PersonReader) -> PersonView:
    """Read who a person is and the numbers they are known by. The CRN of a record that was merged away gives the survivor's."""
    return await queries.person_view(session, caller, crn)


@router.post(
    "/v1/persons/{crn}/identifiers",
    status_code=201,
    response_model=IdentifierView,
    responses=problems(NumberRefused, NumberOnRecord, AlreadyKnown),
)
async def record_identifier(
    crn: CrnInPath, number: IdentifierToRecord, session: Session, caller: PersonWriter
) -> PersonIdentifierRow:
    """Add a number that the person is known by, of any kind, with its dates.

    Typed at a keyboard it must be one that can be anybody's. With `from_feed` a number that cannot is kept as it was offered,
    marked with the reason, and nobody is found or matched by it.
    """
    return await service.record_number(session, caller, crn, number, recorded_at=now())


@router.get("/v1/persons/{crn}/identifiers", response_model=IdentifiersHeld)
async def list_identifiers(crn: CrnInPath, session: Session, caller: PersonReader) -> IdentifiersHeld:
    """Read every number that the person is or was known by, those that are nobody's marked with the reason."""
    return await queries.numbers_of(session, caller, crn)


@router.post("/v1/identifiers/check", response_model=IdentifierCheckView)
async def check_number(check: NumberToCheck, _caller: IdentifierChecker) -> IdentifierCheckView:
    """Say whether a number can be anybody's, and how it is written in full. Nobody is looked up by it."""
    return IdentifierCheckView.model_validate(check_identifier(IdentifierKind(check.kind), check.value, as_at=today()))
