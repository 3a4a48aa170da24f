"""Make the secrets of deploy/compose.yaml: .noms/deploy/compose.env from example.env, and the key that signs audit checkpoints.

Standard library only; what is there already is left alone.
"""

import secrets
from base64 import b64encode
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".noms" / "deploy"
EXAMPLE = ROOT / "deploy" / "example.env"
PLACEHOLDER = "change-me"
_ED25519_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")


def filled(example: str) -> str:
    """The example with a secret of its own in place of every placeholder that is a value."""
    ending = f"={PLACEHOLDER}"
    lines = (
        line.removesuffix(PLACEHOLDER) + secrets.token_hex(24) if line.endswith(ending) else line for line in example.split("\n")
    )
    return "\n".join(lines)


def signing_key() -> str:
    """A fresh Ed25519 private key in PEM."""
    encoded = b64encode(_ED25519_PKCS8 + secrets.token_bytes(32)).decode()
    return f"-----BEGIN PRIVATE KEY-----\n{encoded}\n-----END PRIVATE KEY-----\n"


def write_once(path: Path, text: str, mode: int) -> None:
    """Write a file that is not there yet."""
    if path.exists():
        return
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def main(folder: Path = FOLDER) -> None:
    """Write both files."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_once(folder / "compose.env", filled(EXAMPLE.read_text(encoding="utf-8")), 0o600)
    # Readable by the container's account, which is not yours; the folder above it is yours alone.
    write_once(folder / "audit.pem", signing_key(), 0o644)
    print(f"{folder} holds compose.env and audit.pem")


if __name__ == "__main__":
    main()
