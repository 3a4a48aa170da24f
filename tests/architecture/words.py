"""Checks of words: what must stand in no file of the project."""

import re
from collections.abc import Iterator

from architecture.code import Breach, Source

# Each pattern is put together from parts, so that it does not find itself.
_LATER = re.compile(r"(?<![\"'/=])\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b(?![\"'])")
_MACHINE = re.compile(r"(?<![\w./*-])/(" + "work|home|root|Users|tmp/w" + r")/\w")
_REGISTRY = re.compile(
    "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "index" + r"-url[= ]+https?:"))
)
_NOT_PROSE = {".csv", ".json"}


def postponed_work(source: Source) -> Iterator[Breach]:
    if source.path.suffix not in _NOT_PROSE:
        for number, line in enumerate(source.lines, 1):
            if found := _LATER.search(line):
                yield source.breach(number, f"{found[0]}: do it, or write it down as an issue")


def machine_paths(source: Source) -> Iterator[Breach]:
    for number, line in enumerate(source.lines, 1):
        if found := _MACHINE.search(line):
            yield source.breach(number, f"{found[0]}… is a path of one machine")
        if found := _REGISTRY.search(line):
            yield source.breach(number, f"{found[0]} is the address of a registry")
