"""A national settlement year: 200 agreements of 40 measures over 12 months, computed, written, and held against the oracle.

The facts lie in memory and the agreements in the database, as when a month is closed; what is timed is everything from the first
line computed to the last one committed: fingerprints, workings, statements and rows, written as the runtime role writes them.
"""

import asyncio
import gc
import json
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from uuid import UUID

from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import insert, select, text

from bench.settlement_contracts import AGREEMENTS, FIRST, LAST, MEASURES, MONTHS, Contract, Json, contracts
from noms.chassis.database.engine import Database
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.settings import Settings
from noms.contracts.commissioning.settlements import LineState
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.bills.rules import MonthSettlement
from services.commissioning.evidence.rules import Facts
from services.commissioning.ledger import rules as ledger
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow
from services.commissioning.settlements.rules import settle_year
from services.commissioning.term_versions.tables import PaymentTermsRow
from tests.builders.commissioning.settlement_oracle_year import settle_slowly

PROCESSES, ROUNDS, COMPARED, AT_ONCE = 2, 5, 4, 10
LIMIT_MS, AIM_MS = 1_000, 250
PATIENCE_SECONDS = 300
RECORDED_AT = datetime(2012, 4, 2, tzinfo=UTC)
BOOKED = {
    "through": LAST,
    "settled_on": RECORDED_AT.date(),
    "recorded_by": "bench",
    "recorded_at": RECORDED_AT,
    "terms_version": 1,
    "terms_version_before": None,
    "run_before": None,
    "cause": None,
    "fraud": None,
}
"""What every run of the bench is booked with."""

WITHOUT_MONEY = {"points_counted", "charged_once"}


@dataclass(frozen=True, slots=True)
class Measured:
    """How long the year took, round by round, and what it came to."""

    milliseconds: Sequence[float]
    lines: int
    compared: int
    equal: bool

    @property
    def reached(self) -> bool:
        """Whether the median round is inside the limit, and the sample is equal to the penny."""
        return self.equal and median(self.milliseconds) <= LIMIT_MS


def database_of(url: str) -> Database:
    """The database of commissioning under the runtime role."""
    return Database("commissioning", Settings(database_url=SecretStr(url), jwks="", follow=False))


def agreement_row(contract: Contract) -> AgreementRow:
    """The agreement that a settlement belongs to."""
    return AgreementRow(
        agreement_id=contract.agreement_id,
        instrument="CONTRACT",
        commissioner="NOMS",
        provider="RHI",
        starts_on=FIRST,
        ends_on=contract.terms.ends_on,
        state="draft",
        drawn_up_at=RECORDED_AT,
        drawn_up_by="bench",
        drawn_up_through="bench",
        went_live_at=None,
        audience=audience(establishments=["RHI"]),
        direction="outbound",
        text_number=0,
        price_limit_percent=None,
        price_limit_days=None,
    )


async def prepare(url: str, made: Sequence[Contract]) -> None:
    """Let the agreements and their terms stand before the clock starts."""
    database = database_of(url)
    async with await database.session(Caller.service("commissioning")) as session:
        session.add_all([agreement_row(each) for each in made])
        await session.flush()
        for each in made:
            terms = each.terms.model_dump(mode="json")
            session.add(
                PaymentTermsRow(
                    agreement_id=each.agreement_id, version=1, from_day=FIRST, variation_id=None, terms=terms, terms_hash="",
                    recorded_by="bench", recorded_at=RECORDED_AT, replaced_at=None,
                )
            )  # fmt: skip
        await session.commit()
    await database.close()


def rows_of(contract: Contract, run: int) -> tuple[Json, list[Json]]:
    """A settled year as it is kept: the run, and its months with their lines. As the first of its months it posts in full."""
    facts = Facts(contract.facts.occurrences)
    settled = settle_year(contract.terms, facts, LAST)
    own: Json = {"agreement_id": contract.agreement_id, "run": run, "contract_year": settled.number}
    months = [own | month_of(month) for month in settled.months]
    statement = ledger.statement_text(settled)
    return own | BOOKED | {
        "ends_on": contract.terms.ends_on,
        "rule_version": settled.rule_version,
        "inputs_hash": settled.inputs_hash,
        "answer_hash": ledger.fingerprint(statement, [month["lines"] for month in months]),
        "facts": ledger.facts_text(facts),
        "changes": ledger.changes_text(()),
        "entitlement_pence": settled.entitlement_pence,
        "posted_pence": settled.entitlement_pence,
        "uncollected_pence": settled.cap.uncollected_pence,
        "statement": statement,
        "provisional": any(line.state is LineState.PROVISIONAL for month in settled.months for line in month.lines),
    }, months


