"""Checks of what people read: each answers the sentences that say what is not true."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typer

from noms.cli.main import command_line
from scripts.variables import NAME, understood

ROOT = Path(__file__).resolve().parents[2]
FIRST_NUMBER_OF_A_ROOM = 50  # decisions about the house lie below, docs/decisions/0022

_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
_TARGET = re.compile(r"(?:^|[\s;&|(])make ([a-z][a-z-]*)", re.MULTILINE)
_COMMAND = re.compile(r"(?<!-n)(?:^|[\s/(])noms((?: [a-z][a-z-]*)+)", re.MULTILINE)
_FILE = re.compile(r"(?<![\w./…<])(?:services|shared|scripts|tests|docs|deploy|bench)/[\w./-]*\w")
_MARK = re.compile(r"House rule: (\d{4})")
_ROW = re.compile(r"^\| (\d{4}) \|", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One Markdown file of the project."""

    path: Path
    text: str

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def code(self) -> list[str]:
        """What stands in it as code: blocks, and spans between backticks."""
        return [*_FENCED.findall(self.text), *_SPAN.findall(_FENCED.sub("", self.text))]


@cache
def pages() -> tuple[Page, ...]:
    """Every page of the project."""
    found = sorted(path for path in ROOT.rglob("*.md") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts))
    return tuple(Page(path, path.read_text(encoding="utf-8")) for path in found)


def dead_links(page: Page) -> Iterator[str]:
    """Links to files and headings that are not there. Links to other places are not followed."""
    for link in _LINK.findall(_FENCED.sub("", page.text)):
        name, _, heading = link.partition("#")
        if ":" in link:
            continue
        path = (page.path.parent / name).resolve() if name else page.path
        if path != page.path and not path.exists():
            yield f"{page}: {link} leads nowhere"
        elif heading and heading not in _headings(page.text if path == page.path else path.read_text(encoding="utf-8")):
            yield f"{page}: {link} names a heading that is not there"


def _headings(text: str) -> set[str]:
    told = re.findall(r"^#+ (.+)$", _FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in told}


def unknown_targets(page: Page) -> Iterator[str]:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in sorted({name for code in page.code for name in _TARGET.findall(code)} - targets):
        yield f"{page}: there is no `make {name}`"


def unknown_commands(page: Page) -> Iterator[str]:
    """Words after `noms` that are no command, or no command of their group."""
    for told in sorted({told.strip() for code in page.code for told in _COMMAND.findall(code)}):
        known = _commands()
        for word in told.split():
            if known and word not in known:
                yield f"{page}: there is no `noms {told}`"
                break
            known = known.get(word, {})


@cache
def _commands() -> dict[str, dict[str, dict[str, object]]]:
    """The commands of `noms`, each with its own."""
    top = typer.main.get_command(command_line())
    return {name: {word: {} for word in getattr(group, "commands", ())} for name, group in getattr(top, "commands", {}).items()}


def unknown_variables(page: Page) -> Iterator[str]:
    for name in sorted(set(NAME.findall(page.text)) - understood(ROOT)):
        yield f"{page}: {name} is read by nothing"


def missing_files(page: Page) -> Iterator[str]:
    """Paths from the top of the project, written as code, at which nothing lies."""
    for name in sorted({name for code in _SPAN.findall(_FENCED.sub("", page.text)) for name in _FILE.findall(code)}):
        if not (ROOT / name).exists():
            yield f"{page}: {name} is not there"


def misnumbered(names: list[str]) -> Iterator[str]:
    """Gaps and doubles among the files of decisions; those of the rooms have blocks of their own and may leave gaps."""
    numbers = [int(name[:4]) for name in names if re.match(r"\d{4}-[a-z0-9-]+\.md$", name)]
    yield from (f"{name} is no decision's name" for name in names if not re.match(r"\d{4}-[a-z0-9-]+\.md$", name))
    yield from (f"{number:04d} is the number of {times} decisions" for number, times in Counter(numbers).items() if times > 1)
    house = sorted(number for number in numbers if number < FIRST_NUMBER_OF_A_ROOM)
    yield from (f"decision {number:04d} is missing" for number in range(1, (house or [0])[-1]) if number not in house)


def mistitled(page: Page) -> Iterator[str]:
    """Decisions whose title or parts are not those of a decision."""
    number = page.path.name[:4]
    if not page.text.startswith(f"# {number} "):
        yield f"{page}: the title must begin with {number}"
    yield from (f"{page}: has no {part}" for part in ("Context", "Decision", "Consequences") if f"**{part}.**" not in page.text)


def marked_rules(source: str) -> set[str]:
    """The numbers of house rules that code is marked with."""
    return set(_MARK.findall(source))


def untold_rules(marked: set[str], register: str, decided: set[str]) -> Iterator[str]:
    """Where the marks in code, the register and the decisions of the rooms disagree."""
    rows = Counter(_ROW.findall(register))
    yield from (f"house rule {number} is marked in code and not in docs/house-rules.md" for number in sorted(marked - set(rows)))
    yield from (f"house rule {number} is in docs/house-rules.md and marked nowhere" for number in sorted(set(rows) - marked))
    yield from (f"house rule {number} has {times} lines" for number, times in rows.items() if times > 1)
    yield from (f"decision {number} is no house rule in docs/house-rules.md" for number in sorted(decided - set(rows)))
