"""Particulars over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.particular_views import (
    AddressView,
    AliasView,
    DisabilityView,
    ParticularsView,
    PersonalContactView,
    SpokenLanguageView,
)
from noms.contracts.offender_mgmt.particulars import Address, Alias, Disability, PersonalContact, SpokenLanguage
from noms.contracts.wire import Day
from services.offender_mgmt.particulars import queries, service
from services.offender_mgmt.particulars.refusals import CorrectedMeanwhile, ParticularRefused
from services.offender_mgmt.particulars.tables import (
    AddressRow,
    AliasRow,
    DisabilityRow,
    PersonalContactRow,
    SpokenLanguageRow,
)
from services.offender_mgmt.permissions import PersonReader, PersonWriter

router = room("particulars")

_REFUSED = problems(ParticularRefused, CorrectedMeanwhile)


@router.post("/v1/persons/{crn}/aliases", status_code=201, response_model=AliasView, responses=_REFUSED)
async def record_alias(crn: Crn, alias: Alias, session: Session, caller: PersonWriter) -> AliasRow:
    """Record a name that the person goes or went by, with the date of birth and sex that they gave with it.

    They are found by it, and it counts when records are compared.
    """
    return await service.record(session, caller, crn, alias, AliasRow)


@router.post("/v1/persons/{crn}/addresses", status_code=201, response_model=AddressView, responses=_REFUSED)
async def record_address(crn: Crn, address: Address, session: Session, caller: PersonWriter) -> AddressRow:
    """Record where the person lives or lived, or that they have no fixed abode. There is one main address on any day.

    To end an address, record it again with its last day and name the earlier record in `supersedes`.
    """
    return await service.record(session, caller, crn, address, AddressRow)


@router.post("/v1/persons/{crn}/languages", status_code=201, response_model=SpokenLanguageView, responses=_REFUSED)
async def record_language(crn: Crn, language: SpokenLanguage, session: Session, caller: PersonWriter) -> SpokenLanguageRow:
    """Record a language of the person, and whether they need an interpreter."""
    return await service.record(session, caller, crn, language, SpokenLanguageRow)


@router.post("/v1/persons/{crn}/disabilities", status_code=201, response_model=DisabilityView, responses=_REFUSED)
async def record_disability(crn: Crn, disability: Disability, session: Session, caller: PersonWriter) -> DisabilityRow:
    """Record a disability, and what is provided for it."""
    return await service.record(session, caller, crn, disability, DisabilityRow)


@router.post("/v1/persons/{crn}/personal-contacts", status_code=201, response_model=PersonalContactView, responses=_REFUSED)
async def record_personal_contact(
    crn: Crn, contact: PersonalContact, session: Session, caller: PersonWriter
) -> PersonalContactRow:
    """Record somebody close to the person: whom to call in an emergency, next of kin, family."""
    return await service.record(session, caller, crn, contact, PersonalContactRow)


@router.get("/v1/persons/{crn}/particulars", response_model=ParticularsView)
async def read_particulars(
    crn: Crn,
    session: Session,
    caller: PersonReader,
    on: Annotated[Day | None, Query(description="Only what was so on this day.")] = None,
    known_on: Annotated[
        Day | None, Query(description="As it was known at the end of this day, later corrections left out.")
    ] = None,
) -> ParticularsView:
    """Read the person's aliases, addresses, languages, disabilities and contacts, as they stand or as they were known."""
    return await queries.particulars(session, caller, crn, queries.AsAt(on, known_on))
