"""How long an agreement may run, and where it may buy."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from noms.contracts.commissioning.responsibilities import Standing
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.text_views import LineView, PartyView
from noms.contracts.commissioning.texts import PartyRole
from noms.reference.establishments import Establishment
from noms.reference.private_prisons import PrivatePrisonContract
from noms.reference.probation_areas import ProbationArea
from noms.reference.regions import Instrument, Responsibility, ServiceClass
from services.commissioning.layers.rules import ONE_DAY, Dated, share_a_day
from services.commissioning.responsibilities.rules import Answer, Provider

LAST_DAY_OF_NOMS = date(2017, 3, 31)  # Source: organisations.csv, NOMS gone on 1 April 2017
PRISONS = frozenset({ServiceClass.PUBLIC_PRISON, ServiceClass.PRIVATE_PRISON})
JOINTLY = frozenset({PartyRole.PRIME, PartyRole.MEMBER})
WHO_SIGN = frozenset({PartyRole.COMMISSIONER, PartyRole.PROVIDER})

F = TypeVar("F")
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Footing:
    """What an agreement rests on, on one day: what kind of body provides, and who buys from it by which instrument."""

    on: date
    service_class: ServiceClass
    delivering: bool
    standing: Standing
    office: str | None
    instrument: Instrument | None


def footing(provider: Provider, answer: Answer, day: date) -> Footing:
    """What an agreement with the provider rests on, on the day."""
    instrument = answer.row.instrument if answer.row else None
    return Footing(day, provider.service_class, provider.delivering, answer.standing, answer.office, instrument)


def bears(begun: Footing, later: Footing) -> bool:
    """Whether an agreement begun on the one still stands on the other.

    A contract for a prison outlives NOMS, as those of the list did: from then on only the provider is asked for.
    House rule: 0106.
    """
    if (begun.service_class, begun.delivering) != (later.service_class, later.delivering):
        return False
    outlived = later.on > LAST_DAY_OF_NOMS and begun.service_class in PRISONS and begun.instrument is Instrument.CONTRACT
    buyers = [(each.standing, each.office, each.instrument) for each in (begun, later)]
    return outlived or buyers[0] == buyers[1]


def last_day(at: Callable[[date], F], stands: Callable[[F, F], bool], turns: Iterable[date], *, first: date, last: date) -> date:
    """The last day, up to the one asked for, until which what holds on the first goes on holding."""
    begun = at(first)
    lost = (turn for turn in sorted(set(turns)) if first < turn <= last and not stands(begun, at(turn)))
    return next((turn - ONE_DAY for turn in lost), last)


def turns_of_buyers(rows: Iterable[Responsibility]) -> Iterator[date]:
    """The days on which it may change who buys."""
    yield LAST_DAY_OF_NOMS + ONE_DAY
    for row in rows:
        yield row.valid_from
        if row.valid_to:
            yield row.valid_to + ONE_DAY


def turns_of_prison(prison: Establishment, contracts: Iterable[PrivatePrisonContract]) -> Iterator[date]:
    """The days on which a prison may open, close or change hands, as precise as the lists are."""
    periods = [prison.opened, prison.closed, *(each for row in contracts for each in (row.contract_date, row.expiry_date))]
    for period in periods:
        if period is not None:
            yield from (period.first_day, period.last_day, period.last_day + ONE_DAY)


def turns_of_area(bodies: Iterable[ProbationArea]) -> Iterator[date]:
    """The days on which another body may bear the code of an area, or none."""
    for body in bodies:
        yield body.valid_from
        yield from (day + ONE_DAY for day in (body.valid_to, body.dissolved) if day)


def may_deliver_at(line: LineView, provider: Provider, parties: Sequence[PartyView], *, in_prison: bool) -> bool:
    """Whether the place is the provider's own or that of a body which provides jointly with it, or a prison served by a trust.

    Places in custody are bought of the prison that has them and of nobody else. House rule: 0106.
    """
    if line.unit_of_output is UnitOfOutput.PLACE:
        return line.place == provider.code and provider.service_class in PRISONS
    jointly = {party.organisation for party in parties if party.role in JOINTLY and share_a_day(party, line)}
    return line.place in {provider.code, *jointly} or (in_prison and provider.service_class not in PRISONS)


def of_the_term(part: D, ends_on: date) -> tuple[date, date]:
    """The first and the last day of a part within its agreement."""
    return part.from_day, min(part.to_day or ends_on, ends_on)
