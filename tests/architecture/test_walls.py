"""The walls between services, packages and rooms hold; and each of them can fall."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.walls import CONFIGURATION, ROOT, broken, contracts, graph, planted

PERSONS = "services.offender_mgmt.persons"
CASEFILE = "services.offender_mgmt.casefile"

PLANTED = [
    ("services_apart", "services.commissioning.agreements.service", "services.offender_mgmt.persons"),
    ("services_apart", "services.offender_mgmt.persons.queries", "services.interventions.programmes"),
    ("services_apart", "services.interventions.main", "services.commissioning"),
    ("shared_below", "noms.chassis.planted", "services.commissioning"),
    ("plain_contracts", "noms.contracts.planted", "sqlalchemy"),
    ("plain_contracts", "noms.contracts.planted", "noms.calendar"),
    ("shared_floors", "noms.reference.planted", "noms.chassis.clock"),
    ("shared_floors", "noms.clients.planted", "noms.chassis.clock"),
    ("shared_floors", "noms.planted", ""),
    ("no_noun_in_chassis", "noms.chassis.planted", "noms.reference.regions"),
    ("no_noun_in_chassis", "noms.chassis.planted", "noms.contracts.offender_mgmt.persons"),
    ("inside_a_room", f"{PERSONS}.tables", f"{PERSONS}.queries"),
    ("inside_a_room", f"{PERSONS}.queries", f"{PERSONS}.router"),
    ("inside_a_room", f"{PERSONS}.service", f"{PERSONS}.router"),
    ("inside_a_room", f"{PERSONS}.manager", ""),
    ("pure_rules", f"{PERSONS}.rules", "sqlalchemy"),
    ("pure_rules", f"{PERSONS}.rules", "noms.chassis.clock"),
    ("pure_rules", f"{CASEFILE}.rules", f"{PERSONS}.queries"),
    ("tables_at_home", f"{CASEFILE}.service", f"{PERSONS}.tables"),
    ("tables_at_home", f"{CASEFILE}.router", f"{PERSONS}.tables"),
    ("routers_speak_http", f"{PERSONS}.service", "fastapi"),
    ("routers_speak_http", f"{PERSONS}.queries", "starlette"),
    ("routers_speak_no_sql", f"{PERSONS}.router", "sqlalchemy"),
    ("floors_of_offender_mgmt", f"{PERSONS}.service", f"{CASEFILE}.rules"),
    ("floors_of_offender_mgmt", "services.offender_mgmt.planted", ""),
    ("floors_of_commissioning", "services.commissioning.organisations.service", "services.commissioning.agreements"),
    ("floors_of_commissioning", "services.commissioning.planted", ""),
    ("floors_of_interventions", "services.interventions.programmes.service", "services.interventions.referrals"),
    ("floors_of_interventions", "services.interventions.planted", ""),
]


@pytest.mark.parametrize("contract", [pytest.param(name, id=contract.name) for name, contract in contracts().items()])
def test_the_wall_holds(contract: str):
    """Each contract is a sentence; when it is red, `lint-imports --config importlinter.toml` shows the imports."""
    assert contract not in broken(graph()), "see which import: lint-imports --config importlinter.toml"


@pytest.mark.parametrize(("contract", "importer", "imported"), PLANTED)
def test_a_planted_breach_turns_exactly_its_contract_red(contract: str, importer: str, imported: str):
    """A wall that cannot fall proves nothing: each breach is planted in the imports of the real code."""
    assert broken(planted((importer, imported))) == broken(graph()) | {contract}


def test_every_contract_has_a_planted_breach():
    assert {contract for contract, _, _ in PLANTED} == set(contracts())


def test_a_breach_in_a_file_fails_the_command_that_developers_run(tmp_path: Path):
    """The plants above are made in the graph; this one goes the whole way, from a line in a file to the exit code."""
    for name in ("services", "shared", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.csv"))
    shutil.copy(CONFIGURATION, tmp_path)
    breach = tmp_path / "services" / "commissioning" / "organisations" / "rules.py"
    breach.write_text("import services.interventions.programmes.queries\n" + breach.read_text())

    told = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--config", CONFIGURATION.name, "--no-cache"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": os.pathsep.join([".", "shared"]), "COLUMNS": "400"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert told.returncode == 1
    for contract in ("services_apart", "pure_rules"):
        assert f"{contracts()[contract].name} BROKEN" in told.stdout
    assert "services.interventions.programmes.queries (l.1)" in told.stdout
