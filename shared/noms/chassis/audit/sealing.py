"""Sealing audit entries into the chain, in the background, one replica at a time."""

from sqlalchemy import bindparam, select, text, update

from noms.chassis.audit.chain import GENESIS, link
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import AuditRow
from noms.chassis.metrics import AUDIT_SEALED

SEAL_AT_MOST = 2_000
_LOCK = text("SELECT pg_advisory_xact_lock(7301002)")
_HEAD = (
    select(AuditRow.sequence, AuditRow.chain_hash)
    .where(AuditRow.sequence.is_not(None))
    .order_by(AuditRow.sequence.desc())
    .limit(1)
)
_UNSEALED = (
    select(
        AuditRow.audit_entry_id, AuditRow.recorded_at, AuditRow.action, AuditRow.outcome, AuditRow.subject, AuditRow.who,
        AuditRow.client, AuditRow.organisation, AuditRow.on_behalf_of, AuditRow.trace_id,
    )
    .where(AuditRow.sequence.is_(None))
    .order_by(AuditRow.audit_entry_id)
    .limit(SEAL_AT_MOST)
)  # fmt: skip
_SEAL = (
    update(AuditRow.__table__)  # type: ignore[arg-type]  # a mapped table is a Table
    .where(AuditRow.__table__.c.audit_entry_id == bindparam("entry"))
    .values(sequence=bindparam("place"), chain_hash=bindparam("hash"))
)


async def seal_pending(database: Database) -> int:
    """Append every committed entry that is not in the chain yet; answers how many."""
    async with database.engine.begin() as connection:
        await connection.execute(_LOCK)
        head = (await connection.execute(_HEAD)).one_or_none()
        sequence, previous = (head.sequence, bytes(head.chain_hash)) if head else (0, GENESIS)
        seals = []
        for row in await connection.execute(_UNSEALED):
            sequence += 1
            previous = link(previous, sequence, tuple(row))
            seals.append({"entry": row.audit_entry_id, "place": sequence, "hash": previous})
        if seals:
            await connection.execute(_SEAL, seals)
    AUDIT_SEALED.labels(database.service).set(sequence)
    return len(seals)
