"""Workload: what a case weighs, what an officer can carry, and that sums are sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.workloads import CaseStage, Grade
from services.offender_mgmt.workloads.rules import (
    FULL_TIME_MINUTES,
    NOMINAL_TARGET,
    POINTS,
    Capacity,
    CaseCount,
    available_points,
    capacity_percent,
    officers,
    points_each,
    teams,
)

MANAGER = OfficerRole.OFFENDER_MANAGER


def of(officer: str, stage: CaseStage, tier: int | None, cases: int, team: str | None = "NORTH") -> CaseCount:
    return CaseCount(MANAGER, officer, f"Officer {officer}", team, stage, tier, cases)


@pytest.mark.parametrize(
    ("stage", "tier", "points"),
    [
        # Source: Workload Measurement Tool, test helpers: A3 206, 75, 219; D3 51, 17, 51. House rule: 0096
        (CaseStage.COMMUNITY, 4, 206),
        (CaseStage.CUSTODY, 4, 75),
        (CaseStage.LICENCE, 4, 219),
        (CaseStage.COMMUNITY, 1, 51),
        (CaseStage.CUSTODY, 1, 17),
        (CaseStage.COMMUNITY, None, 79),
    ],
)
def test_a_case_weighs_by_its_tier_and_stage(stage: CaseStage, tier: int | None, points: int):
    assert points_each(stage, tier) == points


def test_every_stage_has_a_weight_for_each_tier_that_grows_with_it():
    assert set(POINTS) == set(CaseStage)
    assert all(list(weights) == sorted(set(weights)) and len(weights) == 4 for weights in POINTS.values())


@pytest.mark.parametrize(
    ("contracted", "reduction", "points"), [(2220, 0, 2200), (1110, 0, 1100), (2220, 222, 1980), (2220, 2220, 0), (1, 0, 1)]
)
def test_an_officer_can_carry_the_target_by_the_time_that_is_left(contracted: int, reduction: int, points: int):
    assert available_points(Capacity(Grade.PROBATION_OFFICER, contracted, reduction)) == points


def test_who_can_carry_nothing_has_no_percentage():
    assert capacity_percent(500, 0) is None
    assert capacity_percent(500, None) is None
    assert capacity_percent(1110, 2220) == 50


def test_the_fullest_officer_comes_first_and_those_without_capacity_last():
    counts = [
        of("A", CaseStage.COMMUNITY, 1, 3),
        of("B", CaseStage.COMMUNITY, 4, 11),
        of("B", CaseStage.CUSTODY, 4, 1),
        of("C", CaseStage.COMMUNITY, 4, 20),
    ]
    full_time = Capacity(Grade.PROBATION_OFFICER, FULL_TIME_MINUTES, 0)
    found = officers(counts, {"A": full_time, "B": full_time})

    assert [(one.officer_code, one.points, one.capacity_percent) for one in found] == [
        ("B", 11 * 206 + 75, 106),
        ("A", 153, 7),
        ("C", 4120, None),
    ]


def test_teams_are_sums_of_their_officers_and_strangers_come_last():
    counts = [of("A", CaseStage.LICENCE, 2, 2), of("B", CaseStage.LICENCE, 2, 1), of("B", CaseStage.CUSTODY, 3, 1, team=None)]

    assert [(team.team_code, team.officers, team.cases, team.points) for team in teams(counts)] == [
        ("NORTH", 2, 3, 231),
        (None, 1, 1, 59),
    ]


counted = st.lists(
    st.builds(
        of,
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(CaseStage),
        st.none() | st.integers(1, 4),
        st.integers(1, 50),
        st.sampled_from([None, "N", "S"]),
    ),
    max_size=20,
)


@given(counted)
def test_officers_and_teams_and_tiers_add_up_to_the_same(counts: list[CaseCount]):
    found, grouped = officers(counts, {}), teams(counts)

    assert sum(one.points for one in found) == sum(team.points for team in grouped)
    assert sum(one.cases for one in found) == sum(team.cases for team in grouped) == sum(count.cases for count in counts)
    assert all(sum(line.points for line in one.caseload) == one.points for one in found)


@given(st.sampled_from(Grade), st.integers(1, 10_080), st.data())
def test_a_reduction_never_adds_and_never_takes_more_than_everything(grade: Grade, contracted: int, data: st.DataObject):
    reduction = data.draw(st.integers(0, contracted))
    whole, left = (available_points(Capacity(grade, contracted, kept)) for kept in (0, reduction))

    assert 0 <= left <= whole
    assert available_points(Capacity(grade, FULL_TIME_MINUTES, 0)) == NOMINAL_TARGET[grade]
