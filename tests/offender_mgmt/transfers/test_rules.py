"""Transfers: who may be asked, by when an answer is due, and that what is decided stays so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.transfers import transfer_to_request
from noms.calendar import is_working_day, working_days_between
from noms.contracts.offender_mgmt.transfers import TransferState
from services.offender_mgmt.transfers.rules import MOVES, respond_by, transfer_faults


def faults(sender: str | None = "LDN", **changes: object) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in transfer_faults(transfer_to_request(**changes), sender=sender)]


def test_an_answer_is_due_after_five_working_days():
    # House rule: 0095. From the Thursday before Christmas 2010: 24, 29, 30, 31 December and 4 January.
    assert respond_by(date(2010, 12, 23)) == date(2011, 1, 4)


@given(st.dates(date(2005, 1, 1), date(2090, 1, 1)))
def test_an_answer_is_always_due_on_a_working_day_five_of_them_later(requested_on: date):
    due = respond_by(requested_on)

    assert is_working_day(due)
    assert working_days_between(requested_on, due) == 5


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"receiver": "LDN"}, ("/receiver", "has_the_case")),
        ({"receiver": "QQQ"}, ("/receiver", "unknown_provider")),
        ({"wanted_from": "1999-12-01"}, ("/receiver", "provider_not_in_force")),
        ({"kind": "prison", "receiver": "QQQ"}, ("/receiver", "unknown_establishment")),
        ({"kind": "prison", "receiver": "RHI", "wanted_from": "1990-12-01"}, ("/receiver", "establishment_closed")),
    ],
)
def test_a_receiver_that_cannot_take_the_case_is_named(changes: dict[str, object], fault: tuple[str, str]):
    assert faults(**changes) == [fault]


def test_only_who_is_in_a_prison_is_transferred_between_prisons():
    assert faults(None, kind="prison", receiver="LWI") == [("/kind", "not_in_custody")]


def test_a_request_can_be_answered_and_an_answer_not_be_changed():
    assert MOVES[TransferState.REQUESTED] == set(TransferState) - {TransferState.REQUESTED}
    assert [MOVES[state] for state in TransferState if state is not TransferState.REQUESTED] == [frozenset()] * 3
