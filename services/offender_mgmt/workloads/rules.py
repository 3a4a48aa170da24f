"""What a case weighs, what an officer can carry, and how full that makes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.workloads import CasesOfTier, CaseStage, Grade, OfficerWorkload, TeamWorkload

RULE_VERSION = 1  # House rule: 0096

POINTS: Mapping[CaseStage, tuple[int, int, int, int]] = {
    CaseStage.COMMUNITY: (51, 79, 146, 206),
    CaseStage.CUSTODY: (17, 30, 59, 75),
    CaseStage.LICENCE: (51, 77, 161, 219),
}
"""Points of a case of tier 1, 2, 3 and 4. House rule: 0096 (shape and weights: Workload Measurement Tool, D3 to A3)."""

TIER_WITHOUT_ONE = 2  # House rule: 0096

NOMINAL_TARGET: Mapping[Grade, int] = {
    Grade.PROBATION_OFFICER: 2200,
    Grade.PROBATION_SERVICE_OFFICER: 2000,
    Grade.SENIOR_PROBATION_OFFICER: 1000,
    Grade.TRAINEE_PROBATION_OFFICER: 1100,
    Grade.PRISON_OFFICER: 1500,
}
"""Points that full time can carry. House rule: 0097."""

FULL_TIME_MINUTES = 37 * 60  # House rule: 0097
_PER_CENT = 100  # Source: the meaning of per cent


@dataclass(frozen=True, slots=True)
class CaseCount:
    """So many cases of one officer, team, stage and tier."""

    role: OfficerRole
    officer_code: str
    officer_name: str
    team_code: str | None
    stage: CaseStage
    tier: int | None
    cases: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """What is on record of an officer's time."""

    grade: Grade
    contracted_minutes: int
    reduction_minutes: int


def points_each(stage: CaseStage, tier: int | None) -> int:
    """What one case weighs; a case without a tier counts as of the second."""
    return POINTS[stage][(tier or TIER_WITHOUT_ONE) - 1]


def available_points(capacity: Capacity) -> int:
    """What an officer can carry: the nominal target by the share of full time that is left, half a point upwards.

    Target x (hours / full time) x ((hours - reduction) / hours), the hours falling out. House rule: 0097.
    """
    minutes = capacity.contracted_minutes - capacity.reduction_minutes
    return _rounded(NOMINAL_TARGET[capacity.grade] * minutes, FULL_TIME_MINUTES)


def capacity_percent(points: int, available: int | None) -> int | None:
    """How full an officer is; absent where nothing is known, or nothing can be carried."""
    return _rounded(points * _PER_CENT, available) if available else None


def officers(counts: Sequence[CaseCount], capacities: Mapping[str, Capacity]) -> list[OfficerWorkload]:
    """Each officer's workload, the fullest first, then those whose capacity is not on record, by points."""
    in_order = sorted(counts, key=lambda count: (count.role, count.officer_code))
    found = [
        _officer(list(mine), capacities.get(code))
        for (_, code), mine in groupby(in_order, key=lambda count: (count.role, count.officer_code))
    ]
    return sorted(found, key=lambda one: (-(one.capacity_percent or 0), -one.points, one.officer_code, one.role))


def teams(counts: Sequence[CaseCount]) -> list[TeamWorkload]:
    """The workload of each team, by its code; what belongs to none comes last."""
    codes = sorted({count.team_code for count in counts}, key=lambda code: (code is None, code or ""))
    return [_team(code, [count for count in counts if count.team_code == code]) for code in codes]


def _officer(counts: Sequence[CaseCount], capacity: Capacity | None) -> OfficerWorkload:
    points, available = _points(counts), available_points(capacity) if capacity else None
    return OfficerWorkload(
        role=counts[0].role,
        officer_code=counts[0].officer_code,
        officer_name=counts[0].officer_name,
        team_codes=sorted({count.team_code for count in counts if count.team_code}),
        grade=capacity.grade if capacity else None,
        cases=sum(count.cases for count in counts),
        points=points,
        available_points=available,
        capacity_percent=capacity_percent(points, available),
        caseload=_caseload(counts),
    )


def _caseload(counts: Sequence[CaseCount]) -> list[CasesOfTier]:
    in_order = sorted(counts, key=lambda count: (count.stage, count.tier or 0))
    grouped = groupby(in_order, key=lambda count: (count.stage, count.tier))
    return [_of_tier(stage, tier, sum(count.cases for count in same)) for (stage, tier), same in grouped]


def _of_tier(stage: CaseStage, tier: int | None, cases: int) -> CasesOfTier:
    each = points_each(stage, tier)
    return CasesOfTier(stage=stage, tier=tier, cases=cases, points_each=each, points=cases * each)


def _team(code: str | None, counts: Sequence[CaseCount]) -> TeamWorkload:
    return TeamWorkload(
        team_code=code,
        officers=len({(count.role, count.officer_code) for count in counts}),
        cases=sum(count.cases for count in counts),
        points=_points(counts),
    )


def _points(counts: Iterable[CaseCount]) -> int:
    return sum(points_each(count.stage, count.tier) * count.cases for count in counts)


def _rounded(numerator: int, denominator: int) -> int:
    """The nearest whole number, halves upwards."""
    return (2 * numerator + denominator) // (2 * denominator)  # Source: arithmetic, floor of a half added
