"""Public protection: the overall level, what a record may not say, and what a role sees of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.public_protection import PublicProtectionRecord, PublicProtectionView, RoshLevel
from services.offender_mgmt.public_protection.rules import LEVELS, for_role, overall_level, record_faults


def faults_of(**changes):
    return [(fault.pointer, fault.code) for fault in record_faults(PublicProtectionRecord(**changes))]


def rating(group, setting, level="low"):
    return {"group": group, "setting": setting, "level": level}


def test_the_overall_level_is_the_highest_of_any_group_and_setting():
    assert overall_level([RoshLevel.LOW, RoshLevel.VERY_HIGH, RoshLevel.MEDIUM]) is RoshLevel.VERY_HIGH


def test_where_no_level_was_recorded_there_is_no_overall_level_not_a_low_one():
    assert overall_level([]) is None


@given(st.lists(st.sampled_from(LEVELS), min_size=1))
def test_no_recorded_level_lies_above_the_overall_one(levels):
    overall = overall_level(levels)

    assert overall in levels
    assert all(LEVELS.index(level) <= LEVELS.index(overall) for level in levels)


def test_risk_to_prisoners_is_recorded_in_custody_only():
    # Source: hmpps-assess-risks-and-needs RoshSectionModels.kt.
    assert faults_of(rosh=[rating("prisoners", "community")]) == [("/rosh/0/setting", "custody_only")]
    assert faults_of(rosh=[rating("prisoners", "custody")]) == []


def test_a_group_is_rated_once_in_each_setting():
    twice = faults_of(rosh=[rating("public", "community"), rating("public", "community", "high")])

    assert twice == [("/rosh/0", "rated_twice"), ("/rosh/1", "rated_twice")]
    assert faults_of(rosh=[rating("public", "community"), rating("public", "custody")]) == []


def test_a_register_is_named_once():
    assert faults_of(registers=["PPO", "PPO"]) == [("/registers", "registered_twice")]


@pytest.mark.parametrize(("category", "faults"), [(1, []), (2, [("/mappa/category", "category_contradicts_register")])])
def test_a_registered_sexual_offender_is_in_category_one(category, faults):
    # Source: Criminal Justice Act 2003 s.327(2).
    assert faults_of(registers=["SEX_OFFENDER_REGISTER"], mappa={"category": category, "level": 1}) == faults


@pytest.fixture
def recorded():
    return PublicProtectionView(
        version=3,
        mappa_level=2,
        rosh_overall="high",
        next_review_on=None,
        recorded_at=datetime(2010, 6, 1, 9, tzinfo=UTC),
        detail={
            "mappa_category": 2,
            "rosh": [rating("known_adult", "community", "high")],
            "registers": ["DOMESTIC_ABUSE"],
            "notes": "Order in force.",
        },
    )


def test_a_programme_team_sees_the_levels_and_nothing_of_the_detail(recorded):
    seen = for_role(recorded, sees_detail=False)

    assert (seen.mappa_level, seen.rosh_overall, seen.detail) == (2, RoshLevel.HIGH, None)
    assert "known_adult" not in seen.model_dump_json()
    assert "DOMESTIC_ABUSE" not in seen.model_dump_json()


def test_whoever_manages_the_risk_sees_the_whole_record(recorded):
    assert for_role(recorded, sees_detail=True) == recorded
