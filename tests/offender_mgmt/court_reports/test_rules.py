"""By when a report is due, and what it may ask for and propose."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.court_reports import proposal, report_request
from noms.calendar import is_working_day, working_days_after
from noms.contracts.offender_mgmt.court_report_steps import Proposal
from noms.contracts.offender_mgmt.court_report_views import ReportState
from noms.contracts.offender_mgmt.court_reports import ReportType
from noms.contracts.offender_mgmt.sentences import Court
from services.offender_mgmt.court_reports.rules import (
    MOVES,
    OPEN,
    WORKING_DAYS,
    Asked,
    due_on,
    proposal_faults,
    request_faults,
    step_faults,
)

BORN, TODAY = date(1984, 3, 9), date(2011, 4, 1)
ASKED = Asked(Court.MAGISTRATES_COURT, "10501", date(2010, 9, 1), date(2010, 9, 29), "LDN", BORN)


@pytest.mark.parametrize(
    ("kind", "requested_on", "hearing_on", "due"),
    [
        (ReportType.STANDARD, "2010-09-01", "2010-09-29", "2010-09-22"),
        (ReportType.STANDARD, "2010-08-27", "2010-12-01", "2010-09-20"),
        (ReportType.STANDARD, "2009-12-14", "2010-03-01", "2010-01-07"),
        (ReportType.FAST, "2010-09-01", "2010-09-29", "2010-09-08"),
        (ReportType.FAST, "2010-04-01", "2010-05-01", "2010-04-12"),
        (ReportType.ORAL, "2010-09-01", "2010-09-01", "2010-09-01"),
        (ReportType.STANDARD, "2010-09-01", "2010-09-15", "2010-09-14"),
        (ReportType.STANDARD, "2010-09-01", "2010-09-22", "2010-09-21"),
        (ReportType.FAST, "2010-08-27", "2010-08-31", "2010-08-27"),
        (ReportType.FAST, "2010-09-01", "2010-09-01", "2010-09-01"),
    ],
)
def test_a_report_is_due_in_the_working_days_of_its_kind_and_before_the_hearing(
    kind: ReportType, requested_on: str, hearing_on: str, due: str
):
    """Counted by hand over the bank holidays of 30 August 2010, Christmas 2009, New Year and Easter 2010."""
    days = [date.fromisoformat(day) for day in (requested_on, hearing_on)]

    assert due_on(kind, days[0], days[1]) == date.fromisoformat(due)


@given(kind=st.sampled_from(ReportType), requested_on=st.dates(date(2005, 1, 1), date(2015, 1, 1)), wait=st.integers(0, 90))
def test_a_report_is_never_due_before_its_request_nor_after_its_time(kind: ReportType, requested_on: date, wait: int):
    hearing_on = requested_on + timedelta(days=wait)
    due = due_on(kind, requested_on, hearing_on)

    assert requested_on <= due <= working_days_after(requested_on, WORKING_DAYS[kind])
    assert due <= max(hearing_on, requested_on)
    assert due == requested_on or is_working_day(due)


def asked_faults(**changes: Any) -> list[tuple[str, str]]:
    found = request_faults(report_request(**changes), born_on=BORN, as_at=TODAY)
    return [(fault.pointer, fault.code) for fault in found]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"hearing_on": "2010-09-30"}, [("/hearing_on", "adjourned_too_long")]),
        ({"remand": "custody", "hearing_on": "2010-09-22"}, []),
        ({"remand": "custody", "hearing_on": "2010-09-23"}, [("/hearing_on", "adjourned_too_long")]),
        ({"court": "crown_court", "hearing_on": "2010-12-01"}, []),
        ({"hearing_on": "2010-08-31"}, [("/hearing_on", "before_the_request")]),
        ({"convicted_on": "2010-09-02"}, [("/requested_on", "before_conviction")]),
        ({"convicted_on": "1984-03-08"}, [("/convicted_on", "before_birth")]),
        ({"requested_on": "2011-04-02", "hearing_on": "2011-04-20"}, [("/requested_on", "in_the_future")]),
        ({"offence_code": "ABC"}, [("/offence_code", "unknown_offence")]),
        ({"provider": "QQQ"}, [("/provider", "unknown_provider")]),
    ],
)
def test_what_a_request_contradicts_is_named(changes: dict[str, Any], faults: list[tuple[str, str]]):
    assert asked_faults(**changes) == faults


def proposal_codes(**changes: Any) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in proposal_faults(Proposal.model_validate(proposal(**changes)), ASKED)]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"sentence": "fine", "requirements": [], "length_months": None}, []),
        ({"sentence": "fine"}, [("/proposal/requirements", "not_for_this_sentence")]),
        ({"length_months": None}, [("/proposal/length_months", "missing")]),
        ({"length_months": 36}, []),
        ({"sentence": "suspended_sentence_order", "length_months": 25}, [("/proposal/length_months", "too_long")]),
        ({"sentence": "suspended_sentence_order", "length_months": 6}, []),
        ({"sentence": "suspended_sentence_order", "length_months": 5}, [("/proposal/length_months", "too_short")]),
        ({"requirements": [{"code": "PROH"}, {"code": "PROH"}]}, [("/proposal/requirements/1", "repeated")]),
        ({"purposes": ["punishment", "punishment"]}, [("/proposal/purposes", "named_twice")]),
        ({"requirements": []}, [("/proposal/requirements", "missing")]),
        (
            {"requirements": [{"code": "UPW", "quantity": 301}]},
            [("/proposal/requirements/0/quantity", "outside_limits")],
        ),
        ({"requirements": [{"code": "UPW", "quantity": 39}]}, [("/proposal/requirements/0/quantity", "outside_limits")]),
        (
            {"requirements": [{"code": "UPW", "quantity": 40}, {"code": "DRR", "ends_on": "2011-06-01"}]},
            [("/proposal/requirements/1/consented", "consent_needed")],
        ),
    ],
)
def test_a_proposal_is_one_that_the_court_could_follow(changes: dict[str, Any], faults: list[tuple[str, str]]):
    """Limits of unpaid work, 40 to 300 hours: Criminal Justice Act 2003 s.199."""
    assert proposal_codes(**changes) == faults


def test_steps_follow_each_other_and_none_lies_ahead():
    def codes(day: date) -> list[str]:
        return [fault.code for fault in step_faults("/on", day, last_step_on=date(2010, 9, 2), as_at=TODAY)]

    assert [codes(day) for day in (date(2010, 9, 1), date(2010, 9, 2), date(2011, 4, 2))] == [
        ["before_the_step_before"], [], ["in_the_future"],
    ]  # fmt: skip


def test_what_is_delivered_or_withdrawn_stays_so():
    assert set(MOVES) == set(ReportState)
    assert set(ReportState) - OPEN == {ReportState.DELIVERED, ReportState.WITHDRAWN}
