"""The facts without which a case cannot be opened."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.persons import BORN_ON, person_to_register
from noms.contracts.offender_mgmt.persons import IdentifierToRecord, age_on
from services.offender_mgmt.persons.rules import crn_of, faults_of_number, faults_of_person, name_key

AS_AT = date(2010, 10, 4)


def faults(**changes) -> dict[str, str]:
    return {fault.pointer: fault.code for fault in faults_of_person(person_to_register(**changes), as_at=AS_AT)}


def test_a_birthday_before_1880_is_a_mistake():
    assert faults(date_of_birth="1880-01-01", identifiers=[]) == {}
    assert faults(date_of_birth="1879-12-31", identifiers=[]) == {"/date_of_birth": "too_long_ago"}
    assert faults(date_of_birth="0001-01-01", identifiers=[]) == {"/date_of_birth": "too_long_ago"}


def test_a_person_with_names_birthday_sex_area_and_numbers_can_be_registered():
    assert faults() == {}


def test_a_person_without_any_number_can_be_registered():
    assert faults(identifiers=[]) == {}


@pytest.mark.parametrize("placeholder", ["1900-01-01", "1970-01-01"])
def test_a_placeholder_is_not_a_date_of_birth(placeholder):
    assert faults(date_of_birth=placeholder, identifiers=[]) == {"/date_of_birth": "placeholder_date"}


@pytest.mark.parametrize("born_on", ["1900-01-02", "1969-12-31", "1970-01-02"])
def test_the_days_beside_a_placeholder_are_days_of_birth(born_on):
    assert faults(date_of_birth=born_on, identifiers=[]) == {}


def test_a_person_is_at_least_ten_years_old():
    """Source: Children and Young Persons Act 1933 s.50."""
    assert faults(date_of_birth="2000-10-04", identifiers=[]) == {}
    assert faults(date_of_birth="2000-10-05", identifiers=[]) == {"/date_of_birth": "below_age_of_criminal_responsibility"}
    assert faults(date_of_birth="2031-01-01", identifiers=[]) == {"/date_of_birth": "below_age_of_criminal_responsibility"}


def test_a_name_has_a_letter():
    assert faults(forename="-", surname="'") == {"/forename": "name_without_letters", "/surname": "name_without_letters"}


def test_the_home_area_is_a_known_trust_or_board():
    assert faults(provider="ZZZ") == {"/provider": "unknown_provider"}


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("pnc", "20030011985Z", "wrong_check_letter"),
        ("pnc", "2001/0171310S", "letter_never_used"),
        ("pnc", "TOTALLYINVALID", "wrong_form"),
        ("cro", "85227/65G", "wrong_check_letter"),
        ("cro", "000000/00Z", "placeholder_serial"),
        ("noms_number", "A1234A", "wrong_form"),
    ],
)
def test_a_number_that_cannot_be_anybodys_is_refused_with_its_place(kind, value, code):
    numbers = [
        {"kind": "pnc", "value": "02/73319Z", "held_from": "2002-11-04"},
        {"kind": kind, "value": value, "held_from": "2003-01-01"},
    ]

    assert faults(identifiers=numbers) == {"/identifiers/1/value": code}


def test_one_number_written_in_two_ways_is_one_number():
    numbers = [{"kind": "pnc", "value": value, "held_from": "2002-11-04"} for value in ("02/73319Z", "2002/0073319z")]

    assert faults(identifiers=numbers) == {"/identifiers/1/value": "repeated"}


@pytest.mark.parametrize(
    ("held_from", "held_until", "expected"),
    [
        (BORN_ON.isoformat(), None, {}),
        ("1984-03-08", None, {"/identifiers/0/held_from": "day_not_possible"}),
        ("2010-10-05", None, {"/identifiers/0/held_from": "day_not_possible"}),
        ("2004-01-01", "2004-01-01", {}),
        ("2004-01-02", "2004-01-01", {"/identifiers/0/held_until": "ends_before_it_begins"}),
    ],
)
def test_a_number_is_held_within_the_life_of_the_person(held_from, held_until, expected):
    number = {"kind": "noms_number", "value": "A1234AA", "held_from": held_from, "held_until": held_until}

    assert faults(identifiers=[number]) == expected


def faults_of_one(value: str, **changes) -> list[tuple[str, str]]:
    number = IdentifierToRecord.model_validate({"kind": "pnc", "value": value, "held_from": "2009-01-01"} | changes)
    return [(fault.pointer, fault.code) for fault in faults_of_number(number, born_on=BORN_ON, as_at=AS_AT)]


def test_a_number_typed_at_a_keyboard_must_be_somebodys_and_one_from_a_feed_need_not():
    """Source: 20230583843N is invalid, it should end in L (hmpps-person-record)."""
    assert faults_of_one("02/73319Z") == []
    assert faults_of_one("20230583843N") == [("/value", "wrong_check_letter")]
    assert faults_of_one("20230583843N", from_feed=True) == []
    assert faults_of_one("20230583843N", from_feed=True, held_from="2010-10-05") == [("/held_from", "day_not_possible")]


@pytest.mark.parametrize(
    ("name", "key"),
    [("O'Connor", "OCONNOR"), ("Smith-Jones", "SMITHJONES"), ("van der Berg", "VANDERBERG"), ("Siân", "SIAN"), ("Weiß", "WEISS")],
)
def test_a_name_is_searched_without_its_signs(name, key):
    """Source: hmpps-person-match, cleaning before matching: o'connor is OCONNOR."""
    assert name_key(name) == key


@given(st.text(max_size=40))
def test_the_search_form_of_a_search_form_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("number", "crn"), [(1, "A000001"), (999_999, "A999999"), (1_000_000, "B000000"), (25_999_999, "Z999999")]
)
def test_case_reference_numbers_are_counted_through_the_alphabet(number, crn):
    assert crn_of(number) == crn


@given(st.integers(0, 25_999_999), st.integers(0, 25_999_999))
def test_no_two_people_get_one_case_reference_number(one, other):
    assert re.fullmatch(r"[A-Z]\d{6}", crn_of(one))
    assert (crn_of(one) == crn_of(other)) == (one == other)


@pytest.mark.parametrize(
    ("day", "age"), [("2010-03-08", 25), ("2010-03-09", 26), ("1984-03-09", 0), ("2011-02-28", 26), ("2012-02-29", 27)]
)
def test_an_age_is_attained_as_the_birthday_begins(day, age):
    assert age_on(date.fromisoformat(day), born_on=BORN_ON) == age
