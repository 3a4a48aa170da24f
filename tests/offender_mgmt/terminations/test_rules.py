"""For which reasons things end, and on which days."""

from datetime import date

import pytest

from noms.contracts.offender_mgmt.sentences import OrderKind
from noms.contracts.offender_mgmt.terminations import TerminationReason, TerminationToRecord
from services.offender_mgmt.terminations.rules import OF_A_REQUIREMENT, OF_A_SENTENCE, OF_AN_ORDER, Running, termination_faults

COMMUNITY = OF_AN_ORDER[OrderKind.COMMUNITY_ORDER]
SUSPENDED = OF_AN_ORDER[OrderKind.SUSPENDED_SENTENCE_ORDER]


def faults(reason: str, ended_on: str, reasons=COMMUNITY, ends_on: date | None = date(2012, 10, 3)) -> dict[str, str]:
    told = TerminationToRecord.model_validate({"reason": reason, "ended_on": ended_on})
    found = termination_faults(told, Running(reasons, date(2010, 10, 4), ends_on), as_at=date(2026, 1, 1))
    return {fault.pointer: fault.code for fault in found}


@pytest.mark.parametrize(
    ("ended_on", "expected"),
    [
        ("2010-10-04", {}),
        ("2012-10-03", {}),
        ("2010-10-03", {"/ended_on": "before_it_began"}),
        ("2012-10-04", {"/ended_on": "after_its_last_day"}),
    ],
)
def test_an_end_lies_between_the_first_day_and_the_last(ended_on, expected):
    assert faults("revoked_for_good_progress", ended_on) == expected


def test_nothing_ends_in_the_future_and_nothing_runs_out_before_its_last_day():
    assert faults("expired", "2012-10-03") == {}
    assert faults("expired", "2012-10-02") == {"/ended_on": "before_its_last_day"}
    assert faults("conviction_quashed", "2026-01-02", OF_A_SENTENCE, None) == {"/ended_on": "in_the_future"}


@pytest.mark.parametrize(
    ("reason", "reasons"),
    [
        ("custody_activated", COMMUNITY),
        ("revoked_for_further_offence", SUSPENDED),
        ("removed_by_the_court", COMMUNITY),
        ("revoked_for_good_progress", OF_A_REQUIREMENT),
        ("expired", OF_A_SENTENCE),
    ],
)
def test_each_kind_ends_for_its_own_reasons(reason, reasons):
    """Source: CJA 2003 Sch. 8 paras 13, 17, 21 and 23; Sch. 12 para. 8."""
    assert faults(reason, "2012-10-03", reasons) == {"/reason": "not_for_this"}


def test_every_reason_ends_something():
    assert set(TerminationReason) == COMMUNITY | SUSPENDED | OF_A_REQUIREMENT | OF_A_SENTENCE


def test_whoever_died_asked_and_served_nothing_afterwards_but_can_still_be_cleared():
    def after_death(reason: str, reasons=COMMUNITY) -> list[str]:
        told = TerminationToRecord.model_validate({"reason": reason, "ended_on": "2011-09-02"})
        running = Running(reasons, date(2010, 10, 4), None, date(2011, 9, 1))
        return [fault.code for fault in termination_faults(told, running, as_at=date(2026, 1, 1))]

    assert after_death("completed") == ["after_the_death"]
    assert after_death("conviction_quashed", OF_A_SENTENCE) == []
