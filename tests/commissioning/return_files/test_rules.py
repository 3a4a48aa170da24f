"""Files of returns: read whole, or refused with every fault by line and column."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.return_files import EXAMPLE_FILE
from noms.contracts.commissioning.returns import MOST_IN_A_FILE, ReturnRow
from noms.contracts.problems import FieldError
from services.commissioning.return_files.rules import COLUMNS, FileRow, ReadFile, fault_at, read_file

HEADER = "measure_code,period,numerator,denominator,reason\n"
GOOD = "arrival_at_court_on_time,2010-05,412,480,\n"


def faults(text: str) -> list[tuple[str, str]]:
    read = read_file(text.encode())
    assert not (read.faults and read.rows), "a file with a fault is not half taken"
    return [(fault.pointer, fault.code) for fault in read.faults]


def test_the_example_file_of_the_documentation_reads():
    read = read_file(EXAMPLE_FILE.encode())

    assert read.faults == ()
    assert [(row.line, row.filed.measure_code, row.filed.numerator, row.filed.denominator) for row in read.rows] == [
        (2, "arrival_at_court_on_time", "412", "480"),
        (3, "serious_assaults", "9", "598.5"),
    ]


@pytest.mark.parametrize(
    "content", [HEADER + GOOD, "\ufeff" + HEADER + GOOD, (HEADER + GOOD).replace("\n", "\r\n"), HEADER + GOOD.strip()]
)
def test_spreadsheets_of_every_kind_are_read(content: str):
    assert [row.filed.numerator for row in read_file(content.encode()).rows] == ["412"]


def test_columns_may_stand_in_any_order_and_the_reason_may_be_absent():
    read = read_file(b"period,denominator,measure_code,numerator\n2010-05,480,arrival_at_court_on_time,412\n")

    assert read.rows == (
        FileRow(2, ReturnRow(measure_code="arrival_at_court_on_time", period="2010-05", numerator="412", denominator="480")),
    )


def test_an_empty_line_is_passed_over_and_lines_are_counted_as_an_editor_does():
    read = read_file((HEADER + "\n" + GOOD.replace(",\n", ',"corrected\nby hand"\n') + "\n" + GOOD).encode())

    assert [row.line for row in read.rows] == [3, 6]
    assert read.rows[0].filed.reason == "corrected\nby hand"


@pytest.mark.parametrize(
    ("row", "pointer", "says"),
    [
        ("Arrival,2010-05,1,2,\n", "line:2/measure_code", "Line 2, column 1 (measure_code)"),
        ("x,May 2010,1,2,\n", "line:2/period", "Line 2, column 2 (period)"),
        ('x,2010-05,"1,204",2000,\n', "line:2/numerator", "Line 2, column 3 (numerator)"),
        ("x,2010-05,,2,\n", "line:2/numerator", "Line 2, column 3 (numerator)"),
        ("x,2010-05,1,2 %,\n", "line:2/denominator", "Line 2, column 4 (denominator)"),
        ("x,2010-05,1,1e3,\n", "line:2/denominator", "Line 2, column 4 (denominator)"),
        ("x,2010-05,1,NaN,\n", "line:2/denominator", "Line 2, column 4 (denominator)"),
        ("x,2010-05,1.2345,2,\n", "line:2/numerator", "Line 2, column 3 (numerator)"),
        ("x,2010-05,1,2,\x01\n", "line:2/reason", "Line 2, column 5 (reason)"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_named_by_line_and_column(row: str, pointer: str, says: str):
    [fault] = read_file((HEADER + row + GOOD).encode()).faults

    assert fault.pointer == pointer
    assert fault.message.startswith(says)


def test_every_fault_of_every_line_is_told_at_once():
    assert faults(HEADER + "X,May,a,b,\n" + GOOD + "x,2010-05,1\n") == [
        ("line:2/numerator", "not_as_expected"),
        ("line:2/denominator", "not_as_expected"),
        ("line:2/measure_code", "not_as_expected"),
        ("line:2/period", "not_as_expected"),
        ("line:4", "number_of_cells"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("file", "empty")]),
        ("\n\n", [("file", "empty")]),
        (HEADER, [("file", "number_of_rows")]),
        (HEADER + GOOD * (MOST_IN_A_FILE + 1), [("file", "number_of_rows")]),
        ("measure_code,period,numerator\n", [("line:1/denominator", "missing_column")]),
        (HEADER.replace("reason", "colour") + GOOD, [("line:1", "unknown_column")]),
        (HEADER.replace("reason", "period") + GOOD, [("line:1/period", "repeated_column")]),
        (HEADER + 'x,2010-05,1,2,"open\n', [("file", "not_csv")]),
        ('a"b"c,"\n', [("file", "not_csv")]),
    ],
)
def test_a_file_that_is_no_file_of_returns_is_refused_with_the_reason(text: str, found: list[tuple[str, str]]):
    assert faults(text) == found


def test_a_file_that_is_not_utf_8_names_the_line():
    [fault] = read_file((HEADER + GOOD).encode() + b"caf\xe9,2010-05,1,2,\n").faults

    assert (fault.pointer, fault.code) == ("line:3", "not_utf_8")


def test_a_fault_found_by_the_rules_is_told_by_line_and_column_too():
    read = read_file((HEADER + GOOD).encode())
    told = fault_at(
        read, read.rows[0], FieldError(pointer="/denominator", code="nought", message="There is nothing to divide by.")
    )

    assert (told.pointer, told.code) == ("line:2/denominator", "nought")
    assert told.message == "Line 2, column 4 (denominator): There is nothing to divide by."


@given(st.binary(max_size=200))
def test_no_bytes_at_all_are_half_understood(content: bytes):
    read = read_file(content)

    assert isinstance(read, ReadFile)
    assert bool(read.faults) != bool(read.rows)


QUANTITIES = st.decimals(-(10**11), 10**11, places=3).map(str)


@given(st.lists(st.tuples(QUANTITIES, QUANTITIES), min_size=1, max_size=20))
def test_what_a_spreadsheet_writes_is_what_is_read(numbers: list[tuple[str, str]]):
    written = io.StringIO()
    csv.writer(written).writerows(
        [COLUMNS, *(("x", "2010-05", numerator, denominator, "") for numerator, denominator in numbers)]
    )
    read = read_file(written.getvalue().encode())

    assert [(row.filed.numerator, row.filed.denominator) for row in read.rows] == numbers
