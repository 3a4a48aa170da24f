"""Checking a service's audit: the chain against itself, and against the signed checkpoints kept elsewhere."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from noms.chassis.audit.chain import GENESIS, Fault, Sealed, faults
from noms.chassis.audit.checkpoint import Checkpoint, kept
from noms.chassis.clock import now
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import AuditRow

PAGE = 10_000
CHECKPOINT_EXPECTED_WITHIN = timedelta(minutes=5)
_COLUMNS = [getattr(AuditRow, field.name) for field in fields(Sealed)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of one service's audit found."""

    service: str
    entries: int
    checkpoints: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


async def _pages(connection: AsyncConnection) -> AsyncIterator[list[Sealed]]:
    after = 0
    while True:
        page = select(*_COLUMNS).where(AuditRow.sequence > after).order_by(AuditRow.sequence).limit(PAGE)
        rows = [Sealed(*row) for row in await connection.execute(page)]
        if not rows:
            return
        yield rows
        after = rows[-1].sequence


def against_checkpoints(heads: Iterable[Checkpoint], hashes: dict[int, bytes], last: int, key: Ed25519PublicKey) -> list[Fault]:
    """Where signed checkpoints and the chain disagree: a cut tail, or a chain written anew from some point on."""
    found = []
    for head in heads:
        if not head.signed_by(key):
            found.append(Fault(head.sequence, "a checkpoint carries no valid signature"))
        elif head.sequence > last:
            found.append(Fault(last + 1, f"the chain ends at {last}, but a checkpoint of {head.taken_at} saw {head.sequence}"))
        elif head.sequence not in hashes:
            found.append(Fault(head.sequence, f"the entry that the checkpoint of {head.taken_at} saw is missing"))
        elif hashes[head.sequence].hex() != head.chain_hash:
            found.append(Fault(head.sequence, f"the chain is not the one that the checkpoint of {head.taken_at} saw"))
    return found


async def verify(database: Database, checkpoints: Path, key: Ed25519PublicKey, progress: Callable[[int, int], None]) -> Verdict:
    """Walk the whole chain and every checkpoint; `progress` hears (entries done, entries in all)."""
    heads = list(kept(checkpoints, database.service))
    wanted = {head.sequence for head in heads}
    found: list[Fault] = []
    hashes: dict[int, bytes] = {}
    previous, last = GENESIS, 0
    async with database.engine.connect() as connection:
        total = (await connection.execute(select(func.count(AuditRow.sequence)))).scalar_one()
        async for page in _pages(connection):
            found += faults(page, previous=previous, first=last + 1)
            hashes |= {entry.sequence: bytes(entry.chain_hash) for entry in page if entry.sequence in wanted}
            previous, last = page[-1].chain_hash, page[-1].sequence
            progress(min(last, total), total)
        found += [Fault(number, "an entry stands outside the chain") for number in await _outside(connection)]
        found += await _without_checkpoint(connection, heads)
    found += against_checkpoints(heads, hashes, last, key)
    return Verdict(database.service, last, len(heads), tuple(found))


async def _outside(connection: AsyncConnection) -> Sequence[int]:
    """Sequences below the first: the chain begins at 1."""
    below = (await connection.execute(select(AuditRow.sequence).where(AuditRow.sequence < 1))).scalars()
    return [number for number in below if number is not None]


async def _without_checkpoint(connection: AsyncConnection, heads: Sequence[Checkpoint]) -> list[Fault]:
    """A chain that is older than a few checkpoints and has none has lost them: nothing would tell a cut tail."""
    began = (await connection.execute(select(AuditRow.recorded_at).where(AuditRow.sequence == 1))).scalar_one_or_none()
    if heads or began is None or now() - began < CHECKPOINT_EXPECTED_WITHIN:
        return []
    return [Fault(1, f"no checkpoint is kept, though the chain began at {began:%Y-%m-%d %H:%M}: its files are gone or elsewhere")]
