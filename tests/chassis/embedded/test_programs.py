"""The programs of the machine: the first set that is new enough, newest first among those in the usual places."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from noms.chassis.embedded.programs import PACKAGE, embedded_programs, system_programs
from noms.chassis.embedded.refusal import ServerRefused

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(autouse=True)
def nothing_on_the_path(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")


def installed(folder: Path, version: str) -> Path:
    """Programs that say they are of this version."""
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


def test_the_newest_of_the_usual_places_is_taken(tmp_path: Path):
    for version in ("9.6", "15", "17", "16"):
        installed(tmp_path / f"usr/lib/postgresql/{version}/bin", f"{version}.3")

    found = system_programs(tmp_path)

    assert (found.folder, found.major) == (tmp_path / "usr/lib/postgresql/17/bin", 17)


def test_programs_on_the_path_go_before_the_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    installed(tmp_path / "usr/lib/postgresql/17/bin", "17.1")
    real = installed(tmp_path / "opt/own/bin", "16.2")
    linked = tmp_path / "links"
    linked.mkdir()
    (linked / "postgres").symlink_to(real / "postgres")
    monkeypatch.setenv("PATH", str(linked))

    assert system_programs(tmp_path).folder == real


def test_programs_are_found_where_pg_config_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real = installed(tmp_path / "opt/own/bin", "18beta1")
    asked = tmp_path / "asked"
    asked.mkdir()
    (asked / "pg_config").write_text(f"#!/bin/sh\necho {real}\n")
    (asked / "pg_config").chmod(0o755)
    monkeypatch.setenv("PATH", str(asked))

    found = system_programs(tmp_path)

    assert (found.folder, found.major) == (real, 18)


def test_programs_that_are_too_old_are_named_in_the_refusal(tmp_path: Path):
    installed(tmp_path / "usr/lib/postgresql/14/bin", "14.9")

    with pytest.raises(ServerRefused, match=r"found only PostgreSQL 14 in .*install the package 'postgresql'"):
        system_programs(tmp_path)


def test_a_machine_without_programs_is_told_what_to_install(tmp_path: Path):
    with pytest.raises(ServerRefused, match="No PostgreSQL 15 or later is installed on this machine: install"):
        system_programs(tmp_path)


def test_the_embedded_programs_are_those_of_version_18():
    found = embedded_programs()

    assert found.major == 18
    assert os.access(found.postgres, os.X_OK)
    assert os.access(found.initdb, os.X_OK)


def test_the_package_that_brings_the_programs_is_never_run():
    question = (
        "import sys; from noms.chassis.embedded import programs, server; programs.embedded_programs(); print(sorted(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", question], env=os.environ | {"PYTHONPATH": str(SHARED)}, capture_output=True, text=True, check=True
    )

    assert "noms.chassis.embedded.programs" in done.stdout
    assert PACKAGE not in done.stdout
