"""Strict reading of the reference lists: a cell that cannot be understood is refused with its file, row and column."""

import csv
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from typing import TypeVar

from noms.reference.faults import ReferenceListFault
from noms.reference.periods import Period, full_date, partial_date, reporting_period

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)

_FIRST_ROW_OF_CONTENT = 2  # row 1 holds the column names, as a spreadsheet shows it
_WHOLE = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Mark(StrEnum):
    """A reservation that a source makes about its row, or about a part of it."""

    KNOWN = "[known]"
    """General knowledge, without a document."""

    ESTIMATE = "[estimate]"
    """An assumption of this system, never to be shown as a historical fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A row that says where it comes from."""

    source: str

    @property
    def marks(self) -> frozenset[Mark]:
        """The reservations that the source makes about the row."""
        return frozenset(mark for mark in Mark if mark in self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Sourced):
    """A row that is true from one day to another, both included; without a last day it is true still."""

    valid_from: date
    valid_to: date | None

    def in_force_on(self, day: date) -> bool:
        """Whether the row is true on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Row:
    """One row of a list, read cell by cell; a cell that cannot be read is refused with its place."""

    def __init__(self, file: str, number: int, cells: dict[str, str]) -> None:
        self._file, self._number, self._cells = file, number, cells
        self._unread = set(cells)

    def fault(self, column: str, why: str) -> ReferenceListFault:
        """The refusal of one cell, with its place in the file."""
        return ReferenceListFault(f"{self._file} row {self._number}, column {column}: {why}")

    def optional_text(self, column: str) -> str | None:
        if column not in self._cells:
            raise self.fault(column, "the list has no such column")
        self._unread.discard(column)
        cell = self._cells[column]
        if cell != cell.strip():
            raise self.fault(column, f"{cell!r} has a space at an end")
        return cell or None

    def text(self, column: str) -> str:
        return self._required(column, self.optional_text(column))

    def texts(self, column: str) -> tuple[str, ...]:
        """The parts of a cell such as `M;F`; an empty cell has none."""
        cell = self.optional_text(column)
        return tuple(cell.split(";")) if cell else ()

    def optional_whole(self, column: str) -> int | None:
        return self._parsed(column, self.optional_text(column), _whole, "a whole number")

    def whole(self, column: str) -> int:
        return self._required(column, self.optional_whole(column))

    def wholes(self, column: str) -> tuple[int, ...]:
        parts = (self._parsed(column, part, _whole, "a whole number") for part in self.texts(column))
        return tuple(self._required(column, part) for part in parts)

    def optional_decimal(self, column: str) -> Decimal | None:
        return self._parsed(column, self.optional_text(column), _decimal, "a number")

    def decimal(self, column: str) -> Decimal:
        return self._required(column, self.optional_decimal(column))

    def optional_day(self, column: str) -> date | None:
        return self._parsed(column, self.optional_text(column), full_date, "a day such as 2010-01-31")

    def day(self, column: str) -> date:
        return self._required(column, self.optional_day(column))

    def optional_period(self, column: str) -> Period | None:
        return self._parsed(column, self.optional_text(column), partial_date, "a day, month or year")

    def period(self, column: str) -> Period:
        return self._required(column, self.optional_period(column))

    def reporting_period(self, column: str) -> Period:
        period = self._parsed(column, self.optional_text(column), reporting_period, "a day, month, year or financial year")
        return self._required(column, period)

    def optional_yes_no(self, column: str) -> bool | None:
        return self._parsed(column, self.optional_text(column), {"Y": True, "N": False}.__getitem__, "Y or N")

    def yes_no(self, column: str) -> bool:
        return self._required(column, self.optional_yes_no(column))

    def choice(self, column: str, choices: type[Choice]) -> Choice:
        """The member of a closed list that the cell names."""
        expected = "one of " + ", ".join(choices)
        return self._required(column, self._parsed(column, self.optional_text(column), choices, expected))

    def refuse_unread_columns(self) -> None:
        """Fail on a column that no field of the record has taken."""
        for column in sorted(self._unread):
            raise self.fault(column, "no field of the record takes this column")

    def _required(self, column: str, value: Value | None) -> Value:
        if value is None:
            raise self.fault(column, "the cell is empty")
        return value

    def _parsed(self, column: str, cell: str | None, parse: Callable[[str], Value], expected: str) -> Value | None:
        if cell is None:
            return None
        try:
            return parse(cell)
        except (ValueError, KeyError) as refused:
            raise self.fault(column, f"{cell!r} is not {expected}") from refused


def read_list(file: str, record: Callable[[Row], Value], key: Callable[[Value], Hashable]) -> tuple[Value, ...]:
    """Every row of a list carried by the project, in the order printed."""
    content = (files("noms.reference") / "lists" / file).read_text(encoding="utf-8")
    return read_text(file, content, record, key)


def read_text(file: str, content: str, record: Callable[[Row], Value], key: Callable[[Value], Hashable]) -> tuple[Value, ...]:
    """Every row of a list given as text; a repeated key, a short row or a column that no field takes is refused."""
    header, *lines = list(csv.reader(content.splitlines()))
    records: dict[Hashable, Value] = {}
    for number, line in enumerate(lines, start=_FIRST_ROW_OF_CONTENT):
        if len(line) != len(header):
            raise ReferenceListFault(f"{file} row {number}: {len(line)} cells under {len(header)} columns")
        row = Row(file, number, dict(zip(header, line, strict=True)))
        read = record(row)
        row.refuse_unread_columns()
        if key(read) in records:
            raise ReferenceListFault(f"{file} row {number}: {key(read)!r} is listed twice")
        records[key(read)] = read
    return tuple(records.values())


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)
