"""Specifications: what a service must put out, by version; whom it is for; and what a unit of it has cost."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from noms.contracts.wire import Code, Day, Flag, Line, Wire, Within, Words

MOST_PENCE_A_UNIT = 100_000_000
OLDEST = 120
MOST_WORDS = 50

VersionNumber = Annotated[int, Within(1, 9_999)]
Age = Annotated[int, Within(0, OLDEST)]
UnitPence = Annotated[int, Within(0, MOST_PENCE_A_UNIT)]


class UnitOfOutput(StrEnum):
    """What is counted and priced."""

    PLACE = "place"
    """A place that is available throughout a year, occupied or not."""
    PRISONER_DAY = "prisoner_day"
    PROGRAMME_COMPLETION = "programme_completion"
    CASE = "case"
    """A person managed or supervised, on average through a year."""
    HOUR = "hour"
    REPORT = "report"
    BED_NIGHT = "bed_night"
    MONITORED_DAY = "monitored_day"
    """A day on which one person is monitored, however many orders ask for it."""


class SpecificationState(StrEnum):
    """Where a version stands. A published version is never changed; an archived one takes no new agreements."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Sex(StrEnum):
    """The two by which prisons and programmes are divided."""

    MALE = "male"
    FEMALE = "female"


class Eligibility(Wire):
    """Whom a service is for. A list that is empty, or a limit that is absent, leaves nobody out."""

    regions: list[Code] = Field(default=[], max_length=MOST_WORDS)
    categories: list[Line] = Field(default=[], max_length=MOST_WORDS, description="Security categories, such as B or YOI.")
    sexes: list[Sex] = Field(default=[], max_length=2)
    youngest_age: Age | None = None
    oldest_age: Age | None = None
    referrals_from: Day | None = Field(default=None, description="The first day on which somebody may be referred.")
    referrals_to: Day | None = None


class SpecificationContent(Wire):
    """What one version says: outputs and the least standard, never the method and never the provider."""

    title: Line
    outputs: Annotated[list[Line], Field(min_length=1, max_length=MOST_WORDS)]
    minimum_standard: Words
    mandatory_references: list[Line] = Field(
        default=[], max_length=MOST_WORDS, description="Acts, standards and instructions that bind whoever delivers."
    )
    unit_of_output: UnitOfOutput
    cost_driver: Line = Field(description="What makes a unit dear or cheap.")
    eligibility: Eligibility = Eligibility()
    restricted_probation_provision: Flag = Field(
        default=False,
        description="Assistance to courts: only a probation trust or another public body may provide it (OMA 2007 s.4).",
    )
    assumed: Flag = Field(description="A working assumption of this service, never a historical fact.")
    source: Words


_EXAMPLE: JsonDict = {
    "title": "Resettlement advice before release",
    "outputs": ["Every prisoner within twelve weeks of release has an agreed resettlement plan"],
    "minimum_standard": "One interview in person; the plan is sent to the offender manager within five working days.",
    "mandatory_references": ["National Standards 2007"],
    "unit_of_output": "case",
    "cost_driver": "Releases in a year",
    "eligibility": {"sexes": ["male"], "youngest_age": 18},
    "restricted_probation_provision": False,
    "assumed": True,
    "source": "An example of this documentation",
}


class NewSpecification(SpecificationContent):
    """A service that had no specification, with the draft of its first version."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"code": "RESETTLEMENT", **_EXAMPLE}]})

    code: Code


class NextVersion(SpecificationContent):
    """The draft of the next version of a specification."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})


class Publication(Wire):
    """The days for which agreements may be made by a version."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"in_force_from": "2010-04-01"}]})

    in_force_from: Day
    in_force_to: Day | None = Field(default=None, description="Without it, until the version is archived.")


class Archival(Wire):
    """The last day on which an agreement may be made by a version, and why it is given up."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"in_force_to": "2012-03-31", "reason": "Succeeded by a version with a higher standard"}]}
    )

    in_force_to: Day
    reason: Words
