"""The sealed chain: one unbroken chain however many seal at once, and no falsification that a check does not find."""

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import make_url

from chassis.specimen.tampering import CONTENT, Forger, undone
from house.estate import Estate
from house.running import Running
from noms.chassis.audit.chain import GENESIS, Sealed, content_of, faults, link
from noms.chassis.audit.checkpoint import Checkpoint, keep
from noms.chassis.audit.record import entry
from noms.chassis.audit.sealing import seal_pending
from noms.chassis.audit.verify import Verdict, verify
from noms.chassis.clock import now
from noms.chassis.database.engine import Database, connection_arguments
from noms.chassis.identity.caller import Caller, CallerKind

ENTRIES = 200
CHECKPOINTS = (60, 130, 190)
CALLERS = [
    Caller(
        f"officer-{n}", f"client-{n}", "LDN", CallerKind.STAFF, frozenset(), frozenset(), (), f"colleague-{n}" if n % 2 else None
    )
    for n in range(8)
]


@dataclass
class Ledger:
    """A sealed chain, its checkpoints, and a way to check it."""

    database: Database
    checkpoints: Path
    key: Ed25519PrivateKey
    falsify: asyncpg.Connection

    async def check(self) -> Verdict:
        return await verify(self.database, self.checkpoints, self.key.public_key(), lambda _done, _total: None)

    def forger(self, seed: int) -> Forger:
        return Forger(self.falsify, random.Random(seed), ENTRIES, CHECKPOINTS[-1])


async def _write(database: Database, caller: Caller, count: int) -> None:
    for number in range(count):
        async with await database.session(caller) as session:
            session.add(entry(caller, "read_book", f"B{number}" if number % 3 else None))
            await asyncio.sleep(random.random() / 500)
            await session.commit()


async def _seal_until(database: Database, written: asyncio.Event) -> None:
    while not written.is_set():
        await seal_pending(database)
    await seal_pending(database)


