"""Checks of size and shape: what a reader can hold in mind."""

import ast
import re
from collections.abc import Iterator

from architecture.code import Breach, Function, Source, length_of

LONGEST_FUNCTION = 30
LONGEST_MODULE = 250
LONGEST_TEST_MODULE = 400
LONGEST_REACTION = 10
LONGEST_COMPOSITION_ROOT = 60
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
EMPTY_ACTS = re.compile(r"^_*(update|process|handle|manage)_")
_SMALL_WORDS = {"a", "an", "the", "of", "to", "for", "in", "on", "from", "with", "and", "by", "is", "its", "this"}


def long_functions(source: Source) -> Iterator[Breach]:
    longest = LONGEST_REACTION if source.path.name == "reactions.py" else LONGEST_FUNCTION
    if not source.is_migration:
        for function in source.functions():
            if length_of(function) > longest:
                yield source.breach(function, f"{function.name} has {length_of(function)} lines, {longest} are allowed")


def long_modules(source: Source) -> Iterator[Breach]:
    longest = LONGEST_TEST_MODULE if source.is_test else LONGEST_MODULE
    if source.in_service and source.path.name == "main.py":
        longest = LONGEST_COMPOSITION_ROOT
    if not source.is_migration and len(source.lines) > longest:
        yield source.breach(1, f"{len(source.lines)} lines, {longest} are allowed")


def empty_names(source: Source) -> Iterator[Breach]:
    for part in (*source.path.parts[:-1], source.path.stem):
        if part.strip("_") in EMPTY_NAMES:
            yield source.breach(1, f"{part} says nothing")


def empty_acts(source: Source) -> Iterator[Breach]:
    if source.in_service:
        for function in source.functions():
            if EMPTY_ACTS.match(function.name):
                yield source.breach(function, f"{function.name} is no verb of the trade")


def hidden_imports(source: Source) -> Iterator[Breach]:
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield source.breach(node, f"an import inside {function.name}")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute | ast.alias) and "TYPE_CHECKING" in ast.unparse(node):
            yield source.breach(node, "TYPE_CHECKING hides an import from the walls")


def echo_docstrings(source: Source) -> Iterator[Breach]:
    """A docstring whose first line says only what the name says."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function | ast.ClassDef):
            said = _words((ast.get_docstring(node) or "").split("\n", 1)[0])
            if said and said <= _words(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", node.name)):
                yield source.breach(node, f"the docstring of {node.name} is an echo of its name")


def _words(text: str) -> set[str]:
    found = (word.lower().removesuffix("s") for word in re.findall(r"[A-Za-z]+", text))
    return {word for word in found if word not in _SMALL_WORDS}


def pass_throughs(source: Source) -> Iterator[Breach]:
    """A service function that only forwards its arguments: the router can call what it calls."""
    if source.room and source.path.name == "service.py":
        for function in source.functions():
            body = function.body[1:] if ast.get_docstring(function) else function.body
            if len(body) == 1 and isinstance(body[0], ast.Return) and _forwards(body[0].value, function.args):
                yield source.breach(function, f"{function.name} only forwards")


def _forwards(value: ast.expr | None, arguments: ast.arguments) -> bool:
    call = value.value if isinstance(value, ast.Await) else value
    own = {argument.arg for argument in (*arguments.args, *arguments.kwonlyargs)}
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return {ast.unparse(argument) for argument in given} == own


def undescribed_rooms(source: Source) -> Iterator[Breach]:
    if source.room and source.path.name == "__init__.py":
        if not ast.get_docstring(source.tree):
            yield source.breach(1, "the room does not say what it decides")
        if len(source.tree.body) > 1:
            yield source.breach(source.tree.body[-1], "a room's __init__ holds its docstring and nothing else")
