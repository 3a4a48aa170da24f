"""Every number by which measures become a band, laid out as it is published, and which version governs which days.

Source of the shape (four bands, four domains, weights by function, comparator group, gateway, moderation): PTRS and PRS as
described in their releases and guides. Every number is this project's own. House rule: 0102.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from noms.contracts.commissioning.comparators import GroupCode
from noms.contracts.commissioning.gateways import GatewayState
from noms.contracts.commissioning.measures import Domain

DomainWeights = Mapping[Domain, int]


@dataclass(frozen=True)
class Formula:
    """One version of the formula. A version is frozen before the year that it governs begins."""

    version: int
    frozen_on: date
    in_force_from: date
    floor_score: Fraction
    target_score: Fraction
    stretch_score: Fraction
    lowest_score: Fraction
    highest_score: Fraction
    band_cuts: tuple[tuple[Fraction, int], ...]
    lowest_band: int
    top_band: int
    top_band_percentile: Fraction
    comparator_share: Fraction
    smallest_group: int
    small_denominator: int
    small_number_weight: Fraction
    unrated_weight_allowed: Fraction
    insufficient_band: int
    return_grace_working_days: int
    most_bands_moderated: int
    gateway_caps: Mapping[GatewayState, int]
    domain_weights: Mapping[GroupCode, DomainWeights]
    """A group without an entry weighs each domain by the measures that were agreed in it."""


def _weights(protection: int, management: int, interventions: int, capability: int) -> DomainWeights:
    return MappingProxyType(dict(zip(Domain, (protection, management, interventions, capability), strict=True)))


# House rule: 0145, how much each domain counts, by what a prison is for.
DOMAIN_WEIGHTS = MappingProxyType(
    {
        GroupCode.HIGH_SECURITY: _weights(40, 20, 20, 20),
        GroupCode.LOCAL: _weights(30, 30, 15, 25),
        GroupCode.TRAINER: _weights(20, 20, 40, 20),
        GroupCode.OPEN: _weights(20, 30, 35, 15),
        GroupCode.FEMALE: _weights(25, 25, 30, 20),
        GroupCode.YOUNG_OFFENDER: _weights(30, 20, 30, 20),
        GroupCode.JUVENILE: _weights(35, 20, 30, 15),
        GroupCode.REMOVAL_CENTRE: _weights(40, 10, 10, 40),
    }
)

# House rule: 0102, every number of this table.
FORMULAS = (
    Formula(
        version=1,
        frozen_on=date(2010, 3, 1),
        in_force_from=date(2010, 4, 1),
        floor_score=Fraction(3, 2),
        target_score=Fraction(5, 2),
        stretch_score=Fraction(7, 2),
        lowest_score=Fraction(1),
        highest_score=Fraction(4),
        band_cuts=((Fraction(7, 2), 4), (Fraction(5, 2), 3), (Fraction(3, 2), 2)),
        lowest_band=1,
        top_band=4,
        top_band_percentile=Fraction(3, 4),
        comparator_share=Fraction(3, 10),
        smallest_group=5,
        small_denominator=30,
        small_number_weight=Fraction(1, 2),
        unrated_weight_allowed=Fraction(1, 5),
        insufficient_band=2,
        return_grace_working_days=5,
        most_bands_moderated=1,
        gateway_caps=MappingProxyType({GatewayState.CONFIRMED: 1, GatewayState.UNDER_INQUIRY: 2}),
        domain_weights=DOMAIN_WEIGHTS,
    ),
)


def year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the rating year that a day lies in. Source: the financial year, 1 April to 31 March."""
    began = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return date(began, 4, 1), date(began + 1, 3, 31)


def formula_on(first_day: date, formulas: Sequence[Formula] = FORMULAS) -> Formula:
    """The version that governs a period: the last one in force when its year began, or the first there ever was.

    House rule: 0102 (nobody is rated by numbers that were not known when the year began).
    """
    began, _ = year_of(first_day)
    return max((f for f in formulas if f.in_force_from <= began), key=lambda f: f.in_force_from, default=formulas[0])


def changed_within(first_day: date, last_day: date, formulas: Sequence[Formula] = FORMULAS) -> tuple[Formula, ...]:
    """The versions that came into force while the year ran, by the end of the period: their results stand beside it.

    House rule: 0102 (a change in the middle of a year gives both results).
    """
    began, _ = year_of(first_day)
    governing = formula_on(first_day, formulas)
    return tuple(f for f in formulas if began < f.in_force_from <= last_day and f is not governing)
