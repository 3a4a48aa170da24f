"""Whether a charge for a person is owed: each day once, at the agreed price, from the start to the end that the events show.

Source: National Audit Office, HC 737 (November 2013): four orders charged as four persons, charges for years after the
equipment was removed, charges for equipment that was never put in place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from uuid import UUID

from noms.contracts.commissioning.invoice_matches import MatchFinding

ONE_DAY = timedelta(days=1)
STILL_IN_PLACE = date.max - ONE_DAY
"""The last day of a spell that has not ended."""


@dataclass(frozen=True, order=True)
class Days:
    """Days in a row, the first and the last included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Charge:
    """What the provider charges for one person under one order."""

    place: str
    """Where it stands on the invoice."""
    service: str
    person: str
    order: str
    days: Days
    quantity: int
    charged_pence: int
    event_ids: frozenset[UUID]


@dataclass(frozen=True)
class Provision:
    """What the purchaser knows was in place under one order; no spells when it never started."""

    person: str
    spells: tuple[Days, ...]
    event_ids: frozenset[UUID]


@dataclass(frozen=True)
class Paid:
    """Days of a person that have been accepted for payment, and the order under which."""

    order: str
    days: Days


@dataclass(frozen=True)
class Tariff:
    """The agreed price of one person's day in a service, and the days on which it holds."""

    service: str
    day_pence: int
    days: Days


@dataclass(frozen=True)
class Found:
    """One thing that is wrong with a charge, on which days, and how much is not paid for it."""

    finding: MatchFinding
    days: tuple[Days, ...]
    withheld_pence: int = 0


@dataclass(frozen=True)
class Judged:
    """A charge with what is payable of it, the days that this pays for, and what was found."""

    charge: Charge
    payable_pence: int
    paid: tuple[Days, ...]
    findings: tuple[Found, ...]

    @property
    def withheld_pence(self) -> int:
        return self.charge.charged_pence - self.payable_pence


def within(days: Sequence[Days], bounds: Sequence[Days]) -> tuple[Days, ...]:
    """The parts of `days` that lie inside one of `bounds`, which share no day."""
    shared = (Days(max(one.first, other.first), min(one.last, other.last)) for one in days for other in bounds)
    return tuple(sorted(part for part in shared if part.first <= part.last))


def without(days: Sequence[Days], taken: Iterable[Days]) -> tuple[Days, ...]:
    """The parts of `days` that lie in none of `taken`."""
    return reduce(_less, taken, tuple(days))


def _less(days: tuple[Days, ...], taken: Days) -> tuple[Days, ...]:
    before = (Days(one.first, min(one.last, taken.first - ONE_DAY)) for one in days)
    after = (Days(max(one.first, taken.last + ONE_DAY), one.last) for one in days)
    return tuple(sorted({part for part in (*before, *after) if part.first <= part.last}))


def joined(spells: Iterable[Days]) -> tuple[Days, ...]:
    """The same days as spells that neither share a day nor follow one upon the other."""
    apart: list[Days] = []
    for spell in sorted(spells):
        if apart and spell.first <= apart[-1].last + ONE_DAY:
            apart[-1] = Days(apart[-1].first, max(apart[-1].last, spell.last))
        else:
            apart.append(spell)
    return tuple(apart)


def price_pence(days: Iterable[Days], tariffs: Sequence[Tariff]) -> int:
    """What these days come to, each at the price that holds on it; a day without a price at the last one."""
    listed = tuple(days)
    priced = sum(part.count * one.day_pence for one in tariffs for part in within(listed, [one.days]))
    return priced + sum(part.count for part in without(listed, [one.days for one in tariffs])) * tariffs[-1].day_pence


def judge_charges(
    charges: Sequence[Charge],
    *,
    provisions: Mapping[tuple[str, str], Provision],
    paid: Mapping[tuple[str, str], Sequence[Paid]],
    tariffs: Sequence[Tariff],
) -> tuple[Judged, ...]:
    """What is payable of each charge, and a day that one charge pays for is closed to the next.

    The order that started first is charged first, wherever its charges stand on the invoice.
    A day of one order is paid for one person alone.
    `provisions` is keyed by service and order, `paid` by service and person. House rule: 0172.
    """
    taken = {key: list(known) for key, known in paid.items()}
    of_order = _by_order(taken)
    judged: dict[str, Judged] = {}
    for charge in sorted(charges, key=lambda one: _turn(one, provisions.get((one.service, one.order)))):
        theirs = taken.setdefault((charge.service, charge.person), [])
        priced = [tariff for tariff in tariffs if tariff.service == charge.service]
        by_others = [days for person, days in of_order[charge.service, charge.order] if person != charge.person]
        outcome = _judge(charge, provisions.get((charge.service, charge.order)), theirs, priced, by_others)
        theirs.extend(Paid(charge.order, days) for days in outcome.paid)
        of_order[charge.service, charge.order].extend((charge.person, days) for days in outcome.paid)
        judged[charge.place] = outcome
    return tuple(judged[charge.place] for charge in charges)


