"""The enforcement clock of an order, by the words of the Act and the days of the National Standards."""

from datetime import date
from uuid import UUID

import pytest

from noms.contracts.offender_mgmt.enforcement import BreachOutcome, EnforcementAction, GroundKind, WarningToGive
from noms.contracts.offender_mgmt.enforcement_views import Evidence
from noms.contracts.offender_mgmt.sentences import OrderKind
from noms.reference.national_standards import national_standard
from services.offender_mgmt.enforcement import rules
from services.offender_mgmt.enforcement.rules import Breach, Failure, FormalWarning, breach_due_by, faults_of_warning, next_step


def failure(on: str, record: int | None = None) -> Failure:
    evidence = () if record is None else (Evidence(record_id=UUID(int=record), detail_url=f"/attendance/{record}"),)
    return Failure(date.fromisoformat(on), evidence)


def warning(given_on: str, failed_on: str | None = None) -> FormalWarning:
    return FormalWarning(date.fromisoformat(given_on), date.fromisoformat(failed_on) if failed_on else None)


def breach(begun_on: str, decided_on: str | None = None, outcome: BreachOutcome | None = None) -> Breach:
    return Breach(date.fromisoformat(begun_on), date.fromisoformat(decided_on) if decided_on else None, outcome)


def test_second_failure_within_twelve_months_of_a_warning_must_go_to_court():
    step = next_step([failure("2009-12-21")], [warning("2009-06-01")], as_at=date(2009, 12, 22))

    assert step.action is EnforcementAction.BREACH
    assert step.due_by == date(2010, 1, 7)


@pytest.mark.parametrize(
    ("failed_on", "due_by"),
    [
        ("2004-12-24", "2005-01-12"),
        ("2005-12-16", "2006-01-04"),
        ("2007-05-01", "2007-05-16"),
        ("2008-03-14", "2008-04-01"),
        ("2009-12-21", "2010-01-07"),
        ("2010-12-17", "2011-01-05"),
        ("2011-04-18", "2011-05-06"),
    ],
)
def test_ten_working_days_skip_weekends_and_bank_holidays(failed_on, due_by):
    """Worked days over Christmas, Easter, May Day and the royal wedding of 29 April 2011."""
    assert breach_due_by(date.fromisoformat(failed_on)) == date.fromisoformat(due_by)


def test_the_ten_days_are_those_of_the_list_of_national_standards():
    standard = national_standard("breach_initiation", "2")

    assert standard is not None
    assert (standard.value, standard.unit.value) == (rules.BREACH_BEGUN_WITHIN_WORKING_DAYS, "working_days")


def test_first_failure_asks_for_a_warning_on_the_day_itself():
    step = next_step([failure("2010-11-08", record=1)], [], as_at=date(2010, 11, 9))

    assert step.action is EnforcementAction.WARN
    assert step.due_by == step.failed_on == date(2010, 11, 8)
    assert [(ground.kind, ground.on) for ground in step.because] == [(GroundKind.FAILURE, date(2010, 11, 8))]
    assert [item.record_id for item in step.because[0].evidence] == [UUID(int=1)]


def test_nothing_is_due_without_a_failure():
    assert next_step([], [], as_at=date(2010, 11, 9)).action is EnforcementAction.NONE


def test_a_warning_answers_every_failure_up_to_its_own_day():
    failures = [failure("2010-11-08"), failure("2010-11-10"), failure("2010-11-12")]

    assert next_step(failures, [warning("2010-11-12")], as_at=date(2010, 11, 30)).action is EnforcementAction.NONE


def test_failures_on_one_day_under_two_requirements_count_once():
    programme, unpaid_work = failure("2010-11-08", record=1), failure("2010-11-08", record=2)
    step = next_step([programme, unpaid_work], [], as_at=date(2010, 11, 9))

    assert step.action is EnforcementAction.WARN
    assert [item.record_id for ground in step.because for item in ground.evidence] == [UUID(int=1), UUID(int=2)]


def test_failure_on_the_last_day_of_the_twelve_months_goes_to_court():
    """Source: CJA 2003 Sch 8 para 6: within the twelve months beginning with the date on which the warning was given."""
    step = next_step([failure("2010-05-31")], [warning("2009-06-01")], as_at=date(2010, 6, 1))

    assert step.action is EnforcementAction.BREACH


def test_failure_on_the_anniversary_of_the_warning_asks_for_a_new_warning():
    """The period begins with the date of the warning, so it has ended when the same date comes round."""
    step = next_step([failure("2010-06-01")], [warning("2009-06-01")], as_at=date(2010, 6, 1))

    assert step.action is EnforcementAction.WARN


def test_a_warning_of_leap_day_lasts_to_the_end_of_february():
    given = warning("2008-02-29")

    assert given.in_force_until == date(2009, 2, 28)
    assert next_step([failure("2009-02-28")], [given], as_at=date(2009, 3, 1)).action is EnforcementAction.BREACH
    assert next_step([failure("2009-03-01")], [given], as_at=date(2009, 3, 1)).action is EnforcementAction.WARN


def test_failure_on_the_day_of_the_warning_is_not_a_failure_since_that_date():
    assert next_step([failure("2009-06-01")], [warning("2009-06-01")], as_at=date(2009, 6, 2)).action is EnforcementAction.NONE


def test_another_warning_does_not_answer_a_failure_that_must_go_to_court():
    warnings = [warning("2009-06-01"), warning("2009-12-22")]
    step = next_step([failure("2009-12-21")], warnings, as_at=date(2009, 12, 23))

    assert step.action is EnforcementAction.BREACH


