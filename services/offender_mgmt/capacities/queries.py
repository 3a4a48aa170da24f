"""The figures on record."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.offender_mgmt.capacities import CapacityHistory, CapacityView, FiguresInForce, PlacesBought
from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.reference.establishments import establishment
from services.offender_mgmt.capacities.rules import Figures, listed_figures
from services.offender_mgmt.capacities.tables import PrisonCapacityRow


async def recorded_on(session: AsyncSession, on: date) -> Mapping[str, Figures]:
    """For each prison with figures on record that are in force on the day, the last ones."""
    newest = (PrisonCapacityRow.establishment_code, PrisonCapacityRow.in_force_from.desc(), PrisonCapacityRow.recorded_at.desc())
    rows = select(PrisonCapacityRow).where(PrisonCapacityRow.in_force_from <= on)
    found = await session.scalars(rows.ext(distinct_on(PrisonCapacityRow.establishment_code)).order_by(*newest))
    return {row.establishment_code: _figures(row) for row in found}


async def history(session: AsyncSession, code: str, *, on: date) -> CapacityHistory:
    """What was recorded for one prison, and what is in force on the day."""
    rows = select(PrisonCapacityRow).where(PrisonCapacityRow.establishment_code == code)
    newest = rows.order_by(PrisonCapacityRow.in_force_from.desc(), PrisonCapacityRow.recorded_at.desc())
    in_force = (await recorded_on(session, on)).get(code) or listed_figures(establishment(code), on=on)
    return CapacityHistory(
        establishment_code=code,
        on=on,
        in_force=FiguresInForce(
            recorded=in_force.recorded,
            in_force_from=in_force.in_force_from,
            cna=in_force.cna,
            in_use_cna=in_force.in_use_cna,
            operational_capacity=in_force.operational_capacity,
            places_bought=[
                PlacesBought(placed_by=body, places=places)
                for body, places in in_force.places_bought.items()
                if places is not None
            ],
            source=in_force.source,
        ),
        data=[view(row) for row in await session.scalars(newest)],
    )


def view(row: PrisonCapacityRow) -> CapacityView:
    """A row as it is told."""
    bought = [PlacesBought(placed_by=PlacingBody(body), places=places) for body, places in sorted(row.places_bought.items())]
    told = {name: getattr(row, name) for name in CapacityView.model_fields if name != "places_bought"}
    return CapacityView.model_validate(told | {"places_bought": bought})


def _figures(row: PrisonCapacityRow) -> Figures:
    return Figures(
        in_force_from=row.in_force_from,
        cna=row.cna,
        in_use_cna=row.in_use_cna,
        operational_capacity=row.operational_capacity,
        source=row.source,
        recorded=True,
        places_bought={PlacingBody(body): places for body, places in row.places_bought.items()},
    )
