"""Scorecards: a provider with all its agreements, a region with what it purchases, a measure over time.

Everything is read within the caller's reach. Of a comparator group only the own place is shown, and only of five or more.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument
from noms.contracts.commissioning.agreement_views import Threshold
from noms.contracts.commissioning.comparators import GroupCode, ProviderStanding
from noms.contracts.commissioning.gateways import GatewayState
from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.measures import EvidenceMark, MeasureUnit
from noms.contracts.commissioning.ratings import Band, DomainScoreView, Missing, Score
from noms.contracts.commissioning.results import CoveragePercent, DisputeState, FigureValue
from noms.contracts.wire import Code, Count, Day, Flag, Line, View

SharePercent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
"""A share in percent."""


class ScorecardPeriod(View):
    """The latest version of one period: its rating as it stands."""

    period_id: UUID
    from_day: Day
    to_day: Day
    version: int = Field(ge=1)
    restated: Flag = Field(description="The period was computed more than once.")
    score: Score | None
    band: Band | None = Field(description="As rated.")
    moderated_band: Band | None = Field(description="Absent where nobody moderated it, or the moderation is stale.")
    moderation_stale: Flag
    band_in_force: Band | None
    standing: ProviderStanding
    share_from_events_percent: SharePercent
    gateway: GatewayState | None = Field(description="What a gateway event holds the band for.")
    comparator_group: GroupCode | None
    group_size: Count | None
    percentile: SharePercent | None = Field(description="Share of the group that scored lower; absent of fewer than five.")


class ScorecardMeasure(View):
    """One measure in one version of a period."""

    measure_code: Line
    from_day: Day
    to_day: Day
    unit: MeasureUnit
    value: FigureValue | None
    lowest_value: FigureValue | None
    highest_value: FigureValue | None
    interval_method: IntervalMethod | None
    floor: Threshold | None
    target: Threshold | None
    stretch: Threshold | None
    score: Score | None
    band: Band | None = Field(description="The band that the score of this measure alone would give.")
    small_number: Flag
    evidence: EvidenceMark
    coverage_percent: CoveragePercent | None
    missing: Missing | None
    dispute: DisputeState | None


class AgreementScorecard(View):
    """One agreement: its periods, the latest first, and the measures and domains of the latest."""

    agreement_id: UUID
    instrument: AgreementInstrument
    commissioner: Code
    provider: Code
    specification_codes: list[Code] = Field(description="What is bought.")
    starts_on: Day
    ends_on: Day
    periods: list[ScorecardPeriod]
    domains: list[DomainScoreView]
    measures: list[ScorecardMeasure]


class ProviderScorecard(View):
    """Everything that a provider delivers under agreements within reach."""

    provider: Code
    agreements: list[AgreementScorecard]


class RegionLine(View):
    """One agreement of a region with its latest period; the period is absent where none was computed."""

    agreement_id: UUID
    provider: Code
    specification_codes: list[Code] = Field(description="What is bought.")
    starts_on: Day
    ends_on: Day
    latest: ScorecardPeriod | None


class RegionScorecard(View):
    """What a region purchases, by provider."""

    region: Code
    data: list[RegionLine]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class MeasurePoint(View):
    """A measure in one period, by its latest version."""

    period_id: UUID
    period_from_day: Day
    period_to_day: Day
    version: int = Field(ge=1)
    restated: Flag
    measure: ScorecardMeasure


class MeasureSeries(View):
    """A measure of one agreement over time, the latest period first."""

    agreement_id: UUID
    provider: Code
    points: list[MeasurePoint]


class MeasureOverTime(View):
    """A measure in every period of the agreements within reach, by provider."""

    measure_code: Line
    data: list[MeasureSeries]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")