def _by_order(taken: Mapping[tuple[str, str], Sequence[Paid]]) -> dict[tuple[str, str], list[tuple[str, Days]]]:
    """The same days by service and order, each with whose they were."""
    found: dict[tuple[str, str], list[tuple[str, Days]]] = defaultdict(list)
    for (service, person), known in taken.items():
        for one in known:
            found[service, one.order].append((person, one.days))
    return found


def _turn(charge: Charge, provision: Provision | None) -> tuple[date, date, int, str]:
    started = min(provision.spells).first if provision and provision.spells else date.max
    return started, charge.days.first, len(charge.place), charge.place


def _judge(
    charge: Charge, provision: Provision | None, paid: Sequence[Paid], tariffs: Sequence[Tariff], by_others: Sequence[Days]
) -> Judged:
    """One charge against the agreement, the events, and what has been paid for the person, or under the order for another."""
    whole = _nothing_owed(charge, provision, tariffs)
    if whole is not None or provision is None:
        return Judged(charge, 0, (), (Found(whole or MatchFinding.NEVER_STARTED, (charge.days,), charge.charged_pence),))
    agreed = within([charge.days], joined(tariff.days for tariff in tariffs))
    provided = within(agreed, joined(provision.spells))
    theirs = without(provided, by_others)
    owed = without(theirs, [one.days for one in paid])
    payable = min(charge.charged_pence, price_pence(owed, tariffs))
    days_found = {
        MatchFinding.OUTSIDE_THE_AGREEMENT: without([charge.days], agreed),
        **_not_provided(agreed, provision.spells),
        MatchFinding.ANOTHER_PERSON: without(provided, theirs),
        **_paid_before(charge, theirs, paid),
    }
    findings = [*_laid_on(days_found, tariffs, charge, payable), *_untraced(charge, provision)]
    return Judged(charge, payable, owed, tuple(findings))


def _nothing_owed(charge: Charge, provision: Provision | None, tariffs: Sequence[Tariff]) -> MatchFinding | None:
    """Why nothing of a charge is owed, whatever its days: no such price, no start, or another person's order."""
    if not tariffs:
        return MatchFinding.UNKNOWN_LINE
    if provision is None or not provision.spells:
        return MatchFinding.NEVER_STARTED
    return None if provision.person == charge.person else MatchFinding.ANOTHER_PERSON


def _not_provided(agreed: Sequence[Days], spells: Sequence[Days]) -> Mapping[MatchFinding, tuple[Days, ...]]:
    """Days before the first start, and days after an end: between two spells nothing was in place either."""
    idle = without(agreed, spells)
    early = within(idle, [Days(date.min, min(spells).first - ONE_DAY)])
    return {MatchFinding.CHARGED_BEFORE_START: early, MatchFinding.CHARGED_AFTER_END: without(idle, early)}


def _paid_before(charge: Charge, provided: Sequence[Days], paid: Sequence[Paid]) -> Mapping[MatchFinding, tuple[Days, ...]]:
    """Days of this person that were paid for: by the same charge, by one that overlaps it, or under another order."""
    same_order = [one.days for one in paid if one.order == charge.order]
    other_order = [one.days for one in paid if one.order != charge.order]
    left = without(provided, same_order)
    again = MatchFinding.DUPLICATE if charge.days in same_order else MatchFinding.OVERLAPPING_PERIODS
    return {again: without(provided, left), MatchFinding.CHARGED_PER_ORDER: without(left, without(left, other_order))}


def _laid_on(
    days_found: Mapping[MatchFinding, tuple[Days, ...]], tariffs: Sequence[Tariff], charge: Charge, payable_pence: int
) -> Iterator[Found]:
    """What is withheld, laid on the findings by their days; the rest on the quantity or on the price."""
    left = charge.charged_pence - payable_pence
    for finding, days in days_found.items():
        if days:
            share = min(price_pence(days, tariffs), left)
            left -= share
            yield Found(finding, days, share)
    if charge.quantity != charge.days.count:
        yield Found(MatchFinding.WRONG_QUANTITY, (charge.days,), left)
    elif charge.charged_pence != price_pence([charge.days], tariffs):
        yield Found(MatchFinding.WRONG_PRICE, (charge.days,), left)


def _untraced(charge: Charge, provision: Provision) -> Iterator[Found]:
    """Events that the provider names and the purchaser does not know of this order: told, and nothing is withheld for it."""
    if charge.event_ids - provision.event_ids:
        yield Found(MatchFinding.UNKNOWN_EVENT, (charge.days,))
