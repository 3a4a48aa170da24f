"""What an area offers, over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.clock import now, today
from noms.chassis.requests.route import Session, room
from noms.contracts.interventions.offers import OfferList
from noms.contracts.wire import Code, Day
from services.interventions.offers import queries
from services.interventions.permissions import CatalogueReader

router = room("offers")


@router.get("/v1/offers", response_model=OfferList)
async def list_offers(
    session: Session,
    caller: CatalogueReader,
    area: Annotated[Code, Query(description="The trust or board.", examples=["LDN"])],
    on: Annotated[Day | None, Query(description="The day; today when absent.", examples=["2010-08-02"])] = None,
) -> OfferList:
    """Read what an area offers: each programme with its next group and free places, who waits, and how completions went.

    Counts and nothing of a person. An area outside your reach has nothing on offer.
    """
    return await queries.offers(session, caller, area, on=on or today(), told_at=now())
