"""Whom a provider is compared with, and when it is new, changed or closing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.comparators import GroupCode, ProviderFunction, ProviderStanding
from noms.reference.establishments import load_establishments
from services.commissioning.comparators import rules
from services.commissioning.comparators.rules import Change, ChangeObjection, Life

F = ProviderFunction
LOCAL = Life(F.LOCAL, None, None)
TO_TRAINER = Change(date(2011, 5, 15), F.LOCAL, F.TRAINER)
RE_ROLED = Life(F.LOCAL, None, None, (TO_TRAINER,))


def test_every_function_of_the_list_of_prisons_has_a_group():
    for prison in load_establishments():
        assert rules.group_on(ProviderFunction(prison.function_2010), date(2010, 6, 30)) is not None


def test_boards_are_compared_with_boards_and_trusts_with_trusts():
    boards = rules.group_on(F.PROBATION_BOARD, date(2010, 3, 31))
    trusts = rules.group_on(F.PROBATION_TRUST, date(2010, 3, 31))

    assert (boards and boards.code, trusts and trusts.code) == (GroupCode.PROBATION_BOARD, GroupCode.PROBATION_TRUST)
    assert rules.group_on(F.PROBATION_BOARD, date(2010, 4, 1)) is None


def test_a_function_is_in_one_group_on_any_day():
    for day in (date(2004, 6, 1), date(2009, 1, 1), date(2017, 3, 31)):
        functions = [function for group in rules.groups_on(day) for function in group.functions]
        assert len(functions) == len(set(functions))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2010, 4, 1), date(2010, 4, 1)),
        (date(2010, 4, 2), date(2010, 7, 1)),
        (date(2010, 6, 30), date(2010, 7, 1)),
        (date(2010, 12, 31), date(2011, 1, 1)),
        (date(2010, 10, 2), date(2011, 1, 1)),
    ],
)
def test_a_quarter_is_full_from_the_first_of_january_april_july_or_october(day: date, quarter: date):
    assert rules.next_quarter(day) == quarter


@pytest.mark.parametrize(
    ("began_on", "until"),
    [
        (date(2010, 4, 1), date(2010, 9, 30)),
        (date(2010, 4, 2), date(2010, 12, 31)),
        (date(2011, 5, 15), date(2011, 12, 31)),
        (date(2010, 9, 1), date(2011, 3, 31)),
    ],
)
def test_a_provider_is_new_until_its_second_full_quarter_is_over(began_on: date, until: date):
    assert rules.new_until(began_on) == until


@given(st.dates(min_value=date(2004, 6, 1), max_value=date(2017, 3, 31)))
def test_two_full_quarters_are_six_to_nine_months(began_on: date):
    assert timedelta(days=180) <= rules.new_until(began_on) - began_on <= timedelta(days=276)


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        ((date(2010, 4, 1), date(2010, 6, 30)), ProviderStanding.NEW),
        ((date(2010, 9, 30), date(2010, 12, 31)), ProviderStanding.NEW),
        ((date(2010, 10, 1), date(2010, 12, 31)), ProviderStanding.ESTABLISHED),
    ],
)
def test_a_prison_that_opened_lately_is_new(days: tuple[date, date], standing: ProviderStanding):
    assert rules.standing_over(Life(F.TRAINER, date(2010, 4, 1), None), *days) is standing


def test_a_prison_whose_function_changed_is_new_in_its_new_function_only():
    before, after = (date(2011, 4, 1), date(2011, 5, 14)), (date(2011, 5, 15), date(2011, 6, 30))

    assert rules.standing_over(RE_ROLED, *before) is ProviderStanding.ESTABLISHED
    assert rules.standing_over(RE_ROLED, *after) is ProviderStanding.NEW


def test_a_prison_that_closes_within_the_days_is_closing():
    closed = Life(F.TRAINER, None, date(2010, 10, 31))

    assert rules.standing_over(closed, date(2010, 10, 1), date(2010, 10, 30)) is ProviderStanding.ESTABLISHED
    assert rules.standing_over(closed, date(2010, 10, 1), date(2010, 10, 31)) is ProviderStanding.CLOSING


def test_days_that_run_over_a_change_of_function_are_scored_apart():
    assert rules.change_within(RE_ROLED, date(2011, 4, 1), date(2011, 6, 30)) == date(2011, 5, 15)
    assert rules.change_within(RE_ROLED, date(2011, 4, 1), date(2011, 5, 14)) is None
    assert rules.change_within(RE_ROLED, date(2011, 5, 15), date(2011, 6, 30)) is None
    assert rules.change_within(LOCAL, date(2011, 4, 1), date(2011, 6, 30)) is None


def test_the_function_on_a_day_follows_the_changes():
    assert RE_ROLED.function_on(date(2011, 5, 14)) is F.LOCAL
    assert RE_ROLED.function_on(date(2011, 5, 15)) is F.TRAINER
    assert LOCAL.function_on(date(2011, 5, 15)) is F.LOCAL


def test_before_the_first_recorded_change_a_provider_was_what_the_record_says_and_not_what_the_list_says():
    """The list tells of mid-2010; a change of 2008 tells what had been before."""
    earlier = Life(F.TRAINER, None, None, (Change(date(2008, 1, 1), F.YOI_CLOSED, F.TRAINER),))

    assert earlier.function_on(date(2007, 12, 31)) is F.YOI_CLOSED


@pytest.mark.parametrize(
    ("change", "life", "objection"),
    [
        (TO_TRAINER, LOCAL, None),
        (Change(date(2011, 5, 15), F.LOCAL, F.LOCAL), LOCAL, ChangeObjection.SAME_FUNCTION),
        (TO_TRAINER, Life(F.PROBATION_TRUST, None, None), ChangeObjection.NOT_A_PRISON),
        (Change(date(2011, 5, 15), F.LOCAL, F.PROBATION_TRUST), LOCAL, ChangeObjection.NOT_A_PRISON),
        (Change(date(2012, 1, 1), F.LOCAL, F.OPEN), RE_ROLED, ChangeObjection.CONTRADICTS_THE_RECORD),
        (Change(date(2012, 1, 1), F.TRAINER, F.OPEN), RE_ROLED, None),
        (Change(date(2009, 1, 1), F.OPEN, F.TRAINER), RE_ROLED, ChangeObjection.CONTRADICTS_THE_RECORD),
        (Change(date(2009, 1, 1), F.OPEN, F.LOCAL), RE_ROLED, None),
    ],
)
def test_a_change_fits_those_recorded_before_and_after_it(change: Change, life: Life, objection: ChangeObjection | None):
    assert rules.objection_to_change(change, life, for_the_prison=True, as_at=date(2026, 1, 1)) is objection
