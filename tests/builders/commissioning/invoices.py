"""Charges for persons, and seeded books of them with faults planted: what the auditors of electronic monitoring found."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any
from uuid import UUID

from noms.contracts.commissioning.invoice_matches import MatchFinding
from services.commissioning.charges.rules import Charge, Days, Provision, Tariff

SERVICE = "ELECTRONIC-MONITORING"
DAY_PENCE = 849
"""About £15,500 over five years, as HC 737 tells of equipment that was never put in place: 1,826 days x £8.49."""

YEAR = Days(date(2010, 4, 1), date(2011, 3, 31))
_ONE_DAY = timedelta(days=1)


def a_tariff(**changes: Any) -> Tariff:
    return replace(Tariff(SERVICE, DAY_PENCE, YEAR), **changes)


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


def a_charge(**changes: Any) -> Charge:
    """Thirty days of April 2010 at the agreed price; quantity and pence follow the days unless they are given."""
    spell = changes.get("days", days("2010-04-01", "2010-04-30"))
    quantity = changes.get("quantity", spell.count)
    made = Charge(
        place="/person_charges/0",
        service=SERVICE,
        person="p-000000000001",
        order="o-000000000001",
        days=spell,
        quantity=quantity,
        charged_pence=spell.count * DAY_PENCE,
        event_ids=frozenset(),
    )
    return replace(made, **changes)


def a_provision(**changes: Any) -> Provision:
    return replace(Provision("p-000000000001", (days("2010-04-01", "2010-09-30"),), frozenset()), **changes)


@dataclass
class Book:
    """A year's charges with what the purchaser knows, and the faults that were planted, by their place."""

    charges: list[Charge] = field(default_factory=list)
    provisions: dict[tuple[str, str], Provision] = field(default_factory=dict)
    planted: dict[str, MatchFinding] = field(default_factory=dict)
    _places: Iterator[int] = field(default_factory=count)

    def enter(self, person: str, order: str, spell: Days, fault: MatchFinding | None = None, **changes: Any) -> None:
        """Put a charge on the invoice; with a fault it is remembered as planted."""
        place = f"/person_charges/{next(self._places)}"
        changes.setdefault("event_ids", self.events_of(changes.get("service", SERVICE), order))
        self.charges.append(a_charge(place=place, person=person, order=order, days=spell, **changes))
        if fault is not None:
            self.planted[place] = fault

    def events_of(self, service: str, order: str) -> frozenset[UUID]:
        known = self.provisions.get((service, order))
        return known.event_ids if known else frozenset()


def months() -> list[Days]:
    """The calendar months of the year."""
    firsts = [date(2010 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 17)]
    return [Days(first, later - _ONE_DAY) for first, later in pairwise(firsts)]


def seeded_book(seed: int, persons: int = 300) -> Book:
    """A year of honest charges by person, order and month, and then one fault of some kind for about every eighth person."""
    chance, book = random.Random(seed), Book()
    for number in range(persons):
        person = f"p-{number:012d}"
        orders = _orders(chance, book, person)
        _charge_honestly(book, person, orders)
        if chance.random() < 1 / 8:
            _plant(chance, book, person, orders)
    chance.shuffle(book.charges)
    return book


def _orders(chance: random.Random, book: Book, person: str) -> list[tuple[str, list[Days]]]:
    """One to four orders, each with one or two spells; some overlap, as they did in fact."""
    orders = []
    for number in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        order = f"o-{person[2:]}-{number}"
        start = YEAR.first + timedelta(days=chance.randrange(20, 150))
        spells = [Days(start, start + timedelta(days=chance.randrange(20, 90)))]
        if chance.random() < 1 / 6:
            again = spells[0].last + timedelta(days=chance.randrange(2, 20))
            spells.append(Days(again, again + timedelta(days=chance.randrange(5, 40))))
        book.provisions[SERVICE, order] = Provision(person, tuple(spells), frozenset({UUID(int=chance.getrandbits(128))}))
        orders.append((order, spells))
    return sorted(orders, key=lambda one: (one[1][0], one[0]))


def _charge_honestly(book: Book, person: str, orders: list[tuple[str, list[Days]]]) -> None:
    """Each day of the person once, month by month, under the order that had started first."""
    taken: set[date] = set()
    for order, spells in orders:
        for spell in spells:
            for month in months():
                free = [day for day in _each(spell) if month.first <= day <= month.last and day not in taken]
                for run in _runs(free):
                    book.enter(person, order, run)
                taken.update(free)


def _each(spell: Days) -> list[date]:
    return [spell.first + timedelta(days=number) for number in range(spell.count)]


def _runs(free: list[date]) -> list[Days]:
    runs: list[Days] = []
    for day in free:
        if runs and day == runs[-1].last + _ONE_DAY:
            runs[-1] = Days(runs[-1].first, day)
        else:
            runs.append(Days(day, day))
    return runs


def _plant(chance: random.Random, book: Book, person: str, orders: list[tuple[str, list[Days]]]) -> None:
    order, spells = chance.choice(orders)
    end = spells[-1].last
    after = Days(end + _ONE_DAY, end + timedelta(days=chance.randrange(1, 60)))
    kind = chance.choice(list(_PLANTS))
    if kind is MatchFinding.CHARGED_PER_ORDER:
        second = f"{order}-again"
        book.provisions[SERVICE, second] = Provision(person, (spells[0],), frozenset())
        book.enter(person, second, Days(spells[0].first, spells[0].first + _ONE_DAY), kind)
    elif kind is MatchFinding.CHARGED_AFTER_END:
        book.enter(person, order, after, kind)
    elif kind is MatchFinding.NEVER_STARTED:
        book.provisions[SERVICE, f"{order}-never"] = Provision(person, (), frozenset())
        book.enter(person, f"{order}-never", after, kind)
    elif kind is MatchFinding.DUPLICATE:
        theirs = chance.choice([charge for charge in book.charges if charge.person == person])
        book.enter(person, theirs.order, theirs.days, kind)
    elif kind is MatchFinding.WRONG_PRICE:
        fresh = f"{order}-fresh"
        alone = Days(YEAR.last - timedelta(days=2), YEAR.last)
        book.provisions[SERVICE, fresh] = Provision(person, (alone,), frozenset())
        book.enter(person, fresh, alone, kind, charged_pence=alone.count * (DAY_PENCE + chance.randrange(1, 300)))
    elif kind is MatchFinding.UNKNOWN_LINE:
        book.enter(person, order, spells[0], kind, service="ALCOHOL-MONITORING")
    else:
        early = Days(YEAR.first, YEAR.first + timedelta(days=chance.randrange(1, 15)))
        book.enter(person, order, early, kind)


_PLANTS = (
    MatchFinding.CHARGED_PER_ORDER, MatchFinding.CHARGED_AFTER_END, MatchFinding.NEVER_STARTED, MatchFinding.DUPLICATE, MatchFinding.WRONG_PRICE,
    MatchFinding.UNKNOWN_LINE, MatchFinding.CHARGED_BEFORE_START,
)  # fmt: skip
