"""Adjustments: which of them count, how far they move a date, and the dates of one chain after them.

Deductions move release, expiry and licence earlier; absence moves all later; additional days move release alone.
Source: PSO 6650.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from noms.contracts.offender_mgmt.key_dates import AdjustmentKind, KeyDate
from services.offender_mgmt.releases.rules import SOURCE, Chain, Point, points_of, regime_of

RELEASES = (KeyDate.ARD, KeyDate.CRD)
PAROLE = (KeyDate.PED, KeyDate.NPD, KeyDate.NCRD)
_LAST_RELEASE = (*RELEASES, KeyDate.NPD)
_EXPIRIES = (KeyDate.SED, KeyDate.SLED)
_DEDUCTIONS = {AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Days taken off or put on, from a day."""

    kind: AdjustmentKind
    days: int
    applies_from: date


@dataclass(frozen=True, slots=True)
class Moves:
    """What the adjustments that count add up to."""

    deducted: int = 0
    at_large: int = 0
    added: int = 0
    at_large_on_licence: int = 0
    counted: tuple[Adjustment, ...] = ()

    @property
    def expiry_days(self) -> int:
        """Days by which expiry and licence move."""
        return self.at_large + self.at_large_on_licence - self.deducted

    @property
    def release_days(self) -> int:
        """Days by which release moves; days restored never bring it forward."""
        return self.at_large - self.deducted + max(self.added, 0)


@dataclass(frozen=True, slots=True)
class Step:
    """One date with what it came from."""

    code: KeyDate
    on: date
    unadjusted: date
    sentences: tuple[str, ...]
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Served:
    """One chain with its dates after adjustment."""

    chain: Chain
    steps: Mapping[KeyDate, Step]

    def of(self, *codes: KeyDate) -> list[Step]:
        """Its dates with these letters."""
        return [self.steps[code] for code in codes if code in self.steps]

    @property
    def release(self) -> Step:
        """When this chain alone would let the person go, at the latest."""
        return max(self.of(*_LAST_RELEASE), key=lambda step: step.on)

    @property
    def expiry(self) -> Step:
        """When the chain has expired."""
        return self.of(*_EXPIRIES)[0]

    @property
    def licence(self) -> Step | None:
        """When its licence ends, where there is one."""
        return next(iter(self.of(KeyDate.LED, KeyDate.SLED)), None)


@dataclass(frozen=True, slots=True)
class Spell:
    """Chains that are served in custody together, and what moves their dates."""

    chains: tuple[Chain, ...]
    moves: Moves

    @property
    def first_day(self) -> date:
        """The day from which they are served."""
        return min(chain.first_day for chain in self.chains)


def spells_of(chains: Iterable[Chain], adjustments: Iterable[Adjustment]) -> list[Spell]:
    """The times in custody, one after the other, each with the adjustments that belong to it.

    A chain that was passed after the release from those before it begins another spell: it is moved by the days from then on
    alone, and the days from before stay with what was served then. Source: PSO 6650.
    """
    left = sorted(adjustments, key=lambda one: (one.kind not in _DEDUCTIONS, one.applies_from, one.kind, one.days))
    spells: list[Spell] = []
    together: list[Chain] = []
    for chain in sorted(chains, key=lambda chain: chain.first_day):
        if together and chain.first_day > together[-1].first_day:
            moves = moves_of(together, [one for one in left if one.applies_from < chain.first_day])
            if chain.first_day > _release(together, moves):
                spells.append(Spell(tuple(together), moves))
                together, left = [], [one for one in left if one.applies_from >= chain.first_day]
        together.append(chain)
    return [*spells, Spell(tuple(together), moves_of(together, left))]


def moves_of(chains: Sequence[Chain], in_order: Iterable[Adjustment]) -> Moves:
    """The adjustments that count: those that apply from a day no later than the release as it stands before them.

    Deductions come first, then the others by their day. Whoever was recalled is still at large after the release.
    """
    release = max(chain.let_go_on for chain in chains)
    recalled = any(chain.recalled for chain in chains)
    moves = Moves()
    for one in in_order:
        by_then = release if one.kind in _DEDUCTIONS else _release(chains, moves)
        if one.applies_from <= by_then:
            moves = _counting(moves, one)
        elif recalled and one.kind is AdjustmentKind.UNLAWFULLY_AT_LARGE and one.applies_from <= _expiry(chains, moves):
            counted = (*moves.counted, one)
            moves = replace(moves, at_large_on_licence=moves.at_large_on_licence + one.days, counted=counted)
    return moves


def _counting(moves: Moves, one: Adjustment) -> Moves:
    counted = (*moves.counted, one)
    match one.kind:
        case AdjustmentKind.UNLAWFULLY_AT_LARGE:
            return replace(moves, at_large=moves.at_large + one.days, counted=counted)
        case AdjustmentKind.ADDITIONAL_DAYS_AWARDED:
            return replace(moves, added=moves.added + one.days, counted=counted)
        case AdjustmentKind.RESTORATION_OF_ADDITIONAL_DAYS_AWARDED:
            return replace(moves, added=moves.added - one.days, counted=counted)
        case _:
            return replace(moves, deducted=moves.deducted + one.days, counted=counted)


def _release(chains: Iterable[Chain], moves: Moves) -> date:
    moved = timedelta(days=moves.release_days)
    return max(max(chain.let_go_on + moved, chain.passed_on) for chain in chains)


def _expiry(chains: Iterable[Chain], moves: Moves) -> date:
    return max(chain.last_day for chain in chains) + timedelta(days=moves.expiry_days)


def serve(chain: Chain, moves: Moves) -> Served:
    """The dates of one chain after adjustment. Nobody is released before the last of its sentences was passed.

    Days of remand that the release could not use are not taken off the licence either. Source: PSO 6650.
    """
    points, source = points_of(chain), SOURCE[regime_of(chain)]
    steps: dict[KeyDate, Step] = {}
    unused = 0
    for code in (*RELEASES, *PAROLE):
        if code in points:
            moved = points[code].on + timedelta(days=moves.release_days)
            unused = max(unused, (chain.passed_on - moved).days) if code in RELEASES else unused
            least = chain.first_day if code is KeyDate.NCRD else chain.passed_on  # the notional one lets nobody go
            steps[code] = _step(chain, code, points[code], max(moved, least), source)
    for code in (KeyDate.LED, KeyDate.SED, KeyDate.SLED):
        if code in points:
            moved = points[code].on + timedelta(days=moves.expiry_days + (unused if code is KeyDate.LED else 0))
            steps[code] = _step(chain, code, points[code], max(moved, chain.passed_on), source)
    return Served(chain, steps)


def _step(chain: Chain, code: KeyDate, point: Point, on: date, source: str) -> Step:
    return Step(code, on, point.on, ids_of(chain), point.rule, source)


def ids_of(chain: Chain) -> tuple[str, ...]:
    """The sentences of the chain, in their order."""
    return tuple(sentence.sentence_id for sentence in chain.sentences)
