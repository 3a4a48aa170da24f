"""Extended sentences and what they add; the other kinds are tested with the room that records them."""

from datetime import date

import pytest

from builders.offender_mgmt.sentences import custodial_sentence_to_record
from services.offender_mgmt.imprisonment.rules import faults_of_custodial_sentence

EXTENDED = {"kind": "extended", "length": {"years": 4}, "extension": {"years": 3}, "schedule_15": True}


def faults(**changes) -> dict[str, str]:
    passed = custodial_sentence_to_record(**EXTENDED | changes)
    found = faults_of_custodial_sentence(passed, born_on=date(1984, 3, 9), as_at=date(2026, 1, 1))
    return {fault.pointer: fault.code for fault in found}


def test_an_extended_sentence_has_a_custodial_term_and_an_extension():
    assert faults() == {}
    assert faults(length=None) == {"/length": "missing"}
    assert faults(extension=None) == {"/extension": "missing"}
    assert faults(minimum_term={"years": 2}) == {"/minimum_term": "not_for_this_sentence"}


@pytest.mark.parametrize(
    ("length", "expected"),
    [({"months": 12}, {}), ({"years": 1}, {}), ({"months": 11, "days": 29}, {"/length": "shorter_than_the_act_allows"})],
)
def test_its_custodial_term_is_at_least_twelve_months(length, expected):
    """Source: CJA 2003 s.227(3)(b)."""
    assert faults(length=length) == expected


@pytest.mark.parametrize(
    ("extension", "expected"),
    [({"years": 8}, {}), ({"months": 96}, {}), ({"years": 8, "days": 1}, {"/extension": "longer_than_the_act_allows"})],
)
def test_it_is_extended_by_at_most_eight_years(extension, expected):
    """Source: CJA 2003 s.227(4)(b)."""
    assert faults(extension=extension) == expected


def test_only_the_crown_court_passes_it_and_only_for_offences_since_the_act():
    assert faults(court="magistrates_court") == {"/court": "only_in_the_crown_court"}
    assert faults(offence_committed_on="2005-04-03") == {"/offence_committed_on": "offence_before_the_act"}
    assert faults(offence_committed_on="2005-04-04") == {}
    assert faults(offence_committed_on="2005-04-03", sentenced_on="2012-12-03") == {}


def test_no_other_sentence_is_extended():
    assert faults(kind="determinate") == {"/extension": "not_for_this_sentence"}


@pytest.mark.parametrize(
    ("offence", "expected"),
    [
        ("1984-03-08", {"/offence_committed_on": "before_birth"}),
        ("1994-03-08", {"/offence_committed_on": "too_young"}),
        ("1994-03-09", {}),
    ],
)
def test_nobody_is_sentenced_for_what_they_did_before_their_tenth_birthday(offence, expected):
    """Source: Children and Young Persons Act 1933 s.50."""
    determinate = {"kind": "determinate", "extension": None, "schedule_15": False, "offence_committed_on": offence}

    assert faults(**determinate) == expected
