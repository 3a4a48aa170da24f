"""A life cut into stretches: no day left out, none in two, neighbours with one answer joined."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.reference.further_responsibilities import Direction, Extent, FurtherResponsibility, FurtherService
from noms.reference.reading import Dated
from noms.reference.regions import Certainty, Instrument
from services.commissioning.timelines import rules

LIFE = (date(2004, 6, 1), date(2004, 12, 31))
days = st.dates(*LIFE)
spans = st.lists(st.tuples(days, days).map(sorted), max_size=5)


def row(first: date, last: date | None) -> FurtherResponsibility:
    return FurtherResponsibility(
        valid_from=first, valid_to=last, direction=Direction.OUTBOUND, service=FurtherService.ELECTRONIC_MONITORING,
        places_bought=None, place=("LON",), extent=Extent.WHOLE, commissioner="NOMS", provider="a supplier",
        instrument=Instrument.CONTRACT, certainty=Certainty.STATED, source="a test",
    )  # fmt: skip


def test_a_row_changes_something_on_its_first_day_and_on_the_day_after_its_last():
    changes = rules.changes_of([row(date(2004, 7, 1), date(2004, 7, 31)), row(date(2004, 9, 1), None)])

    assert list(changes) == [date(2004, 7, 1), date(2004, 8, 1), date(2004, 9, 1)]


def test_a_row_that_lasts_to_the_end_of_time_ends_on_no_day():
    assert list(rules.changes_of([Dated(valid_from=date(2004, 7, 1), valid_to=date.max, source="a test")])) == [date(2004, 7, 1)]


def test_an_answer_that_never_changes_is_one_stretch():
    [whole] = rules.stretches(lambda _: "NOMS", [date(2004, 7, 1), date(1999, 1, 1)], LIFE, key=str)

    assert (whole.first, whole.last) == LIFE


@given(spans)
def test_the_stretches_follow_one_another_from_the_first_day_to_the_last(ranges: list[list[date]]):
    rows = [row(first, last) for first, last in ranges]
    cut = rules.stretches(lambda day: sum(r.in_force_on(day) for r in rows), rules.changes_of(rows), LIFE, key=int)

    assert (cut[0].first, cut[-1].last) == LIFE
    for one, following in pairwise(cut):
        assert one.last + timedelta(days=1) == following.first
        assert one.value != following.value


@given(spans, days)
def test_on_every_day_the_stretch_tells_what_the_day_itself_tells(ranges: list[list[date]], day: date):
    rows = [row(first, last) for first, last in ranges]
    cut = rules.stretches(lambda on: sum(r.in_force_on(on) for r in rows), rules.changes_of(rows), LIFE, key=int)
    [on_the_day] = [stretch.value for stretch in cut if stretch.first <= day <= stretch.last]

    assert on_the_day == sum(r.in_force_on(day) for r in rows)


@given(spans, days)
def test_a_day_is_unbought_exactly_when_no_row_names_a_buyer(ranges: list[list[date]], day: date):
    rows = [row(first, last) for first, last in ranges]
    gaps = list(rules.unbought(rows, "LON", LIFE))

    assert any(first <= day <= last for first, last in gaps) == (not any(r.in_force_on(day) for r in rows))


def test_a_row_of_another_place_buys_nothing_here():
    assert list(rules.unbought([row(*LIFE)], "WAL", LIFE)) == [LIFE]


@pytest.mark.parametrize("days_later", [0, 1])
def test_a_life_of_one_or_two_days_is_cut_too(days_later: int):
    last = LIFE[0] + timedelta(days=days_later)
    cut = rules.stretches(lambda day: day, [last], (LIFE[0], last), key=str)

    assert len(cut) == days_later + 1
