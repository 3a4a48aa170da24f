"""Signed checkpoints of the chain's head, kept outside the database: whoever cuts the tail cannot cut these."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of one service's chain at an instant."""

    service: str
    sequence: int
    chain_hash: str
    taken_at: str
    signature: str = ""

    def signed_text(self) -> bytes:
        """What the signature covers."""
        return json.dumps([self.service, self.sequence, self.chain_hash, self.taken_at]).encode()

    @classmethod
    def taken(cls, key: Ed25519PrivateKey, service: str, sequence: int, chain_hash: bytes, at: datetime) -> Self:
        """Sign the head of a chain."""
        unsigned = cls(service, sequence, chain_hash.hex(), at.isoformat())
        return cls(service, sequence, chain_hash.hex(), at.isoformat(), key.sign(unsigned.signed_text()).hex())

    def signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether this checkpoint was signed with the private half of `key`."""
        try:
            key.verify(bytes.fromhex(self.signature), self.signed_text())
        except (InvalidSignature, ValueError):
            return False
        return True


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key that signs checkpoints, from a PEM file."""
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} holds no Ed25519 private key")
    return key


def keep(directory: Path, checkpoint: Checkpoint) -> None:
    """Append a checkpoint to the service's file. Point the directory at storage that the database's owner cannot rewrite."""
    directory.mkdir(parents=True, exist_ok=True)
    line = json.dumps(
        {
            "service": checkpoint.service, "sequence": checkpoint.sequence, "chain_hash": checkpoint.chain_hash,
            "taken_at": checkpoint.taken_at, "signature": checkpoint.signature,
        }
    )  # fmt: skip
    with (directory / f"{checkpoint.service}.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def kept(directory: Path, service: str) -> Iterator[Checkpoint]:
    """Every checkpoint kept for a service, oldest first. A line that is no checkpoint of it stands as one without signature."""
    path = directory / f"{service}.jsonl"
    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                read = _read(line)
                yield read if read is not None and read.service == service else Checkpoint(service, 0, "", "")


def _read(line: str) -> Checkpoint | None:
    try:
        checkpoint = Checkpoint(**json.loads(line))
    except (ValueError, TypeError):
        return None
    texts = (checkpoint.service, checkpoint.chain_hash, checkpoint.taken_at, checkpoint.signature)
    return checkpoint if type(checkpoint.sequence) is int and all(isinstance(text, str) for text in texts) else None
