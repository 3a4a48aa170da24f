"""`make room` makes a room that works: its rule holds, it answers over HTTP, and it breaks no rule of the house."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from architecture import conduct, shape, sourcing, words
from architecture.code import ROOT, Source
from house.estate import Estate
from scripts.new_room import Refused, Room, filled, make, refuse_what_cannot_be

ON = date(2010, 10, 4)
COPIED = (
    "services",
    "shared",
    "scripts",
    "tests/house",
    "tests/builders",
    "tests/offender_mgmt/conftest.py",
    "tests/conftest.py",
)
WIRING = """

service = replace(
    service,
    rooms=[*service.rooms, visits],
    scopes=[*service.scopes, VISITS_READ, VISITS_RECORD],
    roles={**service.roles, "offender-manager": [*service.roles["offender-manager"], VISITS_READ, VISITS_RECORD]},
)
"""
IMPORTS = """from dataclasses import replace
from services.offender_mgmt.permissions import VISITS_READ, VISITS_RECORD
from services.offender_mgmt.visits.router import router as visits
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a room needs around it."""
    root = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, root / name)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


@pytest.fixture(scope="module")
def visits(copy: Path) -> list[Path]:
    """The room `visits` of offender_mgmt, made in the copy and wired by hand as the script says."""
    room = Room("offender_mgmt", "visits")
    written = make(room, copy, ON)
    permissions, main = (copy / "services" / "offender_mgmt" / name for name in ("permissions.py", "main.py"))
    permissions.write_text(permissions.read_text() + "\n" + filled("permissions.txt", room.names("0", ON)))
    head, body = main.read_text().split("from fastapi import FastAPI\n")
    main.write_text(head + IMPORTS + "from fastapi import FastAPI\n" + body + WIRING)
    return written


def test_a_new_room_answers_and_keeps_its_rule(copy: Path, visits: list[Path], estate: Estate):
    """Its own tests, in the copy: the rule, and the way from HTTP to a real table and back."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/offender_mgmt/visits"],
        cwd=copy, env=os.environ | {"PYTHONPATH": os.pathsep.join([".", "shared", "tests"])}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "5 passed" in ran.stdout


def test_a_new_room_keeps_the_rules_of_the_house(copy: Path, visits: list[Path]):
    sources = [Source(PurePosixPath(path.relative_to(copy)), path.read_text()) for path in visits if path.suffix == ".py"]
    rules = [
        rule
        for module in (shape, conduct, sourcing, words)
        for name, rule in vars(module).items()
        if callable(rule) and getattr(rule, "__module__", "") == module.__name__ and not name.startswith("_")
    ]

    assert len(rules) > 15
    assert [str(breach) for source in sources for rule in rules for breach in rule(source)] == []


def test_a_new_room_is_lint_clean_and_formatted(copy: Path, visits: list[Path]):
    ruff = Path(sys.executable).with_name("ruff")
    paths = [str(path.relative_to(copy)) for path in visits if path.suffix == ".py"]
    for arguments in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        ran = subprocess.run([ruff, *arguments, *paths], cwd=copy, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_new_room_follows_the_newest_migration(copy: Path, visits: list[Path]):
    before = (ROOT / "services" / "offender_mgmt" / "migrations" / ".current-head").read_text().strip()
    after = (copy / "services" / "offender_mgmt" / "migrations" / ".current-head").read_text().strip()
    [migration] = [path for path in visits if path.parent.name == "versions"]

    assert after == f"2010_10_04_{int(before[-4:]) + 1:04d}"
    assert f'down_revision = "{before}"' in migration.read_text()


def test_a_room_is_never_written_over_another(copy: Path, visits: list[Path]):
    with pytest.raises(Refused, match="is there already: nothing was written"):
        make(Room("offender_mgmt", "visits"), copy, ON)


@pytest.mark.parametrize(
    ("service", "name", "says"),
    [
        ("offender", "visits", "There is no service 'offender': name one of commissioning, offender_mgmt, interventions."),
        ("offender_mgmt", "", "'' is no name for a room"),
        ("offender_mgmt", "Visits", "'Visits' is no name for a room"),
        ("offender_mgmt", "visits-2", "'visits-2' is no name for a room"),
        ("offender_mgmt", "helpers", "'helpers' says nothing"),
        ("offender_mgmt", "migrations", "'migrations' is taken"),
        ("offender_mgmt", "orders", "'orders' is taken"),
        ("offender_mgmt", "persons", "services/offender_mgmt/persons is there already"),
    ],
)
def test_a_room_that_cannot_be_is_refused_in_one_sentence(service: str, name: str, says: str):
    with pytest.raises(Refused) as refused:
        refuse_what_cannot_be(Room(service, name), ROOT)

    assert str(refused.value).startswith(says)


@pytest.mark.parametrize(
    ("name", "one"), [("visits", "visit"), ("enquiries", "enquiry"), ("diary", "diary"), ("court_reports", "court_report")]
)
def test_a_room_knows_its_noun_in_the_singular(name: str, one: str):
    assert Room("offender_mgmt", name).one == one


def test_the_command_refuses_without_a_trace():
    ran = subprocess.run(
        [sys.executable, "scripts/new_room.py", "offender", "visits"],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": "shared"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("There is no service 'offender'")
