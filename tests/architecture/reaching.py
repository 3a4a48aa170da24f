"""Every select on people's records starts from reach, or from the key of a record that was found through it."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from architecture.code import Breach, Source

REACH = {"audience", "reachable", "reach", "within"}


@dataclass
class Records:
    """The rows of one service that row security protects, and the queries that start from reach."""

    roots: set[str] = field(default_factory=set)
    """Row classes that carry an audience of their own."""
    root_keys: set[str] = field(default_factory=set)
    """The columns by which their parts belong to them."""
    parts: set[str] = field(default_factory=set)
    """Row classes that carry the key of a root and no audience."""
    reaching: set[str] = field(default_factory=set)
    """Functions and statements of queries that name reach."""


def records_of(sources: Iterable[Source]) -> Mapping[str, Records]:
    """The protected records of each service."""
    found: dict[str, Records] = {}
    held = [source for source in sources if source.room]
    rows = [
        (source.path.parts[1], node, _columns(node))
        for source in held
        if source.path.name == "tables.py"
        for node in source.tree.body
        if isinstance(node, ast.ClassDef)
    ]
    for service, node, columns in rows:
        records = found.setdefault(service, Records())
        if "audience" in columns:
            records.roots.add(node.name)
            records.root_keys |= {name for name, written in columns.items() if "primary_key=True" in written}
    for service, node, columns in rows:
        records = found[service]
        if node.name not in records.roots and records.root_keys & set(columns):
            records.parts.add(node.name)
    for source in held:
        if source.path.name == "queries.py":
            _learn_reaching(source, found.setdefault(source.path.parts[1], Records()))
    return found


def _columns(node: ast.ClassDef) -> dict[str, str]:
    fields = (item for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name))
    return {item.target.id: ast.unparse(item) for item in fields if isinstance(item.target, ast.Name)}


def _units(source: Source) -> Iterator[tuple[str, ast.stmt]]:
    for statement in source.tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield statement.name, statement
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            yield ast.unparse(statement.targets[0] if isinstance(statement, ast.Assign) else statement.target), statement


def _names(node: ast.AST) -> set[str]:
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return names | {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}


def _starts_from_reach(unit: ast.AST, records: Records) -> bool:
    """Whether it names reach, or calls a query that does, or builds upon a statement that does."""
    called = {ast.unparse(node.func).rpartition(".")[-1] for node in ast.walk(unit) if isinstance(node, ast.Call)}
    statements = {name for name in _names(unit) if name.isupper()}
    return bool(_names(unit) & REACH or (called | statements) & records.reaching)


def _learn_reaching(source: Source, records: Records) -> None:
    """Add the functions that name reach themselves, then those that call them, until nothing is new."""
    units = dict(_units(source))
    grown = -1
    while grown != len(records.reaching):
        grown = len(records.reaching)
        records.reaching |= {name for name, unit in units.items() if _starts_from_reach(unit, records)}


def selects_without_reach(source: Source, records: Mapping[str, Records]) -> Iterator[Breach]:
    """Reads of a root that name no reach, and reads of a part that name neither reach nor the key of a found record.

    A private function may leave reach to the functions that use it, when each of them names it.
    """
    if source.room is None or source.path.name != "queries.py":
        return
    known = records.get(source.path.parts[1], Records())
    units = dict(_units(source))
    for name, unit in units.items():
        used_by = [other for other in units.values() if other is not unit and name in _names(other)]
        if _starts_from_reach(unit, known) or _left_to(name, used_by, known):
            continue
        read = {row for call in _reads(unit) for row in _names(call)}
        if roots := read & known.roots:
            yield source.breach(unit, f"{name} reads {', '.join(sorted(roots))} without starting from reach")
        elif (parts := read & known.parts) and not _names_a_key(unit, known):
            yield source.breach(unit, f"{name} reads {', '.join(sorted(parts))} without the key of a found record")


def _left_to(name: str, used_by: list[ast.stmt], known: Records) -> bool:
    return name.startswith("_") and bool(used_by) and all(_starts_from_reach(other, known) for other in used_by)


def _reads(unit: ast.stmt) -> Iterator[ast.AST]:
    """What is read: the arguments of `select`, `select_from`, `join` and `get`."""
    for call in ast.walk(unit):
        if isinstance(call, ast.Call):
            called = ast.unparse(call.func).rpartition(".")[-1]
            if called in {"select", "select_from", "join", "outerjoin", "get", "get_one"}:
                yield from call.args[: None if called == "select" else 1]


def _names_a_key(unit: ast.stmt, known: Records) -> bool:
    compared = [node for node in ast.walk(unit) if isinstance(node, ast.Compare)]
    calls = (node for node in ast.walk(unit) if isinstance(node, ast.Call))
    listed = [call for call in calls if ast.unparse(call.func).endswith((".in_", ".get", ".get_one"))]
    return any(name.endswith("_id") or name in known.root_keys for place in (*compared, *listed) for name in _names(place))
