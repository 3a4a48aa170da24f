"""Which particulars can stand on a record, and the one form of a postcode."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.particulars import address, alias, language, no_fixed_abode, personal_contact
from services.offender_mgmt.particulars.rules import Life, Standing, faults_of, postcode

LIFE = Life(date(1984, 3, 9), date(2010, 10, 4))
FIRST, SECOND = UUID(int=1), UUID(int=2)


def faults(particular, *standing: Standing) -> dict[str, str]:
    return {fault.pointer: fault.code for fault in faults_of(particular, standing, LIFE)}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("SE5 8AF", "SE5 8AF"), ("se58af", "SE5 8AF"), (" m1 1ae ", "M1 1AE"), ("cr26xh", "CR2 6XH"), ("DN551PT", "DN55 1PT"),
        ("w1p1hq", "W1P 1HQ"), ("ec1a1bb", "EC1A 1BB"), ("gir 0aa", "GIR 0AA"), ("SE5", None), ("12345", None), ("SE5 8AFX", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_postcode_has_one_form(written, kept):
    """Source: BS 7666, the six shapes A9 9AA, A99 9AA, A9A 9AA, AA9 9AA, AA99 9AA, AA9A 9AA, and GIR 0AA."""
    assert postcode(written) == kept


@given(st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", fullmatch=True))
def test_the_form_of_a_postcode_is_its_own_form(written):
    assert postcode(str(postcode(written))) == postcode(written)


def test_ordinary_particulars_can_stand():
    for particular in (alias(), address(), no_fixed_abode(), language(), personal_contact()):
        assert faults(particular) == {}


def test_nothing_begins_before_birth_or_after_today():
    assert faults(language(starts_on="1984-03-09")) == {}
    assert faults(language(starts_on="1984-03-08")) == {"/starts_on": "before_birth"}
    assert faults(language(starts_on="2010-10-04")) == {}
    assert faults(language(starts_on="2010-10-05")) == {"/starts_on": "in_the_future"}


def test_an_address_for_release_is_proposed_beforehand():
    assert faults(address(status="proposed_for_release", starts_on="2011-01-10")) == {}


def test_a_particular_does_not_end_before_it_begins():
    assert faults(language(ends_on="2009-05-01")) == {}
    assert faults(language(ends_on="2009-04-30")) == {"/ends_on": "ends_before_it_begins"}


def test_only_what_stands_is_corrected():
    assert faults(language(supersedes=FIRST), Standing(FIRST, date(2009, 5, 1), None)) == {}
    assert faults(language(supersedes=SECOND), Standing(FIRST, date(2009, 5, 1), None)) == {"/supersedes": "not_standing"}


def test_a_person_has_one_main_address_on_any_day():
    until_may = Standing(FIRST, date(2008, 1, 1), date(2009, 4, 30), is_main=True)
    open_ended = Standing(SECOND, date(2008, 1, 1), None, is_main=True)

    assert faults(address(), until_may) == {}
    assert faults(address(starts_on="2009-04-30"), until_may) == {"/starts_on": "overlaps"}
    assert faults(address(), open_ended) == {"/starts_on": "overlaps"}
    assert faults(address(status="secondary"), open_ended) == {}
    assert faults(address(supersedes=SECOND), open_ended) == {}
    assert faults(address(starts_on="2007-01-01", ends_on="2007-12-31"), open_ended) == {}


def test_no_fixed_abode_is_told_without_an_address_and_every_home_with_one():
    assert faults(no_fixed_abode(lines=["c/o the Crown"])) == {"/lines": "no_fixed_abode_has_no_address"}
    assert faults(address(lines=[])) == {"/lines": "missing"}


def test_a_postcode_that_stands_for_no_fixed_abode_is_not_kept():
    """Source: hmpps-person-match, NF1 1NF is dropped before records are compared."""
    assert faults(address(postcode="nf1 1nf")) == {"/postcode": "placeholder_postcode"}
    assert faults(personal_contact(postcode="nowhere")) == {"/postcode": "wrong_form"}


def test_an_alias_has_letters_and_a_birthday_that_can_be_one():
    assert faults(alias(surname="'")) == {"/surname": "name_without_letters"}
    assert faults(alias(date_of_birth="1900-01-01")) == {"/date_of_birth": "placeholder_date"}
    assert faults(alias(date_of_birth="2010-10-05")) == {"/date_of_birth": "day_not_possible"}
    assert faults(alias(date_of_birth="1980-01-01")) == {}
