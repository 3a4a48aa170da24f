"""People against places: what is full, what is crowded, and by how much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.contracts.problems import FieldError
from noms.reference.establishments import Establishment, OpenState, load_establishments
from services.offender_mgmt.capacities.rules import Figures, listed_figures

OPERATING_MARGIN = 2_000
"""Places that cannot be used because of the mix of people and prisons. Source: Hansard 2010-03-01 (usable capacity)."""

_TENTH = Decimal("0.1")  # House rule: 0090 (percentages of population have one decimal, half away from zero)


@dataclass(frozen=True)
class Prison:
    """One prison on a day: whom it holds, and for how many it has places."""

    place: Establishment
    held: Mapping[PlacingBody, int]
    figures: Figures


@dataclass(frozen=True)
class Totals:
    """Sums over prisons; what is absent is not known of any of them."""

    held: Mapping[PlacingBody, int]
    places_bought: Mapping[PlacingBody, int | None]
    cna: int | None
    in_use_cna: int | None
    operational_capacity: int | None
    held_where_certified: int
    held_over: int | None
    held_where_limited: int

    @property
    def all_held(self) -> int:
        """Everybody on the roll, whoever placed them."""
        return sum(self.held.values())

    @property
    def occupancy_percent(self) -> float | None:
        """Held, of the in-use CNA, over the prisons of which that is known."""
        return percent(self.held_where_certified, self.in_use_cna)

    @property
    def headroom(self) -> int | None:
        """Operational capacity less those held there."""
        return None if self.operational_capacity is None else self.operational_capacity - self.held_where_limited


def prisons_on(
    day: date,
    held: Mapping[str, Mapping[PlacingBody, int]],
    recorded: Mapping[str, Figures],
    *,
    region: str | None,
    code: str | None,
) -> list[Prison]:
    """The prisons that were open on the day or held somebody, of a region or one alone where that is asked for."""
    asked = [
        each for each in load_establishments()
        if (region is None or each.region_code == region) and (code is None or each.code == code)
    ]  # fmt: skip
    return [
        Prison(each, held.get(each.code, {}), recorded.get(each.code) or listed_figures(each, on=day))
        for each in sorted(asked, key=lambda each: each.name)
        if each.code in held or each.state_on(day) is not OpenState.CLOSED
    ]


def asked_faults(*, region: str | None, code: str | None) -> list[FieldError]:
    """Why nothing can be said of this part of the estate: nobody held, of a mistyped code, would be a wrong answer."""
    prisons = load_establishments()
    asked = (("region", region, {each.region_code for each in prisons}), ("establishment", code, {each.code for each in prisons}))
    return [
        FieldError(pointer=f"query:{name}", code=f"unknown_{name}", message=f"There is no such {name}.")
        for name, value, known in asked
        if value is not None and value not in known
    ]


def totals(prisons: Sequence[Prison]) -> Totals:
    """What these prisons hold and have room for, together. Crowding is counted prison by prison. House rule: 0090."""
    certified = [(_all(each), each.figures.in_use_cna) for each in prisons if each.figures.in_use_cna is not None]
    limited = [each for each in prisons if each.figures.operational_capacity is not None]
    return Totals(
        held=_added(each.held.items() for each in prisons),
        places_bought=_bought(prisons),
        cna=_sum(each.figures.cna for each in prisons),
        in_use_cna=_sum(each.figures.in_use_cna for each in prisons),
        operational_capacity=_sum(each.figures.operational_capacity for each in prisons),
        held_where_certified=sum(held for held, _ in certified),
        held_over=sum(max(0, held - (places or 0)) for held, places in certified) if certified else None,
        held_where_limited=sum(_all(each) for each in limited),
    )


def percent(part: int, of: int | None) -> float | None:
    """A share as a percentage with one decimal; absent when there is nothing to take it of."""
    if not of:
        return None
    hundred = 100  # Source: arithmetic
    return float((Decimal(part * hundred) / of).quantize(_TENTH, ROUND_HALF_UP))


def usable_capacity(operational_capacity: int | None) -> int | None:
    """What of the whole estate's operational capacity can be used."""
    return None if operational_capacity is None else max(0, operational_capacity - OPERATING_MARGIN)


def _all(prison: Prison) -> int:
    return sum(prison.held.values())


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _added(pairs: Iterable[Iterable[tuple[PlacingBody, int]]]) -> dict[PlacingBody, int]:
    added: dict[PlacingBody, int] = {}
    for each in pairs:
        for body, number in each:
            added[body] = added.get(body, 0) + number
    return added


def _bought(prisons: Sequence[Prison]) -> dict[PlacingBody, int | None]:
    bodies = {body for each in prisons for body in each.figures.places_bought}
    return {body: _sum(each.figures.places_bought.get(body) for each in prisons) for body in sorted(bodies)}
