"""A ledger of three million movements: the estate's population on any day of it, and a nightly location file taken in.

What is timed is the product's own path, from the connection that is asked for to the commit: reading every line, finding its
person under the reach of the sender, deriving the movements, writing them with their events, and keeping the report.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import asyncpg
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import text
from sqlalchemy.engine import make_url

from noms.chassis.database.engine import Database, connection_arguments
from noms.chassis.identity.caller import Caller
from noms.chassis.settings import Settings
from services.offender_mgmt.location_files.service import File, take_in
from services.offender_mgmt.location_lines.rules import Reader
from services.offender_mgmt.populations.service import population_on

LEDGER_ROWS, LINES, DAYS_ASKED = 3_000_000, 100_000, 60
MOST_MS, LEAST_LINES_A_SECOND = 200, 20_000
NIGHT = date(2011, 6, 30)
TEN_YEARS = 3_650
PIECE_BYTES = 65_536
SENDER = Caller.service("offender_mgmt")
COUNTED_SLOWLY = """
SELECT count(*) FROM stay WHERE received_on <= $1 AND (left_on IS NULL OR left_on > $1)"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of each day asked for, lines a second of each file, and whether the population is that of the stays."""

    ledger_rows: int
    population_ms: Sequence[float]
    right: bool
    lines_a_second: dict[str, float]

    @property
    def reached(self) -> bool:
        """Whether the slowest day and the nightly file are inside their limits."""
        return self.right and max(self.population_ms) <= MOST_MS and self.lines_a_second["night"] >= LEAST_LINES_A_SECOND


def measure(app_url: str, owner_url: str, cases: int) -> Measured:
    """Fill the ledger, ask for days all over it, and take files in."""
    return asyncio.run(_measure(app_url, owner_url, cases))


async def _measure(app_url: str, owner_url: str, cases: int) -> Measured:
    owner = await asyncpg.connect(**connection_arguments(make_url(owner_url)), command_timeout=1_800)
    each = LEDGER_ROWS // 2 // cases
    told = {":cases": cases, ":each": each, ":step": TEN_YEARS // each}
    filling = Path(__file__).with_name("ledger.sql").read_text("utf-8")
    for name, number in told.items():
        filling = filling.replace(name, str(number))
    await owner.execute(filling)
    database = Database("offender_mgmt", Settings(database_url=SecretStr(app_url), jwks="", follow=False))
    try:
        milliseconds, right = await _populations(database, owner)
        files = {"first night": 0, "night": 25, "busy night": 100}
        speeds = {}
        for number, (name, moved) in enumerate(files.items()):
            await owner.execute("VACUUM ANALYZE")  # a day lies between two nights, and autovacuum has come by
            speeds[name] = await _night(database, cases, number, moved)
        rows = int(await owner.fetchval("SELECT count(*) FROM movement"))
    finally:
        await database.close()
        await owner.close()
    return Measured(rows, milliseconds, right, speeds)


async def _populations(database: Database, owner: asyncpg.Connection) -> tuple[list[float], bool]:
    found, right = [], True
    for number in range(DAYS_ASKED):
        day = date(2000, 1, 1) + timedelta(days=number * TEN_YEARS // DAYS_ASKED + number)
        begun = time.perf_counter()
        async with await database.session(SENDER) as session:
            population = await population_on(session, day, region=None, establishment=None)
        found.append((time.perf_counter() - begun) * 1_000)
        if number % 10 == 0:
            right &= population.estate.held == await owner.fetchval(COUNTED_SLOWLY, day)
    return found, right


def _roll(cases: int, number: int, moved_in_a_thousand: int) -> bytes:
    """A line for each person up to the limit, one in a hundred broken, and some moved since the night before."""
    lines = []
    for n in range(1, min(cases, LINES) + 1):
        place = "LWI" if n * 7_919 % 1_000 < moved_in_a_thousand else "LEI"
        lines.append('{"crn": broken' if n % 100 == 0 else f'{{"crn":"B{n:06d}","establishment_code":"{place}"}}')
    return "\n".join([*lines, f'{{"night": {number}}}']).encode()


async def _night(database: Database, cases: int, number: int, moved_in_a_thousand: int) -> float:
    body = _roll(cases, number, moved_in_a_thousand)
    begun = time.perf_counter()
    reader = Reader(False, NIGHT + timedelta(days=number), None)
    for start in range(0, len(body), PIECE_BYTES):
        reader.feed(body[start : start + PIECE_BYTES])
    reader.finish()
    async with await database.session(SENDER) as session:
        await take_in(session, SENDER, File(reader, f"night {number}".encode(), dry_run=False))
        await session.commit()
    async with await database.session(SENDER) as session:
        await session.execute(text("SELECT 1"))
    return reader.lines / (time.perf_counter() - begun)


def show(found: Measured, target: Path | None) -> None:
    """Print the slowest day and the speed of each file; add them to the file of all figures."""
    console = Console(highlight=False, width=120)
    slowest, middle = max(found.population_ms), median(found.population_ms)
    word = "reached" if slowest <= MOST_MS else "OVER THE LIMIT"
    equal = "equal to a count of the stays" if found.right else "NOT EQUAL TO A COUNT OF THE STAYS"
    console.print(f"population of the estate, {found.ledger_rows:,} rows in the ledger, {len(found.population_ms)} days")
    console.print(f"median {middle:.0f} ms, slowest {slowest:.0f} ms   (limit {MOST_MS}: {word}); {equal}")
    for name, speed in found.lines_a_second.items():
        console.print(f"location file, {name}: {speed:,.0f} lines a second   (limit of a night {LEAST_LINES_A_SECOND:,})")
    if target is not None:
        told = json.loads(target.read_text()) if target.exists() else {}
        target.write_text(json.dumps(told | {"custody_nights": asdict(found)}, indent=1))