def month_of(settled: MonthSettlement) -> Json:
    """A month and its lines as they are kept."""
    return {
        "month": settled.month.number,
        "from_day": settled.month.from_day,
        "to_day": settled.month.to_day,
        "adjusted": None,
        "entitlement_pence": settled.entitlement_pence,
        "posted_pence": settled.entitlement_pence,
        "lines": ledger.lines_text(settled.lines),
    }


async def settle_and_write(database: Database, made: Sequence[Contract], run: int) -> None:
    """Compute and write some agreements in one transaction."""
    async with await database.session(Caller.service("commissioning")) as session:
        for first in range(0, len(made), AT_ONCE):
            found = [rows_of(each, run) for each in made[first : first + AT_ONCE]]
            await session.execute(insert(SettlementRunRow), [kept for kept, _ in found])
            await session.execute(insert(SettlementMonthRow), [month for _, months in found for month in months])
        await session.commit()


async def _work(url: str, made: Sequence[Contract], signal: Barrier, rounds: int) -> None:
    database = database_of(url)
    async with await database.session(Caller.service("commissioning")) as session:
        await session.execute(text("SELECT 1"))
    gc.freeze()
    for run in range(1, rounds + 1):
        signal.wait()
        await settle_and_write(database, made, run)
        signal.wait()
    await database.close()


def work(url: str, made: Sequence[Contract], signal: Barrier, rounds: int) -> None:
    """One process: its share of the agreements, as often as it is told to begin."""
    asyncio.run(_work(url, made, signal, rounds))


def timed(url: str, made: Sequence[Contract], rounds: int) -> list[float]:
    """The milliseconds of each round, from the signal until every process has committed."""
    forking = multiprocessing.get_context("fork")
    signal = forking.Barrier(PROCESSES + 1)
    shares = [made[number::PROCESSES] for number in range(PROCESSES)]
    processes = [forking.Process(target=work, args=(url, share, signal, rounds), daemon=True) for share in shares]
    for process in processes:
        process.start()
    found = []
    for _ in range(rounds):
        signal.wait(timeout=PATIENCE_SECONDS)
        begun = time.perf_counter()
        signal.wait(timeout=PATIENCE_SECONDS)
        found.append((time.perf_counter() - begun) * 1_000)
    for process in processes:
        process.join(PATIENCE_SECONDS)
    return found


async def written(url: str, agreement_id: UUID, run: int) -> dict[tuple[int, str, str], int]:
    """The money of every line of one agreement, as it was read back: by month, step and row of the terms."""
    database = database_of(url)
    async with await database.session(Caller.service("commissioning")) as session:
        where = SettlementMonthRow.agreement_id == agreement_id, SettlementMonthRow.run == run
        kept = (await session.execute(select(SettlementMonthRow.month, SettlementMonthRow.lines).where(*where))).all()
    await database.close()
    return {
        (month, step, code): pence
        for month, lines in kept
        for step, code, _, pence, *_ in json.loads(lines)
        if step not in WITHOUT_MONEY
    }


def equal_to_the_oracle(url: str, made: Sequence[Contract], run: int) -> bool:
    """Whether what was written is, to the penny, what a slow computation by other code comes to."""
    for each in made:
        slow = {(month, step, code): pence for (_, month, step, code), pence in settle_slowly(each.request).lines.items()}
        if asyncio.run(written(url, each.agreement_id, run)) != slow:
            return False
    return True


def measure(url: str) -> Measured:
    """Settle the year in several rounds, and hold a sample against the oracle."""
    made = contracts()
    asyncio.run(prepare(url, made))
    milliseconds = timed(url, made, ROUNDS)
    lines = sum(len(json.loads(month["lines"])) for each in made for month in rows_of(each, 1)[1])
    return Measured(milliseconds, lines, COMPARED, equal_to_the_oracle(url, made[:COMPARED], ROUNDS))


def show(found: Measured, target: Path | None) -> None:
    """Print the year: the median of the rounds with their spread, and whether it is right; add it to the file of all figures."""
    ms = median(found.milliseconds)
    word = "reached" if ms <= AIM_MS else "inside the limit" if ms <= LIMIT_MS else "OVER THE LIMIT"
    spread = f"{min(found.milliseconds):,.0f}-{max(found.milliseconds):,.0f}"
    size = f"{AGREEMENTS} agreements x {MEASURES} measures x {MONTHS} months, {found.lines:,} lines, {PROCESSES} processes"
    equal = "equal to the oracle" if found.equal else "NOT EQUAL TO THE ORACLE"
    console = Console(highlight=False, width=120)
    console.print(f"national settlement year, {size}")
    console.print(f"computed and written: {ms:,.0f} ms [{spread}]   (limit {LIMIT_MS:,}, aim {AIM_MS}: {word})")
    console.print(f"a sample of {found.compared} agreements, read back: {equal}")
    if target is not None:
        told = json.loads(target.read_text()) if target.exists() else {}
        target.write_text(json.dumps(told | {"settlement_year": asdict(found)}, indent=1))
