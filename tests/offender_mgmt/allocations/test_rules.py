"""Allocation: by when National Standards 2007 want an officer, and who may take a case."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from noms.calendar import working_days_between
from noms.contracts.offender_mgmt.allocations import NewAllocation, OfficerRole
from services.offender_mgmt.allocations.rules import Holder, Whereabouts, allocation_duty, allocation_faults, in_time

MANAGER = {
    "role": "offender_manager",
    "officer_code": "LDN1042",
    "officer_name": "Pat Morgan",
    "provider": "LDN",
    "starts_on": "2010-10-06",
    "tier": 3,
    "tier_reason": "Accredited programme required.",
}
SUPERVISOR = {
    "role": "offender_supervisor",
    "officer_code": "RHI0207",
    "officer_name": "Sam Reid",
    "establishment_code": "RHI",
    "starts_on": "2010-10-06",
}


def faults_of(base, holder=None, held=None, **changes):
    allocation = TypeAdapter(NewAllocation).validate_python(base | changes)
    faults = allocation_faults(
        allocation,
        holder=holder,
        held=held,
        born_on=date(1984, 3, 9),
        as_at=date(2010, 12, 1),
    )
    return [(fault.pointer, fault.code) for fault in faults]


def due(role, tier, counted_from):
    duty = allocation_duty(role, tier, counted_from=counted_from)
    return duty and duty.due_by


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_an_offender_manager_is_allocated_within_three_working_days(tier):
    # Source: National Standards 2007. Sentenced on a Monday: Tuesday, Wednesday, Thursday.
    assert due(OfficerRole.OFFENDER_MANAGER, tier, date(2010, 10, 4)) == date(2010, 10, 7)


def test_a_tier_four_case_has_an_offender_manager_by_the_next_working_day():
    # Source: National Standards 2007. Sentenced on a Friday: the next working day is Monday.
    assert due(OfficerRole.OFFENDER_MANAGER, 4, date(2010, 10, 8)) == date(2010, 10, 11)


@pytest.mark.parametrize("tier", [1, 2, 3, 4])
def test_an_offender_supervisor_is_assigned_within_two_working_days(tier):
    # Source: National Standards 2007. Over Christmas 2010: Friday 24, then 25 to 28 December are no working days.
    assert due(OfficerRole.OFFENDER_SUPERVISOR, tier, date(2010, 12, 23)) == date(2010, 12, 29)


def test_a_case_without_a_tier_yet_has_the_shortest_time_of_any():
    assert due(OfficerRole.OFFENDER_MANAGER, None, date(2010, 10, 4)) == date(2010, 10, 5)


def test_an_allocation_is_in_time_up_to_the_day_due():
    assert in_time(date(2010, 10, 7), date(2010, 10, 7)) is True
    assert in_time(date(2010, 10, 8), date(2010, 10, 7)) is False
    assert in_time(date(2010, 10, 8), None) is None


def test_the_time_limit_lapses_with_the_standards_of_2007():
    # Source: written ministerial statement of 5 April 2011.
    assert due(OfficerRole.OFFENDER_MANAGER, 3, date(2011, 4, 4)) == date(2011, 4, 7)
    assert due(OfficerRole.OFFENDER_MANAGER, 3, date(2011, 4, 5)) is None


def test_the_duty_says_where_it_comes_from():
    assert "National Standards 2007" in allocation_duty(OfficerRole.OFFENDER_MANAGER, 1, counted_from=date(2010, 10, 4)).source


@given(st.integers(0, 1500), st.sampled_from([1, 2, 3, 4]))
def test_the_day_due_lies_exactly_the_printed_number_of_working_days_ahead(days, tier):
    sentenced = date(2007, 1, 1) + timedelta(days=days)

    assert working_days_between(sentenced, due(OfficerRole.OFFENDER_MANAGER, tier, sentenced)) == (1 if tier == 4 else 3)


def test_a_first_offender_manager_may_take_the_case():
    assert faults_of(MANAGER) == []


def test_the_next_offender_manager_takes_over_on_a_later_day():
    holder = Holder("LDN0007", date(2010, 10, 5))

    assert faults_of(MANAGER, holder) == []
    assert faults_of(MANAGER, holder, starts_on="2010-10-05") == [("/starts_on", "before_last_allocation")]


def test_an_officer_does_not_take_over_from_themselves():
    assert faults_of(MANAGER, Holder("LDN1042", date(2010, 10, 5))) == [("/officer_code", "has_the_case")]


def test_a_case_is_not_allocated_ahead_of_time():
    assert faults_of(MANAGER, starts_on="2010-12-02") == [("/starts_on", "in_the_future")]


def test_a_case_is_not_allocated_before_the_person_was_born():
    assert ("/starts_on", "before_birth") in faults_of(MANAGER, starts_on="1984-03-08")


def test_an_offender_manager_works_for_a_trust_or_board_that_exists():
    assert faults_of(MANAGER, provider="NOSUCH") == [("/provider", "unknown_provider")]


def test_an_offender_manager_works_for_a_trust_or_board_that_existed_on_the_day():
    # Source: SI 2010/191, Durham and Teesside became one trust on 2010-04-01.
    assert faults_of(MANAGER, provider="DRH") == [("/provider", "provider_not_in_force")]
    assert faults_of(MANAGER, provider="DRH", starts_on="2010-03-31") == []


def test_an_offender_supervisor_works_where_the_person_is():
    assert faults_of(SUPERVISOR, held=Whereabouts("RHI", date(2010, 6, 14))) == []
    assert faults_of(SUPERVISOR, held=Whereabouts("LWI", date(2010, 6, 14))) == [
        ("/establishment_code", "not_in_that_establishment")
    ]


def test_an_offender_supervisor_takes_the_case_no_earlier_than_the_person_was_received():
    assert faults_of(SUPERVISOR, held=Whereabouts("RHI", date(2010, 10, 6))) == []
    assert faults_of(SUPERVISOR, held=Whereabouts("RHI", date(2010, 10, 7))) == [("/starts_on", "before_reception")]


def test_a_person_who_is_not_in_custody_has_no_offender_supervisor_in_a_prison():
    assert faults_of(SUPERVISOR) == [("/establishment_code", "not_in_that_establishment")]


@pytest.mark.parametrize("tier", [0, 5])
def test_there_are_four_tiers(tier):
    with pytest.raises(ValueError, match="tier"):
        faults_of(MANAGER, tier=tier)


def test_an_offender_manager_is_not_allocated_without_a_reason_for_the_tier():
    with pytest.raises(ValueError, match="tier_reason"):
        TypeAdapter(NewAllocation).validate_python({key: MANAGER[key] for key in MANAGER if key != "tier_reason"})
