"""The secrets of the compose file are made once, differ from one another, and can be used by the services."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from noms.chassis.audit.checkpoint import signing_key
from scripts.make_secrets import PLACEHOLDER, main


@pytest.fixture
def made(tmp_path: Path) -> Path:
    main(tmp_path / "deploy")
    return tmp_path / "deploy"


def assignments(folder: Path) -> dict[str, str]:
    lines = (folder / "compose.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def test_every_placeholder_became_a_secret_of_its_own(made: Path):
    secrets = [value for name, value in assignments(made).items() if name.endswith(("_PASSWORD", "_SECRET"))]

    assert len(secrets) == len(set(secrets)) > 0
    assert all(len(secret) == 48 and secret.isalnum() for secret in secrets)
    assert PLACEHOLDER not in assignments(made).values()


def test_what_is_no_secret_stays_as_the_example_has_it(made: Path):
    assert assignments(made)["NOMS_ISSUER"] == "http://127.0.0.1:8000"


def test_the_audit_key_is_one_that_signs_checkpoints(made: Path):
    assert isinstance(signing_key(made / "audit.pem"), Ed25519PrivateKey)


def test_only_its_owner_reads_the_passwords_and_the_container_reads_the_key(made: Path):
    assert (made / "compose.env").stat().st_mode & 0o777 == 0o600
    assert (made / "audit.pem").stat().st_mode & 0o777 == 0o644
    assert made.stat().st_mode & 0o777 == 0o700


def test_a_second_run_changes_nothing(made: Path):
    before = [(made / name).read_text() for name in ("compose.env", "audit.pem")]

    main(made)

    assert [(made / name).read_text() for name in ("compose.env", "audit.pem")] == before
