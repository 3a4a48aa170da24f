"""To whose victims the contact scheme applies, by when it is offered, and what may not leave the liaison officer's file."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.victims import representation
from noms.calendar import working_days_between
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.mappa_categories.rules import Conviction
from services.offender_mgmt.victims.rules import day_faults, grounds, offered_in_time, wording_faults

PASSED = date(2010, 5, 17)


def sentence(code: str = "00801", length: Term | None = None, *, custodial: bool = True, on: date = PASSED) -> Conviction:
    return Conviction(code, on, custodial, length, "/v1/persons/A000001/case-file")


@pytest.mark.parametrize(
    ("conviction", "applies"),
    [
        (sentence(length=Term(months=12)), True),
        (sentence(length=Term(months=11)), False),
        (sentence(), True),
        (sentence("04900", Term(years=4)), False),
        (sentence(custodial=False), False),
    ],
)
def test_the_scheme_applies_to_twelve_months_for_a_sexual_or_violent_offence(conviction: Conviction, applies: bool):
    """Domestic Violence, Crime and Victims Act 2004 ss.35(1) and 45(1)."""
    assert bool(grounds([conviction])) is applies


def test_a_sentence_that_was_quashed_brings_no_scheme_in():
    quashed = replace(sentence(length=Term(months=12)), quashed_on=date(2011, 5, 3))

    assert grounds([quashed]) == []


def test_the_offer_is_due_forty_working_days_after_the_sentence():
    """Counted by hand: 17 May 2010, over the bank holiday of 31 May, to 13 July."""
    (ground,) = grounds([sentence(length=Term(years=3))])

    assert ground.offer_by == date(2010, 7, 13)
    assert working_days_between(PASSED, ground.offer_by) == 40


def test_before_july_2005_the_scheme_was_that_of_the_act_of_2000():
    old, new = grounds([sentence(on=date(2005, 6, 30)), sentence(on=date(2005, 7, 1))])

    assert [ground.source.split(" Act ")[1] for ground in (old, new)] == ["2000 s.69", "2004 s.35"]


@pytest.mark.parametrize(
    ("offers", "in_time"),
    [([date(2010, 7, 13)], True), ([date(2010, 7, 14)], False), ([], False), ([date(2010, 5, 16)], False)],
)
def test_an_offer_is_in_time_within_its_forty_working_days(offers: list[date], in_time: bool):
    assert offered_in_time(grounds([sentence()]), offers) is in_time


def test_where_the_scheme_does_not_apply_no_offer_is_late():
    assert offered_in_time([], []) is None


@pytest.mark.parametrize(
    ("wording", "named"),
    [
        ("Not to contact Jo Quill.", True),
        ("Not to contact QUILL'S family.", True),
        ("Not to enter Quilldale.", False),
        ("Not to jog at night.", False),
        ("Not to contact the victim.", False),
    ],
)
def test_the_wording_of_a_condition_names_nobody(wording: str, named: bool):
    found = [fault.pointer for fault in wording_faults(representation(conditions=["Sound.", wording]), ["Jo Quill"])]

    assert found == (["/conditions/1"] if named else [])


@given(name=st.from_regex(r"[A-Z][a-z]{3,12} [A-Z][a-z]{3,12}", fullmatch=True), before=st.text("abc ", max_size=9))
def test_no_part_of_a_name_gets_into_the_wording(name: str, before: str):
    for part in name.split():
        told = representation(conditions=[f"x{before} ({part.upper()})"])

        assert list(wording_faults(told, [name]))


def test_the_days_of_entries_follow_each_other():
    def codes(on: date) -> list[str]:
        return [fault.code for fault in day_faults("/on", on, since=PASSED, as_at=date(2011, 4, 1))]

    assert [codes(on) for on in (date(2010, 5, 16), PASSED, date(2011, 4, 2))] == [
        ["before_what_it_follows"], [], ["in_the_future"],
    ]  # fmt: skip
