"""The suggested category of MAPPA over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.clock import today
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.mappa_categories import MappaCategorySuggestion
from noms.contracts.wire import Day
from services.offender_mgmt.mappa_categories import queries, rules
from services.offender_mgmt.permissions import PublicProtectionRecorder
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.registers import queries as registers
from services.offender_mgmt.registers.rules import MAPPA

router = room("registers")


@router.get("/v1/persons/{crn}/mappa-category", response_model=MappaCategorySuggestion)
async def suggest_mappa_category(
    crn: Crn,
    session: Session,
    caller: PublicProtectionRecorder,
    as_at: Annotated[Day | None, Query(description="The day; today when absent.", examples=["2010-12-01"])] = None,
) -> MappaCategorySuggestion:
    """Suggest the category of MAPPA that offences, sentences and risk on record point to, with each fact and its source.

    For those who record public protection: the category is detail. Whether what is registered agrees is said beside it.
    """
    person = await persons.person(session, caller, crn)
    day = as_at or today()
    found = rules.grounds(await queries.facts(session, person.crn, day), as_at=day)
    standing = [one for one in await registers.standings(session, person.crn) if one.stands_on(day)]
    recorded = next((one.category for one in standing if one.type_code == MAPPA), None)
    category = rules.suggested(found)
    return MappaCategorySuggestion(
        crn=person.crn,
        as_at=day,
        category=category,
        because=found,
        recorded_category=recorded,
        agrees=category == recorded,
    )
