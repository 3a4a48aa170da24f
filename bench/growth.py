"""What more cases cost: the case file, the list, search and population on 100,000 cases, and again on 250,000.

One database grows; each read is the product's own, from the connection that is asked for to the answer, one after the other.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import asyncpg
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy.engine import make_url

from noms.chassis import clock
from noms.chassis.database.engine import Database, connection_arguments
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.requests.paging import NumberedPage
from noms.chassis.settings import Settings
from noms.contracts.offender_mgmt.person_search import PersonSearch
from services.offender_mgmt.casefile.queries import case_file_for
from services.offender_mgmt.caselist.queries import BEFORE_THE_FIRST, cases_after
from services.offender_mgmt.permissions import ROLES
from services.offender_mgmt.populations.service import population_on
from services.offender_mgmt.searches.service import find_people

NAME = "growth"
SIZES = (100_000, 250_000)
MOST_TIMES = 1.3
ASKED, ROUNDS = 120, 3
_SCOPES = frozenset(scope.name for scope in ROLES["trust-system"])
TRUST = Caller("bench", "bench", "LDN", CallerKind.STAFF, frozenset(), _SCOPES, ("organisation:LDN", "user:bench"))
PAGE = NumberedPage(1, 25)
Ask = Callable[[int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Grown:
    """The median milliseconds of each read at each size, in the best of the rounds: what the machine does besides is not told."""

    milliseconds: Mapping[str, tuple[float, ...]]

    @property
    def times(self) -> Mapping[str, float]:
        """How many times as long a read takes at the larger size."""
        return {name: found[-1] / found[0] for name, found in self.milliseconds.items()}

    @property
    def reached(self) -> bool:
        """Whether no read costs more than its limit."""
        return max(self.times.values()) <= MOST_TIMES


class Reads:
    """Every read that is asked, of cases that exist at each size."""

    def __init__(self, database: Database, names: Mapping[int, Mapping[str, object]]) -> None:
        self._database = database
        self._names = names

    def all(self) -> Mapping[str, Ask]:
        """The reads by name; the same number asks about the same case at each size."""
        return {
            "case file": lambda n: case_file_for(TRUST.scopes).fetch(self._database, TRUST, _crn(n)),
            "case list": lambda _: cases_after(self._database, TRUST, BEFORE_THE_FIRST),
            "search by number": lambda n: self._search({"identifier": {"kind": "crn", "value": _crn(n)}}),
            "search by name and birthday": lambda n: self._search({**self._names[n], "date_of_birth": _born(n)}),
            "population": self._population,
        }

    async def _search(self, asked: Mapping[str, object]) -> object:
        async with await self._database.session(TRUST) as session:
            return await find_people(session, TRUST, PersonSearch.model_validate(asked), page=PAGE, asked_at=clock.now())

    async def _population(self, n: int) -> object:
        async with await self._database.session(TRUST) as session:
            return await population_on(session, date(2009, 9, 1) + timedelta(days=n), region=None, establishment=None)


def _crn(n: int) -> str:
    return f"C{n * 810 + 10:06d}"


def _born(n: int) -> str:
    return (date(1950, 1, 1) + timedelta(days=(n * 810 + 10) * 7_919 % 15_000)).isoformat()


async def _grow(owner: asyncpg.Connection, first: int, last: int) -> None:
    text = Path(__file__).with_name("growth.sql").read_text("utf-8").replace(":first", str(first)).replace(":last", str(last))
    await owner.execute(text)
    await owner.execute("VACUUM ANALYZE")
    await owner.execute("CHECKPOINT")


async def _names(owner: asyncpg.Connection) -> Mapping[int, Mapping[str, object]]:
    """The names of each case that is asked for, as somebody heard them: the last sign of the surname is lost."""
    crns = {_crn(n): n for n in range(ASKED)}
    found = await owner.fetch("SELECT crn, surname, forename FROM person WHERE crn = ANY ($1)", list(crns))
    return {crns[row["crn"]]: {"surname": row["surname"][:-1], "forename": row["forename"]} for row in found}


async def _asked(ask: Ask, numbers: Iterable[int]) -> float:
    found = []
    for n in numbers:
        begun = time.perf_counter()
        await ask(n)
        found.append((time.perf_counter() - begun) * 1_000)
    return median(found)


async def _measure(app_url: str, owner_url: str) -> Grown:
    owner = await asyncpg.connect(**connection_arguments(make_url(owner_url)), command_timeout=1_800)
    database = Database("offender_mgmt", Settings(database_url=SecretStr(app_url), jwks="", follow=False))
    found: dict[str, tuple[float, ...]] = {}
    try:
        for before, size in zip((0, *SIZES), SIZES, strict=False):
            await _grow(owner, before + 1, size)
            for name, ask in Reads(database, await _names(owner)).all().items():
                rounds = [await _asked(ask, range(ASKED)) for _ in range(ROUNDS)]
                found[name] = (*found.get(name, ()), min(rounds))
    finally:
        await database.close()
        await owner.close()
    return Grown(found)


def measure(app_url: str, owner_url: str) -> Grown:
    """Fill an empty database to each size, and ask every read at each."""
    return asyncio.run(_measure(app_url, owner_url))


def show(found: Grown, target: Path | None) -> None:
    """Print each read at each size and how its cost grew; add it to the file of all figures."""
    console = Console(highlight=False, width=120)
    for name, milliseconds in found.milliseconds.items():
        sizes = ", ".join(f"{size:,}: {ms:.1f} ms" for size, ms in zip(SIZES, milliseconds, strict=True))
        word = "reached" if found.times[name] <= MOST_TIMES else "OVER THE LIMIT"
        console.print(f"{name} on {sizes}   {found.times[name]:.2f} x   (limit {MOST_TIMES}: {word})")
    if target is not None:
        told = json.loads(target.read_text()) if target.exists() else {}
        target.write_text(json.dumps(told | {"growth": asdict(found)}, indent=1))
