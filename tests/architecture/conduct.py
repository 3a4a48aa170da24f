"""Checks of conduct: who may commit, ask the clock, swallow an error, speak HTTP or SQL."""

import ast
import re
from collections.abc import Iterator

from architecture.code import Breach, Source

CLOCK_ACTS = {"now", "today", "utcnow"}
REPLACED = {"monkeypatch.setattr", "monkeypatch.setitem", "mocker.patch"}
CLOCK_READERS = {"router.py", "service.py", "reactions.py"}
WRITES = {"insert", "update", "delete"}
_REASON = r"[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+-\s+\S.{5,}"


def _calls(source: Source) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    """The last name of what is called: `select` of `sa.select(…)`."""
    return ast.unparse(call.func).rpartition(".")[-1]


def commits(source: Source) -> Iterator[Breach]:
    if not source.in_chassis and not source.is_migration:
        for call in _calls(source):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "commit":
                yield source.breach(call, "commits: the chassis does, once per request")


def clocks(source: Source) -> Iterator[Breach]:
    if source.in_chassis:
        return
    for call in _calls(source):
        if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCK_ACTS and ast.unparse(call.func.value) != "clock":
            yield source.breach(call, f"asks the time by {ast.unparse(call.func)}: `as_at` is an argument")
    for node in ast.walk(source.tree):
        asks = isinstance(node, ast.ImportFrom | ast.Import) and "noms.chassis.clock" in _imported(node)
        if asks and source.path.name not in CLOCK_READERS and source.path.parts[0] != "scripts":
            yield source.breach(node, "only a router, a service function or a reaction knows the present")


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    base = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return {*base, *(f"{base[0]}.{alias.name}" if base else alias.name for alias in node.names)}


def swallowed_errors(source: Source) -> Iterator[Breach]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type):
            reasoned = re.search(rf"noqa: (?=.*BLE001){_REASON}", source.comments.get(node.lineno, ""))
            raised_again = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
            excused = source.in_chassis and (reasoned or raised_again)
            if not excused:
                yield source.breach(node, "catches every error")


def _is_broad(caught: ast.expr | None) -> bool:
    names = {ast.unparse(part) for part in (caught.elts if isinstance(caught, ast.Tuple) else [caught] if caught else [])}
    return not names or bool(names & {"Exception", "BaseException"})


def http_exceptions(source: Source) -> Iterator[Breach]:
    for node in ast.walk(source.tree):
        name = node.id if isinstance(node, ast.Name) else node.name if isinstance(node, ast.alias) else getattr(node, "attr", "")
        if name == "HTTPException" and not source.in_chassis:
            yield source.breach(node, "HTTPException: raise a Refusal")
        if name == "BaseHTTPMiddleware":
            yield source.breach(node, "BaseHTTPMiddleware: write a pure ASGI middleware")


def stray_selects(source: Source) -> Iterator[Breach]:
    """Reads that do not stand in `queries.py`, and writes that do."""
    if source.room is None or source.path.name == "tables.py":
        return
    in_queries = source.path.name == "queries.py"
    for call in _calls(source):
        name = _called(call)
        if not in_queries and (name == "select" or ast.unparse(call.func) == "session.get"):
            yield source.breach(call, f"{name} outside queries.py")
        if in_queries and (name in WRITES or ast.unparse(call.func) in {"session.add", "session.add_all", "session.delete"}):
            yield source.breach(call, f"{name} in queries.py, which only reads")


def lazy_relationships(source: Source) -> Iterator[Breach]:
    for call in _calls(source):
        if _called(call) == "relationship":
            lazy = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}.get("lazy")
            if lazy != "'raise'":
                yield source.breach(call, "a relationship that loads by itself: lazy='raise'")


def dicts_across_walls(source: Source) -> Iterator[Breach]:
    """`dict[str, Any]` in what a room or a client offers to others."""
    in_client = source.path.parts[:3] == ("shared", "noms", "clients")
    if not in_client and source.room is None:
        return
    for function in source.functions():
        if not function.name.startswith("_"):
            arguments = function.args
            typed = [argument.annotation for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
            for annotation in (*typed, function.returns):
                if annotation is not None and re.search(r"([dD]ict|Mapping)\[str, Any\]", ast.unparse(annotation)):
                    yield source.breach(function, f"{function.name} passes {ast.unparse(annotation)} across a wall")


def mocked_truth(source: Source) -> Iterator[Breach]:
    """Mocks in tests: an environment variable or a folder may be set, our own code may not be replaced."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and any("mock" in name.split(".") for name in _imported(node)):
            yield source.breach(node, "imports a mock")
        if isinstance(node, ast.Attribute) and ast.unparse(node) in REPLACED:
            yield source.breach(node, f"{ast.unparse(node)} replaces the truth")


def unreasoned_silences(source: Source) -> Iterator[Breach]:
    """`type: ignore` and `noqa` without a code, or without a reason after it."""
    silenced = "type: ignore" in source.text or "noqa" in source.text
    for line, comment in source.comments.items() if silenced else ():
        if "type: ignore" in comment and not re.search(r"type: ignore\[[a-z-]+(, ?[a-z-]+)*\]\s+# \S.{5,}", comment):
            yield source.breach(line, "a type: ignore that names no code or no reason")
        if "noqa" in comment and not re.search(rf"noqa: {_REASON}", comment):
            yield source.breach(line, "a noqa that names no code or no reason")
