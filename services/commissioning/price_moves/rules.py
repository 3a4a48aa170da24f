"""What an agreement comes to in a year on each of its days, and which text moved it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from noms.contracts.commissioning.agreements import PriceLimit
from noms.contracts.commissioning.variations import TextChanges
from services.commissioning.layers.rules import ONE_DAY, Layer, holds_on

Key = tuple[str, ...]

FEE: Key = ("fee",)
ORIGINAL = 1  # Source: the first text of an agreement is the one that both signed


@dataclass(frozen=True)
class Priced:
    """A part of a text that is paid for: a specification at a place, or the fee."""

    key: Key
    annual_volume: int
    unit_price_pence: int


@dataclass(frozen=True)
class Step:
    """A text moves the annual price from a day on."""

    day: date
    text_number: int
    pence: int


@dataclass(frozen=True)
class Effect:
    """The furthest that a text moves the annual price on any day, and the first such day; no day where it moves nothing."""

    pence: int
    day: date | None


@dataclass(frozen=True)
class PricePath:
    """The priced parts of every text of an agreement, on the days of its term."""

    layers: Sequence[Layer[Priced]]
    starts_on: date
    ends_on: date

    def days(self) -> list[date]:
        """The first day, and every other from which a text says something else that is paid for."""
        begun = {layer.from_day for layer in self.layers}
        over = {layer.to_day + ONE_DAY for layer in self.layers if layer.to_day}
        return sorted(day for day in {self.starts_on} | begun | over if self.starts_on <= day <= self.ends_on)

    def annual_prices_pence(self, day: date) -> dict[int, int]:
        """What a year comes to on the day by the original text, and by each later one that speaks of the day."""
        total, standing, prices = 0, dict[Key, int](), {ORIGINAL: 0}
        for layer in self._on(day):
            pence = 0 if layer.struck else layer.part.annual_volume * layer.part.unit_price_pence
            total += pence - standing.get(layer.part.key, 0)
            standing[layer.part.key] = pence
            prices[layer.text_number] = total
        return prices

    def effects_pence(self, day: date) -> dict[int, int]:
        """What each later text moves the annual price of the day by, against the texts before it."""
        prices = self.annual_prices_pence(day)
        return {text: after - before for (_, before), (text, after) in pairwise(prices.items())}

    def steps(self) -> list[Step]:
        """Every move of the annual price by a later text, the first day first."""
        found, before = list[Step](), dict[int, int]()
        for day in self.days():
            now = self.effects_pence(day)
            moved = {text: now.get(text, 0) - before.get(text, 0) for text in sorted(now.keys() | before.keys())}
            found += [Step(day, text, pence) for text, pence in moved.items() if pence]
            before = now
        return found

    def effect_of(self, text_number: int) -> Effect:
        """The furthest that a text moves the annual price, and from which day it does."""
        told = [Effect(self.effects_pence(day).get(text_number, 0), day) for day in self.days()]
        furthest = max(told, key=lambda effect: abs(effect.pence), default=Effect(0, None))
        return furthest if furthest.pence else Effect(0, None)

    def first_day_of(self, text_number: int, pence: int) -> date | None:
        """The first day on which a text moves the annual price by so much."""
        return next((day for day in self.days() if self.effects_pence(day).get(text_number, 0) == pence), None)

    def buys_otherwise(self, text_number: int) -> bool:
        """Whether a text moves, on any day, what is bought or what is paid for it."""
        return any(self._bought(day, text_number) != self._bought(day, text_number - 1) for day in self.days())

    def above(self, limit: PriceLimit | None, text_number: int) -> bool:
        """Whether the steps of a text, with those of every other, move the price further than the parties agreed.

        The steps of all texts within so many days count, up and down alike, by the day on which the price moves; they are
        held against the price of the first of these days as it were without them. So it does not matter which was settled
        first. Source: ProZorro, limit of item prices, for the shape (a share of the price within some days).
        House rule: 0128.
        """
        steps = self.steps()
        if limit is None or all(step.text_number != text_number for step in steps):
            return False
        return any(
            sum(abs(step.pence) for step in steps if 0 <= (step.day - first).days < limit.within_days)
            > Fraction(limit.most_percent * self._before_moving(first, steps), 100)
            for first in {step.day for step in steps}
        )

    def _before_moving(self, day: date, steps: Iterable[Step]) -> int:
        prices = self.annual_prices_pence(day)
        return prices[max(prices)] - sum(step.pence for step in steps if step.day == day)

    def _on(self, day: date) -> list[Layer[Priced]]:
        return sorted((layer for layer in self.layers if holds_on(layer, day)), key=lambda layer: layer.text_number)

    def _bought(self, day: date, through_text: int) -> Mapping[Key, Priced]:
        top = {layer.part.key: layer for layer in self._on(day) if layer.text_number <= through_text}
        return {key: layer.part for key, layer in top.items() if not layer.struck}


def parts_in(changes: TextChanges, *, place: str, from_day: date, text_number: int) -> list[Layer[Priced]]:
    """The priced parts that a variation puts in and strikes out from a day on; a line without a place is the provider's own."""
    lines = [
        Layer(
            Priced(("line", line.specification, line.place or place), line.annual_volume, line.unit_price_pence),
            text_number, line.from_day or from_day, line.to_day, struck=False,
        )
        for line in changes.lines
    ]  # fmt: skip
    struck = [
        Layer(Priced(("line", line.specification, line.place), 0, 0), text_number, from_day, None, struck=True)
        for line in changes.struck_lines
    ]
    if changes.annual_fee_pence is None:
        return [*lines, *struck]
    return [*lines, *struck, Layer(Priced(FEE, 1, changes.annual_fee_pence), text_number, from_day, None, struck=False)]
