"""The calendar of returns over HTTP: where each stands, how much is asked, and what is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.paging import LARGEST_PAGE, CursorSeal, PageSize, link_next
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.due_returns import DueReturn, OverdueNoted, ReturnBurden, ReturnCalendar, ReturnState
from noms.contracts.wire import Day
from services.commissioning.due_returns import queries, rules, service
from services.commissioning.measure_uses.router import router as measure_uses
from services.commissioning.permissions import PeriodComputer, ReturnReader
from services.commissioning.returns.queries import asking
from services.commissioning.returns.router import router as returns
from services.commissioning.targets.router import router as targets

router = room("due_returns")
ROUTERS = (measure_uses, targets, returns, router)
"""Which measures are used, what each is judged by, what is returned, what is due: in this order in the documentation."""

LIST = "returns"


@dataclass(frozen=True)
class _Wanted:
    """Which returns of the calendar are asked for."""

    state: Annotated[list[ReturnState] | None, Query(description="Only these.")] = None
    from_day: Annotated[Day | None, Query(alias="from", description="Only periods that end on this day or later.")] = None
    to_day: Annotated[Day | None, Query(alias="to", description="Only periods that end on this day or earlier.")] = None

    def among(self, told: list[DueReturn]) -> list[DueReturn]:
        """Those of the calendar that are asked for."""
        return [
            each
            for each in told
            if (self.state is None or each.state in self.state)
            and (self.from_day is None or each.last_day >= self.from_day)
            and (self.to_day is None or each.last_day <= self.to_day)
        ]


@dataclass(frozen=True)
class _Page:
    """One page of the calendar."""

    cursors: CursorSeal
    limit: PageSize = LARGEST_PAGE
    cursor: Annotated[str | None, Query(max_length=1_000, description="From the `next` link of the page before.")] = None

    @property
    def place(self) -> tuple[date, str] | None:
        """After which return the page begins."""
        if self.cursor is None:
            return None
        last_day, measure_code = self.cursors.open(LIST, self.cursor)
        return date.fromisoformat(last_day), measure_code


Wanted = Annotated[_Wanted, Depends()]
Page = Annotated[_Page, Depends()]


@router.get("/v1/agreements/{agreement_id}/returns", response_model=ReturnCalendar, responses=problems(NotFound))
async def list_returns(
    agreement_id: UUID,
    wanted: Wanted,
    page: Page,
    *,
    request: Request,
    response: Response,
    session: Session,
    caller: ReturnReader,
) -> ReturnCalendar:
    """List the returns that an agreement asks for: due, filed, late or missing, and by how many days; the latest first.

    Only what no event gives is asked for. A return is due on the 15th of the month after its period; where that is no
    working day, on the next one.
    """
    asked, as_at = await asking(session, caller, agreement_id), clock.today()
    found = rules.beyond(wanted.among(await queries.due_returns(session, asked, as_at)), page.place)
    if len(found) > page.limit:
        last = found[page.limit - 1]
        link_next(request, response, page.cursors.seal(LIST, [last.last_day.isoformat(), last.measure_code]))
    return ReturnCalendar(as_at=as_at, data=found[: page.limit])


@router.get("/v1/agreements/{agreement_id}/return-burden", response_model=ReturnBurden, responses=problems(NotFound))
async def read_return_burden(agreement_id: UUID, session: Session, caller: ReturnReader) -> ReturnBurden:
    """Read how many fields the agreement asks its provider to type in a month, and whether that is bearable."""
    return queries.burden(await asking(session, caller, agreement_id), clock.today())


@router.post("/v1/returns/overdue", response_model=OverdueNoted)
async def note_overdue_returns(session: Session, caller: PeriodComputer) -> OverdueNoted:
    """Look through every agreement within reach for overdue returns, and publish those not published before.

    Each is published once, however often this is asked; a late return that nobody had looked for is published when it comes.
    """
    return OverdueNoted(as_at=clock.today(), noted=await service.note_overdue(session, caller))
