"""When versions are published and archived, whom a service is for, and what published figures say of unit costs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.specifications import (
    Eligibility,
    Sex,
    SpecificationState,
)
from services.commissioning.specifications import rules
from services.commissioning.specifications.rules import Days, Referral, SpecificationObjection

DAY = date(2010, 4, 1)
DRAFT, PUBLISHED, ARCHIVED = SpecificationState


def test_a_draft_is_published_where_no_other_version_is_in_force():
    before = Days(date(2005, 4, 4), date(2010, 3, 31))

    assert rules.objection_to_publication(DRAFT, Days(DAY), [before]) is None


@pytest.mark.parametrize("state", [PUBLISHED, ARCHIVED])
def test_what_was_published_is_not_published_again(state: SpecificationState):
    assert rules.objection_to_publication(state, Days(DAY), []) is SpecificationObjection.NOT_A_DRAFT


@pytest.mark.parametrize(
    "other",
    [Days(date(2005, 4, 4)), Days(DAY, DAY), Days(date(2009, 1, 1), DAY), Days(date(2011, 1, 1))],
    ids=["open before", "same day", "ends on the first day", "begins later"],
)
def test_two_versions_never_share_a_day(other: Days):
    assert rules.objection_to_publication(DRAFT, Days(DAY), [other]) is SpecificationObjection.VERSIONS_OVERLAP


def test_a_version_does_not_end_before_it_starts():
    ends_first = Days(DAY, date(2010, 3, 31))

    assert rules.objection_to_publication(DRAFT, ends_first, []) is SpecificationObjection.ENDS_BEFORE_IT_STARTS


DAYS = st.dates(date(2004, 6, 1), date(2017, 3, 31))


@st.composite
def spells(draw: st.DrawFn) -> Days:
    first = draw(DAYS)
    return Days(first, draw(st.none() | st.integers(0, 2_000).map(lambda days: first + timedelta(days=days))))


@given(spells(), spells())
def test_sharing_a_day_is_what_it_says(one: Days, other: Days):
    later = max(one.first, other.first)

    assert one.shares_a_day_with(other) is (one.hold(later) and other.hold(later))
    assert one.shares_a_day_with(other) is other.shares_a_day_with(one)


@pytest.mark.parametrize(
    ("state", "days", "last_day", "objection"),
    [
        (PUBLISHED, Days(DAY), date(2012, 3, 31), None),
        (PUBLISHED, Days(DAY), DAY, None),
        (PUBLISHED, Days(DAY), date(2010, 3, 31), SpecificationObjection.OUTSIDE_ITS_DAYS),
        (PUBLISHED, Days(DAY, date(2011, 3, 31)), date(2011, 4, 1), SpecificationObjection.OUTSIDE_ITS_DAYS),
        (DRAFT, None, DAY, SpecificationObjection.NOT_PUBLISHED),
        (ARCHIVED, Days(DAY), DAY, SpecificationObjection.NOT_PUBLISHED),
    ],
)
def test_a_published_version_is_archived_on_one_of_its_days(state, days, last_day, objection):
    assert rules.objection_to_archival(state, days, last_day) is objection


WHOM = Eligibility(
    regions=["LON"], categories=["B", "C"], sexes=[Sex.MALE], youngest_age=18, oldest_age=20,
    referrals_from=date(2010, 4, 1), referrals_to=date(2011, 3, 31),
)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, []),
        ({"region": "LON", "category": "B", "sex": Sex.MALE, "age": 18}, []),
        ({"age": 20}, []),
        ({"region": "SE"}, ["region"]),
        ({"category": "A"}, ["category"]),
        ({"sex": Sex.FEMALE}, ["sex"]),
        ({"age": 17}, ["young"]),
        ({"age": 21}, ["old"]),
        ({"on": date(2010, 3, 31)}, ["not begun"]),
        ({"on": date(2011, 3, 31)}, []),
        ({"on": date(2011, 4, 1)}, ["ended"]),
        ({"region": "SE", "age": 21}, ["region", "old"]),
    ],
)
def test_every_limit_is_told_that_stands_against_a_referral(told: dict, words: list[str]):
    against = rules.reasons_against(WHOM, Referral(**{"on": DAY, **told}))

    assert len(against) == len(words)
    assert all(word in reason for word, reason in zip(words, against, strict=True))


@given(st.integers(0, 120), st.sampled_from(["LON", "SE"]), st.sampled_from(Sex))
def test_a_service_without_limits_is_for_everybody(age: int, region: str, sex: Sex):
    assert rules.reasons_against(Eligibility(), Referral(DAY, region, "A", sex, age)) == ()


def test_limits_that_leave_everybody_out_are_seen():
    assert rules.eligibility_contradicts_itself(Eligibility(youngest_age=21, oldest_age=20))
    assert rules.eligibility_contradicts_itself(Eligibility(referrals_from=DAY, referrals_to=date(2010, 3, 31)))
    assert not rules.eligibility_contradicts_itself(WHOM)
