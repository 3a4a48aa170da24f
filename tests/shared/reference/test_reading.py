"""The lists are read strictly: what cannot be understood is refused with its place."""

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import pytest

from noms.reference.faults import NotInForce, ReferenceListFault, UnknownCode
from noms.reference.reading import Mark, Row, Sourced, read_text


class Colour(StrEnum):
    """A closed list for these tests."""

    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Sourced):
    """A record for these tests."""

    code: str
    places: int


def sample(row: Row) -> Sample:
    return Sample(code=row.text("code"), places=row.whole("places"), source=row.text("source"))


def read(content: str) -> tuple[Sample, ...]:
    return read_text("samples.csv", content, sample, lambda record: record.code)


def cell(value: str) -> Row:
    return Row("samples.csv", 7, {"column": value})


def test_a_list_is_read_in_the_order_printed() -> None:
    assert [record.code for record in read("code,places,source\nB,2,Hansard\nA,1,Hansard\n")] == ["B", "A"]


def test_a_cell_that_is_no_number_is_refused_with_file_row_and_column() -> None:
    with pytest.raises(ReferenceListFault, match=r"samples\.csv row 3, column places: 'many' is not a whole number"):
        read("code,places,source\nA,1,Hansard\nB,many,Hansard\n")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("code,places,source\nA,,Hansard\n", "row 2, column places: the cell is empty"),
        ("code,places,source\nA,1 ,Hansard\n", "row 2, column places: '1 ' has a space at an end"),
        ("code,places,source\nA,1\n", "row 2: 2 cells under 3 columns"),
        ("code,source\nA,Hansard\n", "row 2, column places: the list has no such column"),
        ("code,places,source,extra\nA,1,Hansard,x\n", "row 2, column extra: no field of the record takes this column"),
        ("code,places,source\nA,1,Hansard\nA,2,Hansard\n", "row 3: 'A' is listed twice"),
        ("code,places,source\nA,1_000,Hansard\n", "'1_000' is not a whole number"),
    ],
)
def test_a_list_that_is_not_as_expected_is_refused(content: str, why: str) -> None:
    with pytest.raises(ReferenceListFault, match=why):
        read(content)


@pytest.mark.parametrize("value", ["20100131", "2010-02-30", "2010-W05-1", "31/01/2010"])
def test_a_day_is_taken_only_as_the_lists_print_days(value: str) -> None:
    with pytest.raises(ReferenceListFault, match="is not a day"):
        cell(value).day("column")


@pytest.mark.parametrize("value", ["NaN", "1e3", "1,5", "Infinity", "."])
def test_a_number_is_taken_only_in_plain_decimals(value: str) -> None:
    with pytest.raises(ReferenceListFault, match="is not a number"):
        cell(value).decimal("column")


def test_cells_are_read_as_what_they_say() -> None:
    assert cell("-0.6348").decimal("column") == Decimal("-0.6348")
    assert cell("3;5").wholes("column") == (3, 5)
    assert cell("M;F").texts("column") == ("M", "F")
    assert cell("").texts("column") == ()
    assert cell("").optional_yes_no("column") is None
    assert cell("N").yes_no("column") is False
    assert cell("red").choice("column", Colour) is Colour.RED


def test_a_cell_outside_a_closed_list_is_refused() -> None:
    with pytest.raises(ReferenceListFault, match="'blue' is not one of red"):
        cell("blue").choice("column", Colour)
    with pytest.raises(ReferenceListFault, match="'yes' is not Y or N"):
        cell("yes").yes_no("column")


def test_a_row_shows_the_reservations_of_its_source() -> None:
    assert Sample(code="A", places=1, source="Hansard; start [estimate]").marks == {Mark.ESTIMATE}
    assert Sample(code="A", places=1, source="[known]").marks == {Mark.KNOWN}
    assert Sample(code="A", places=1, source="Hansard").marks == frozenset()


def test_what_a_list_cannot_answer_is_said_in_a_sentence() -> None:
    assert str(UnknownCode("regions", "XX")) == "The list of regions has no XX."
    assert str(NotInForce("regions", "EM", date(2003, 1, 1))) == "The list of regions has EM, but not on 2003-01-01."


def test_the_lists_are_read_from_an_archive_as_from_a_folder(tmp_path: Path) -> None:
    package = Path(str(files("noms.reference"))).parent
    archive = tmp_path / "noms.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (package / "__init__.py", *sorted((package / "reference").rglob("*"))):
            if file.suffix in {".py", ".csv"}:
                packed.write(file, Path("noms") / file.relative_to(package))

    asked = "from noms.reference.establishments import establishment as e; import noms; print(noms.__file__, e('BAI').name)"
    command = [sys.executable, "-c", asked]
    answer = subprocess.run(command, env={"PYTHONPATH": str(archive)}, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert answer.stdout.split() == [f"{archive}/noms/__init__.py", "Belmarsh"]
