"""Answering how many are held: the counts of a day against the places of that day."""

from datetime import date
from itertools import groupby
from typing import TypedDict

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import Invalid
from noms.contracts.offender_mgmt.populations import (
    EstatePopulation,
    HeldForAnother,
    PopulationView,
    PrisonPopulation,
    RegionPopulation,
)
from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from services.offender_mgmt.capacities import queries as capacities
from services.offender_mgmt.populations import queries, rules


async def population_on(session: AsyncSession, day: date, *, region: str | None, establishment: str | None) -> PopulationView:
    """The population of the estate, or of a part of it, at the end of a day.

    Raises:
        Invalid: there is no such region or prison.

    """
    if faults := rules.asked_faults(region=region, code=establishment):
        raise Invalid(errors=faults)
    held = await queries.held_on(session, day)
    prisons = rules.prisons_on(day, held, await capacities.recorded_on(session, day), region=region, code=establishment)
    by_region = groupby(sorted(prisons, key=lambda each: each.place.region_code), key=lambda each: each.place.region_code)
    return PopulationView(
        on=day,
        estate=_estate(prisons, whole=region is None and establishment is None),
        regions=[_region(code, list(group)) for code, group in by_region],
        establishments=[_prison(each) for each in prisons],
    )


class _Occupied(TypedDict):
    """The fields that a prison, a region and the estate have in common."""

    held: int
    held_for_noms: int
    held_for_others: list[HeldForAnother]
    cna: int | None
    in_use_cna: int | None
    operational_capacity: int | None
    occupancy_percent: float | None
    held_over_in_use_cna: int | None
    headroom: int | None


def _occupied(of: rules.Totals) -> _Occupied:
    others = sorted({*of.held, *of.places_bought} - {PlacingBody.NOMS})
    return _Occupied(
        held=of.all_held,
        held_for_noms=of.held.get(PlacingBody.NOMS, 0),
        held_for_others=[
            HeldForAnother(placed_by=body, held=of.held.get(body, 0), places_bought=of.places_bought.get(body)) for body in others
        ],
        cna=of.cna,
        in_use_cna=of.in_use_cna,
        operational_capacity=of.operational_capacity,
        occupancy_percent=of.occupancy_percent,
        held_over_in_use_cna=of.held_over,
        headroom=of.headroom,
    )


def _prison(prison: rules.Prison) -> PrisonPopulation:
    return PrisonPopulation(
        **_occupied(rules.totals([prison])),
        establishment_code=prison.place.code,
        establishment_name=prison.place.name,
        region_code=prison.place.region_code,
        capacity_recorded=prison.figures.recorded,
        capacity_source=prison.figures.source,
    )


def _region(code: str, prisons: list[rules.Prison]) -> RegionPopulation:
    return RegionPopulation(**_occupied(rules.totals(prisons)), region_code=code, prisons=len(prisons))


def _estate(prisons: list[rules.Prison], *, whole: bool) -> EstatePopulation:
    of = rules.totals(prisons)
    known = (each for each in prisons if each.figures.in_use_cna is not None and each.figures.operational_capacity is not None)
    return EstatePopulation(
        **_occupied(of),
        prisons=len(prisons),
        prisons_without_figures=len(prisons) - sum(1 for _ in known),
        usable_operational_capacity=rules.usable_capacity(of.operational_capacity) if whole else None,
        crowded_percent=rules.percent(of.held_over, of.held_where_certified) if of.held_over is not None else None,
    )
