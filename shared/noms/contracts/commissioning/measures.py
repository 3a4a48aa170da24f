"""The catalogue of measures: what is counted, over what, in which window, who counts it, and what was published of it."""

from enum import StrEnum


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


class EvidenceMark(StrEnum):
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
