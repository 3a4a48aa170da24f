"""The database of one service: a pool for units of work and a leaner one for one-statement reads."""

import asyncio
from collections.abc import Iterable
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from noms.chassis.identity.caller import Caller
from noms.chassis.settings import Settings

_SET_REACH = text("SELECT set_config('noms.reach', :reach, true)")


async def reach_as(session: AsyncSession, reach: Iterable[str]) -> None:
    """From now to the end of its transaction, let the session see what this reach sees: the right to it was judged before."""
    await session.execute(_SET_REACH, {"reach": ",".join(reach)})


class UnsafeDatabaseRole(RuntimeError):
    """The runtime role could step over row security: the service refuses to start."""


async def _keep_as_it_is(_connection: asyncpg.Connection) -> None:
    """Nothing to reset: a one-statement read leaves nothing behind on its connection."""


def connection_arguments(url: URL) -> dict[str, Any]:
    """The same address as keyword arguments of asyncpg: a unix socket travels as `?host=`, and `?ssl=verify-full` goes along."""
    query = dict(url.query)
    port = query.get("port") or url.port
    return {
        "host": query.get("host") or url.host,
        "port": int(str(port)) if port else None,
        "user": url.username,
        "password": url.password,
        "database": url.database,
    } | {name: value for name, value in query.items() if name not in {"host", "port"}}


class Database:
    """Connections of one service to its own database, under the runtime role."""

    def __init__(self, service: str, settings: Settings) -> None:
        self.service = service
        self.url = make_url(settings.database_url.get_secret_value())
        self._session_settings = {
            "application_name": f"noms-{service}",
            "timezone": "UTC",
            "jit": "off",
            "statement_timeout": str(settings.statement_timeout_ms),
            "idle_in_transaction_session_timeout": str(settings.idle_in_transaction_timeout_ms),
        }
        self._settings = settings
        self.patience_seconds = settings.pool_timeout_seconds
        self.engine: AsyncEngine = create_async_engine(
            self.url,
            pool_size=settings.pool_size,
            max_overflow=0,
            pool_timeout=settings.pool_timeout_seconds,
            pool_pre_ping=True,
            connect_args={"server_settings": self._session_settings, "timeout": 5},
        )
        self._reads: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()

    async def reads(self) -> asyncpg.Pool:
        """The pool of one-statement reads, opened at the first of them."""
        if self._reads is None:
            async with self._opening:
                if self._reads is None:
                    self._reads = await asyncpg.create_pool(
                        **connection_arguments(self.url),
                        min_size=0,
                        max_size=max(2, self._settings.pool_size // 2),
                        server_settings=self._session_settings,
                        timeout=5,
                        max_cacheable_statement_size=0,  # the driver keeps no plan of a long statement unless it is told to
                        reset=_keep_as_it_is,
                    )
        return self._reads

    async def session(self, caller: Caller) -> AsyncSession:
        """A session whose transaction sees what this caller reaches, and nothing once it has ended."""
        session = AsyncSession(self.engine, expire_on_commit=False)
        try:
            await reach_as(session, caller.reach)
        except BaseException:
            await session.close()
            raise
        return session

    async def refuse_unsafe_role(self) -> None:
        """Stop unless row security binds the runtime role: no superuser, no BYPASSRLS, owner of nothing, nor able to become one.

        Raises:
            UnsafeDatabaseRole: with the sentence that says what to change.

        """
        async with self.engine.connect() as connection:
            role = (await connection.execute(_ROLE)).one()
        if role.may_become_unbound or role.owned_tables:
            raise UnsafeDatabaseRole(
                f"{self.service}: the database role {role.rolname!r} is a superuser, bypasses row security or owns tables; "
                "give the service a plain role and run migrations as the owner"
            )

    async def ping(self) -> None:
        """Ask the database for a sign of life."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Give every connection back."""
        if self._reads is not None:
            self._reads.terminate()
        await self.engine.dispose()


_ROLE = text(
    """SELECT current_user AS rolname,
              EXISTS (SELECT 1 FROM pg_roles
                       WHERE (rolsuper OR rolbypassrls) AND pg_has_role(oid, 'MEMBER')) AS may_become_unbound,
              (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND pg_has_role(c.relowner, 'MEMBER')) AS owned_tables"""
)