@pytest.fixture(scope="module")
async def ledger(
    books: Running, estate: Estate, specimen_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Ledger]:
    database, written = books.database, asyncio.Event()
    sealing = [asyncio.create_task(_seal_until(database, written)) for _ in range(3)]
    await asyncio.gather(*(_write(database, caller, ENTRIES // len(CALLERS)) for caller in CALLERS))
    written.set()
    await asyncio.gather(*sealing)
    key, folder = Ed25519PrivateKey.generate(), tmp_path_factory.mktemp("checkpoints")
    superuser = await asyncpg.connect(**connection_arguments(make_url(estate.url(specimen_database))))
    for sequence in CHECKPOINTS:
        head = await superuser.fetchval("SELECT chain_hash FROM audit_entry WHERE sequence = $1", sequence)
        keep(folder, Checkpoint.taken(key, "specimen", sequence, head, now()))
    yield Ledger(database, folder, key, superuser)
    await superuser.close()


async def test_three_who_seal_while_eight_write_make_one_unbroken_chain(ledger: Ledger):
    verdict = await ledger.check()

    assert verdict.holds, verdict.faults
    assert (verdict.entries, verdict.checkpoints) == (ENTRIES, len(CHECKPOINTS))


async def test_what_is_written_later_continues_the_chain(ledger: Ledger):
    async with undone(ledger.falsify):
        await _write(ledger.database, CALLERS[0], 3)
        assert await seal_pending(ledger.database) == 3
        verdict = await ledger.check()

    assert (verdict.holds, verdict.entries) == (True, ENTRIES + 3)


@pytest.mark.parametrize("way", Forger(None, random.Random(), ENTRIES, 1).ways())
async def test_every_falsification_is_found(ledger: Ledger, way: str):
    for seed in range(11):
        async with undone(ledger.falsify):
            await ledger.forger(seed).ways()[way]()
            verdict = await ledger.check()
        assert not verdict.holds, f"{way}, seed {seed}, was not found"
    assert (await ledger.check()).holds


@pytest.mark.parametrize("column", CONTENT)
async def test_an_edit_of_any_column_is_found_where_it_was_made(ledger: Ledger, column: str):
    async with undone(ledger.falsify):
        await ledger.forger(5).edit(column, 77)
        verdict = await ledger.check()

    assert [fault.sequence for fault in verdict.faults] == [77]


async def test_what_is_missing_is_named(ledger: Ledger):
    async with undone(ledger.falsify):
        await ledger.falsify.execute("DELETE FROM audit_entry WHERE sequence BETWEEN 70 AND 79 OR sequence > 195")
        middle = await ledger.check()
        await ledger.falsify.execute("DELETE FROM audit_entry WHERE sequence > 180")
        tail = await ledger.check()

    assert [(fault.sequence, fault.says) for fault in middle.faults] == [(70, "entries 70 to 79 are missing")]
    assert tail.faults[1].says.startswith("the chain ends at 180, but a checkpoint")


async def test_a_chain_that_has_lost_all_its_checkpoints_is_not_called_whole(ledger: Ledger, tmp_path: Path):
    async with undone(ledger.falsify):
        await ledger.forger(1).age()
        verdict = await verify(ledger.database, tmp_path, ledger.key.public_key(), lambda _done, _total: None)

    assert [fault.says[:21] for fault in verdict.faults] == ["no checkpoint is kept"]


async def test_a_chain_written_anew_is_whole_in_itself_and_only_the_checkpoints_tell(ledger: Ledger, tmp_path: Path):
    async with undone(ledger.falsify):
        await ledger.forger(1).rewrite()
        alone = await verify(ledger.database, tmp_path, ledger.key.public_key(), lambda _done, _total: None)
        verdict = await ledger.check()

    assert alone.holds
    assert not verdict.holds


@pytest.mark.parametrize(
    "forged",
    [
        '{"service": "specimen", "sequence": 60, "chain_hash": "00", "taken_at": "2026", "signature": "00"}',
        '{"service": "specimen", "sequence": "60", "chain_hash": "00", "taken_at": "2026", "signature": "00"}',
        '{"service": "specimen", "sequence": 60}',
        '{"service": "specimen", "sequence": 999, "chain_hash": "00", "taken_at": "2026", "signature": "zz"}',
        '["specimen", 60]', "not json", "", "\x00", '{"serv',
    ],
)  # fmt: skip
async def test_a_forged_or_damaged_checkpoint_is_found(ledger: Ledger, tmp_path: Path, forged: str):
    kept = (ledger.checkpoints / "specimen.jsonl").read_text()
    (tmp_path / "specimen.jsonl").write_text(kept + forged + "\n")
    verdict = await verify(ledger.database, tmp_path, ledger.key.public_key(), lambda _done, _total: None)

    assert [fault.says for fault in verdict.faults] == ["a checkpoint carries no valid signature"]


@pytest.mark.parametrize("service", ["specimen", "commissioning"])
async def test_a_checkpoint_signed_with_another_key_or_for_another_service_is_found(ledger: Ledger, tmp_path: Path, service: str):
    head = await ledger.falsify.fetchval("SELECT chain_hash FROM audit_entry WHERE sequence = 60")
    key = Ed25519PrivateKey.generate() if service == "specimen" else ledger.key
    keep(tmp_path, Checkpoint.taken(key, service, 60, head, now()))
    (tmp_path / f"{service}.jsonl").rename(tmp_path / "specimen.jsonl")
    verdict = await verify(ledger.database, tmp_path, ledger.key.public_key(), lambda _done, _total: None)

    assert [fault.says for fault in verdict.faults] == ["a checkpoint carries no valid signature"]


def test_checking_goes_through_many_entries_a_second(capsys: pytest.CaptureFixture[str]):
    previous, chain = GENESIS, []
    for sequence in range(1, 5_001):
        bare = Sealed(sequence, sequence, now(), "read_book", "done", "A123456", "lucy", "noms-lucy", "LDN", None, "0" * 32, b"")
        previous = link(previous, sequence, content_of(bare))
        chain.append(replace(bare, chain_hash=previous))
    begun = time.perf_counter()
    found = list(faults(chain))
    with capsys.disabled():
        sys.stdout.write(f"\naudit: {len(chain) / (time.perf_counter() - begun):,.0f} entries checked a second\n")

    assert found == []
