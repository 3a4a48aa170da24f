"""Reading the lines of a location file: whichever way it is cut into pieces, each line is told in the same way."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.offender_mgmt.location_lines.rules import MOST_LINES, Placed, Reader, TooManyLines
from services.offender_mgmt.location_rows.rules import HeaderNotUnderstood

ON = date(2010, 6, 30)


def read(text: str | bytes, *, csv: bool = False, home: str | None = None, pieces: int = 1_000_000) -> Reader:
    body = text if isinstance(text, bytes) else text.encode()
    reader = Reader(csv, ON, home)
    for start in range(0, len(body), pieces):
        reader.feed(body[start : start + pieces])
    reader.finish()
    return reader


def at_fault(text: str | bytes, **told: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.field, each.code) for each in read(text, **told).rejected]


def line(**fields: str | None) -> str:
    return json.dumps({"crn": "A000001", "establishment_code": "RHI"} | fields)


def test_a_line_says_who_is_where_since_when_and_why():
    told = read(line(received_on="2010-06-14", reason_code="I"))

    assert told.placed == [Placed(1, "A000001", None, "RHI", date(2010, 6, 14), "I")]


def test_without_a_day_the_person_came_on_the_day_of_the_file_and_without_a_prison_to_that_of_the_file():
    assert read('{"crn": "A000001"}', home="RHI").placed == [Placed(1, "A000001", None, "RHI", ON, None)]


def test_a_noms_number_is_taken_in_any_way_of_writing_it():
    assert read(line(crn=None, noms_number="a1234bc")).placed[0].noms_number == "A1234BC"


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("{", "line", "not_readable"),
        ("[]", "line", "not_readable"),
        (line(crn="a1"), "crn", "string_pattern_mismatch"),
        (line(crn=None), "crn", "missing"),
        (line(noms_number="1"), "noms_number", "not_a_number"),
        (line(noms_number="A1234BC "), "noms_number", "string_pattern_mismatch"),
        (line(noms_number="A1234\x00BC"), "noms_number", "string_pattern_mismatch"),
        (line(noms_number="9" * 201), "noms_number", "string_too_long"),
        (line(establishment_code="QQI"), "establishment_code", "unknown_establishment"),
        (line(establishment_code="ALI"), "establishment_code", "establishment_closed"),
        (line(establishment_code=None), "establishment_code", "missing"),
        (line(received_on="2010-07-01"), "received_on", "after_the_file"),
        (line(received_on="14.6.2010"), "received_on", "value_error"),
        (line(reason_code="QQ"), "reason_code", "enum"),
        (line(colour="red"), "line", "unknown_field"),
        (line(crn="A000001" + " " * 5_000), "line", "too_long"),
    ],
)
def test_a_line_that_is_wrong_names_its_field(text: str, field: str, code: str):
    assert at_fault(f"{line()}\n{text}\n") == [(2, field, code)]


def test_a_line_of_another_prison_than_that_of_the_file_is_wrong():
    assert at_fault(line(establishment_code="LWI"), home="RHI") == [(1, "establishment_code", "another_establishment")]


def test_a_line_without_an_end_is_kept_no_longer_than_any_line_may_be():
    told = read(b"x" * 100_000 + b"\n" + line().encode(), pieces=1_000)

    assert [(each.line, each.code) for each in told.rejected] == [(1, "too_long")]
    assert len(told.placed) == 1


def test_a_file_has_an_end():
    reader = Reader(False, ON, None, lines=MOST_LINES - 1)
    reader.feed(line().encode() + b"\n")

    with pytest.raises(TooManyLines):
        reader.feed(line().encode() + b"\n")


def test_bytes_that_are_no_text_spoil_their_own_line_alone():
    told = read(b'{"crn": "A00000\xff"}\n' + line().encode())

    assert ([each.line for each in told.rejected], len(told.placed), told.unnamed) == ([1], 1, 1)


def test_a_wrong_line_that_names_its_person_is_not_unnamed():
    told = read(f"{line(received_on='never')}\nA1234BC{{\n{{broken\n")

    assert told.named == [("A000001", None), (None, "A1234BC")]
    assert (told.unnamed, told.lines) == (1, 3)


def test_what_a_line_said_is_not_repeated():
    told = read(line(crn="A1") + "\n" + line(received_on="14.6.2010") + "\n" + line(colour="red"))

    assert not [each for each in told.rejected if any(word in each.message for word in ("A1", "14.6", "red", "colour"))]


def test_empty_lines_are_passed_over_and_counted_in_the_numbers():
    assert [each.line for each in read(f"\n{line()}\n\r\n{line()}").placed] == [2, 4]


def test_a_csv_file_has_a_header_in_any_order():
    told = read("received_on,establishment_code,crn\r\n2010-06-14,RHI,A000001\r\n,LWI,A000002", csv=True)

    assert [(each.line, each.crn, each.received_on) for each in told.placed] == [
        (2, "A000001", date(2010, 6, 14)), (3, "A000002", ON),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["crn,colour", "crn,crn", "A000001,RHI"])
def test_a_csv_file_without_its_header_is_not_understood(header: str):
    with pytest.raises(HeaderNotUnderstood):
        read(f"{header}\nA000001,RHI\n", csv=True)


def test_a_csv_line_with_too_few_or_too_many_cells_is_wrong():
    assert at_fault("crn,establishment_code\nA000001\nA000001,RHI,I\n", csv=True) == [
        (2, "line", "not_readable"), (3, "line", "not_readable"),
    ]  # fmt: skip


@pytest.mark.parametrize("row", ['"A000001,RHI', '"A000001"x,RHI', 'A000001,"RHI', '"A000001","R"HI"'])
def test_a_csv_line_whose_quotes_do_not_go_together_spoils_itself_alone(row: str):
    told = read(f"crn,establishment_code\n{row}\nA000002,RHI\n", csv=True)

    assert [(each.line, each.field, each.code) for each in told.rejected] == [(2, "line", "not_readable")]
    assert [each.crn for each in told.placed] == ["A000002"]
    assert told.named == [("A000001", None)]


def test_a_csv_file_with_the_line_ends_of_another_age_is_not_understood():
    with pytest.raises(HeaderNotUnderstood):
        read("crn,establishment_code\rA000001,RHI\r", csv=True)


CSV_LINES = st.lists(st.text(alphabet='A01,"\r\x00 ;RHI', max_size=20), max_size=8)


@given(CSV_LINES)
def test_every_line_of_a_csv_file_is_placed_or_rejected(rows: list[str]):
    told = read("\n".join(["crn,establishment_code", *rows]), csv=True)

    assert len(told.placed) + len(told.rejected) == told.lines == len([each for each in rows if each.strip()])


LINES = st.lists(st.sampled_from([line(), line(crn="x"), "", "{", line(establishment_code="LWI"), "£", '"']), max_size=12)


@given(LINES, st.integers(1, 40), st.booleans())
def test_however_a_file_is_cut_into_pieces_it_says_the_same(lines: list[str], pieces: int, ends_with_break: bool):
    text = "\n".join(lines) + ("\n" if ends_with_break else "")
    whole, cut = read(text), read(text, pieces=pieces)

    assert (whole.placed, whole.rejected, whole.lines) == (cut.placed, cut.rejected, cut.lines)


@given(LINES)
def test_every_line_is_placed_or_rejected(lines: list[str]):
    told = read("\n".join(lines))

    assert len(told.placed) + len(told.rejected) == told.lines == len([each for each in lines if each.strip()])
    assert told.unnamed + len(told.named) == len(told.rejected)
