"""Where an agreement stands, and what its figures call for: the same bytes for purchaser and provider."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.calendar import FIRST_YEAR, LAST_YEAR, london_day
from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.remedies import RemediesView
from noms.contracts.commissioning.triggers import TriggersView
from noms.contracts.problems import FieldError
from noms.contracts.wire import Day, Instant
from services.commissioning.notices.router import router as notices
from services.commissioning.permissions import RemedyReader
from services.commissioning.remedies import queries
from services.commissioning.standings.router import router as standings
from services.commissioning.step_ins.router import router as step_ins
from services.commissioning.terminations.router import router as terminations

router = room("remedies")
ROUTERS = [router, standings, notices, step_ins, terminations]
"""Everything that is told of as remedies."""

AsAt = Annotated[Day | None, Query(description="The day to look at; without it, today or the day of `known_at`.")]
KnownAt = Annotated[Instant | None, Query(description="Only what had been recorded by this instant.")]


def in_the_calendar(as_at: date | None, known_at: datetime | None = None) -> date:
    """The day to look at: the one that is asked for, else that of the instant, else today.

    Raises:
        Invalid: working days are not known for it.

    """
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    asked = {"query:as_at": as_at, "query:known_at": known_at}
    message = f"Working days are known from {FIRST_YEAR} to {LAST_YEAR}."
    faults = [
        FieldError(pointer=place, code="outside_the_calendar", message=message)
        for place, when in asked.items()
        if when is not None and when.year not in years
    ]
    if faults:
        raise Invalid(errors=faults)
    return as_at or (london_day(known_at) if known_at else clock.today())


@router.get("/v1/agreements/{agreement_id}/remedies", response_model=RemediesView, responses=problems(Invalid, NotFound))
async def read_remedies(
    agreement_id: UUID, session: Session, caller: RemedyReader, as_at: AsAt = None, known_at: KnownAt = None
) -> RemediesView:
    """Read where an agreement stands and why, which clocks run with the working days left, and what is open next.

    Every notice comes with both sides' words. Both parties read the same; any earlier day, and what was known then, can be
    asked for.
    """
    day = in_the_calendar(as_at, known_at)
    told = await queries.standing_of(session, caller, agreement_id, as_at=day, known_at=known_at)
    return queries.remedies_view(told, known_at)


@router.get("/v1/remedies/triggers", response_model=TriggersView, responses=problems(Invalid, NotFound))
async def read_triggers(
    agreement: Annotated[UUID, Query(description="The agreement.")], session: Session, caller: RemedyReader, as_at: AsAt = None
) -> TriggersView:
    """Read what the figures of an agreement call for: computed now, kept nowhere. A notice cites the evidence of a finding."""
    return queries.triggers_view(await queries.standing_of(session, caller, agreement, as_at=in_the_calendar(as_at)))
