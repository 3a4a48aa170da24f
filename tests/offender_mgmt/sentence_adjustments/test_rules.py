"""Days that move a sentence: each counts once, and no more are given back than were taken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.key_dates import AdjustmentKind
from noms.contracts.offender_mgmt.sentence_adjustments import AdjustmentToRecord
from services.offender_mgmt.sentence_adjustments.rules import Standing, adjustment_faults, restores_too_much

BORN_ON, AS_AT, SENTENCED_ON = date(1984, 3, 9), date(2026, 1, 1), date(2010, 5, 17)
REMAND = {"kind": "remand", "days": 35, "applies_from": "2010-05-17", "from_day": "2010-04-12", "to_day": "2010-05-16"}
AWARD, RESTORATION = AdjustmentKind.ADDITIONAL_DAYS_AWARDED, AdjustmentKind.RESTORATION_OF_ADDITIONAL_DAYS_AWARDED


def faults(told: dict, *standing: Standing, sentenced_on=(SENTENCED_ON,), **changes) -> dict[str, str]:
    found = adjustment_faults(
        AdjustmentToRecord.model_validate(told | changes),
        standing=standing,
        sentenced_on=list(sentenced_on),
        born_on=BORN_ON,
        as_at=AS_AT,
    )
    return {fault.pointer: fault.code for fault in found}


def test_remand_before_the_sentence_has_no_faults():
    assert faults(REMAND) == {}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"applies_from": "2010-05-16"},
            {"/applies_from": "before_the_sentence", "/to_day": "after_the_sentence"},
        ),
        ({"applies_from": "2026-01-02"}, {"/applies_from": "in_the_future"}),
        ({"from_day": None}, {"/from_day": "missing"}),
        ({"to_day": None}, {"/to_day": "missing"}),
        ({"to_day": "2010-04-11"}, {"/to_day": "out_of_order"}),
        ({"days": 34}, {"/days": "not_the_days_between"}),
        ({"days": 1, "from_day": "2010-05-18", "to_day": "2010-05-18"}, {"/to_day": "after_the_sentence"}),
        ({"days": 36, "to_day": "2010-05-17"}, {"/to_day": "after_the_sentence"}),
    ],
)
def test_what_cannot_be_is_named_by_its_field(changes, expected):
    assert faults(REMAND | changes) == expected


@pytest.mark.parametrize(("first", "expected"), [("2010-05-16", {"/from_day": "before_the_sentence"}), ("2010-05-17", {})])
def test_nobody_is_unlawfully_at_large_before_they_were_sentenced(first, expected):
    absence = {"kind": "unlawfully_at_large", "days": 2, "applies_from": "2010-06-01", "from_day": first}
    last = date.fromisoformat(first).replace(day=int(first[-2:]) + 1)

    assert faults(absence | {"to_day": last.isoformat()}) == expected


def test_days_before_birth_are_seen():
    assert faults(REMAND, from_day="1984-03-08", to_day="1984-03-08", days=1) == {"/from_day": "before_birth"}


def test_without_a_sentence_there_is_nothing_to_adjust():
    assert faults(REMAND, sentenced_on=()) == {"/applies_from": "no_sentence"}


@pytest.mark.parametrize(("days", "expected"), [(10, {}), (9, {}), (11, {"/days": "more_than_half"})])
def test_tagged_bail_counts_for_half_of_its_days_rounded_up(days, expected):
    """Source: CJA 2003 s.240A(2): nineteen or twenty days on tagged bail count for ten."""
    bail = {"kind": "tagged_bail", "applies_from": "2010-05-17", "days": days, "from_day": "2010-04-01", "to_day": "2010-04-20"}

    assert faults(bail) == expected
    assert faults(bail | {"to_day": "2010-04-19"}) == expected


def test_a_day_counts_once():
    """Source: CJA 2003 s.240."""
    on_bail = Standing(AdjustmentKind.TAGGED_BAIL, 3, SENTENCED_ON, date(2010, 4, 8), date(2010, 4, 12))
    before = Standing(AdjustmentKind.TAGGED_BAIL, 2, SENTENCED_ON, date(2010, 4, 8), date(2010, 4, 11))

    assert faults(REMAND, on_bail) == {"/from_day": "counted_already"}
    assert faults(REMAND, before) == {}


def test_no_more_days_are_restored_than_were_awarded_by_then():
    awarded = Standing(AWARD, 14, date(2010, 9, 1))
    restored = {"kind": RESTORATION, "applies_from": "2011-01-10", "days": 14}

    assert faults(restored, awarded) == {}
    assert faults(restored | {"days": 15}, awarded) == {"/days": "more_than_awarded"}
    assert faults(restored | {"applies_from": "2010-08-31"}, awarded) == {"/days": "more_than_awarded"}
    assert faults(restored, awarded, Standing(RESTORATION, 1, date(2011, 2, 1))) == {"/days": "more_than_awarded"}


@given(
    st.lists(
        st.builds(
            Standing, st.sampled_from([AWARD, RESTORATION]), st.integers(1, 30), st.dates(date(2010, 1, 1), date(2010, 2, 1))
        ),
        max_size=8,
    )
)
def test_too_much_is_restored_exactly_when_some_day_ends_with_less_than_nothing(standing):
    days = {one.applies_from for one in standing}
    kept = [sum(one.days if one.kind is AWARD else -one.days for one in standing if one.applies_from <= day) for day in days]

    assert restores_too_much(standing) == any(left < 0 for left in kept)


def test_no_more_adjustments_count_than_the_calculation_takes():
    awards = [Standing(AWARD, 1, date(2010, 9, 1))] * 200

    assert faults(REMAND, *awards) == {"/kind": "too_many"}
    assert faults(REMAND, *awards[1:]) == {}
