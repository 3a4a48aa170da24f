"""Who may be put on a register, when it is reviewed, and what it says in the public protection record."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.registers import alert, mappa, review
from noms.contracts.offender_mgmt.public_protection import Mappa, PublicProtectionRecord, Register
from noms.contracts.offender_mgmt.registers import NewRegistration
from noms.reference.register_types import load_register_types, register_type
from services.offender_mgmt.registers.rules import (
    Standing,
    record_after,
    registration_faults,
    review_due,
    review_faults,
)

BORN, TODAY = date(1984, 3, 9), date(2011, 4, 1)


def faults_of(new: NewRegistration, *on_record: Standing) -> list[tuple[str, str]]:
    found = registration_faults(new, register_type(new.type_code), on_record, born_on=BORN, as_at=TODAY)
    return [(fault.pointer, fault.code) for fault in found]


def standing(type_code: str = "MAPP", **changes: object) -> Standing:
    kind = register_type(type_code)
    facts: dict[str, object] = {
        "registration_id": uuid4(), "type_code": type_code, "duplicate_group": kind.duplicate_group,
        "record_word": kind.record_word, "starts_on": date(2010, 5, 20), "removed_on": None,
        "level": 2 if kind.levels else None, "category": 2 if kind.categories else None,
    }  # fmt: skip
    return Standing(**(facts | changes))  # type: ignore[arg-type]  # the table above has them


def test_a_sound_registration_has_no_fault():
    assert faults_of(mappa()) == faults_of(alert()) == []


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (mappa(level=None), ("/level", "missing")),
        (mappa(category=None), ("/category", "missing")),
        (mappa(trigger_offence_code=None), ("/trigger_offence_code", "missing")),
        (mappa(trigger_offence_code="99901X"), ("/trigger_offence_code", "unknown_offence")),
        (mappa(starts_on="2011-04-02"), ("/starts_on", "in_the_future")),
        (alert(starts_on="2003-01-01"), ("/type_code", "not_in_force")),
        (alert(level=1), ("/level", "not_of_this_register")),
        (alert("ROH"), ("/type_code", "derived")),
        (alert("RVHR"), ("/type_code", "derived")),
        (mappa(next_review_on="2010-05-20"), ("/next_review_on", "outside_the_period")),
        (mappa(next_review_on="2010-08-13"), ("/next_review_on", "outside_the_period")),
        (alert("OVI", next_review_on="2010-08-13"), ("/next_review_on", "not_reviewed")),
    ],
)
def test_each_contradiction_is_named_with_its_field(new: NewRegistration, fault: tuple[str, str]):
    assert faults_of(new) == [fault]


def test_a_registration_before_birth_is_refused():
    found = registration_faults(alert(), register_type("RST"), (), born_on=date(2010, 6, 15), as_at=TODAY)

    assert [fault.code for fault in found] == ["before_birth"]


def test_a_person_stands_once_in_a_group_at_a_time():
    assert faults_of(mappa(), standing()) == [("/type_code", "registered_already")]
    assert faults_of(alert("C2"), standing("C1")) == [("/type_code", "registered_already")]


def test_after_removal_the_person_may_be_registered_again():
    removed = standing(removed_on=date(2010, 5, 20))

    assert faults_of(mappa(), removed) == []
    assert faults_of(mappa(), standing(removed_on=date(2010, 5, 21))) == [("/type_code", "registered_already")]


@pytest.mark.parametrize(("level", "weeks"), [(1, 16), (2, 12), (3, 6)])
def test_the_higher_the_level_of_mappa_the_sooner_its_review(level: int, weeks: int):
    assert review_due(register_type("MAPP"), level, date(2010, 5, 20)) == date(2010, 5, 20) + timedelta(weeks=weeks)


@given(day=st.dates(date(2004, 6, 1), date(2090, 1, 1)), kind=st.sampled_from(load_register_types()))
def test_a_register_is_reviewed_after_its_entry_or_never(day: date, kind: object):
    due = review_due(kind, 3, day)  # type: ignore[arg-type]  # drawn from the catalogue

    assert due is None or due > day


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"outcome": "changed", "level": 1}, []),
        ({"outcome": "changed"}, ["nothing_changed"]),
        ({"outcome": "changed", "level": 2}, ["nothing_changed"]),
        ({"outcome": "kept", "level": 1}, ["says_a_change"]),
        ({"done_on": "2010-05-20"}, ["before_what_stands"]),
        ({"done_on": "2011-04-02"}, ["in_the_future"]),
        ({"next_review_on": "2010-11-03"}, ["outside_the_period"]),
        ({"next_review_on": "2010-11-02"}, []),
    ],
)
def test_a_review_fits_what_it_reviews(changes: dict[str, object], codes: list[str]):
    found = review_faults(review(**changes), standing(), register_type("MAPP"), since=date(2010, 5, 20), as_at=TODAY)

    assert [fault.code for fault in found] == codes


RECORD = PublicProtectionRecord(mappa=Mappa(category=3, level=1), registers=[Register.DOMESTIC_ABUSE])


def test_the_record_says_what_stands():
    stands = record_after(RECORD, standing=[standing(), standing("RST")], ended=None)

    assert (stands.mappa, stands.registers) == (Mappa(category=2, level=2), ["DOMESTIC_ABUSE", "RISK_TO_STAFF"])


def test_a_word_falls_with_the_registration_that_spoke_for_it_unless_another_does():
    ended = register_type("RDV")

    assert record_after(RECORD, standing=[], ended=ended).registers == []
    assert record_after(RECORD, standing=[standing("RDVA")], ended=ended).registers == ["DOMESTIC_ABUSE"]


def test_mappa_falls_with_its_registration_and_with_no_other():
    assert record_after(RECORD, standing=[], ended=register_type("MAPP")).mappa is None
    assert record_after(RECORD, standing=[], ended=register_type("RST")) == RECORD


@given(words=st.sets(st.sampled_from(Register)), types=st.sets(st.sampled_from([kind.code for kind in load_register_types()])))
def test_every_register_that_stands_is_told_and_nothing_recorded_is_lost(words: set[Register], types: set[str]):
    recorded = PublicProtectionRecord(registers=sorted(words))
    told = record_after(recorded, standing=[standing(code) for code in types], ended=None)

    assert set(told.registers) == words | {word for code in types if (word := register_type(code).record_word)}
