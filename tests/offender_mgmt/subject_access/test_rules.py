"""The clock of a request for one's own data, what may be sent, and the label of every field."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.subject_access import SourceState
from noms.contracts.subject_data import Withheld
from services.offender_mgmt import main
from services.offender_mgmt.rows import Row
from services.offender_mgmt.subject_access.rules import (
    Merged,
    Objection,
    Request,
    holds_anothers_data,
    objection_to_age,
    objection_to_answer,
    objection_to_receipt,
    silent,
)
from services.offender_mgmt.subject_labels.rules import GIVEN, WITHHELD_FIELDS, WITHHELD_WHOLE, label, told, words_not_told

RECEIVED = date(2010, 11, 1)
days = st.dates(date(2005, 1, 1), date(2012, 12, 31))

KEPT_FOR_READING = {"case_place", "name_mark", "person_match"}
"""Worked out from what is given, for lists and searches."""

OF_THE_REQUEST_ITSELF = {"subject_request", "subject_exemption", "subject_pack"}
OF_TWO_RECORDS = {"person_merge"}
"""The journal of a merge speaks of another record, which may be somebody else's when it is parted."""


def request(**changes: date | None) -> Request:
    facts: dict[str, date | None] = {
        "fee_received_on": date(2010, 11, 3),
        "identity_checked_on": date(2010, 11, 5),
        "answered_on": None,
    }
    return Request(received_on=RECEIVED, **(facts | changes))  # type: ignore[arg-type]  # the day of receipt is never None


def test_forty_days_begin_with_the_day_on_which_fee_and_identity_are_there():
    """Data Protection Act 1998 s.7(10): forty days beginning with the relevant day, so that the fortieth is the last."""
    assert request().relevant_day == date(2010, 11, 5)
    assert request().due_by == date(2010, 12, 14)


@pytest.mark.parametrize("missing", ["fee_received_on", "identity_checked_on"])
def test_nothing_is_owed_before_both_are_there(missing: str):
    waiting = request(**{missing: None})

    assert (waiting.relevant_day, waiting.due_by) == (None, None)
    assert not waiting.overdue(as_at=date(2020, 1, 1))


@given(days, days, days)
def test_the_clock_begins_with_the_last_of_the_three(received: date, fee: date, identity: date):
    begun = Request(received, fee, identity, None)

    assert begun.relevant_day == max(received, fee, identity)
    assert begun.due_by == max(received, fee, identity) + timedelta(days=39)


def test_an_answer_on_the_fortieth_day_is_in_time_and_one_day_later_is_not():
    assert not request().overdue(as_at=date(2010, 12, 14))
    assert request().overdue(as_at=date(2010, 12, 15))
    assert not request(answered_on=date(2010, 12, 14)).overdue(as_at=date(2011, 6, 1))
    assert request(answered_on=date(2010, 12, 15)).overdue(as_at=date(2011, 6, 1))


@pytest.mark.parametrize(
    ("on", "known", "answered", "objection"),
    [
        (date(2010, 11, 3), None, None, None),
        (RECEIVED, None, None, None),
        (date(2010, 10, 31), None, None, Objection.BEFORE_THE_REQUEST),
        (date(2010, 11, 11), None, None, Objection.IN_THE_FUTURE),
        (date(2010, 11, 3), date(2010, 11, 2), None, Objection.RECORDED_ALREADY),
        (date(2010, 11, 3), None, date(2010, 11, 9), Objection.ANSWERED_ALREADY),
    ],
)
def test_fee_and_identity_are_recorded_once_on_a_day_since_the_request(on, known, answered, objection):
    assert request(answered_on=answered).objection_to_condition(on, known, as_at=date(2010, 11, 10)) is objection


def test_nothing_is_gathered_for_whoever_may_be_somebody_else():
    assert request(identity_checked_on=None).objection_to_gathering() is Objection.IDENTITY_NOT_CHECKED
    assert request(fee_received_on=None).objection_to_gathering() is None
    assert request(answered_on=date(2010, 11, 9)).objection_to_gathering() is Objection.ANSWERED_ALREADY


def test_only_services_that_were_asked_and_did_not_tell_are_silent():
    states = {state.value: state for state in SourceState}

    assert set(silent(states.items())) == {"not_configured", "no_answer", "refused"}


