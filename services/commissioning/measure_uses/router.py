"""The use of measures over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis import clock
from noms.chassis.identity.caller import EVERYTHING
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.measure_uses import MeasureUses
from noms.contracts.wire import Day
from services.commissioning.measure_uses import queries, refusals
from services.commissioning.permissions import AgreementReader

router = room("measure_uses")


@router.get("/v1/measure-uses", response_model=MeasureUses, responses=problems(refusals.PartOfTheAgreements))
async def list_measure_uses(
    session: Session,
    caller: AgreementReader,
    on: Annotated[Day | None, Query(description="Absent: today.")] = None,
) -> MeasureUses:
    """List the use of every measure. One that no agreement in force has had for four whole quarters is proposed for removal.

    Needs reach over every agreement: a part of them would make a measure look unused that others are judged by.
    """
    if not caller.reaches([EVERYTHING]):
        raise refusals.PartOfTheAgreements
    day = on or clock.today()
    return MeasureUses(on=day, data=await queries.measure_uses(session, caller, day))
