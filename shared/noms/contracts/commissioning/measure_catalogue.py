"""The catalogue of measures as it is read: definitions, drift between sources, published targets."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from noms.contracts.commissioning.measures import (
    Direction,
    Domain,
    EvidenceMark,
    MeasureSource,
    MeasureUnit,
    Offering,
    ReturnEvery,
    SourceService,
    Window,
)
from noms.contracts.wire import Count, Day, Flag, Line, View, Words

MeasureCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,99}$")]
"""The code of a measure, such as programme_completions. A second definition is a second code or a new version."""


ReportingYear = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
"""A financial year as it is printed: 2005-06."""


Figure = Annotated[Decimal, Field(allow_inf_nan=False)]
"""A target or an outturn in the unit of the measure, as printed; text on the wire, so that no reader rounds it."""


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
    evidence: EvidenceMark
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
