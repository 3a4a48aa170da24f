"""Every number in a rule has its source beside it: the Act, the circular, or a decision of this house."""

import ast
import re
from collections.abc import Iterator

from architecture.code import Breach, Source

_SOURCED = re.compile(r"\b(Source|Sources|House rule|Source and House rule)\b[^:\n]{0,40}:\s*\S")
_FREE = {0, 1}
_WRITTEN_NUMBERS = {"Decimal", "Fraction"}


def unsourced_numbers(source: Source) -> Iterator[Breach]:
    """Numbers in `rules.py`, other than 0, 1 and -1, without `Source:` or `House rule:`.

    The source stands on the line, on the line above, on or above the first line of the statement that holds the number,
    or in the docstring of the constant, function or class around it.
    """
    if source.path.name == "rules.py":
        for top in source.tree.body:
            yield from _below(source, top, sourced=_says(source, top) or _docstring_after(source.tree.body, top))


def _below(source: Source, node: ast.AST, *, sourced: bool) -> Iterator[Breach]:
    if sourced or _is_prose(node):
        return
    if isinstance(node, ast.Constant | ast.Call) and _is_number(node) and not _line_says(source, node.lineno):
        yield source.breach(node, f"{ast.unparse(node)} has no source")
        return
    body = getattr(node, "body", [])
    for child in ast.iter_child_nodes(node):
        told = isinstance(child, ast.stmt) and (
            _says(source, child) or (isinstance(body, list) and _docstring_after(body, child))
        )
        yield from _below(source, child, sourced=told)


def _is_number(node: ast.Constant | ast.Call) -> bool:
    if isinstance(node, ast.Call):
        written = ast.unparse(node.func) in _WRITTEN_NUMBERS and bool(node.args) and isinstance(node.args[0], ast.Constant)
        return written and isinstance(node.args[0].value, str) and node.args[0].value not in {"0", "1"}
    return isinstance(node.value, int | float) and not isinstance(node.value, bool) and node.value not in _FREE


def _is_prose(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _line_says(source: Source, line: int) -> bool:
    """Whether the line, or the comment lines right above it, name a source."""
    if _SOURCED.search(source.lines[line - 1]):
        return True
    while line > 1 and source.lines[line - 2].lstrip().startswith("#"):
        line -= 1
        if _SOURCED.search(source.lines[line - 1]):
            return True
    return False


def _says(source: Source, statement: ast.stmt) -> bool:
    """Whether the statement's first or last line, the comment above it or its docstring names a source."""
    lines = {statement.lineno, statement.end_lineno or statement.lineno}
    has_docstring = isinstance(statement, ast.FunctionDef | ast.ClassDef)
    told = has_docstring and _SOURCED.search(ast.get_docstring(statement) or "")
    return bool(told) or any(_line_says(source, line) for line in lines if not has_docstring or line == statement.lineno)


def _docstring_after(body: list[ast.stmt], statement: ast.AST) -> bool:
    """Whether the string that follows a constant, as its docstring, names a source."""
    place = next((index for index, other in enumerate(body) if other is statement), len(body))
    following = body[place + 1] if place + 1 < len(body) else None
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or not isinstance(following, ast.Expr):
        return False
    value = following.value
    return isinstance(value, ast.Constant) and isinstance(value.value, str) and bool(_SOURCED.search(value.value))
