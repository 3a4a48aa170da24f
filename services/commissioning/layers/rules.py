"""What holds on a day when later texts lie over earlier ones. House rule: 0129."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

ONE_DAY = timedelta(days=1)


class Dated(Protocol):
    """Anything with a first day, and a last one or none."""

    @property
    def from_day(self) -> date: ...
    @property
    def to_day(self) -> date | None: ...


P = TypeVar("P")
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Layer(Generic[P]):
    """A part as one text has it: the later text lies on top, and may strike out what lies beneath."""

    part: P
    text_number: int
    from_day: date
    to_day: date | None
    struck: bool


@dataclass(frozen=True)
class Span(Generic[P]):
    """The days on which one part is what the text says; without a last day, until the agreement ends."""

    part: P
    from_day: date
    to_day: date | None


def holds_on(part: Dated, day: date) -> bool:
    """Whether the part speaks of the day."""
    return part.from_day <= day and (part.to_day is None or day <= part.to_day)


def share_a_day(one: Dated, other: Dated) -> bool:
    """Whether both speak of some day."""
    return (other.to_day is None or one.from_day <= other.to_day) and (one.to_day is None or other.from_day <= one.to_day)


def overlaid(layers: Iterable[Layer[P]], key: Callable[[P], Hashable]) -> list[Span[P]]:
    """What the text says day by day: of all parts that speak of a day, that of the latest text. House rule: 0129."""
    piles: dict[Hashable, list[Layer[P]]] = {}
    for layer in layers:
        piles.setdefault(key(layer.part), []).append(layer)
    return [span for pile in piles.values() for span in _spans(pile)]


def _spans(pile: Sequence[Layer[P]]) -> list[Span[P]]:
    edges = sorted({layer.from_day for layer in pile} | {layer.to_day + ONE_DAY for layer in pile if layer.to_day})
    spans: list[Span[P]] = []
    for first, following in zip(edges, [*edges[1:], None], strict=True):
        covering = [layer for layer in pile if holds_on(layer, first)]
        top = max(covering, key=lambda layer: layer.text_number, default=None)
        if top is None or top.struck:
            continue
        goes_on = bool(spans) and spans[-1].part is top.part and spans[-1].to_day == first - ONE_DAY
        begun = spans.pop().from_day if goes_on else first
        spans.append(Span(top.part, begun, following - ONE_DAY if following else None))
    return spans


def on_day(parts: Iterable[D], day: date) -> tuple[D, ...]:
    """The parts that hold on a day."""
    return tuple(part for part in parts if holds_on(part, day))


def lie_on_one_another(pair: tuple[Layer[P], Layer[P]], key: Callable[[P], Hashable]) -> bool:
    """Whether two layers speak of the same part on some day."""
    one, other = pair
    return key(one.part) == key(other.part) and share_a_day(one, other)
