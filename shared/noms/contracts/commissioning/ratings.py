"""The rating of one period: scores of measures, domains, and one band."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from noms.contracts.commissioning.measures import Domain
from noms.contracts.wire import Flag, Line, View

Score = Annotated[float, Field(ge=1, le=4, allow_inf_nan=False)]
"""A score between 1 and 4, rounded to three decimals for reading; bands are cut on the exact score."""


class Missing(StrEnum):
    """Why a measure has no outturn."""

    NOT_PRODUCED = "not_produced"
    """Nothing to measure, or the system itself could not produce it: not rated, the weight goes to the rest of the domain."""

    RETURN_OVERDUE = "return_overdue"
    """The provider has not filed its return in time: it scores the lowest."""


class MeasureScoreView(View):
    """The score of one measure and the weight it carried."""

    measure_code: Line
    domain: Domain
    score: Score | None
    lowest_score: Score | None = Field(default=None, description="Given for small numbers: where the score could well lie.")
    highest_score: Score | None = None
    weight_counted: Annotated[float, Field(ge=0)]
    small_number: Flag
    missing: Missing | None


class DomainScoreView(View):
    """The weighted mean of one domain, or that too little of it could be rated."""

    domain: Domain
    score: Score | None
    weight: Annotated[float, Field(ge=0)]
    insufficient: Flag


class RatingView(View):
    """The band of one period with everything that it rests on."""

    formula_version: int = Field(ge=1)
    band: Annotated[int, Field(ge=1, le=4)] | None = Field(
        description="4 exceptional to 1 serious concerns; absent when not rated."
    )
    score: Score | None
    because: list[Line] = Field(description="Why the band differs from what the score alone would give.")
    share_from_events_percent: Annotated[float, Field(ge=0, le=100)] = Field(
        description="Share of the rated weight that comes from events and not from the provider's word."
    )
    domains: list[DomainScoreView]
    measures: list[MeasureScoreView]