def test_a_third_failure_does_not_move_the_day_by_which_breach_must_begin():
    failures = [failure("2009-12-21"), failure("2010-01-04")]
    step = next_step(failures, [warning("2009-06-01")], as_at=date(2010, 1, 5))

    assert (step.failed_on, step.due_by) == (date(2009, 12, 21), date(2010, 1, 7))


def test_breach_names_the_warning_and_the_failure_it_rests_on():
    step = next_step([failure("2009-12-21")], [warning("2009-06-01")], as_at=date(2009, 12, 22))

    assert [(ground.kind, ground.on) for ground in step.because] == [
        (GroundKind.WARNING, date(2009, 6, 1)),
        (GroundKind.FAILURE, date(2009, 12, 21)),
    ]


def test_once_breach_has_begun_nothing_further_is_due_until_the_court_decides():
    failures = [failure("2009-12-21"), failure("2010-01-15")]
    step = next_step(failures, [warning("2009-06-01")], [breach("2010-01-05")], as_at=date(2010, 1, 20))

    assert step.action is EnforcementAction.AWAIT_COURT
    assert step.due_by is None


def test_the_courts_outcome_answers_the_failures_up_to_its_day():
    decided = breach("2010-01-05", "2010-02-01", BreachOutcome.ORDER_CONTINUES)
    failures = [failure("2009-12-21"), failure("2010-01-15"), failure("2010-02-01")]

    assert next_step(failures, [warning("2009-06-01")], [decided], as_at=date(2010, 2, 2)).action is EnforcementAction.NONE


def test_a_failure_after_the_outcome_goes_back_to_court_while_the_warning_lasts():
    """The Act counts the twelve months from the warning and says nothing of an earlier breach."""
    decided = breach("2010-01-05", "2010-02-01", BreachOutcome.ORDER_AMENDED)
    step = next_step([failure("2009-12-21"), failure("2010-02-08")], [warning("2009-06-01")], [decided], as_at=date(2010, 2, 9))

    assert (step.action, step.failed_on) == (EnforcementAction.BREACH, date(2010, 2, 8))


@pytest.mark.parametrize("outcome", [BreachOutcome.ORDER_REVOKED, BreachOutcome.CUSTODY_ACTIVATED])
def test_nothing_is_left_to_enforce_when_the_court_has_ended_the_order(outcome):
    ended = breach("2010-01-05", "2010-02-01", outcome)

    assert next_step([failure("2010-02-08")], [warning("2009-06-01")], [ended], as_at=date(2010, 2, 9)) == rules.NOTHING_DUE


def test_the_step_is_told_as_things_stood_on_the_day_asked_about():
    facts = ([failure("2010-11-08"), failure("2010-11-22")], [warning("2010-11-10")], [breach("2010-12-01")])
    days = {7: "none", 8: "warn", 10: "none", 22: "breach"}

    assert {day: next_step(*facts, as_at=date(2010, 11, day)).action for day in days} == days
    assert next_step(*facts, as_at=date(2010, 12, 1)).action is EnforcementAction.AWAIT_COURT


def test_a_warning_falls_with_the_only_failure_that_it_answered():
    withdrawn_by_correction = [failure("2010-11-22")]
    step = next_step(withdrawn_by_correction, [warning("2010-11-10", failed_on="2010-11-08")], as_at=date(2010, 11, 23))

    assert step.action is EnforcementAction.WARN


def test_a_warning_stands_while_one_of_the_failures_that_it_answered_does():
    left = [failure("2010-11-09"), failure("2010-11-22")]
    step = next_step(left, [warning("2010-11-10", failed_on="2010-11-08")], as_at=date(2010, 11, 23))

    assert step.action is EnforcementAction.BREACH


@pytest.mark.parametrize(
    ("action", "kind", "expected"),
    [
        (EnforcementAction.WARN, OrderKind.COMMUNITY_ORDER, ("Criminal Justice Act 2003 Sch 8 para 5",)),
        (EnforcementAction.WARN, OrderKind.SUSPENDED_SENTENCE_ORDER, ("Criminal Justice Act 2003 Sch 12 para 4",)),
        (EnforcementAction.NONE, OrderKind.COMMUNITY_ORDER, ()),
    ],
)
def test_each_step_names_the_paragraph_that_asks_for_it(action, kind, expected):
    assert rules.sources(action, kind) == expected


def test_breach_names_the_statute_and_the_standard_for_its_days():
    statute, standard = rules.sources(EnforcementAction.BREACH, OrderKind.COMMUNITY_ORDER)

    assert statute == "Criminal Justice Act 2003 Sch 8 para 6"
    assert standard.startswith("National Standards 2007")


def test_a_warning_must_say_that_the_failure_is_unacceptable_and_that_court_follows():
    """Source: CJA 2003 Sch 8 para 5(2)(b) and (c)."""
    silent = WarningToGive(
        given_on=date(2010, 11, 10), circumstances="Absent.", says_unacceptable=False, says_court_follows=False
    )

    assert [fault.pointer for fault in faults_of_warning(silent)] == ["/says_unacceptable", "/says_court_follows"]
    assert faults_of_warning(silent.model_copy(update={"says_unacceptable": True, "says_court_follows": True})) == ()


@pytest.mark.parametrize("outcome", BreachOutcome)
def test_only_the_custody_of_a_suspended_sentence_order_can_be_activated(outcome):
    """Source: CJA 2003 Sch 8 para 9(1), Sch 12 para 8(2)."""
    assert rules.open_to_the_court(outcome, OrderKind.SUSPENDED_SENTENCE_ORDER)
    assert rules.open_to_the_court(outcome, OrderKind.COMMUNITY_ORDER) is (outcome is not BreachOutcome.CUSTODY_ACTIVATED)
