"""How many people a prison may hold, from which day, and how many of its places others buy."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View, Wire, Within

MOST_PLACES = 10_000
Places = Annotated[int, Within(0, MOST_PLACES)]
"""A number of places in one prison."""


class PlacesBought(Wire):
    """Places that another body commissions."""

    placed_by: PlacingBody
    places: Places


class CapacityToRecord(Wire):
    """The figures of a prison's certificate, in force from a day until the next ones are."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "in_force_from": "2010-04-01",
                    "cna": 624,
                    "in_use_cna": 600,
                    "operational_capacity": 664,
                    "places_bought": [{"placed_by": "UKBA", "places": 20}],
                    "source": "Cell certificate of 29 March 2010",
                }
            ]
        }
    )

    in_force_from: Day
    cna: Places | None = Field(
        default=None, description="Certified normal accommodation, before what is out of use is taken off."
    )
    in_use_cna: Places = Field(description="Certified normal accommodation in use: the places without crowding.")
    operational_capacity: Places = Field(description="The most people that the prison can hold safely.")
    places_bought: list[PlacesBought] = Field(default=[], max_length=5, description="How many of the places other bodies buy.")
    source: Line


class CapacityView(View):
    """Figures that were recorded for a prison. They are never changed; what is recorded later for the same day counts."""

    prison_capacity_id: UUID
    establishment_code: Code
    in_force_from: Day
    cna: Count | None
    in_use_cna: Count
    operational_capacity: Count
    places_bought: list[PlacesBought]
    source: Line
    recorded_at: Instant


class FiguresInForce(View):
    """What counts on a day: what was recorded, else what the list of prisons has. Absent is what nobody knows."""

    recorded: Flag = Field(description="Whether somebody recorded them here; otherwise they are the list's.")
    in_force_from: Day | None
    cna: Count | None
    in_use_cna: Count | None
    operational_capacity: Count | None
    places_bought: list[PlacesBought]
    source: Line | None


class CapacityHistory(View):
    """The figures of one prison: those in force on a day, and everything that was recorded, newest first."""

    establishment_code: Code
    on: Day
    in_force: FiguresInForce
    data: list[CapacityView]
