"""The catalogue of measures: what is counted, over what, in which window, and which service counts it."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from noms.contracts.wire import Day, Line, View, Words


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
    PERCENT_OF_PROFILE = "percent_of_profile"


class SourceService(StrEnum):
    """The service that owns the events and computes the counts."""

    OFFENDER_MGMT = "offender_mgmt"
    INTERVENTIONS = "interventions"


class MeasureDefinitionView(View):
    """One version of the definition of a measure."""

    code: Line
    version: int = Field(ge=1)
    title: Line
    numerator: Words
    denominator: Words
    window: Literal["period"] = Field(description="The calendar window over which it is counted: the days of the period.")
    exclusions: Words
    direction: Direction
    unit: MeasureUnit
    domain: Domain
    source_service: SourceService
    in_force_from: Day
    basis: Words = Field(description="Where the definition comes from.")


class MeasureCatalogue(View):
    """Every definition in force, newest version first for each code."""

    data: list[MeasureDefinitionView]
