"""Spreading cases: every case once, nobody much fuller than another, and what stands in the way named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.reallocations import Reallocation
from services.offender_mgmt.reallocations.rules import CaseHeld, reallocation_faults, spread

TOOK = date(2010, 10, 6)


def asked(*codes: str, **changes: object) -> Reallocation:
    colleagues = [{"officer_code": code, "officer_name": f"Officer {code}"} for code in codes or ("B", "C")]
    facts = {"role": "offender_manager", "employer": "LDN", "starts_on": "2011-01-10", "colleagues": colleagues}
    return Reallocation.model_validate(facts | changes)


def test_the_heaviest_cases_go_first_each_to_whoever_has_least():
    cases = [CaseHeld("A000001", TOOK, 51), CaseHeld("A000002", TOOK, 206), CaseHeld("A000003", TOOK, 146)]

    assert spread(cases, ["B", "C"]) == {"A000002": "B", "A000003": "C", "A000001": "C"}


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (asked(starts_on="2099-01-01"), ("/starts_on", "in_the_future")),
        (asked("B", "A"), ("/colleagues/1/officer_code", "leaves")),
        (asked("B", "B"), ("/colleagues/1/officer_code", "named_twice")),
        (asked(starts_on="2010-10-06"), ("/starts_on", "before_last_allocation")),
    ],
)
def test_what_stands_in_the_way_is_named(request_: Reallocation, fault: tuple[str, str]):
    found = reallocation_faults("A", request_, [CaseHeld("A000001", TOOK, 51)], as_at=date(2011, 2, 1))

    assert [(each.pointer, each.code) for each in found] == [fault]


def test_a_case_that_stands_in_the_way_is_named_itself():
    found = reallocation_faults("A", asked(), [CaseHeld("A000009", date(2011, 1, 10), 51)], as_at=date(2011, 2, 1))

    assert "A000009" in found[0].message


held = st.lists(
    st.builds(CaseHeld, st.integers(0, 999_999).map("A{:06d}".format), st.just(TOOK), st.integers(14, 219)),
    max_size=60,
    unique_by=lambda case: case.crn,
)


@given(held, st.lists(st.sampled_from(["B", "C", "D", "E"]), min_size=1, unique=True))
def test_every_case_is_given_once_and_no_two_colleagues_differ_by_more_than_one_case(
    cases: list[CaseHeld], colleagues: list[str]
):
    taken = spread(cases, colleagues)
    given_to = [sum(case.points for case in cases if taken[case.crn] == code) for code in colleagues]

    assert set(taken) == {case.crn for case in cases}
    assert set(taken.values()) <= set(colleagues)
    assert max(given_to) - min(given_to) <= max((case.points for case in cases), default=0)
