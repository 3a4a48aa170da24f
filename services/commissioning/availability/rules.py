"""Step 3: what is deducted for contracted places that were not available, rounded once a month."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.availability_terms import AvailabilityTerms
from noms.contracts.commissioning.payment_bases import RateBasis
from noms.contracts.commissioning.settlement_facts import Step
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import ContractMonth, ContractYear, whole_pence
from services.commissioning.workings.rules import StepLine, exactly, spelled_out, state_of


@dataclass(frozen=True)
class Stay:
    """Places over days, both days included: not available, called off, or doubled."""

    occurrence_id: UUID
    code: str
    from_day: date
    to_day: date
    places: int
    used: bool
    disputed: bool

    def days_in(self, first: date, last: date) -> int:
        """How many of its days lie between the two, both included."""
        return max(0, (min(self.to_day, last) - max(self.from_day, first)).days + 1)


@dataclass(frozen=True)
class Part:
    """The days of one failure that are charged in one month, and how heavily."""

    stay: Stay
    days: int
    weight: Fraction
    use_factor: Fraction
    repeat_factor: Fraction

    @property
    def place_days(self) -> Fraction:
        """Places x days x weight x use x repeat."""
        return self.stay.places * self.days * self.weight * self.use_factor * self.repeat_factor

    @property
    def working(self) -> str:
        factors = " x ".join(exactly(factor) for factor in (self.weight, self.use_factor, self.repeat_factor))
        return f"{self.stay.code} {self.stay.places} x {self.days} x {factors}"


@dataclass(frozen=True)
class Availability:
    """The availability clause with its numbers exact."""

    weights: Mapping[str, Fraction]
    """By criterion."""
    allowances: Mapping[str, timedelta]
    use_factors: tuple[Fraction, Fraction]
    """Unused, used."""
    repeat_above: tuple[int, ...]
    repeat_factors: tuple[Fraction, ...]
    places: Fraction
    """What the fee is divided by, with the days of the year."""

    @classmethod
    def of(cls, terms: AvailabilityTerms) -> "Availability":
        """Read the clause."""
        weights = {kind.code: Fraction(kind.weight) for kind in terms.place_types}
        weighted = terms.rate_basis is RateBasis.WEIGHTED_PLACES
        steps = sorted((step.more_than, Fraction(step.factor)) for step in terms.repeats)
        return cls(
            weights={criterion.code: weights[criterion.place_type] for criterion in terms.criteria},
            allowances={criterion.code: timedelta(days=criterion.rectification_days) for criterion in terms.criteria},
            use_factors=(Fraction(terms.unused_factor), Fraction(terms.used_factor)),
            repeat_above=tuple(above for above, _ in steps),
            repeat_factors=(Fraction(1), *(factor for _, factor in steps)),
            places=sum((weights[kind.code] if weighted else Fraction(1)) * kind.places for kind in terms.place_types)
            + Fraction(0),
        )

    def repeat_factor(self, ordinal: int) -> Fraction:
        """How the so-manieth failure of a criterion in a month is multiplied: more than four, more than eight …"""
        return self.repeat_factors[bisect_left(self.repeat_above, ordinal)]

    def day_price(self, fee_pence: int, year: ContractYear) -> Fraction:
        """One place for one day, exact."""
        return Fraction(fee_pence) / (self.places * year.days)


def failures_in(clause: Availability, failures: Iterable[Stay], first: date, last: date) -> list[Part]:
    """The failures of a month with the days that are charged, in the order of the days on which they began.

    The first days, which the agreement allows for putting a failure right, are not charged, and a failure that was put right
    within them is none. The same criterion weighs more from its fifth and its ninth failure of a month on, as the terms say.
    House rule: 0158.
    """
    seen: Counter[str] = Counter()
    parts = []
    touching = [stay for stay in failures if stay.from_day <= last and stay.to_day >= first]
    for stay in sorted(touching, key=lambda each: (each.from_day, each.occurrence_id.int)):
        days = stay.days_in(max(first, stay.from_day + clause.allowances[stay.code]), last)
        if days:
            seen[stay.code] += 1
            factor = clause.repeat_factor(seen[stay.code])
            parts.append(Part(stay, days, clause.weights[stay.code], clause.use_factors[stay.used], factor))
    return parts


def worth(clause: Availability, stay: Stay, day_price: Fraction) -> Fraction:
    """What a failure comes to by itself, over all its days and without repetition: by this it is compared with other charges.

    House rule: 0159.
    """
    days = stay.days_in(stay.from_day + clause.allowances[stay.code], stay.to_day)
    return stay.places * days * clause.weights[stay.code] * clause.use_factors[stay.used] * day_price


def unavailability_line(
    clause: Availability,
    failures: Iterable[Stay],
    *,
    fee: Indexed,
    year: ContractYear,
    month: ContractMonth,
    spared: Collection[UUID],
) -> StepLine | None:
    """Step 3: what is deducted for a month. Failures that another charge of the same event replaces still count as failures."""
    parts = failures_in(clause, failures, month.from_day, month.to_day)
    charged = [part for part in parts if part.stay.occurrence_id not in spared]
    if not charged:
        return None
    place_days = sum((part.place_days for part in charged), Fraction(0))
    told = f"{spelled_out([part.working for part in charged])} = {exactly(place_days)}"
    return StepLine(
        Step.UNAVAILABLE_PLACES,
        "",
        str(place_days),
        -whole_pence(place_days * clause.day_price(fee.fee_pence, year)),
        state_of(provisional=fee.provisional, disputed=any(part.stay.disputed for part in charged)),
        f"{told}, x {fee.fee_pence}p/({exactly(clause.places)} x {year.days})",
        tuple(part.stay.occurrence_id for part in charged),
    )
