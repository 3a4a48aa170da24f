"""What is owed for a period: exact fractions inside a step, whole pence only where the step puts money out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction

from noms.contracts.commissioning.payments import LineKind
from services.commissioning.prices.rules import ContractYear, Period, contract_year, divided_pence, whole_pence

SETTLEMENT_RULE_VERSION = 1  # House rule: 0101
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """The prices of an agreement that a settlement needs."""

    starts_on: date
    annual_fee_pence: int
    annual_volume: int
    unit_price_pence: int


@dataclass(frozen=True)
class Delivery:
    """Programme completions of the contract year: before the period, and in it."""

    completions_before: int
    completions_in_period: int


@dataclass(frozen=True)
class SettlementLine:
    """One line of a settlement: what was counted, and the pence it comes to."""

    kind: LineKind
    quantity: Fraction
    entitlement_pence: int
    working: str


@dataclass(frozen=True)
class Settlement:
    """What a provider is entitled to for a period, line by line."""

    lines: tuple[SettlementLine, ...]
    rule_version: int
    inputs_hash: str

    @property
    def entitlement_pence(self) -> int:
        return sum(line.entitlement_pence for line in self.lines)


def profiled_volume(annual_volume: int, year: ContractYear, period: Period) -> Fraction:
    """The share of the annual volume that falls to a period by days: what the provider should have delivered in it."""
    return Fraction(annual_volume * ((period.to_day - period.from_day).days + 1), year.days)


def payable_volume(annual_volume: int, year: ContractYear, last_day: date, completions_to_date: int) -> Fraction:
    """Completions to date that are paid for: never more than the annual volume earned by cumulative days.

    House rule: 0101 (work ahead of the profile is not lost: it is paid when the days have caught up with it).
    """
    return min(Fraction(completions_to_date), Fraction(annual_volume * year.days_through(last_day), year.days))


def fee_line(terms: Terms, year: ContractYear, period: Period, resting: Sequence[Period] = ()) -> SettlementLine:
    """The service fee of the period: by the days of the contract year, without those on which the agreement was suspended.

    The money is the difference of two amounts to date, so that the periods of a year sum to what all its days come to.
    House rule: 0101.
    """
    before, after = (days_earned(year, day, resting) for day in (period.from_day - _ONE_DAY, period.to_day))
    rested = (period.to_day - period.from_day).days + 1 - (after - before)
    left_out = f", {rested} days of suspension left out" if rested else ""
    fee = terms.annual_fee_pence
    return SettlementLine(
        kind=LineKind.SERVICE_FEE,
        quantity=Fraction(after - before),
        entitlement_pence=divided_pence(fee * after, year.days) - divided_pence(fee * before, year.days),
        working=f"{fee}p a year, {after - before} of {year.days} days{left_out}, by cumulative days from {year.starts_on}",
    )


def days_earned(year: ContractYear, last_day: date, resting: Sequence[Period]) -> int:
    """Days of the contract year through a day on which a fee is earned: the days of a suspension are not among them."""
    spans = ((max(rest.from_day, year.starts_on), min(rest.to_day, last_day)) for rest in resting)
    return year.days_through(last_day) - sum(max((last - first).days + 1, 0) for first, last in spans)


def completions_line(terms: Terms, year: ContractYear, period: Period, delivery: Delivery) -> SettlementLine:
    """Programme completions of the period at their unit price, under the volume cap.

    The money is the difference of two amounts to date, so that the periods of a year sum to the year exactly.
    """
    day_before = period.from_day - _ONE_DAY
    to_date = delivery.completions_before + delivery.completions_in_period
    through = year.days_through(period.to_day)
    before = payable_volume(terms.annual_volume, year, day_before, delivery.completions_before)
    after = payable_volume(terms.annual_volume, year, period.to_day, to_date)
    return SettlementLine(
        kind=LineKind.PROGRAMME_COMPLETIONS,
        quantity=after - before,
        entitlement_pence=whole_pence(after * terms.unit_price_pence) - whole_pence(before * terms.unit_price_pence),
        working=(
            f"paid to date {after} less {before} before the period, at {terms.unit_price_pence}p; completed to date {to_date},"
            f" cap {terms.annual_volume} x {through}/{year.days}"
        )
        if terms.unit_price_pence
        else "no line pays for completions",
    )


def no_fee() -> SettlementLine:
    """The fee of a period whose days payment terms have come to price: what was posted for it is taken back."""
    return SettlementLine(LineKind.SERVICE_FEE, Fraction(0), 0, "the fee of these days is settled by the month")


def nothing_owed(terms: Terms, period: Period, last_day: date) -> Settlement:
    """What is owed for days that all lie after the last day in force: nothing, so that whatever was posted is taken back."""
    why = f"the agreement ended on {last_day}, before these days"
    kinds = (LineKind.PROGRAMME_COMPLETIONS, *([LineKind.SERVICE_FEE] if terms.annual_fee_pence else []))
    lines = tuple(SettlementLine(kind, Fraction(0), 0, why) for kind in kinds)
    return Settlement(lines, SETTLEMENT_RULE_VERSION, inputs_hash(terms, period, Delivery(0, 0), last_day))


def settle(
    terms: Terms, period: Period, delivery: Delivery, fee_through: date | None = None, resting: Sequence[Period] = ()
) -> Settlement:
    """What the provider is entitled to for the period. The period must lie inside one contract year.

    `fee_through` is the last day before payment terms, which settle the fee by the month; absent where there are none.
    `resting` are the days on which the agreement was suspended.
    """
    year = contract_year(terms.starts_on, period.from_day)
    lines = [completions_line(terms, year, period, delivery)]
    last_day = period.to_day if fee_through is None else min(fee_through, period.to_day)
    if terms.annual_fee_pence and period.from_day <= last_day:
        lines.append(fee_line(terms, year, Period(period.from_day, last_day), resting))
    return Settlement(tuple(lines), SETTLEMENT_RULE_VERSION, inputs_hash(terms, period, delivery, fee_through, resting))


def inputs_hash(
    terms: Terms, period: Period, delivery: Delivery, fee_through: date | None = None, resting: Sequence[Period] = ()
) -> str:
    """A fingerprint of everything that a settlement was computed from: same inputs and rule version, same bytes."""
    inputs = {
        "rule_version": SETTLEMENT_RULE_VERSION,
        "terms": asdict(terms),
        "period": asdict(period),
        "delivery": asdict(delivery),
    } | ({} if fee_through is None else {"fee_through": fee_through})
    inputs |= {"resting": [asdict(rest) for rest in resting]} if resting else {}
    return hashlib.sha256(json.dumps(inputs, sort_keys=True, default=date.isoformat).encode()).hexdigest()


def posting_pence(entitlement_pence: int, posted_before_pence: Sequence[int]) -> int:
    """What a settlement run adds to the account: the entitlement less all that earlier runs of the period posted.

    House rule: 0101 (a settled line is never edited; a second run of the same inputs posts nothing).
    """
    return entitlement_pence - sum(posted_before_pence)
