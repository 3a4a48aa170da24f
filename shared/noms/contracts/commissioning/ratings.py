"""The rating of one period: scores of measures, domains, and one band, with all that holds it."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.comparators import GroupCode, ProviderStanding
from noms.contracts.commissioning.gateways import GatewayState
from noms.contracts.commissioning.measures import Domain, EvidenceMark
from noms.contracts.wire import Count, Flag, Instant, Line, View

Score = Annotated[float, Field(ge=1, le=4, allow_inf_nan=False)]
"""A score between 1 and 4, rounded to three decimals for reading; bands are cut on the exact score."""

Band = Annotated[int, Field(ge=1, le=4)]
"""4 exceptional, 3 good, 2 requiring development, 1 serious concerns."""


class Missing(StrEnum):
    """Why a measure has no outturn."""

    NOT_PRODUCED = "not_produced"
    """Nothing to measure, or the system itself could not produce it: not rated, the weight goes to the rest of the domain."""

    RETURN_OVERDUE = "return_overdue"
    """The provider has not filed its return in time: it scores the lowest."""

    NOT_OFFERED = "not_offered"
    """Its source does not compute it yet: not rated, and never filled in."""

    OVERTURNED = "overturned"
    """A contest of the figure was upheld: not rated until the period is computed again."""


class RatedBecause(StrEnum):
    """What gave rise to a rating."""

    COMPUTED = "computed"
    GATEWAY_EVENT = "gateway_event"
    RESULT_DISPUTED = "result_disputed"
    DISPUTE_SETTLED = "dispute_settled"
    ASKED = "asked"
    """Somebody asked for it, when others of the comparator group had been rated."""


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
    evidence: EvidenceMark = Field(default=EvidenceMark.EVIDENCED, description="Events, or the provider's word.")
    disputed: Flag = Field(default=False, description="Contested and not decided: it counts, and the rating without it is shown.")
    band: Band | None = Field(default=None, description="The band that this score alone would give.")


class DomainScoreView(View):
    """The weighted mean of one domain, or that too little of it could be rated."""

    domain: Domain
    score: Score | None
    weight: Annotated[float, Field(ge=0)]
    insufficient: Flag


class ComparatorView(View):
    """Where the provider stands among those it is compared with. What the others scored is never shown."""

    group: GroupCode
    group_size: Count | None = Field(description="Itself included; absent where too few were rated over the same days.")
    percentile: Annotated[float, Field(ge=0, le=100)] | None = Field(
        description="Share of the group that scored lower, in percent; absent where too few were rated over the same days."
    )


class GatewayCapView(View):
    """What caps the band whatever the score."""

    state: GatewayState
    cap: Band
    gateway_event_ids: list[UUID]


class OtherRatingView(View):
    """What the same period comes to otherwise: without the contested figures, or by a formula that came in mid-year."""

    formula_version: int = Field(ge=1)
    band: Band | None
    score: Score | None
    because: list[Line]


class RatingView(View):
    """The band of one period with everything that it rests on."""

    formula_version: int = Field(ge=1)
    band: Band | None = Field(description="4 exceptional to 1 serious concerns; absent when not rated, new or closing.")
    score: Score | None
    because: list[Line] = Field(description="Why the band differs from what the score alone would give.")
    share_from_events_percent: Annotated[float, Field(ge=0, le=100)] = Field(
        description="Share of the rated weight that comes from events and not from the provider's word."
    )
    domains: list[DomainScoreView]
    measures: list[MeasureScoreView]
    number: int = Field(
        default=1, ge=1, description="Which rating of this computation: gateway events and contests make the next."
    )
    rated_at: Instant | None = Field(default=None, description="Absent of ratings given before it was kept.")
    rated_because: RatedBecause = RatedBecause.COMPUTED
    standing: ProviderStanding = ProviderStanding.ESTABLISHED
    band_by_score: Band | None = Field(default=None, description="What the score alone would give.")
    comparator: ComparatorView | None = Field(default=None, description="Absent where there is nobody to compare with.")
    gateway: GatewayCapView | None = None
    without_disputed: OtherRatingView | None = Field(default=None, description="Given while a figure of the period is contested.")
    other_versions: list[OtherRatingView] = Field(
        default=[], description="Results by versions of the formula that came into force while the year ran."
    )
