"""The registers of probation and the alerts of prisons hold together."""

from datetime import date

import pytest

from noms.contracts.offender_mgmt.public_protection import Register
from noms.reference.faults import UnknownCode
from noms.reference.register_types import RegisterKind, load_register_types, register_type


def test_the_alerts_of_a_prison_have_their_letter_and_the_registers_of_probation_none():
    for kind in load_register_types():
        assert (kind.alert_type is not None) is (kind.register is RegisterKind.PRISON), kind.code


def test_every_word_of_the_record_is_spoken_for_by_some_register():
    spoken = {kind.record_word for kind in load_register_types() if kind.record_word}

    assert spoken == set(Register)


def test_what_follows_from_an_assessment_is_neither_reviewed_nor_entered():
    derived = {kind.code for kind in load_register_types() if kind.derived}

    assert derived == {"RLRH", "RMRH", "RHRH", "RVHR", "ROM", "ROH", "ROV"}
    assert not [code for code in derived if register_type(code).review_weeks]


def test_mappa_alone_records_levels_and_categories():
    """Criminal Justice Act 2003 s.325: three categories of offender; three levels of management."""
    graded = [kind for kind in load_register_types() if kind.levels or kind.categories]

    assert [(kind.code, kind.levels, kind.categories) for kind in graded] == [("MAPP", (1, 2, 3), (1, 2, 3))]


def test_what_may_not_be_told_to_the_person_is_restricted():
    for kind in load_register_types():
        assert kind.restricted or not kind.dpa_exclude, kind.code
        assert kind.in_force_on(date(2010, 6, 1))


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownCode):
        register_type("NOSUCH")
