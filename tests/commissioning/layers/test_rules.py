"""How later parts lie over earlier ones: on each day the latest text that speaks of it is what is said."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.texts import STARTS_ON, a_layer
from services.commissioning.layers import rules
from services.commissioning.layers.rules import Layer, Span

JULY, OCTOBER = date(2010, 7, 1), date(2010, 10, 1)
ONE_DAY = timedelta(days=1)


def kind(word: str) -> str:
    """What a word speaks of: its first letter."""
    return word[0]


def said(layers: Sequence[Layer[str]], day: date) -> str | None:
    """What the spans say of a day."""
    return next((span.part for span in rules.overlaid(layers, kind) if rules.holds_on(span, day)), None)


def test_a_later_text_prevails_from_its_first_day_and_leaves_the_days_before():
    layers = [a_layer("a1", 1, STARTS_ON), a_layer("a2", 2, JULY)]

    assert rules.overlaid(layers, kind) == [Span("a1", STARTS_ON, JULY - ONE_DAY), Span("a2", JULY, None)]


def test_a_text_that_was_settled_later_for_earlier_days_does_not_undo_one_for_later_days_beyond_its_own():
    layers = [a_layer("a1", 1, STARTS_ON), a_layer("a2", 2, OCTOBER), a_layer("a3", 3, JULY, date(2010, 7, 31))]

    assert [said(layers, day) for day in (STARTS_ON, JULY, date(2010, 8, 1), OCTOBER)] == ["a1", "a3", "a1", "a2"]


def test_what_is_struck_out_is_said_no_more_until_a_later_text_puts_it_back():
    layers = [a_layer("a1", 1, STARTS_ON), a_layer("a2", 2, JULY, struck=True), a_layer("a3", 3, OCTOBER)]

    assert [said(layers, day) for day in (STARTS_ON, JULY, OCTOBER)] == ["a1", None, "a3"]


def test_parts_of_different_things_do_not_hide_one_another():
    layers = [a_layer("a1", 1, STARTS_ON), a_layer("b2", 2, JULY)]

    assert {span.part for span in rules.overlaid(layers, kind)} == {"a1", "b2"}


@st.composite
def piles(draw: st.DrawFn) -> list[Layer[str]]:
    """Some layers of one thing, one for each text, on days of one year."""
    layers = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        first = STARTS_ON + timedelta(days=draw(st.integers(0, 300)))
        last = draw(st.none() | st.integers(0, 200).map(lambda days, first=first: first + timedelta(days=days)))
        layers.append(a_layer(f"a{number}", number, first, last, struck=draw(st.booleans())))
    return layers


@given(piles(), st.integers(0, 600))
def test_on_each_day_the_latest_text_that_speaks_of_it_is_what_is_said(layers: list[Layer[str]], after: int):
    day = STARTS_ON + timedelta(days=after)
    speaking = [layer for layer in layers if layer.from_day <= day and (layer.to_day is None or day <= layer.to_day)]
    latest = max(speaking, key=lambda layer: layer.text_number, default=None)

    assert said(layers, day) == (latest.part if latest and not latest.struck else None)


@given(piles())
def test_the_spans_of_one_thing_share_no_day_and_come_in_order(layers: list[Layer[str]]):
    spans = rules.overlaid(layers, kind)

    assert all(one.to_day is not None and one.to_day < other.from_day for one, other in pairwise(spans))
