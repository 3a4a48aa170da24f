"""A case of the past over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.clock import today
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.past_cases import CaseAsAt
from noms.contracts.wire import Day
from services.offender_mgmt.past_cases import queries
from services.offender_mgmt.permissions import CaseReader
from services.offender_mgmt.persons.router import CrnInPath

router = room("case file")

On = Annotated[Day, Query(description="The day of the case.", examples=["2010-12-31"])]
KnownOn = Annotated[
    Day | None, Query(description="By what was on record at the end of this day; else of today.", examples=["2010-12-31"])
]


@router.get("/v1/persons/{crn}/case-as-at", response_model=CaseAsAt)
async def read_case_as_at(crn: CrnInPath, session: Session, caller: CaseReader, on: On, known_on: KnownOn = None) -> CaseAsAt:
    """Read what was in force in a case on a day: where the person was, sentences, key dates, licence, officers, plan, risk.

    `known_on` answers by what was on record at the end of that day: an order that was entered a week late was not known before.
    Of a day to come nobody knows more than today.
    The requirements of an order are those that the court pronounced. Key dates and public protection hold from the day on which
    they were recorded. Who sees which section is as today: one that your role may not read in its own room is null.
    """
    moment = await queries.moment_of(session, caller, crn, on=on, known_on=min(known_on or today(), today()))
    return await queries.case_as_at(session, caller, moment)
