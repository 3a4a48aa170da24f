"""A stand-in for the two services that own the events: it speaks their measures over real HTTP, and can be out of order."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal
from uuid import UUID, uuid4

import uvicorn
from fastapi import FastAPI, Query, Response

from noms.contracts.measures import MeasureEvents, MeasureOffer, MeasureOffers, MeasureResult

COMPLETIONS = "programme_completions"
BREACHES = "breach_action_within_ten_working_days"
From = Annotated[date, Query(alias="from")]
To = Annotated[date, Query(alias="to")]


@dataclass
class Ledger:
    """What happened to one provider, and how the service that knows it behaves."""

    completions: list[tuple[date, UUID]] = field(default_factory=list)
    breaches_due: list[tuple[date, UUID, UUID | None]] = field(default_factory=list)
    watermark: int = 100
    ids_in_answer: int = 1000
    page: int = 2
    broken: Literal["", "refuses", "fails", "babbles", "hangs"] = ""
    broken_codes: frozenset[str] = frozenset({COMPLETIONS, BREACHES})
    asked: list[tuple[str, date, date]] = field(default_factory=list)
    hold: asyncio.Event | None = None

    def complete(self, *days: date) -> list[UUID]:
        added = [(day, uuid4()) for day in days]
        self.completions += added
        self.watermark += len(added)
        return [event for _, event in added]

    def breach(self, due_by: date, *, in_time: bool) -> tuple[UUID, UUID | None]:
        due, begun = uuid4(), uuid4() if in_time else None
        self.breaches_due.append((due_by, due, begun))
        self.watermark += 1
        return due, begun

    def sides(self, code: str, first: date, last: date) -> tuple[list[UUID], list[UUID]]:
        if code == COMPLETIONS:
            return [event for day, event in self.completions if first <= day <= last], []
        due = [row for row in self.breaches_due if first <= row[0] <= last]
        return [begun for _, _, begun in due if begun], [event for _, event, _ in due]


@dataclass
class Peers:
    """The ledgers of the providers, by code; what is listed as offered, if there is a list; and what is not computed."""

    url: str
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    offered: frozenset[str] | None = frozenset({COMPLETIONS, BREACHES})
    not_computed: frozenset[str] = frozenset()

    def of(self, provider: str) -> Ledger:
        return self.ledgers.setdefault(provider, Ledger())


def answer(ledger: Ledger, code: str, provider: str, first: date, last: date) -> MeasureResult:
    numerator, denominator = ledger.sides(code, first, last)
    counted = code == COMPLETIONS
    percent = 100 * len(numerator) / len(denominator) if denominator else None
    return MeasureResult(
        code=code,
        definition_version=1,
        definition="As the stand-in counts.",
        unit="count" if counted else "percent",
        provider=provider,
        from_day=first,
        to_day=last,
        numerator=len(numerator),
        denominator=None if counted else len(denominator),
        value=float(len(numerator)) if counted else percent,
        watermark=ledger.watermark,
        numerator_event_ids=numerator[: ledger.ids_in_answer],
        denominator_event_ids=denominator[: ledger.ids_in_answer],
        complete_event_list=max(len(numerator), len(denominator)) <= ledger.ids_in_answer,
    )


def stand_in(peers: Peers) -> FastAPI:
    app = FastAPI()

    @app.post("/oauth/token")
    async def token() -> dict[str, str | int]:
        return {"access_token": "stand-in", "token_type": "Bearer", "expires_in": 1200}

    @app.get("/v1/measures", response_model=None)
    async def offers() -> MeasureOffers | Response:
        if peers.offered is None:
            return Response('{"unexpected": true}', 404, media_type="application/json")
        listed = sorted(peers.offered)
        return MeasureOffers(
            data=[MeasureOffer(code=code, definition_version=1, definition="As counted.", unit="count") for code in listed]
        )

    @app.get("/v1/measures/{code}", response_model=None)
    async def measure(code: str, provider: str, first: From, last: To) -> MeasureResult | Response:
        ledger = peers.of(provider)
        ledger.asked.append((code, first, last))
        computed = answer(ledger, code, provider, first, last)
        if ledger.hold is not None:
            await ledger.hold.wait()
        if code in peers.not_computed:
            return Response('{"unexpected": true}', 404, media_type="application/json")
        if code in ledger.broken_codes and ledger.broken:
            if ledger.broken == "hangs":
                await asyncio.sleep(60)
            status = {"refuses": 403, "fails": 500}.get(ledger.broken, 200)
            return Response('{"unexpected": true}', status, media_type="application/json")
        return computed

    @app.get("/v1/measures/{code}/events")
    async def events(code: str, provider: str, first: From, last: To, *, part: str, after: UUID | None = None) -> MeasureEvents:
        ledger = peers.of(provider)
        side = ledger.sides(code, first, last)[part == "denominator"]
        begin = side.index(after) + 1 if after else 0
        page = side[begin : begin + ledger.page]
        return MeasureEvents(event_ids=page, next_after=page[-1] if begin + len(page) < len(side) else None)

    return app


class StandIn(uvicorn.Server):
    """A server that says when it is ready, and leaves signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def serving() -> AsyncIterator[Peers]:
    """The stand-in on a port of its own."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    peers = Peers(f"http://127.0.0.1:{listening.getsockname()[1]}")
    server = StandIn(uvicorn.Config(stand_in(peers), log_level="critical", lifespan="off"))
    task = asyncio.create_task(server._serve([listening]))
    await server.ready.wait()
    try:
        yield peers
    finally:
        server.force_exit = server.should_exit = True
        await task
        listening.close()
