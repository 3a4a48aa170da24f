"""The catalogue of measures: what is counted, over what, in which window, who counts it, and what was published of it."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from noms.contracts.wire import Count, Day, Flag, Line, View, Words

MeasureCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,99}$")]
"""The code of a measure, such as programme_completions. A second definition is a second code or a new version."""

ReportingYear = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
"""A financial year as it is printed: 2005-06."""

Figure = Annotated[Decimal, Field(allow_inf_nan=False)]
"""A target or an outturn in the unit of the measure, as printed; text on the wire, so that no reader rounds it."""


class Direction(StrEnum):
    """Which way is better."""

    HIGH = "high"
    LOW = "low"


class Domain(StrEnum):
    """The four domains of the trust rating system. Source: PTRS, statistics hub entry."""

    PUBLIC_PROTECTION = "public_protection"
    OFFENDER_MANAGEMENT = "offender_management"
    INTERVENTIONS = "interventions"
    ORGANISATIONAL_CAPABILITY = "organisational_capability"


class MeasureUnit(StrEnum):
    """How a measure is expressed before it is scored."""

    PERCENT = "percent"
    """The numerator is a part of the denominator."""
    PERCENT_OF_PROFILE = "percent_of_profile"
    COUNT = "count"
    PERCENT_OF_POPULATION = "percent_of_population"
    """What happened in a year for every hundred people held on average."""
    PER_100000 = "per_100000"
    ONE_IN = "one_in"
    """How many journeys there were for each that failed: more is better."""
    DAYS_PER_PERSON = "days_per_person"
    HOURS_A_WEEK = "hours_a_week"
    POUNDS_A_YEAR = "pounds_a_year"


class Window(StrEnum):
    """Over which days a measure is counted."""

    PERIOD = "period"
    """The calendar days of the period."""
    ROLLING = "rolling"
    """So many days, ending with the last day of the period."""


class MeasureSource(StrEnum):
    """Where a figure comes from."""

    OFFENDER_MGMT_EVENTS = "offender_mgmt_events"
    INTERVENTIONS_EVENTS = "interventions_events"
    PROVIDER_RETURN = "provider_return"
    STAFFING = "staffing"
    """The provider's staffing system, whose figures come by return."""
    MIXED = "mixed"


class SourceService(StrEnum):
    """The service that answers for the counts: the owner of the events, or commissioning, where returns are filed."""

    OFFENDER_MGMT = "offender_mgmt"
    INTERVENTIONS = "interventions"
    COMMISSIONING = "commissioning"


class Evidence(StrEnum):
    """What stands behind a figure."""

    EVIDENCED = "evidenced"
    """Events of a service that the provider does not write figures into."""
    ATTESTED = "attested"
    """The provider's word."""


class Offering(StrEnum):
    """Whether the figure can be had today, as its source itself says when it is asked."""

    OFFERED = "offered"
    NOT_OFFERED = "not_offered"
    """Its source does not compute it yet: it is rated by the missing-data rule and never filled in."""
    RETURNED = "returned"
    """No event gives it: the provider returns it."""
    UNKNOWN = "unknown"
    """Its source does not say, or did not answer."""


class ReturnEvery(StrEnum):
    """How often a provider returns a figure."""

    MONTH = "month"
    QUARTER = "quarter"


class DriftView(View):
    """Another definition that carries the same published name, with the parts in which the two differ."""

    code: MeasureCode
    version: int = Field(ge=1)
    differs_in: list[Line]
    years: list[ReportingYear] = Field(description="The years of the figures published under the other definition.")


class MeasureDefinitionView(View):
    """One version of the definition of a measure."""

    code: Line
    version: int = Field(ge=1)
    title: Line
    published_name: Line = Field(description="What it is called in print. Two definitions of one name are kept apart.")
    numerator: Words
    denominator: Words
    population: Words = Field(description="Whom or what it is about.")
    window: Window
    window_days: int | None = Field(default=None, ge=1, description="The days of a rolling window.")
    exclusions: Words
    direction: Direction
    unit: MeasureUnit
    domain: Domain
    source: MeasureSource
    sources: list[MeasureSource] = Field(description="Every source; more than one where it is mixed.")
    source_service: SourceService
    evidence: Evidence
    offering: Offering
    return_every: ReturnEvery | None = Field(default=None, description="Absent where no provider files it.")
    fields_per_return: Count = Field(description="What its collection costs: fields that a provider types; none when computed.")
    owner: Line
    use: Words = Field(description="Why it is asked.")
    in_force_from: Day
    basis: Words = Field(description="Where the definition comes from.")
    definition_drift: list[DriftView] = Field(description="Other definitions with the same published name.")


class MeasureCatalogue(View):
    """Every definition in force, newest version first for each code."""

    data: list[MeasureDefinitionView]


class PublishedTargetView(View):
    """A national target and what came of it, as published for one year."""

    code: MeasureCode
    definition_version: int = Field(ge=1)
    year: ReportingYear
    part_of_year: Line | None = Field(default=None, description="Absent where the figures are of the whole year.")
    scope: Line
    target: Figure | None = Field(description="Absent where none was found.")
    higher_is_better: Flag
    outturn: Figure | None = Field(description="Absent where none was found.")
    note: Words | None = None
    source: Words


class PublishedTargets(View):
    """What was published of one measure, the latest year first."""

    data: list[PublishedTargetView]
