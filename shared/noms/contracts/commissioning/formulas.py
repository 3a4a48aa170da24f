"""The published formula of a rating, version by version, with every number."""

from pydantic import Field

from noms.contracts.commissioning.comparators import GroupCode
from noms.contracts.commissioning.gateways import GatewayState
from noms.contracts.wire import Count, Day, Line, View


class BandCutView(View):
    """From which score on a band is given."""

    score_at_least: Line
    band: Count


class GatewayCapRule(View):
    """The band that a gateway event holds a rating at."""

    state: GatewayState
    cap: Count


class DomainWeightsView(View):
    """How much each domain counts for providers of a group."""

    group: GroupCode
    public_protection: Count
    offender_management: Count
    interventions: Count
    organisational_capability: Count


class FormulaView(View):
    """One version. Exact fractions are text, such as 7/2."""

    version: int = Field(ge=1)
    frozen_on: Day = Field(description="It was laid down on this day, before the year that it governs began.")
    in_force_from: Day
    floor_score: Line
    target_score: Line
    stretch_score: Line
    lowest_score: Line
    highest_score: Line
    band_cuts: list[BandCutView]
    lowest_band: Count
    top_band: Count
    top_band_percentile: Line = Field(description="The share of the comparator group that must have scored lower.")
    comparator_share: Line = Field(description="How much of the score tested for the top band is the place in the group.")
    smallest_group: Count = Field(description="A smaller group compares nobody.")
    small_denominator: Count = Field(description="Under it a figure counts less and shows its interval.")
    small_number_weight: Line
    unrated_weight_allowed: Line = Field(description="A domain with more of its weight unrated is insufficient.")
    insufficient_band: Count
    return_grace_working_days: Count
    most_bands_moderated: Count
    gateway_caps: list[GatewayCapRule]
    domain_weights: list[DomainWeightsView] = Field(
        description="A group that is not listed weighs each domain by the measures that were agreed in it."
    )


class FormulaList(View):
    """Every version of the formula, the latest first."""

    data: list[FormulaView]
