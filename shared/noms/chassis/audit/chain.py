"""The hash chain over the audit: sealed after commit, so that no request waits, and checkable by anybody who can read it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = hashlib.sha256(b"noms audit chain").digest()
_as_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Sealed:
    """The content of one audit entry, in the order in which it is hashed, and its place in the chain."""

    sequence: int
    audit_entry_id: int
    recorded_at: datetime
    action: str
    outcome: str
    subject: str | None
    who: str
    client: str
    organisation: str
    on_behalf_of: str | None
    trace_id: str
    chain_hash: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the chain does not hold."""

    sequence: int
    says: str


def link(previous: bytes, sequence: int, content: Sequence[str | int | datetime | None]) -> bytes:
    """The hash of an entry: over the hash before it, its place and every field."""
    written = [
        item.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(item, datetime) else item for item in content
    ]
    return hashlib.sha256(previous + _as_json([sequence, *written]).encode()).digest()


def content_of(entry: Sealed) -> tuple[str | int | datetime | None, ...]:
    """The fields of an entry that its hash covers."""
    return (
        entry.audit_entry_id, entry.recorded_at, entry.action, entry.outcome, entry.subject, entry.who, entry.client,
        entry.organisation, entry.on_behalf_of, entry.trace_id,
    )  # fmt: skip


def faults(entries: Iterable[Sealed], *, previous: bytes = GENESIS, first: int = 1) -> Iterator[Fault]:
    """Every place where an entry was edited, removed, exchanged or put in, in the order of the chain."""
    expected = first
    for entry in entries:
        if entry.sequence != expected:
            yield Fault(expected, f"entries {expected} to {entry.sequence - 1} are missing")
        elif link(previous, entry.sequence, content_of(entry)) != entry.chain_hash:
            yield Fault(entry.sequence, "the entry does not match its hash")
        previous, expected = entry.chain_hash, entry.sequence + 1
