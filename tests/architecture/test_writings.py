"""What people read is true: links lead somewhere, commands and variables exist, decisions and house rules are complete."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from architecture import writings
from architecture.writings import ROOT, Page, pages

Check = Callable[[Page], Iterator[str]]

CHECKS: list[Check] = [
    writings.dead_links,
    writings.unknown_targets,
    writings.unknown_commands,
    writings.unknown_variables,
    writings.missing_files,
]
PLANTED: list[tuple[Check, str]] = [
    (writings.dead_links, "See [the page](gone.md)."),
    (writings.dead_links, "See [the heading](house-rules.md#no-such-heading)."),
    (writings.unknown_targets, "Run `make coffee`."),
    (writings.unknown_targets, "```sh\nmake run\nmake coffee\n```\n"),
    (writings.unknown_commands, "Run `noms brew`."),
    (writings.unknown_commands, "Run `.venv/bin/noms audit forget`."),
    (writings.unknown_variables, "Set `NOMS_COFFEE`."),
    (writings.unknown_variables, "Set NOMS_COFFEE_<SERVICE>."),
    (writings.missing_files, "It is in `shared/noms/coffee.py`."),
]
TRUE = """See [the rules](house-rules.md#house-rules), [here](#a-heading) and [there](https://example.org/gone.md).

# A heading

Run `make test`, `make room service=x name=y`, `noms token --as auditor` or `noms audit verify`; set `NOMS_DATABASE_URL_<SERVICE>` or NOMS_PORT_ISSUER.
`shared/noms/contracts/<service>/<room>.py` and `services/…/rules.py` stand for many; `shared/noms/calendar.py` is one.
"""
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*"))
CODE = [*(ROOT / "services").rglob("*.py"), *(ROOT / "shared").rglob("*.py")]


@pytest.mark.parametrize("check", CHECKS)
def test_every_page_is_true(check: Check):
    assert len(pages()) > 20
    assert [fault for page in pages() for fault in check(page)] == []


@pytest.mark.parametrize(("check", "text"), PLANTED)
def test_a_planted_untruth_is_seen(check: Check, text: str):
    assert list(check(Page(ROOT / "docs" / "planted.md", text)))


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_true_is_left_alone(check: Check):
    assert list(check(Page(ROOT / "docs" / "planted.md", TRUE))) == []


def test_decisions_are_numbered_without_gaps():
    assert list(writings.misnumbered([path.name for path in DECISIONS])) == []


def test_every_decision_has_its_three_parts():
    found = [fault for path in DECISIONS for fault in writings.mistitled(Page(path, path.read_text(encoding="utf-8")))]

    assert found == []


def test_code_register_and_decisions_name_the_same_house_rules():
    marked = {number for path in CODE for number in writings.marked_rules(path.read_text(encoding="utf-8"))}
    register = (ROOT / "docs" / "house-rules.md").read_text(encoding="utf-8")
    decided = {path.name[:4] for path in DECISIONS if int(path.name[:4]) > writings.FIRST_NUMBER_OF_A_ROOM}

    assert list(writings.untold_rules(marked, register, decided)) == []


def test_a_planted_disorder_among_decisions_is_seen():
    assert list(writings.misnumbered(["0001-a.md", "0003-c.md", "0101-x.md"])) == ["decision 0002 is missing"]
    assert list(writings.misnumbered(["0001-a.md", "0001-b.md"])) == ["0001 is the number of 2 decisions"]
    assert list(writings.misnumbered(["0001-a.md", "notes.txt"])) == ["notes.txt is no decision's name"]


def test_a_planted_half_decision_is_seen():
    half = Page(ROOT / "docs" / "decisions" / "0001-a.md", "# 1 A\n\n**Context.** It was so.\n\n**Decision.** So be it.\n")

    assert list(writings.mistitled(half)) == [f"{half}: the title must begin with 0001", f"{half}: has no Consequences"]


def test_planted_disagreements_over_house_rules_are_seen():
    register = "| 0051 | a |\n| 0052 | b |\n| 0052 | c |\n"

    assert list(writings.untold_rules({"0051", "0053"}, register, {"0054"})) == [
        "house rule 0053 is marked in code and not in docs/house-rules.md",
        "house rule 0052 is in docs/house-rules.md and marked nowhere",
        "house rule 0052 has 2 lines",
        "decision 0054 is no house rule in docs/house-rules.md",
    ]


def test_a_page_knows_its_code_from_its_prose():
    page = Page(Path(ROOT / "docs" / "planted.md"), "We make coffee.\n```sh\nmake run\n```\nThen `make test`.\n")

    assert page.code == ["make run\n", "make test"]
