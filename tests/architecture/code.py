"""The project's files as syntax trees, and planted ones that look like them."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
_NOT_OURS = {"build", "dist", "node_modules", "__pycache__"}
_TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".cfg", ".ini", ".txt", ".in", ".sh", ".json", ".csv", ".env", ".example", ""}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def length_of(function: Function) -> int:
    """Its lines, from the first of its signature to the last of its body."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


@dataclass(frozen=True)
class Breach:
    """A place where a rule of the house is broken."""

    path: PurePosixPath
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.says}"


@dataclass(frozen=True)
class Source:
    """A file of the project: where it lies, below the root, and its text."""

    path: PurePosixPath
    text: str

    @classmethod
    def of(cls, path: str, text: str) -> "Source":
        return cls(PurePosixPath(path), text)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def comments(self) -> dict[int, str]:
        """The comment of each line that has one."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}

    @property
    def in_chassis(self) -> bool:
        return self.path.parts[:3] in {("shared", "noms", "chassis"), ("shared", "noms", "cli")}

    @property
    def in_service(self) -> bool:
        return self.path.parts[0] == "services"

    @property
    def is_migration(self) -> bool:
        return "versions" in self.path.parts

    @property
    def is_test(self) -> bool:
        return self.path.parts[0] == "tests"

    @property
    def room(self) -> tuple[str, str] | None:
        """Service and room of a file that lies in a room."""
        parts = self.path.parts
        return (parts[1], parts[2]) if parts[0] == "services" and len(parts) == 4 and parts[2] != "migrations" else None

    @property
    def module(self) -> str:
        parts = self.path.with_suffix("").parts
        return ".".join(part for part in (parts[1:] if parts[0] == "shared" else parts) if part != "__init__")

    def functions(self) -> Iterator[Function]:
        yield from (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def breach(self, place: ast.AST | int, says: str) -> Breach:
        return Breach(self.path, place if isinstance(place, int) else getattr(place, "lineno", 1), says)


def _files(*below: str) -> Iterator[Path]:
    for folder in below:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not _NOT_OURS.intersection(path.parts) and not path.name.endswith(".pyc"):
                yield path


def _read(paths: Iterator[Path]) -> tuple[Source, ...]:
    return tuple(Source(PurePosixPath(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in paths)


@cache
def product() -> tuple[Source, ...]:
    """Every module that ships, and the scripts beside it."""
    return _read(path for path in _files("services", "shared", "scripts") if path.suffix == ".py")


@cache
def suite() -> tuple[Source, ...]:
    return _read(path for path in _files("tests") if path.suffix == ".py")


@cache
def everything() -> tuple[Source, ...]:
    """Every text of the project, documents and settings too; what is installed or generated locally is left out."""
    top = (path for path in sorted(ROOT.iterdir()) if path.is_file())
    folders = (path.name for path in sorted(ROOT.iterdir()) if path.is_dir() and (path.name[0] != "." or path.name == ".ci"))
    nested = (path for name in folders for path in _files(name))
    return _read(path for path in (*top, *nested) if path.suffix in _TEXT)
