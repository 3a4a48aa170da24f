"""What agrees between two records, and what does not, weighed in bits.

A weight is the binary logarithm of how much likelier it is among records of one person than of two. What one of the
records does not hold says nothing. Source: hmpps-person-match, the weights of its model, where nothing else is said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from noms.contracts.offender_mgmt.matching import MatchFeature
from services.offender_mgmt.likeness.rules import jaro_winkler, one_slip_apart, outcode

FEW_NAMES = 3  # House rule: 0078
RARE_BITS: Mapping[MatchFeature, tuple[tuple[int, float], ...]] = {
    MatchFeature.POSTCODE: ((2, 15.06), (10, 12.03)),
    MatchFeature.SENTENCE_DATE: ((2, 10.9), (10, 9.38), (100, 8.26)),
}
"""Weights by how many people share it at most. Source: hmpps-person-match for the weights. House rule: 0078, the numbers."""
COMMON_BITS = {MatchFeature.POSTCODE: 7.13, MatchFeature.SENTENCE_DATE: 7.33}
"""The weight of what more people share. Source: hmpps-person-match."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared of a person, cleaned. `names` and `birthdays` are all that they go by, their own first."""

    names: tuple[tuple[str, str], ...]
    middle_names: tuple[str, ...] = ()
    birthdays: tuple[date, ...] = ()
    postcodes: frozenset[str] = frozenset()
    pncs: frozenset[str] = frozenset()
    cros: frozenset[str] = frozenset()
    sentenced_on: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many people share a postcode or a day of sentence."""

    postcodes: Mapping[str, int] = field(default_factory=dict)
    sentence_dates: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Term:
    """What one feature says, and why."""

    feature: MatchFeature
    level: str
    bits: float


def terms_of(one: Record, other: Record, sharing: Sharing) -> Iterator[Term]:
    """What every feature that both records hold says, and how much it weighs."""
    yield _name(one, other)
    if one.middle_names and other.middle_names:
        yield _middle_name(one.middle_names[0], other.middle_names[0])
    if one.birthdays and other.birthdays:
        yield _birthday(one, other)
    if one.postcodes and other.postcodes:
        yield _postcode(one, other, sharing)
    if (one.pncs and other.pncs) or (one.cros and other.cros):
        yield _numbers(one, other)
    if one.sentenced_on and other.sentenced_on:
        yield _sentence_date(one, other, sharing)


def _name(one: Record, other: Record) -> Term:
    """Source: hmpps-person-match, the levels of the name, the first that fits."""
    (forename, surname), (their_forename, their_surname) = one.names[0], other.names[0]
    near = min(jaro_winkler(forename, their_forename), jaro_winkler(surname, their_surname))
    few = len(one.names) + len(other.names) <= FEW_NAMES
    levels = (
        (one.names[0] == other.names[0], "both names the same", 17.06),
        (near >= 0.9, "both names nearly the same", 7.30),
        (one.names[0] == (their_surname, their_forename), "surname and forename swapped", 14.01),
        (few and bool(set(one.names) & set(other.names)), "a name they went by, of few", 11.48),
        (bool(set(one.names) & set(other.names)), "a name they went by, of many", 9.15),
        (near >= 0.7, "both names alike", 3.34),
        (surname == their_surname, "only the surname the same", 2.76),
        (forename == their_forename, "only the forename the same", -0.02),
    )
    return _first(MatchFeature.NAME, levels, Term(MatchFeature.NAME, "no name alike", -7.91))


def _middle_name(mine: str, theirs: str) -> Term:
    """Source: hmpps-person-match, the levels of the middle name."""
    alike = jaro_winkler(mine, theirs) >= 0.9 or (min(len(mine), len(theirs)) == 1 and mine[0] == theirs[0])
    levels = ((mine == theirs, "the same", 6.24), (alike, "nearly the same, or its initial", 3.63))
    return _first(MatchFeature.MIDDLE_NAME, levels, Term(MatchFeature.MIDDLE_NAME, "different", -4.58))


def _birthday(one: Record, other: Record) -> Term:
    """Source: hmpps-person-match, the levels of the date of birth, the first that fits."""
    mine, theirs = one.birthdays[0], other.birthdays[0]
    shared = bool(set(one.birthdays) & set(other.birthdays))
    few = len(one.birthdays) + len(other.birthdays) <= FEW_NAMES
    same_decade = mine.year // 10 == theirs.year // 10
    levels = (
        (mine == theirs, "the same", 13.87),
        (shared and few, "one they gave with another name, of few", 9.68),
        (shared, "one they gave with another name, of many", 8.84),
        (same_decade and one_slip_apart(mine, theirs), "one slip of the pen in one decade", 3.29),
        (abs((mine - theirs).days) <= 5 * 365.25, "within five years", -4.42),
    )
    return _first(MatchFeature.DATE_OF_BIRTH, levels, Term(MatchFeature.DATE_OF_BIRTH, "different", -8.58))


def _postcode(one: Record, other: Record, sharing: Sharing) -> Term:
    """Source: hmpps-person-match, the levels of the postcode."""
    shared = [sharing.postcodes.get(code, 1) for code in one.postcodes & other.postcodes]
    if shared:
        return _by_rarity(MatchFeature.POSTCODE, min(shared))
    district = {outcode(code) for code in one.postcodes} & {outcode(code) for code in other.postcodes}
    return Term(MatchFeature.POSTCODE, *(("only the district the same", 5.25) if district else ("different", -2.32)))


def _numbers(one: Record, other: Record) -> Term:
    """Source: hmpps-person-match, the levels of PNC and CRO numbers. A core serial is what lies between year and letter."""
    pnc, cro = bool(one.pncs & other.pncs), bool(one.cros & other.cros)
    serials = {number.rpartition("/")[-1][:-1] for number in one.pncs} & {
        number.rpartition("/")[-1][:-1] for number in other.pncs
    }
    levels = (
        (pnc and cro, "PNC and CRO numbers the same", 29.9),
        (pnc, "PNC number the same", 21.58),
        (cro, "CRO number the same", 21.79),
        (bool(serials), "only the serial of the PNC number the same", 14.53),
    )
    return _first(MatchFeature.PNC_AND_CRO, levels, Term(MatchFeature.PNC_AND_CRO, "different", -8.0))


def _sentence_date(one: Record, other: Record, sharing: Sharing) -> Term:
    """Source: hmpps-person-match, the levels of the day of sentence."""
    shared = [sharing.sentence_dates.get(day, 1) for day in one.sentenced_on & other.sentenced_on]
    if shared:
        return _by_rarity(MatchFeature.SENTENCE_DATE, min(shared))
    days = min(abs((mine - theirs).days) for mine, theirs in product(one.sentenced_on, other.sentenced_on))
    return Term(MatchFeature.SENTENCE_DATE, *(("within fourteen days", 1.0) if days <= 14 else ("different", -0.75)))


def _by_rarity(feature: MatchFeature, people: int) -> Term:
    for at_most, bits in RARE_BITS[feature]:
        if people <= at_most:
            return Term(feature, f"the same, shared by {at_most} people at most", bits)
    return Term(feature, "the same, shared by many", COMMON_BITS[feature])


def _first(feature: MatchFeature, levels: tuple[tuple[bool, str, float], ...], otherwise: Term) -> Term:
    return next((Term(feature, level, bits) for fits, level, bits in levels if fits), otherwise)
