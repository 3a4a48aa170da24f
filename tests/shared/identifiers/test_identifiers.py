"""Facts about identifiers. The numbers are made up: the Ministry of Justice publishes them as test data of its systems."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from noms.contracts.identifiers import (
    CHECK_LETTERS,
    BookingNumber,
    Crn,
    CroNumber,
    IdentifierCheck,
    IdentifierCheckRequest,
    IdentifierCheckView,
    IdentifierKind,
    IdentifierReason,
    NomsNumber,
    PncNumber,
    check_identifier,
    check_letter,
    parse_cro,
    parse_pnc,
)

AS_AT = date(2010, 6, 30)


def canonical(kind: IdentifierKind, offered: str, as_at: date = AS_AT) -> str | None:
    return check_identifier(kind, offered, as_at=as_at).canonical


def refusal(kind: IdentifierKind, offered: str) -> IdentifierReason | None:
    return check_identifier(kind, offered, as_at=AS_AT).reason


@pytest.mark.parametrize(
    ("offered", "stored"),
    [
        ("81/34U", "1981/0000034U"),
        ("02/73319Z", "2002/0073319Z"),
        ("0273319Z", "2002/0073319Z"),
        ("20020073319Z", "2002/0073319Z"),
        ("79/163001B", "1979/0163001B"),
        ("033Y", "2003/0000003Y"),
        ("67/9893091D", "1967/9893091D"),
        ("00/223R", "2000/0000223R"),
        ("2003/0011985X", "2003/0011985X"),
        ("2001/0171310W", "2001/0171310W"),
        ("20120052494Q", "2012/0052494Q"),
        ("20230583843L", "2023/0583843L"),
    ],
)
def test_a_pnc_number_in_any_of_its_forms_has_one_canonical_form(offered: str, stored: str) -> None:
    assert canonical(IdentifierKind.PNC, offered) == stored


@pytest.mark.parametrize("offered", ["20030011985Z", "20230583843N"])
def test_a_pnc_number_with_another_letter_is_refused(offered: str) -> None:
    assert refusal(IdentifierKind.PNC, offered) is IdentifierReason.WRONG_CHECK_LETTER


@pytest.mark.parametrize("offered", ["2001/0171310S", "20120052494O", "81/34i"])
def test_the_letters_i_o_and_s_never_end_a_pnc_number(offered: str) -> None:
    assert refusal(IdentifierKind.PNC, offered) is IdentifierReason.LETTER_NEVER_USED


@pytest.mark.parametrize(
    "offered",
    [
        "1X23/1234567A",
        "1923[1234567A",
        "1923/1Z34567A",
        "1923/1234567AA",
        "TOTALLYINVALID",
        "",
        "/",
        "81/U",
        "81/34",
        "198/34U",
        "2002/00733190Z",
        "2002/0073319Z\n2002/0073319Z",
        "\u0668\u0661/34U",
    ],
)
def test_a_text_that_is_no_pnc_number_is_refused_for_its_form(offered: str) -> None:
    assert refusal(IdentifierKind.PNC, offered) is IdentifierReason.WRONG_FORM


def test_a_pnc_number_may_be_typed_in_small_letters_and_with_spaces_around_it() -> None:
    assert canonical(IdentifierKind.PNC, " 02/73319z ") == "2002/0073319Z"


def test_a_year_of_four_digits_before_a_slash_may_be_followed_by_an_unpadded_serial() -> None:
    assert canonical(IdentifierKind.PNC, "1981/34U") == "1981/0000034U"


def test_without_a_slash_eleven_characters_are_no_pnc_number_because_the_year_would_be_a_guess() -> None:
    assert refusal(IdentifierKind.PNC, "1979163001B") is IdentifierReason.WRONG_FORM


@pytest.mark.parametrize("offered", ["00/0Z", "2000/0000000Z", "1981/0000000A"])
def test_a_pnc_serial_of_zeros_is_a_placeholder_even_with_the_right_letter(offered: str) -> None:
    assert refusal(IdentifierKind.PNC, offered) is IdentifierReason.PLACEHOLDER_SERIAL


@pytest.mark.parametrize(
    ("as_at", "stored"),
    [
        (date(1999, 12, 31), "1910/0000001C"),
        (date(2009, 12, 31), "1910/0000001C"),
        (date(2010, 1, 1), "2010/0000001C"),
        (date(2026, 1, 1), "2010/0000001C"),
    ],
)
def test_a_two_digit_year_is_the_latest_such_year_that_has_begun(as_at: date, stored: str) -> None:
    assert canonical(IdentifierKind.PNC, "10/1C", as_at) == stored


def test_the_short_form_of_a_pnc_number_is_what_people_write() -> None:
    assert PncNumber(2002, 73319).short == "02/73319Z"
    assert str(PncNumber(2002, 73319)) == "2002/0073319Z"


@pytest.mark.parametrize(
    ("offered", "stored"),
    [
        ("65656/91H", "065656/91H"),
        ("85227/65L", "085227/65L"),
        ("265416/21G", "265416/21G"),
        ("288242/01M", "288242/01M"),
        ("276960/17D", "276960/17D"),
        ("SF05/482703J", "SF05/482703J"),
        ("SF83/50058Z", "SF83/50058Z"),
        ("sf83/050058z", "SF83/50058Z"),
    ],
)
def test_a_cro_number_is_padded_unless_it_is_a_short_file(offered: str, stored: str) -> None:
    assert canonical(IdentifierKind.CRO, offered) == stored


def test_a_cro_number_with_another_letter_is_refused() -> None:
    assert refusal(IdentifierKind.CRO, "85227/65G") is IdentifierReason.WRONG_CHECK_LETTER


def test_a_cro_number_never_ends_in_a_letter_that_is_not_used() -> None:
    assert refusal(IdentifierKind.CRO, "SF83/50058O") is IdentifierReason.LETTER_NEVER_USED


@pytest.mark.parametrize("offered", ["000000/00Z", "0/00Z", "SF00/0Z"])
def test_a_cro_serial_of_zeros_is_a_placeholder_even_with_the_right_letter(offered: str) -> None:
    assert refusal(IdentifierKind.CRO, offered) is IdentifierReason.PLACEHOLDER_SERIAL


@pytest.mark.parametrize("offered", ["6565691H", "1234567/91H", "SF8350058Z", "50058/SF83Z", "\u017fF83/50058Z", "91/65656/H"])
def test_a_text_that_is_no_cro_number_is_refused_for_its_form(offered: str) -> None:
    assert refusal(IdentifierKind.CRO, offered) is IdentifierReason.WRONG_FORM


def test_the_serial_of_a_short_file_is_checked_without_padding() -> None:
    assert check_letter(83, "50058") == "Z"
    assert check_letter(83, "050058") != "Z"


def test_a_cro_number_tells_whether_fingerprints_are_held() -> None:
    assert parse_cro("65656/91H") == CroNumber(91, 65656, fingerprints_held=True)
    assert parse_cro("SF83/50058Z") == CroNumber(83, 50058, fingerprints_held=False)


def test_the_check_letters_are_the_alphabet_without_i_o_and_s_with_z_for_zero() -> None:
    assert "Z" + "".join(letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY" if letter not in "IOS") == CHECK_LETTERS
    assert len(CHECK_LETTERS) == 23


@pytest.mark.parametrize(
    ("kind", "offered", "stored"),
    [
        (IdentifierKind.NOMS_NUMBER, "a1234aa", "A1234AA"),
        (IdentifierKind.CRN, "x320741", "X320741"),
        (IdentifierKind.BOOKING_NUMBER, "v74111", "V74111"),
        (IdentifierKind.BOOKING_NUMBER, "AB1234", "AB1234"),
    ],
)
def test_numbers_without_a_check_letter_are_stored_in_capitals(kind: IdentifierKind, offered: str, stored: str) -> None:
    assert canonical(kind, offered) == stored


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (IdentifierKind.NOMS_NUMBER, "A1234A"),
        (IdentifierKind.NOMS_NUMBER, "A1234AAA"),
        (IdentifierKind.NOMS_NUMBER, "A12-34AA"),
        (IdentifierKind.CRN, "X32074"),
        (IdentifierKind.CRN, "X3207411"),
        (IdentifierKind.CRN, "1320741"),
        (IdentifierKind.BOOKING_NUMBER, "V7411"),
        (IdentifierKind.BOOKING_NUMBER, "ABC123"),
        (IdentifierKind.CRN, "\u212a320741"),
    ],
)
def test_numbers_without_a_check_letter_are_refused_for_their_form(kind: IdentifierKind, offered: str) -> None:
    assert refusal(kind, offered) is IdentifierReason.WRONG_FORM


@pytest.mark.parametrize("reason", list(IdentifierReason))
def test_every_refusal_has_a_sentence_for_the_person_who_typed_the_number(reason: IdentifierReason) -> None:
    assert reason.sentence.endswith(".")
    assert " " in reason.sentence


def test_a_refused_number_has_a_reason_and_no_canonical_form() -> None:
    refused = check_identifier(IdentifierKind.PNC, "20030011985Z", as_at=AS_AT)

    assert refused == IdentifierCheck(valid=False, canonical=None, reason=IdentifierReason.WRONG_CHECK_LETTER)


def test_the_answer_on_the_wire_is_the_check_itself() -> None:
    view = IdentifierCheckView.model_validate(check_identifier(IdentifierKind.PNC, "02/73319Z", as_at=AS_AT))

    assert view.model_dump(mode="json") == {"valid": True, "canonical": "2002/0073319Z", "reason": None}


def test_a_request_names_one_of_the_four_kinds_that_consumers_may_check() -> None:
    asked = IdentifierCheckRequest.model_validate_json('{"kind": "cro", "value": "65656/91H"}')

    assert IdentifierKind(asked.kind) is IdentifierKind.CRO
    with pytest.raises(ValidationError):
        IdentifierCheckRequest.model_validate_json('{"kind": "booking_number", "value": "V74111"}')


def test_the_wire_scalars_take_the_canonical_form_only() -> None:
    for scalar, taken, refused in (
        (NomsNumber, "A1234AA", "a1234aa"),
        (Crn, "X320741", "X32074"),
        (BookingNumber, "V74111", "V7411"),
    ):
        adapter: TypeAdapter[str] = TypeAdapter(scalar)
        assert adapter.validate_python(taken) == taken
        with pytest.raises(ValidationError):
            adapter.validate_python(refused)


def test_a_parsed_pnc_number_knows_its_full_year() -> None:
    assert parse_pnc("67/9893091D", as_at=AS_AT) == PncNumber(1967, 9893091)
