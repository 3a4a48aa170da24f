"""People over HTTP."""

from typing import Annotated

from fastapi import Path

from noms.chassis.clock import now, today
from noms.chassis.problems import problems
from noms.chassis.requests.paging import NumberedPages
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn, IdentifierCheckView, IdentifierKind, check_identifier
from noms.contracts.offender_mgmt.persons import NumberToCheck, PersonSearch, PersonsFound, PersonToRegister, PersonView
from services.offender_mgmt.permissions import IdentifierChecker, PersonReader, PersonWriter
from services.offender_mgmt.persons import queries, service
from services.offender_mgmt.persons.service import AlreadyKnown, FactsNotSufficient

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
    """Read who a person is and the numbers they are known by."""
    return await queries.person_view(session, caller, crn)


@router.post("/v1/persons/search", response_model=PersonsFound)
async def search_persons(search: PersonSearch, session: Session, caller: PersonReader, page: NumberedPages) -> PersonsFound:
    """Find people by one number, or by surname and date of birth. Names are compared without accents and signs.

    A POST, so that no number or name stands in an address. Pages are counted from 1.
    """
    return await service.find_people(session, caller, search, page=page, asked_at=now())


@router.post("/v1/identifiers/check", response_model=IdentifierCheckView)
async def check_number(check: NumberToCheck, _caller: IdentifierChecker) -> IdentifierCheckView:
    """Say whether a number can be anybody's, and how it is written in full. Nobody is looked up by it."""
    return IdentifierCheckView.model_validate(check_identifier(IdentifierKind(check.kind), check.value, as_at=today()))
