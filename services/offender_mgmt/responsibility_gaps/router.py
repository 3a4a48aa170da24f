"""The check of the estate over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis import clock
from noms.chassis.refusals import Invalid
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.days import FIRST_DAY, CaseDay
from noms.contracts.offender_mgmt.responsibility import ResponsibilityGaps
from noms.contracts.problems import FieldError
from services.offender_mgmt.permissions import EstateChecker
from services.offender_mgmt.responsibility_gaps import queries

router = room("responsibility")


@router.get("/v1/responsibility/gaps", response_model=ResponsibilityGaps)
async def check_responsibility(
    session: Session,
    caller: EstateChecker,
    from_day: Annotated[CaseDay, Query(alias="from", description="The first day to look at.")] = FIRST_DAY,
    to_day: Annotated[CaseDay | None, Query(alias="to", description="The last day to look at; without it today.")] = None,
) -> ResponsibilityGaps:
    """Check that every sentence within reach has exactly one responsible officer on each of its days.

    Both counts are 0 in a sound estate: the database refuses a second offender manager for a day, and a day between two of
    them. The sentences at fault, if any, are named.
    """
    last_day = to_day or clock.today()
    if last_day < from_day:
        message = "The last day does not lie before the first."
        raise Invalid(errors=[FieldError(pointer="query:to", code="before_from", message=message)])
    return await queries.gaps(session, caller, from_day=from_day, to_day=last_day)
