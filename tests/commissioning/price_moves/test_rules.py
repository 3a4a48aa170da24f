"""How texts move the annual price, day by day, against a count of every day by itself."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.texts import ENDS_ON, STARTS_ON
from noms.contracts.commissioning.agreements import PriceLimit
from noms.contracts.commissioning.variations import TextChanges
from services.commissioning.layers.rules import Layer, holds_on
from services.commissioning.price_moves.rules import FEE, Effect, Priced, PricePath, Step, parts_in

OCTOBER, APRIL, JUNE = date(2010, 10, 1), date(2011, 4, 1), date(2011, 6, 1)
TEN_PERCENT = PriceLimit(most_percent=10, within_days=90)


def priced(text_number: int, price: int, from_day: date = STARTS_ON, to_day: date | None = None, **changes) -> Layer[Priced]:
    """A line for so many pence a year in one of the texts."""
    told = {"what": "a", "struck": False} | changes
    return Layer(Priced((told["what"],), 1, price), text_number, from_day, to_day, told["struck"])


def path(*layers: Layer[Priced]) -> PricePath:
    return PricePath((priced(1, 1_000), *layers), STARTS_ON, ENDS_ON)


def test_a_price_that_moves_for_half_a_year_has_its_effect_on_those_days():
    """What stands again on the last of the days is moved all the same."""
    doubled = path(priced(2, 2_000, OCTOBER, APRIL - timedelta(days=1)), priced(2, 1_000, APRIL))

    assert doubled.effect_of(2) == Effect(1_000, OCTOBER)
    assert doubled.steps() == [Step(OCTOBER, 2, 1_000), Step(APRIL, 2, -1_000)]
    assert doubled.above(TEN_PERCENT, 2)


def test_it_does_not_matter_which_of_two_steps_was_settled_first():
    forth = path(priced(2, 1_100, OCTOBER), priced(3, 1_200, OCTOBER + timedelta(days=1)))
    back = path(priced(2, 1_100, OCTOBER + timedelta(days=1)), priced(3, 1_100, OCTOBER, what="b"))

    assert not forth.above(TEN_PERCENT, 1)
    assert forth.above(TEN_PERCENT, 3)
    assert back.above(TEN_PERCENT, 3)


def test_steps_count_by_the_day_on_which_the_price_moves():
    """Three variations, settled and effective half a year from one another, whose lines all begin in June 2011."""
    once = path(priced(2, 1_100, JUNE))
    twice = path(priced(2, 1_100, JUNE), priced(3, 1_200, JUNE))

    assert not once.above(TEN_PERCENT, 2)
    assert twice.above(TEN_PERCENT, 3)


@pytest.mark.parametrize(
    ("later", "above"),
    [
        ((1_100,), False),
        ((1_101,), True),
        ((900,), False),
        ((899,), True),
        ((1_060, 1_020), False),
        ((1_060, 1_019), True),
    ],
)
def test_a_price_moves_no_further_than_was_agreed_up_and_down_alike(later: tuple[int, ...], above: bool):
    """Source of the shape: ProZorro, at most 10 % in 90 days."""
    moved = path(*(priced(number, price, OCTOBER + timedelta(days=number)) for number, price in enumerate(later, 2)))

    assert moved.above(TEN_PERCENT, len(later) + 1) is above
    assert not moved.above(None, len(later) + 1)


@pytest.mark.parametrize(("days", "above"), [(89, True), (90, False)])
def test_the_days_of_a_limit_are_counted_from_each_step(days: int, above: bool):
    moved = path(priced(2, 1_100, OCTOBER), priced(3, 1_210, OCTOBER + timedelta(days=days)))

    assert moved.above(TEN_PERCENT, 3) is above


def test_a_step_that_both_agreed_in_the_original_text_is_no_move():
    agreed = PricePath(
        (priced(1, 1_000, to_day=APRIL - timedelta(days=1)), priced(1, 5_000, APRIL), priced(2, 1_100, OCTOBER, OCTOBER)),
        STARTS_ON, ENDS_ON,
    )  # fmt: skip

    assert {step.text_number for step in agreed.steps()} == {2}


def test_what_moves_no_price_is_never_above():
    assert not path(priced(2, 2_000), priced(3, 2_000)).above(TEN_PERCENT, 3)


@pytest.mark.parametrize(
    ("further", "otherwise"),
    [
        (priced(2, 1_000), False),
        (priced(2, 1_001, ENDS_ON), True),
        (priced(2, 0, what="b"), True),
        (priced(2, 0, OCTOBER, struck=True), True),
        (Layer(Priced(("a",), 1_000, 1), 2, STARTS_ON, None, struck=False), True),
        (priced(2, 1_000, OCTOBER, OCTOBER), False),
    ],
)
def test_a_text_buys_otherwise_where_volume_or_price_of_anything_moves_on_any_day(further: Layer[Priced], otherwise: bool):
    assert path(further).buys_otherwise(2) is otherwise


def test_a_variation_is_priced_by_what_it_says():
    line = {"specification": "UNPAID-WORK", "specification_version": 2, "annual_volume": 10, "unit_price_pence": 900}
    changes = TextChanges.model_validate(
        {
            "lines": [line, line | {"place": "KNT", "from_day": "2011-04-01", "to_day": "2011-05-31"}],
            "struck_lines": [{"specification": "COURT-REPORTS", "place": "LDN"}],
            "annual_fee_pence": 5,
        }
    )

    assert parts_in(changes, place="LDN", from_day=OCTOBER, text_number=2) == [
        Layer(Priced(("line", "UNPAID-WORK", "LDN"), 10, 900), 2, OCTOBER, None, struck=False),
        Layer(Priced(("line", "UNPAID-WORK", "KNT"), 10, 900), 2, APRIL, date(2011, 5, 31), struck=False),
        Layer(Priced(("line", "COURT-REPORTS", "LDN"), 0, 0), 2, OCTOBER, None, struck=True),
        Layer(Priced(FEE, 1, 5), 2, OCTOBER, None, struck=False),
    ]


TERM = [STARTS_ON + timedelta(days=number) for number in range(20)]


LINES = st.tuples(
    st.integers(2, 5), st.sampled_from("abc"), st.integers(0, 1_000), st.integers(0, 19), st.none() | st.integers(0, 9),
    st.booleans(),
)  # fmt: skip
"""A line of a later text: the text, what is bought, its price, its first day and how many follow, and whether it is struck."""


def a_path(original: tuple[int, int], lines: list[tuple]) -> PricePath:
    """An original text with two lines, and later ones, on twenty days."""
    later = [
        priced(text, price, TERM[first], days if days is None else TERM[first] + timedelta(days=days), what=what, struck=struck)
        for text, what, price, first, days, struck in lines
    ]
    return PricePath(
        [*(priced(1, price, what=what) for price, what in zip(original, "ab", strict=True)), *later], TERM[0], TERM[-1]
    )


def _text_and_line(line: tuple) -> tuple:
    return line[:2]


PRICES = st.integers(0, 1_000)
PATHS = st.builds(a_path, st.tuples(PRICES, PRICES), st.lists(LINES, min_size=1, max_size=8, unique_by=_text_and_line))


def counted(told: PricePath, day: date, text_number: int) -> int:
    """What a year comes to on one day by one text, by looking at every line."""
    spoken = [layer for layer in told.layers if layer.text_number <= text_number and holds_on(layer, day)]
    tops = (max((each for each in spoken if each.part.key == (what,)), key=_number, default=None) for what in "abc")
    return sum(top.part.unit_price_pence for top in tops if top is not None and not top.struck)


def _number(layer: Layer[Priced]) -> int:
    return layer.text_number


def moved_by(told: PricePath, day: date, text_number: int) -> int:
    if day < TERM[0]:
        return 0
    return counted(told, day, text_number) - counted(told, day, text_number - 1)


def steps_on(told: PricePath, day: date) -> list[int]:
    eve = day - timedelta(days=1)
    return [moved_by(told, day, text) - moved_by(told, eve, text) for text in range(2, 6)]


@given(PATHS, st.integers(2, 5))
def test_the_effect_is_the_furthest_of_every_day_and_begins_on_the_first_such_day(told: PricePath, text_number: int):
    every = [moved_by(told, day, text_number) for day in TERM]
    furthest = max(every, key=abs)
    first = TERM[every.index(furthest)] if furthest else None

    assert told.effect_of(text_number) == Effect(furthest, first)
    assert told.first_day_of(text_number, furthest) == first or not furthest


@given(PATHS)
def test_the_steps_are_those_of_every_day(told: PricePath):
    found = {(step.day, step.text_number): step.pence for step in told.steps()}

    assert found == {
        (day, text): pence for day in TERM for text, pence in enumerate(steps_on(told, day), 2) if pence
    }  # fmt: skip


@given(PATHS, st.integers(1, 100), st.integers(1, 20))
def test_the_limit_holds_in_every_window_of_every_day(told: PricePath, percent: int, days: int):
    limit, last = PriceLimit(most_percent=percent, within_days=days), max(layer.text_number for layer in told.layers)
    steps = {day: steps_on(told, day) for day in TERM}

    def too_far(first: date) -> bool:
        eve = first - timedelta(days=1)
        before = counted(told, first, 1) + sum(moved_by(told, eve, text) for text in range(2, 6))
        within = [day for day in TERM if first <= day < first + timedelta(days=days)]
        return sum(abs(pence) for day in within for pence in steps[day]) > Fraction(percent * before, 100)

    moves = any(steps[day][last - 2] for day in TERM)
    assert told.above(limit, last) is (moves and any(too_far(day) for day in TERM if any(steps[day])))


@given(st.lists(st.tuples(st.integers(1, 1_000), st.integers(0, 19)), min_size=3, max_size=3), st.integers(1, 100))
def test_in_whatever_order_variations_of_different_parts_are_settled_the_limit_says_the_same(
    moves: list[tuple[int, int]], percent: int
):
    limit = PriceLimit(most_percent=percent, within_days=10)
    told = {
        PricePath(
            [priced(1, 5_000, what="z"), *(priced(text, p, TERM[day], what=w) for text, (w, (p, day)) in enumerate(order, 2))],
            TERM[0],
            TERM[-1],
        ).above(limit, 4)
        for order in permutations(zip("abc", moves, strict=True))
    }

    assert len(told) == 1
