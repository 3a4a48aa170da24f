"""The applications that are measured side by side: the product, the bare handler, and the page through ORM objects."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench import orm_page
from noms.chassis.database.engine import connection_arguments
from noms.chassis.identity.caller import Caller, CallerKind
from services.offender_mgmt.casefile import queries
from services.offender_mgmt.caselist import queries as caselist

REACH = ("organisation:LDN",)
CALLER = Caller("bench", "bench", "LDN", CallerKind.STAFF, frozenset(), frozenset(), REACH)
_CONNECTIONS = 5
_JSON = "application/json"


def _url() -> str:
    return os.environ["NOMS_DATABASE_URL_OFFENDER_MGMT"]


def bare() -> Starlette:
    """A Starlette handler that runs the product's SQL on the product's driver: no token, no checks, nothing else."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            **connection_arguments(make_url(_url())), min_size=1, max_size=_CONNECTIONS, server_settings={"jit": "off"}
        ) as pool:
            app.state.pool = pool
            yield

    async def case_file(request: Request) -> Response:
        arguments = queries.CASE_FILE.arguments(CALLER, request.path_params["crn"], {})
        async with request.app.state.pool.acquire() as connection:
            return Response(await connection.fetchval(queries.CASE_FILE.sql, *arguments), media_type=_JSON)

    async def cases(request: Request) -> Response:
        place = {"after_surname": "", "after_forename": "", "after_crn": ""}
        arguments = caselist.CASES.arguments(CALLER, "cases", place)
        async with request.app.state.pool.acquire() as connection:
            answer: str = await connection.fetchval(caselist.CASES.sql, *arguments)
        return Response(answer.partition("\n")[2], media_type=_JSON)

    routes = [Route("/v1/persons/{crn}/case-file", case_file), Route("/v1/cases", cases)]
    return Starlette(routes=routes, lifespan=lifespan)


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
