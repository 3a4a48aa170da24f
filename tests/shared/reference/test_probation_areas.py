"""Boards and trusts over time."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.probation_areas import (
    ProbationBodyKind,
    load_probation_areas,
    probation_area_following,
    probation_area_on,
    probation_areas_on,
    probation_areas_with_code,
)
from noms.reference.regions import load_regions

codes = st.sampled_from(sorted({area.code for area in load_probation_areas()}))
days_of_the_service = st.dates(date(2001, 4, 1), date(2014, 5, 31))


@pytest.mark.parametrize(
    ("day", "boards", "trusts"),
    [
        (date(2001, 4, 1), 42, 0),
        (date(2007, 12, 31), 42, 0),
        (date(2008, 4, 1), 36, 6),
        (date(2009, 3, 31), 36, 6),
        (date(2009, 4, 1), 34, 8),
        (date(2010, 3, 31), 34, 8),
        (date(2010, 4, 1), 0, 35),
        (date(2014, 5, 31), 0, 35),
        (date(2014, 6, 1), 0, 0),
    ],
)
def test_the_boards_and_trusts_in_force(day: date, boards: int, trusts: int) -> None:
    """Source: SI 2009/547, SI 2010/191, SI 2014/2704, Hansard 15 January 2009; six first trusts: founding paper 001."""
    in_force = Counter(area.kind for area in probation_areas_on(day))

    assert (in_force[ProbationBodyKind.AREA_BOARD], in_force[ProbationBodyKind.TRUST]) == (boards, trusts)


def test_the_first_six_trusts() -> None:
    """Source: Dyfed-Powys and South Wales in Hansard 3 March 2010; the other four are general knowledge."""
    trusts = {area.code for area in probation_areas_on(date(2008, 4, 1)) if area.kind is ProbationBodyKind.TRUST}

    assert trusts == {"DPP", "SWS", "HBS", "LTS", "MRS", "WMP"}


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("DRH", date(2009, 6, 1), "Durham Probation Area"),
        ("DRH", date(2010, 3, 31), "Durham Probation Area"),
        ("DRH", date(2010, 4, 1), "Durham Tees Valley Probation Trust"),
        ("DRH", date(2011, 6, 1), "Durham Tees Valley Probation Trust"),
        ("SFK", date(2011, 6, 1), "Norfolk and Suffolk Probation Trust"),
        ("SWS", date(2007, 6, 1), "South Wales Probation Area"),
        ("SWS", date(2009, 6, 1), "South Wales Probation Trust"),
        ("SWS", date(2010, 6, 1), "Wales Probation Trust"),
        ("GWT", date(2010, 4, 1), "Wales Probation Trust"),
        ("NBR", date(2010, 4, 1), "Northumbria Probation Trust"),
    ],
)
def test_an_area_is_followed_through_its_mergers(code: str, day: date, name: str) -> None:
    """Source: SI 2014/2704 for the names of the merged trusts; Hansard 3 March 2010 for Wales."""
    assert probation_area_following(code, day).name == name


@given(codes, days_of_the_service)
def test_an_area_that_began_with_the_service_always_has_exactly_one_body(code: str, day: date) -> None:
    if probation_areas_with_code(code)[0].valid_from <= day:
        assert probation_area_following(code, day) in probation_areas_on(day)


@given(codes, days_of_the_service)
def test_no_code_is_borne_by_two_bodies_on_one_day(code: str, day: date) -> None:
    assert sum(area.in_force_on(day) for area in probation_areas_with_code(code)) <= 1


def test_a_successor_takes_over_on_the_next_day_in_the_same_region() -> None:
    for area in load_probation_areas():
        if area.successor_code is not None and area.valid_to is not None:
            successor = probation_area_on(area.successor_code, area.valid_to + timedelta(days=1))
            assert successor.region_code == area.region_code


def test_every_probation_area_lies_in_a_listed_region() -> None:
    assert {area.region_code for area in load_probation_areas()} <= {row.code for row in load_regions()}


def test_a_code_out_of_force_is_refused_and_told_apart_from_an_unknown_one() -> None:
    with pytest.raises(NotInForce, match="DRH, but not on 2011-06-01"):
        probation_area_on("DRH", date(2011, 6, 1))
    with pytest.raises(NotInForce):
        probation_area_following("DRH", date(2014, 6, 1))
    with pytest.raises(UnknownCode):
        probation_area_on("ZZZ", date(2011, 6, 1))
