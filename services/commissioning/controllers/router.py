"""How the classifications of each controller stood up to contests."""

from datetime import date
from typing import Annotated

from fastapi import Query

from noms.chassis import clock
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.controllers import OverturnedShares
from noms.contracts.wire import Day
from services.commissioning.contests.router import router as contests
from services.commissioning.controllers import queries
from services.commissioning.occurrences.router import router as occurrences
from services.commissioning.permissions import ContestComparer
from services.commissioning.second_readings.router import router as second_readings

router = room("controllers")

ROUTERS = (second_readings, occurrences, contests, router)
"""The rooms about what happened: second readings come first, because their path lies below that of occurrences."""


@router.get("/v1/controllers/overturned-shares", response_model=OverturnedShares)
async def read_overturned_shares(
    session: Session,
    caller: ContestComparer,
    from_day: Annotated[Day | None, Query(description="The first day to look at; without it, from the beginning.")] = None,
    to_day: Annotated[Day | None, Query(description="The last day to look at; without it, today.")] = None,
) -> OverturnedShares:
    """Read for each controller how many classifications were contested, and in what share of those decided they fell."""
    return await queries.overturned_shares(session, caller, from_day or date.min, to_day or clock.today())
