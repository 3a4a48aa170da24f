"""How many people the prisons hold on a day, against their places."""

from typing import Annotated

from pydantic import Field

from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Whole

Percent = Annotated[float, Field(ge=0, allow_inf_nan=False)]
"""A percentage with one decimal; of crowded prisons it passes 100."""


class HeldForAnother(View):
    """People in places that another body commissions, counted apart."""

    placed_by: PlacingBody
    held: Count
    places_bought: Count | None = Field(description="How many places the body buys; absent where nobody knows.")


class Occupancy(View):
    """People against places. `held` counts everybody on the roll, whoever placed them."""

    held: Count
    held_for_noms: Count
    held_for_others: list[HeldForAnother]
    cna: Count | None = Field(description="Certified normal accommodation; absent where nobody knows.")
    in_use_cna: Count | None
    operational_capacity: Count | None
    occupancy_percent: Percent | None = Field(description="Held, of the CNA in use: over 100 is crowded.")
    held_over_in_use_cna: Count | None = Field(description="How many more are held than there are uncrowded places.")
    headroom: Whole | None = Field(description="Operational capacity less those held; negative when it is exceeded.")


class PrisonPopulation(Occupancy):
    """One prison on the day."""

    establishment_code: Code
    establishment_name: Line
    region_code: Code
    capacity_recorded: Flag = Field(description="Whether the places were recorded here; otherwise they are the list's.")
    capacity_source: Line | None


class RegionPopulation(Occupancy):
    """The prisons of one line of the agency; figures are sums of those known."""

    region_code: Code
    prisons: Count


class EstatePopulation(Occupancy):
    """All prisons that were asked for; figures are sums of those known."""

    prisons: Count
    prisons_without_figures: Count = Field(description="Prisons of which in-use CNA or operational capacity is not known.")
    usable_operational_capacity: Count | None = Field(
        description="Operational capacity less the operating margin; of the whole estate alone."
    )
    crowded_percent: Percent | None = Field(
        description="Of all held, how many are held over the CNA in use of their prison: a lower bound of crowding."
    )


class PopulationView(View):
    """How many are held at the end of a day: in all, by region and by prison."""

    on: Day
    estate: EstatePopulation
    regions: list[RegionPopulation]
    establishments: list[PrisonPopulation]
