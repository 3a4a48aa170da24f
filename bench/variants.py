"""The applications that are measured side by side: the product, the bare handler, and the page through ORM objects."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench import orm_page
from noms.chassis import clock
from noms.chassis.database.engine import connection_arguments
from noms.chassis.database.hot import HotRead
from noms.chassis.identity.caller import EVERYTHING, Caller, CallerKind
from services.commissioning.in_force import queries as in_force
from services.commissioning.scorecards import queries as scorecards
from services.offender_mgmt.casefile import queries
from services.offender_mgmt.caselist import queries as caselist
from services.offender_mgmt.permissions import ROLES

REACH = ("organisation:LDN",)
_SCOPES = frozenset(scope.name for scope in ROLES["programme-team"])
CALLER = Caller("bench", "bench", "LDN", CallerKind.STAFF, frozenset(), _SCOPES, REACH)
AUDITOR = Caller("bench", "bench", "NOMS", CallerKind.STAFF, frozenset(), frozenset(), (EVERYTHING,))
_CONNECTIONS = 5
_JSON = "application/json"


def _url(service: str = "offender_mgmt") -> str:
    return os.environ[f"NOMS_DATABASE_URL_{service.upper()}"]


def _bare(service: str, *routes: Route) -> Starlette:
    """Handlers that run the product's SQL on the product's driver: no token, no checks, nothing else."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            **connection_arguments(make_url(_url(service))),
            min_size=1,
            max_size=_CONNECTIONS,
            server_settings={"jit": "off"},
            max_cacheable_statement_size=0,
        ) as pool:
            app.state.pool = pool
            yield

    return Starlette(routes=routes, lifespan=lifespan)


def bare() -> Starlette:
    """The case file and the case list without the product around them."""

    async def case_file(request: Request) -> Response:
        read = queries.case_file_for(CALLER.scopes)
        arguments = read.arguments(CALLER, request.path_params["crn"], {})
        async with request.app.state.pool.acquire() as connection:
            return Response(await connection.fetchval(read.sql, *arguments), media_type=_JSON)

    async def cases(request: Request) -> Response:
        place = {"after_surname": "", "after_forename": "", "after_crn": ""}
        read = caselist.cases_for(CALLER.scopes)
        arguments = read.arguments(CALLER, "cases", place)
        async with request.app.state.pool.acquire() as connection:
            answer: str = await connection.fetchval(read.sql, *arguments)
        return Response(answer.partition("\n")[2], media_type=_JSON)

    return _bare("offender_mgmt", Route("/v1/persons/{crn}/case-file", case_file), Route("/v1/cases", cases))


def bare_commissioning() -> Starlette:
    """A provider's scorecard and the text of an agreement without the product around them."""

    async def scorecard(request: Request) -> Response:
        return await _answered(request, scorecards.PROVIDER, request.path_params["provider"], {})

    async def text_in_force(request: Request) -> Response:
        asked = {"on": date.fromisoformat(request.query_params["on"]), "today": clock.today(), "known_at": clock.now()}
        return await _answered(request, in_force.TEXT_IN_FORCE, request.path_params["agreement_id"], asked)

    return _bare(
        "commissioning",
        Route("/v1/scorecards/providers/{provider}", scorecard),
        Route("/v1/agreements/{agreement_id}/text", text_in_force),
    )


async def _answered(request: Request, read: HotRead, subject: str, asked: Mapping[str, object]) -> Response:
    async with request.app.state.pool.acquire() as connection:
        answer: str = await connection.fetchval(read.sql, *read.arguments(AUDITOR, subject, asked))
    return Response(answer, media_type=_JSON)


def orm() -> Starlette:
    """The same pages through ORM objects, one unit of work each, without token or audit."""
    engine = create_async_engine(_url(), pool_size=_CONNECTIONS, max_overflow=0, connect_args={"server_settings": {"jit": "off"}})
    reach = text("SELECT set_config('noms.reach', :reach, true)")

    async def case_file(request: Request) -> Response:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            await session.execute(reach, {"reach": ",".join(REACH)})
            page = await orm_page.case_file(session, request.path_params["crn"])
        return Response(page.model_dump_json(), media_type=_JSON)

    async def cases(_request: Request) -> Response:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            await session.execute(reach, {"reach": ",".join(REACH)})
            page = await orm_page.case_list(session, REACH, caselist.PAGE)
        return Response(page.model_dump_json(), media_type=_JSON)

    return Starlette(routes=[Route("/v1/persons/{crn}/case-file", case_file), Route("/v1/cases", cases)])
