"""Looking for people over HTTP."""

from noms.chassis.clock import now
from noms.chassis.requests.paging import NumberedPages
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.person_search import PersonSearch, PersonsFound
from services.offender_mgmt.permissions import PersonReader
from services.offender_mgmt.searches import service

router = room("persons")


@router.post("/v1/persons/search", response_model=PersonsFound)
async def search_persons(search: PersonSearch, session: Session, caller: PersonReader, page: NumberedPages) -> PersonsFound:
    """Find people by a number, a surname or a date of birth; everything else that is given narrows the search.

    Names are compared without accents and signs. Those spelt or sounding alike are found too, surname and forename swapped,
    and names that people went by; the nearest come first. `names: exact` finds names as they are written alone.

    A POST, so that no number or name stands in an address. Pages are counted from 1.
    """
    return await service.find_people(session, caller, search, page=page, asked_at=now())
