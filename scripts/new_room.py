"""Make a room: `python scripts/new_room.py SERVICE NAME`, or `make room service=offender_mgmt name=visits`.

It writes the room, its contract, its migration, its builder, its tests and the sample of its event from `room_template/`,
and says which four lines are left to a person. It never changes a file that is there, but `.current-head`.
"""

import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from noms.chassis.clock import today

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = Path(__file__).resolve().parent / "room_template"
SERVICES = ("commissioning", "offender_mgmt", "interventions")
TAKEN = {"main", "permissions", "rows", "migrations"}
SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "data", "info"}
WORDS_OF_SQL = {"order", "user", "group", "table", "check", "column", "grant", "select", "end", "all", "case", "references"}
FIXTURES = {"interventions": "interventions"}

FILES = {
    "__init__.py.txt": "services/$service/$room/__init__.py",
    "router.py.txt": "services/$service/$room/router.py",
    "service.py.txt": "services/$service/$room/service.py",
    "queries.py.txt": "services/$service/$room/queries.py",
    "tables.py.txt": "services/$service/$room/tables.py",
    "rules.py.txt": "services/$service/$room/rules.py",
    "migration.py.txt": "services/$service/migrations/versions/${revision}_$room.py",
    "contract.py.txt": "shared/noms/contracts/$service/$room.py",
    "builder.py.txt": "tests/builders/$service/$room.py",
    "test_rules.py.txt": "tests/$service/$room/test_rules.py",
    "test_api.py.txt": "tests/$service/$room/test_api.py",
    "event.json.txt": "tests/contracts/events/$service.$one.recorded.v1.json",
}


class Refused(Exception):
    """The room cannot be made, and why."""


@dataclass(frozen=True)
class Room:
    """A room to be made."""

    service: str
    name: str

    @property
    def one(self) -> str:
        """The noun in the singular: visits, a visit; enquiries, an enquiry."""
        if self.name.endswith("ies"):
            return f"{self.name[:-3]}y"
        return self.name[:-1] if self.name.endswith("s") and not self.name.endswith("ss") else self.name

    def names(self, head: str, on: date) -> dict[str, str]:
        """Everything that the templates ask for; the migration follows `head` and is dated `on`."""
        return {
            "service": self.service,
            "room": self.name,
            "one": self.one,
            "a_one": f"{'an' if self.one[0] in 'aeiou' else 'a'}_{self.one}",
            "One": self.one.title().replace("_", ""),
            "Room": self.name.capitalize().replace("_", " "),
            "ROOM": self.name.upper(),
            "words": self.name.replace("_", " "),
            "path": self.name.replace("_", "-"),
            "says": f"{self.name.capitalize().replace('_', ' ')}: what took place, on which day, and who recorded it.",
            "fixture": FIXTURES.get(self.service, "service"),
            "head": head,
            "revision": f"{on:%Y_%m_%d}_{int(head.rpartition('_')[-1]) + 1:04d}",
        }


def refuse_what_cannot_be(room: Room, root: Path) -> None:
    """Say in one sentence why a room cannot be made.

    Raises:
        Refused: with that sentence.

    """
    if room.service not in SERVICES:
        raise Refused(f"There is no service {room.service!r}: name one of {', '.join(SERVICES)}.")
    if not re.fullmatch(r"[a-z]{2,}(_[a-z]+)*", room.name):
        raise Refused(f"{room.name!r} is no name for a room: write a noun of the trade in small letters, such as visits.")
    if room.name in SAY_NOTHING:
        raise Refused(f"{room.name!r} says nothing: name the room after what it decides.")
    if room.name in TAKEN or room.one in WORDS_OF_SQL:
        raise Refused(f"{room.name!r} is taken: by a file of every service, or by SQL for itself.")
    if (root / "services" / room.service / room.name).exists():
        raise Refused(f"services/{room.service}/{room.name} is there already: nothing was written.")


def make(room: Room, root: Path, on: date) -> list[Path]:
    """Write every file of the room; answers what was written.

    Raises:
        Refused: the room cannot be made, or one of its files is there already.

    """
    refuse_what_cannot_be(room, root)
    head_file = root / "services" / room.service / "migrations" / ".current-head"
    names = room.names(head_file.read_text(encoding="utf-8").strip(), on)
    written = {root / Template(target).substitute(names): source for source, target in FILES.items()}
    for path in written:
        if path.exists():
            raise Refused(f"{path.relative_to(root)} is there already: nothing was written.")
    for path, source in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled(source, names), encoding="utf-8")
    head_file.write_text(names["revision"] + "\n", encoding="utf-8")
    return list(written)


def filled(template: str, names: dict[str, str]) -> str:
    """A template with the room's names in it."""
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(names)


def main(arguments: list[str]) -> int:
    """Make the room that the command line names, and say what is left to do."""
    service, name = ([*arguments, "", ""])[:2]
    room = Room(service, name)
    try:
        written = make(room, ROOT, today())
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    for path in written:
        print(f"wrote {path.relative_to(ROOT)}")
    scopes = filled("permissions.txt", room.names("0", today()))
    print(f"\nLeft to you:\n1. services/{service}/permissions.py, with the roles that carry them:\n\n{scopes}")
    print(f"2. services/{service}/main.py: the router among the rooms, the scopes among the scopes.")
    print(f"3. importlinter.toml: {name} on its floor of {service}.")
    print("4. Its words in __init__.py and GLOSSARY.md; then `make openapi check`.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