@pytest.mark.parametrize(
    ("changes", "unheard", "without", "outdated", "objection"),
    [
        ({}, (), (), None, None),
        ({}, ("interventions",), ("interventions",), None, None),
        ({}, ("interventions",), (), None, Objection.SILENCE_NOT_NAMED),
        ({}, (), ("interventions",), None, Objection.SILENCE_NOT_NAMED),
        ({}, (), (), Objection.GATHERED_BEFORE_A_MERGE, Objection.GATHERED_BEFORE_A_MERGE),
        ({"fee_received_on": None}, (), (), None, Objection.CLOCK_NOT_RUNNING),
        ({"answered_on": date(2010, 12, 1)}, (), (), None, Objection.ANSWERED_ALREADY),
    ],
)
def test_whoever_sends_a_pack_says_what_it_is_without(changes, unheard, without, outdated, objection):
    assert objection_to_answer(request(**changes), unheard, without, outdated=outdated) is objection


def at(hour: int) -> datetime:
    return datetime(2010, 11, 10, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("exempted", "merges", "objection"),
    [
        ([], [], None),
        ([at(9)], [Merged(at(9), None), Merged(at(9), at(14)), Merged(at(13), at(14))], None),
        ([at(13)], [], Objection.GATHERED_BEFORE_AN_EXEMPTION),
        ([at(9)], [Merged(at(13), None)], Objection.GATHERED_BEFORE_A_MERGE),
    ],
)
def test_a_pack_is_fit_while_nothing_was_exempted_or_merged_in_since(exempted, merges, objection):
    assert objection_to_age(at(12), exempted, merges) is objection


@pytest.mark.parametrize(
    ("merged", "anothers"),
    [
        (Merged(at(9), at(14)), True),
        (Merged(at(12), at(13)), True),
        (Merged(at(9), at(12)), False),
        (Merged(at(13), at(14)), False),
        (Merged(at(9), None), False),
    ],
)
def test_a_pack_of_two_records_that_were_parted_holds_anothers_data(merged, anothers):
    assert holds_anothers_data(at(12), [merged]) is anothers


@pytest.mark.parametrize(
    ("received", "born", "objection"),
    [
        ("2000-03-01", "1984-03-09", None),
        ("2000-02-29", "1984-03-09", Objection.BEFORE_THE_ACT),
        ("0001-01-01", "1984-03-09", Objection.BEFORE_BIRTH),
        ("2010-11-11", "1984-03-09", Objection.IN_THE_FUTURE),
    ],
)
def test_a_request_bears_a_day_since_the_act_and_not_to_come(received, born, objection):
    """SI 2000/183: section 7 of the Data Protection Act 1998 began on 1 March 2000."""
    born_on = date.fromisoformat(born)
    assert objection_to_receipt(date.fromisoformat(received), born_on=born_on, as_at=date(2010, 11, 10)) is objection


def test_a_register_that_is_left_out_leaves_no_word_behind():
    assert words_not_told() == {"VISOR"}
    record = {"registers": ["VISOR", "PPO"], "version": 2}
    assert told("public_protection_record", record) == {"registers": ["PPO"], "version": 2}
    assert told("person_identifier", {"kind": "visor_id", "value": "V1"}) is None
    assert told("person_identifier", {"kind": "pnc", "value": "V1"}) == {"kind": "pnc", "value": "V1"}


def test_every_table_of_peoples_records_has_its_label():
    """A new table is given to nobody until somebody has decided on it here."""
    assert main.service.name == "offender_mgmt"
    kept = {name for name, table in Row.metadata.tables.items() if "crn" in table.columns}
    labelled = {*GIVEN, *WITHHELD_WHOLE, *KEPT_FOR_READING, *OF_THE_REQUEST_ITSELF, *OF_TWO_RECORDS}

    assert kept - labelled == set()
    assert not set(GIVEN) & set(WITHHELD_WHOLE)


def test_every_label_is_of_a_table_and_a_field_that_exist():
    tables = Row.metadata.tables

    assert set(GIVEN) <= set(tables)
    assert len(set(GIVEN)) == len(GIVEN)
    assert [(kind, name) for kind, fields in WITHHELD_FIELDS.items() for name in fields if name not in tables[kind].columns] == []


def test_a_contact_is_somebody_else_and_a_victim_is_nowhere():
    assert label("personal_contact", "name") is Withheld.THIRD_PARTY
    assert label("personal_contact", "relation") is None
    assert {kind for kind, why in WITHHELD_WHOLE.items() if why is Withheld.VICTIM} >= {
        name for name in Row.metadata.tables if name.startswith("victim")
    }
