"""What holds for every identifier, whatever its digits."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.identifiers import (
    CHECK_LETTERS,
    CroNumber,
    IdentifierKind,
    IdentifierReason,
    PncNumber,
    check_identifier,
    check_letter,
    parse_cro,
    parse_pnc,
)

days = st.dates(date(1960, 1, 1), date(2099, 12, 31))
pnc_numbers = st.builds(PncNumber, st.integers(1900, 2099), st.integers(1, 9_999_999))
cro_numbers = st.builds(CroNumber, st.integers(0, 99), st.integers(1, 999_999), fingerprints_held=st.booleans())
kinds = st.sampled_from(IdentifierKind)
close_to_a_number = st.from_regex(r"(SF|sf)?[0-9]{0,4}/?[0-9]{0,8}/?[0-9]{0,2}[A-Za-z]{0,2}", fullmatch=True)
texts = st.text() | close_to_a_number


@given(pnc_numbers, days)
def test_a_pnc_number_read_back_from_its_canonical_form_is_the_same(pnc: PncNumber, as_at: date) -> None:
    assert parse_pnc(str(pnc), as_at=as_at) == pnc
    assert parse_pnc(str(pnc).replace("/", ""), as_at=as_at) == pnc


@given(pnc_numbers)
def test_a_pnc_number_read_back_from_its_short_form_within_a_century_is_the_same(pnc: PncNumber) -> None:
    assert parse_pnc(pnc.short, as_at=date(pnc.year, 1, 1)) == pnc
    assert parse_pnc(pnc.short, as_at=date(pnc.year + 99, 12, 31)) == pnc


@given(cro_numbers)
def test_a_cro_number_read_back_from_its_canonical_form_is_the_same(cro: CroNumber) -> None:
    assert parse_cro(str(cro)) == cro


@given(kinds, texts, days)
def test_any_text_is_answered_and_a_canonical_form_is_its_own_canonical_form(
    kind: IdentifierKind, offered: str, as_at: date
) -> None:
    check = check_identifier(kind, offered, as_at=as_at)

    assert check.valid is (check.reason is None) is (check.canonical is not None)
    if check.canonical is not None:
        assert check_identifier(kind, check.canonical, as_at=as_at) == check


@given(kinds, texts, days)
def test_capitals_and_spaces_around_it_do_not_change_the_answer(kind: IdentifierKind, offered: str, as_at: date) -> None:
    if offered.isascii():
        assert check_identifier(kind, f" {offered.lower()} ", as_at=as_at) == check_identifier(kind, offered.upper(), as_at=as_at)


@given(pnc_numbers, st.integers(0, 6), st.integers(1, 9), days)
def test_one_changed_digit_of_a_pnc_serial_is_always_caught(pnc: PncNumber, place: int, change: int, as_at: date) -> None:
    digits = [int(digit) for digit in f"{pnc.serial:07d}"]
    digits[place] = (digits[place] + change) % 10
    mistyped = f"{pnc.year}/{''.join(map(str, digits))}{pnc.letter}"

    assert parse_pnc(mistyped, as_at=as_at) in (IdentifierReason.WRONG_CHECK_LETTER, IdentifierReason.PLACEHOLDER_SERIAL)


@given(cro_numbers, st.data())
def test_a_changed_digit_of_a_cro_serial_is_caught_unless_the_remainder_agrees(cro: CroNumber, data: st.DataObject) -> None:
    written = f"{cro.serial:06d}" if cro.fingerprints_held else str(cro.serial)
    place = data.draw(st.integers(0, len(written) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    mistyped = written[:place] + digit + written[place + 1 :]
    serial = int(mistyped)
    counted = f"{serial:06d}" if cro.fingerprints_held else str(serial)
    text = f"{mistyped}/{cro.year:02d}{cro.letter}" if cro.fingerprints_held else f"SF{cro.year:02d}/{mistyped}{cro.letter}"

    agrees = serial > 0 and check_letter(cro.year, counted) == cro.letter

    assert isinstance(parse_cro(text), CroNumber) is agrees


@given(pnc_numbers, st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), days)
def test_exactly_one_letter_fits_a_pnc_number(pnc: PncNumber, letter: str, as_at: date) -> None:
    read = parse_pnc(f"{pnc.year}/{pnc.serial:07d}{letter}", as_at=as_at)

    assert isinstance(read, PncNumber) is (letter == pnc.letter)
    assert (read is IdentifierReason.LETTER_NEVER_USED) is (letter not in CHECK_LETTERS)
