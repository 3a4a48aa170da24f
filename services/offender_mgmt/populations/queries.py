"""How many are held where, on any day: the years before it, its year's months and its month's days until then, added up."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from services.offender_mgmt.populations.tables import PopulationChangeRow


async def held_on(session: AsyncSession, on: date) -> Mapping[str, Mapping[PlacingBody, int]]:
    """How many people each prison holds at the end of the day, by who bought the place."""
    month, year = on.replace(day=1), on.replace(month=1, day=1)
    starts_on, span = PopulationChangeRow.starts_on, PopulationChangeRow.span
    years = and_(span == "year", starts_on < year)
    months = and_(span == "month", starts_on >= year, starts_on < month)
    days = and_(span == "day", starts_on.between(month, on))
    place = (PopulationChangeRow.establishment_code, PopulationChangeRow.placed_by)
    rows = select(*place, func.sum(PopulationChangeRow.change)).where(or_(years, months, days)).group_by(*place)
    found: dict[str, dict[PlacingBody, int]] = {}
    for code, placed_by, held in await session.execute(rows):
        if held:
            found.setdefault(code, {})[PlacingBody(placed_by)] = int(held)
    return found
