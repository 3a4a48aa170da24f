"""What can have happened before a court on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.appearances import ANOTHER_OFFENCE, MAIN_OFFENCE, appearance_to_record
from services.offender_mgmt.appearances.rules import LEADS_BACK_TO_COURT, NEEDS_GUILT, appearance_faults

BORN_ON, AS_AT = date(1984, 3, 9), date(2026, 1, 1)


def faults(*offences, born_on: date = BORN_ON, as_at: date = AS_AT, **changes) -> dict[str, str]:
    told = appearance_to_record(*offences, **changes)
    return {fault.pointer: fault.code for fault in appearance_faults(told, born_on=born_on, as_at=as_at)}


def test_an_appearance_that_holds_together_has_no_faults():
    assert faults() == {}
    assert faults(MAIN_OFFENCE, ANOTHER_OFFENCE, ANOTHER_OFFENCE) == {}


def test_an_appearance_is_recorded_once_it_has_taken_place():
    assert faults(as_at=date(2010, 5, 16)) == {"/appeared_on": "in_the_future"}
    assert faults(as_at=date(2010, 5, 17)) == {}


@pytest.mark.parametrize("mains", [(), (MAIN_OFFENCE, MAIN_OFFENCE)])
def test_one_offence_and_no_more_is_the_main_one(mains):
    assert faults(ANOTHER_OFFENCE, *mains)["/offences"] == "one_main_offence"


@pytest.mark.parametrize(
    ("offence", "expected"),
    [
        ({"committed_from": "2010-05-17"}, {}),
        ({"committed_from": "2010-05-18"}, {"/offences/0/committed_from": "after_the_appearance"}),
        ({"committed_until": "2009-12-11"}, {"/offences/0/committed_until": "out_of_order"}),
        ({"committed_until": "2010-05-18"}, {"/offences/0/committed_from": "after_the_appearance"}),
        ({"committed_from": "1984-03-08"}, {"/offences/0/committed_from": "before_birth"}),
        ({"committed_from": "1994-03-08"}, {"/offences/0/committed_from": "too_young"}),
        ({"committed_from": "1994-03-09"}, {}),
        ({"offence_code": "99900X"}, {"/offences/0/offence_code": "unknown_offence_code"}),
        ({"offence_code": "00000"}, {"/offences/0/offence_code": "unknown_offence_code"}),
    ],
)
def test_an_offence_lies_between_the_tenth_birthday_and_the_appearance_and_has_a_known_code(offence, expected):
    """Source: Children and Young Persons Act 1933 s.50 for ten years of age."""
    assert faults(MAIN_OFFENCE | offence) == expected


@pytest.mark.parametrize("outcome", sorted(LEADS_BACK_TO_COURT))
def test_an_outcome_that_leads_back_to_court_says_when(outcome):
    assert faults(outcome=outcome) == {"/next_appearance_on": "missing"}
    assert faults(outcome=outcome, next_appearance_on="2010-06-07") == {}
    assert faults(outcome=outcome, next_appearance_on="2010-05-17") == {"/next_appearance_on": "out_of_order"}


def test_nothing_is_left_to_come_before_the_court_after_sentence():
    assert faults(next_appearance_on="2010-06-07") == {"/next_appearance_on": "not_for_this_outcome"}


@pytest.mark.parametrize("outcome", sorted(NEEDS_GUILT))
@pytest.mark.parametrize("finding", [None, "not_guilty", "discontinued"])
def test_nobody_is_sentenced_without_a_finding_of_guilt_of_the_main_offence(outcome, finding):
    following = "2010-06-07" if outcome in LEADS_BACK_TO_COURT else None
    found = faults(MAIN_OFFENCE | {"finding": finding}, ANOTHER_OFFENCE, outcome=outcome, next_appearance_on=following)

    assert found == {"/outcome": "nobody_found_guilty"}


@pytest.mark.parametrize("outcome", ["acquitted", "discontinued"])
def test_whoever_was_found_guilty_was_not_let_go_on_all(outcome):
    assert faults(outcome=outcome) == {"/outcome": "found_guilty"}
    assert faults(MAIN_OFFENCE | {"finding": "not_guilty"}, outcome=outcome) == {}


@given(st.lists(st.sampled_from([MAIN_OFFENCE, ANOTHER_OFFENCE]), min_size=1, max_size=6), st.dates(date(2005, 1, 1)))
def test_each_fault_names_a_field_of_what_was_told(offences, appeared_on):
    told = appearance_to_record(*offences, appeared_on=appeared_on)
    for fault in appearance_faults(told, born_on=BORN_ON, as_at=AS_AT):
        field, *rest = fault.pointer.split("/")[1:]
        assert hasattr(told, field)
        assert not rest or int(rest[0]) < len(offences)
