"""Which version of the formula governs which days, and that no version is laid down after its year has begun."""

from dataclasses import replace
from datetime import date

import pytest

from noms.contracts.commissioning.comparators import GroupCode
from noms.contracts.commissioning.measures import Domain
from services.commissioning.formulas import rules
from services.commissioning.formulas.rules import FORMULAS

FIRST = FORMULAS[0]
MID_YEAR = replace(FIRST, version=2, frozen_on=date(2010, 9, 1), in_force_from=date(2010, 10, 1))
NEXT_YEAR = replace(FIRST, version=3, frozen_on=date(2011, 3, 1), in_force_from=date(2011, 4, 1))
THREE = (FIRST, MID_YEAR, NEXT_YEAR)


@pytest.mark.parametrize(
    ("day", "began", "ends"),
    [
        (date(2010, 4, 1), date(2010, 4, 1), date(2011, 3, 31)),
        (date(2011, 3, 31), date(2010, 4, 1), date(2011, 3, 31)),
        (date(2010, 12, 31), date(2010, 4, 1), date(2011, 3, 31)),
    ],
)
def test_a_rating_year_runs_from_april_to_march(day: date, began: date, ends: date):
    assert rules.year_of(day) == (began, ends)


@pytest.mark.parametrize(
    ("day", "version"), [(date(2009, 1, 1), 1), (date(2010, 4, 1), 1), (date(2010, 11, 1), 1), (date(2011, 4, 1), 3)]
)
def test_a_year_is_rated_by_the_version_in_force_when_it_began(day: date, version: int):
    assert rules.formula_on(day, THREE).version == version


def test_a_change_in_the_middle_of_a_year_gives_both_results():
    assert [f.version for f in rules.changed_within(date(2010, 10, 1), date(2010, 12, 31), THREE)] == [2]
    assert [f.version for f in rules.changed_within(date(2010, 7, 1), date(2010, 12, 31), THREE)] == [2]


def test_before_the_change_there_is_one_result():
    assert rules.changed_within(date(2010, 7, 1), date(2010, 9, 30), THREE) == ()


def test_a_version_that_begins_with_the_year_changes_nothing_within_it():
    assert rules.changed_within(date(2011, 4, 1), date(2011, 6, 30), THREE) == ()


def test_before_the_first_version_the_first_one_governs_alone():
    assert rules.formula_on(date(2005, 6, 1)).version == 1
    assert rules.changed_within(date(2010, 1, 1), date(2010, 4, 30)) == ()


def test_every_published_version_was_frozen_before_its_year_began():
    for formula in FORMULAS:
        began, _ = rules.year_of(formula.in_force_from)
        assert formula.frozen_on < formula.in_force_from == began


def test_versions_are_numbered_in_the_order_in_which_they_came_into_force():
    ordered = sorted(FORMULAS, key=lambda formula: formula.in_force_from)

    assert [formula.version for formula in ordered] == list(range(1, len(FORMULAS) + 1))


def test_the_domain_weights_of_every_prison_group_come_to_a_hundred():
    prisons = set(GroupCode) - {GroupCode.PROBATION_TRUST, GroupCode.PROBATION_BOARD}

    assert set(FIRST.domain_weights) == prisons
    for weights in FIRST.domain_weights.values():
        assert set(weights) == set(Domain)
        assert sum(weights.values()) == 100
        assert min(weights.values()) > 0
