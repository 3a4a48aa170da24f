"""What stands on a licence, and in which words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.licences import RESIDE, curfew_licence, licence_to_draw
from noms.contracts.offender_mgmt.licences import ConditionKind, Curfew
from noms.reference.licence_conditions import ConditionRole, licence_conditions_on, load_licence_conditions
from services.offender_mgmt.licence_conditions.rules import conditions_of, curfew_minutes, licence_faults, policy_version

BESPOKE = {"words": "Attend the mosque at Finsbury Park only on Fridays."}


def faults(*conditions, **changes) -> dict[str, str]:
    return {fault.pointer: fault.code for fault in licence_faults(licence_to_draw(*conditions, **changes))}


def test_the_seven_standard_conditions_stand_on_every_licence_by_themselves():
    """Source: SI 2005/648 art. 2(2)(a) to (g)."""
    found = conditions_of(licence_to_draw())

    assert [one.kind for one in found] == [ConditionKind.STANDARD] * 7
    assert found[6].words == "Do not commit any offence."


def test_an_additional_condition_is_filled_in_and_a_bespoke_one_keeps_its_own_words():
    *_, listed, own = conditions_of(licence_to_draw(RESIDE, BESPOKE | {"ends_on": "2012-03-31"}))

    assert (listed.kind, listed.words) == (ConditionKind.ADDITIONAL, "Live at Ellison House, and nowhere else.")
    assert (own.kind, own.code, own.words) == (ConditionKind.BESPOKE, "BESPOKE", BESPOKE["words"])
    assert (listed.ends_on, own.ends_on) == (date(2013, 5, 16), date(2012, 3, 31))


def test_home_detention_curfew_adds_its_curfew():
    (curfew,) = [one for one in conditions_of(curfew_licence()) if one.code == "HDC_CURFEW"]

    assert "Remain at 4 Mill Lane from 19:00 to 07:00 every day" in curfew.words
    assert curfew.kind is ConditionKind.STANDARD


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (RESIDE, {}),
        (BESPOKE, {}),
        ({"code": "TELEPORT"}, {"/conditions/0/code": "unknown_condition"}),
        ({"code": "NO_OFFENCE"}, {"/conditions/0/code": "stands_by_itself"}),
        ({"code": "RESIDE_AT"}, {"/conditions/0/inputs/place": "missing"}),
        (RESIDE | {"inputs": {"place": "A", "person": "B"}}, {"/conditions/0/inputs": "unknown_input"}),
        (RESIDE | {"words": "Stay."}, {"/conditions/0/words": "not_for_this_condition"}),
        ({}, {"/conditions/0/words": "missing"}),
        (BESPOKE | {"inputs": {"place": "A"}}, {"/conditions/0/inputs": "not_for_this_condition"}),
        (BESPOKE | {"starts_on": "2011-11-14"}, {"/conditions/0/starts_on": "outside_the_licence"}),
        (BESPOKE | {"ends_on": "2013-05-17"}, {"/conditions/0/starts_on": "outside_the_licence"}),
        (BESPOKE | {"starts_on": "2012-01-02", "ends_on": "2012-01-01"}, {"/conditions/0/starts_on": "outside_the_licence"}),
    ],
)
def test_a_condition_is_of_the_list_and_filled_in_or_has_words_of_its_own(condition, expected):
    assert faults(condition) == expected


def test_a_licence_has_its_days_in_order_and_a_list_to_take_its_words_from():
    assert faults(ends_on="2011-11-14") == {"/ends_on": "out_of_order"}
    assert faults(ends_on=None) == {}
    assert faults(starts_on="2005-04-03") == {"/starts_on": "no_list_of_conditions"}
    assert policy_version(date(2011, 11, 15)) == "2005"


@pytest.mark.parametrize(
    ("begins_at", "ends_at", "minutes"),
    [("19:00", "07:00", 720), ("22:00", "07:00", 540), ("22:01", "07:00", 539), ("07:00", "19:00", 720), ("07:00", "07:00", 0)],
)
def test_a_curfew_lasts_at_least_nine_hours_a_day(begins_at, ends_at, minutes):
    """Source: CJA 2003 s.253(2)."""
    curfew = Curfew(address="4 Mill Lane", begins_at=begins_at, ends_at=ends_at)
    found = [fault.code for fault in licence_faults(curfew_licence(curfew=curfew.model_dump()))]

    assert curfew_minutes(curfew) == minutes
    assert found == (["shorter_than_the_act_allows"] if minutes < 540 else [])


def test_only_home_detention_curfew_has_a_curfew_of_its_own():
    curfew = {"address": "4 Mill Lane", "begins_at": "19:00", "ends_at": "07:00"}

    assert faults(curfew=curfew) == {"/curfew": "not_for_this_licence"}
    assert faults(kind="HDC") == {"/curfew": "missing"}


@given(st.dates(date(2005, 4, 4), date(2014, 12, 31)), st.data())
def test_every_condition_of_the_list_can_be_filled_in_with_any_words(day, data):
    row = data.draw(st.sampled_from([row for row in licence_conditions_on(day) if row.kind is ConditionRole.ADDITIONAL]))
    words = data.draw(st.sampled_from(["{", "%s", "}{", "a place"]))
    told = licence_to_draw(
        {"code": row.code, "inputs": dict.fromkeys(row.inputs, words)}, starts_on=day.isoformat(), ends_on=None
    )

    assert licence_faults(told) == ()
    assert words in conditions_of(told)[-1].words


def test_every_wording_names_what_its_list_says_is_left_open():
    for row in load_licence_conditions():
        assert row.words.format(**{name: name.upper() for name in row.inputs}).count("{") == 0
        assert all(f"{{{name}}}" in row.words for name in row.inputs)
