"""Whether shares fit the whole on every day, and to whom assistance to courts may not be awarded."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from noms.contracts.commissioning.text_views import LineView, PartyView
from noms.contracts.commissioning.texts import BodyKind, PartyRole
from services.commissioning.layers.rules import ONE_DAY, on_day, share_a_day

WHOLE_PERCENT = Decimal(100)  # Source: a share in percent is one of a hundred
ONE_LEAD = 1  # House rule: 0127

# Who may provide assistance to courts. Source: Offender Management Act 2007 s.4.
MAY_ASSIST_COURTS = frozenset({BodyKind.PROBATION_TRUST, BodyKind.PUBLIC_BODY})

# Who delivers a line; a guarantor and the commissioner do not.
DELIVERING = frozenset({PartyRole.PROVIDER, PartyRole.PRIME, PartyRole.MEMBER, PartyRole.SUBCONTRACTOR})
CONSORTIUM = frozenset({PartyRole.PRIME, PartyRole.MEMBER})


def days_of_change(parties: Iterable[PartyView]) -> set[date]:
    """The days from which somebody is or is no longer party."""
    told = list(parties)
    return {party.from_day for party in told} | {party.to_day + ONE_DAY for party in told if party.to_day}


def _shares(parties: Iterable[PartyView], roles: Iterable[PartyRole], day: date) -> Decimal:
    sharing = set(roles)
    return sum((party.share_percent or Decimal(0) for party in on_day(parties, day) if party.role in sharing), Decimal(0))


def shares_above_the_whole(parties: Sequence[PartyView], day: date) -> bool:
    """Whether a consortium shares out more than the whole on the day, or a provider subcontracts more. House rule: 0127."""
    return any(_shares(parties, roles, day) > WHOLE_PERCENT for roles in (CONSORTIUM, {PartyRole.SUBCONTRACTOR}))


def consortium_is_whole(parties: Sequence[PartyView], day: date) -> bool:
    """Whether the shares of prime and members come to exactly the whole on the day, where there are members or shares at all.

    House rule: 0127.
    """
    told = [party for party in on_day(parties, day) if party.role in CONSORTIUM]
    shared = any(party.role is PartyRole.MEMBER or party.share_percent is not None for party in told)
    return not shared or _shares(parties, CONSORTIUM, day) == WHOLE_PERCENT


def has_one_lead(parties: Sequence[PartyView], day: date) -> bool:
    """Whether a consortium has exactly one prime on the day: two would both answer for the others. House rule: 0127."""
    roles = [party.role for party in on_day(parties, day)]
    primes = roles.count(PartyRole.PRIME)
    return primes == ONE_LEAD or (primes < ONE_LEAD and PartyRole.MEMBER not in roles)


def buys_from_itself(parties: Sequence[PartyView]) -> bool:
    """Whether the commissioner is also somebody else in the agreement. House rule: 0127."""
    buyers = {party.organisation for party in parties if party.role is PartyRole.COMMISSIONER}
    return any(party.organisation in buyers for party in parties if party.role is not PartyRole.COMMISSIONER)


def two_bodies_of_one(parties: Sequence[PartyView]) -> bool:
    """Whether one organisation is said to be two kinds of body on the same day. House rule: 0127."""
    same = ((one, other) for one, other in combinations(parties, 2) if one.organisation == other.organisation)
    return any(one.body is not other.body and share_a_day(one, other) for one, other in same)


def forbidden_awards(lines: Sequence[LineView], parties: Sequence[PartyView]) -> list[tuple[LineView, PartyView]]:
    """Each award of assistance to courts to somebody who is neither a probation trust nor another public body.

    Source: Offender Management Act 2007 s.4.
    """
    return [
        (line, party)
        for line in lines
        if line.restricted_probation_provision
        for party in parties
        if party.role in DELIVERING
        and party.body not in MAY_ASSIST_COURTS
        and (not party.delivers or line.specification in party.delivers)
        and share_a_day(line, party)
    ]
