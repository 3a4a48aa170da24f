"""Reading a file of returns: the rows that it holds, or everything that is wrong with it, by line and column."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from noms.contracts.commissioning.return_files import EXPECTED, read_row
from noms.contracts.commissioning.returns import MOST_IN_A_FILE, ReturnRow
from noms.contracts.problems import FieldError

COLUMNS = tuple(EXPECTED)
REQUIRED = frozenset(COLUMNS) - {"reason"}
FIRST_LINE = 1


@dataclass(frozen=True)
class Line:
    """A line of the file that is not empty, with its number as an editor shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class FileRow:
    """One return of the file, and the line on which it stands."""

    line: int
    filed: ReturnRow


@dataclass(frozen=True)
class ReadFile:
    """What a file holds: its rows, or what is wrong with it. With a fault in any line no row is taken."""

    columns: tuple[str, ...]
    rows: tuple[FileRow, ...]
    faults: tuple[FieldError, ...]


def read_file(content: bytes) -> ReadFile:
    """Read a file of returns, in UTF-8 with or without a byte order mark, the names of its columns in the first line."""
    try:
        lines = list(_lines(content.decode("utf-8-sig")))
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + FIRST_LINE
        return _refused(FieldError(pointer=f"line:{line}", code="not_utf_8", message=f"Line {line} is not text in UTF-8."))
    except csv.Error as broken:
        return _refused(FieldError(pointer="file", code="not_csv", message=f"The file cannot be read as CSV: {broken}."))
    if not lines:
        return _refused(FieldError(pointer="file", code="empty", message="The file is empty."))
    header, *rest = lines
    columns = tuple(cell.strip() for cell in header.cells)
    faults = list(_header_faults(header, columns))
    if not faults and not 0 < len(rest) <= MOST_IN_A_FILE:
        wrong = f"A file holds 1 to {MOST_IN_A_FILE} returns below the names of its columns."
        faults = [FieldError(pointer="file", code="number_of_rows", message=wrong)]
    return _refused(*faults) if faults else _read_lines(columns, rest)


def place(line: int, columns: Sequence[str], column: str) -> str:
    """Where a cell stands, as a person looks for it."""
    return f"Line {line}, column {columns.index(column) + 1} ({column})" if column in columns else f"Line {line} ({column})"


def fault_at(read: ReadFile, row: FileRow, error: FieldError) -> FieldError:
    """The fault of a return, told by the line and the column of the file in which it stands."""
    column = error.pointer.removeprefix("/")
    pointer = f"line:{row.line}/{column}" if column else f"line:{row.line}"
    where = place(row.line, read.columns, column) if column else f"Line {row.line}"
    return FieldError(pointer=pointer, code=error.code, message=f"{where}: {error.message}")


def _lines(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = FIRST_LINE
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Line(begins, tuple(cells))
        begins = reader.line_num + 1


def _header_faults(header: Line, columns: Sequence[str]) -> Iterator[FieldError]:
    for name in sorted(REQUIRED - set(columns)):
        yield FieldError(pointer=f"line:{header.number}/{name}", code="missing_column", message=f"There is no column {name}.")
    for number, name in enumerate(columns, start=1):
        if name not in COLUMNS:
            wrong = f"Column {number} has a name that no return has: the columns are {', '.join(COLUMNS)}."
            yield FieldError(pointer=f"line:{header.number}", code="unknown_column", message=wrong)
        elif name in columns[: number - 1]:
            yield FieldError(pointer=f"line:{header.number}/{name}", code="repeated_column", message=f"{name} stands twice.")


def _read_lines(columns: tuple[str, ...], lines: Sequence[Line]) -> ReadFile:
    rows: list[FileRow] = []
    faults: list[FieldError] = []
    for line in lines:
        if len(line.cells) != len(columns):
            wrong = f"Line {line.number} has {len(line.cells)} cells under {len(columns)} columns."
            faults.append(FieldError(pointer=f"line:{line.number}", code="number_of_cells", message=wrong))
            continue
        read = read_row({column: cell.strip() for column, cell in zip(columns, line.cells, strict=True)})
        if isinstance(read, ReturnRow):
            rows.append(FileRow(line.number, read))
        else:
            faults += [_cell_fault(line, columns, column) for column in read]
    return ReadFile(columns, () if faults else tuple(rows), tuple(faults))


def _cell_fault(line: Line, columns: Sequence[str], column: str) -> FieldError:
    wrong = f"{place(line.number, columns, column)} holds something else than {EXPECTED[column]}."
    return FieldError(pointer=f"line:{line.number}/{column}", code="not_as_expected", message=wrong)


def _refused(*faults: FieldError) -> ReadFile:
    return ReadFile((), (), faults)
