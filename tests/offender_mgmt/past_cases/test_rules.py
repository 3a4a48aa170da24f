"""Whose case it was on a day, by what was known; and when a day is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.offender_mgmt.moments.rules import end_of
from services.offender_mgmt.past_cases.rules import Spell, spell_on


def recorded(day: int) -> datetime:
    return datetime(2010, 10, day, 12, tzinfo=UTC)


FIRST = Spell(date(2010, 10, 4), date(2010, 10, 20), recorded(5))
SECOND = Spell(date(2010, 10, 20), None, recorded(25))


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        ("2010-12-01", "2010-12-02T00:00:00+00:00"),
        ("2010-07-01", "2010-07-01T23:00:00+00:00"),
        ("2010-10-31", "2010-11-01T00:00:00+00:00"),
    ],
)
def test_a_day_ends_at_midnight_in_london(day: str, midnight: str):
    assert end_of(date.fromisoformat(day)).astimezone(UTC).isoformat() == midnight


@pytest.mark.parametrize(
    ("on", "known", "whose"),
    [
        (3, 30, None),
        (4, 30, FIRST),
        (19, 30, FIRST),
        (20, 30, SECOND),
        (4, 4, None),
        (4, 5, FIRST),
        (22, 24, FIRST),
        (22, 25, SECOND),
    ],
)
def test_a_hand_over_that_was_not_recorded_yet_was_not_known(on: int, known: int, whose: Spell | None):
    assert spell_on([SECOND, FIRST], date(2010, 10, on), known_before=end_of(date(2010, 10, known))) == whose


def test_a_case_that_was_given_up_and_taken_by_nobody_is_nobodys():
    given_up = Spell(date(2010, 10, 4), date(2010, 10, 20), recorded(5))

    assert spell_on([given_up], date(2010, 10, 19), known_before=recorded(30)) == given_up
    assert spell_on([given_up], date(2010, 10, 20), known_before=recorded(30)) is None


@given(lengths=st.lists(st.integers(1, 60), min_size=1, max_size=8), on=st.integers(-5, 400))
def test_with_everything_known_the_day_decides(lengths: list[int], on: int):
    """Spells that follow one another without a gap: each day has the one within whose days it lies."""
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    day_one = date(2010, 1, 1)
    spells = [
        Spell(day_one + timedelta(start), day_one + timedelta(start + length) if place + 1 < len(lengths) else None, recorded(1))
        for place, (start, length) in enumerate(zip(starts, lengths, strict=True))
    ]
    expected = next((spell for spell, start in reversed(list(zip(spells, starts, strict=True))) if on >= start), None)

    assert spell_on(spells, day_one + timedelta(on), known_before=recorded(2)) == expected
