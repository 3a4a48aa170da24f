"""Counts of headquarters, and printed totals beside their parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.office_staff import StaffOrigin
from noms.reference.staff_counts import Bound, load_staff_counts
from noms.reference.staffing import HEADQUARTERS, load_dom_office_headcounts, load_regional_office_staff
from services.commissioning.organisations.rules import ANNUAL_BASIS
from services.commissioning.staffing import rules

counts = st.integers(0, 1000)


def headquarters() -> list[rules.Counted]:
    return rules.headquarters_counts(load_regional_office_staff(), load_staff_counts(), HEADQUARTERS)


def test_headquarters_at_each_31_december_and_in_the_answer_of_september_2009():
    """Hansard 2010-03-30 column 1085W; founding paper 002."""
    people = {(count.as_at.isoformat(), sum(n for _, n in count.by_origin)) for count in headquarters()}

    assert people == {
        ("2004-12-31", 1906), ("2005-12-31", 1351), ("2006-12-31", 1398), ("2007-12-31", 1297), ("2008-12-31", 2207),
        ("2009-09-09", 4270), ("2009-12-31", 2188),
    }  # fmt: skip


def test_of_4270_at_headquarters_113_came_from_probation_and_nobody_else_is_placed():
    """Founding paper 002: 113 of 4,270."""
    [told] = [count for count in headquarters() if count.basis == "headquarters, by probation background"]

    assert dict(told.by_origin) == {
        StaffOrigin.PROBATION: 113, StaffOrigin.PRISON: 0, StaffOrigin.OTHER: 0, StaffOrigin.UNKNOWN: 4157,
    }  # fmt: skip
    assert told.date_estimated


@given(counts, counts, counts, counts)
def test_whoever_is_not_placed_is_unknown_and_nothing_else(probation: int, prison: int, other: int, unplaced: int):
    people = probation + prison + other + unplaced
    by_origin = dict(rules.by_origin(people, probation, prison, other))

    assert by_origin[StaffOrigin.UNKNOWN] == unplaced
    assert sum(by_origin.values()) == people


def sums() -> dict[tuple[str, date], int]:
    added: dict[tuple[str, date], int] = {}
    for row in load_regional_office_staff():
        if row.region_code != HEADQUARTERS:
            added[ANNUAL_BASIS, row.as_at] = added.get((ANNUAL_BASIS, row.as_at), 0) + row.staff
    for office in load_dom_office_headcounts():
        added[office.basis, office.as_at] = added.get((office.basis, office.as_at), 0) + office.headcount
    return added


def test_the_printed_totals_of_2004_and_2009_are_off_by_one_and_all_others_agree():
    """Hansard 2010-03-30 column 1085W prints 501 and 483; founding paper 002 prints 646."""
    printed = [total for total in rules.totals(load_staff_counts(), sums()) if total.sum_of_offices is not None]

    assert [(total.count.people, total.sum_of_offices) for total in printed if not total.agrees] == [(501, 500), (483, 484)]
    assert [total.count.people for total in printed if total.agrees] == [627, 675, 602, 518, 646]


def test_a_plan_or_a_bound_is_never_set_beside_a_sum():
    for total in rules.totals(load_staff_counts(), sums()):
        assert (total.agrees is None) or total.count.bound is Bound.EXACT


@pytest.mark.parametrize("people", [300, 396, 500, 576])
def test_what_nobody_counted_has_no_parts(people: int):
    [total] = [total for total in rules.totals(load_staff_counts(), sums()) if total.count.people == people]

    assert (total.sum_of_offices, total.agrees) == (None, None)
