"""What money depends on and no occurrence tells: published index values, volumes, cohorts and outturns."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.occurrences import TermCode
from noms.contracts.commissioning.payment_bases import Exact, Month
from noms.contracts.exact import OrWhole
from noms.contracts.wire import Day, Instant, Line, View, Wire, Within, Words

MOST_EVENTS = 10_000

IndexName = TermCode
Revision = Annotated[int, Within(1, 100)]
Figure = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$"), OrWhole(-999_999_999, 999_999_999)]
"""A figure as text, so that no reader rounds it: `2150`, `-3.3`."""


class NewIndexValue(Wire):
    """A value of an index for a month, as it was published."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"month": "2010-01", "value": "217.9", "published_on": "2010-02-16"}]}
    )

    month: Month
    value: Exact
    published_on: Day
    revision: Revision = Field(default=1, description="1 for the first publication, 2 for its first revision, and so on.")


class IndexValueView(View):
    """A published value. A revision stands beside the value that it revises; whether it counts, the terms say."""

    index: Line
    month: Month
    revision: int = Field(ge=1)
    value: Line
    published_on: Day
    recorded_at: Instant


class IndexValueList(View):
    """The published values of an index, by month and revision."""

    data: list[IndexValueView]


class FactKind(StrEnum):
    """What a figure that money depends on says."""

    VOLUME = "volume"
    """Weighted cases delivered, in the contract year that holds the day."""
    COHORT = "cohort"
    """How the reconvictions of a cohort moved against its base, in points of percentage."""
    OUTTURN = "outturn"
    """What a measure that goes by steps came to, in the quarter or year that holds the day."""


class NewFact(Wire):
    """A computed figure, with the events that it was computed from."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "volume",
                    "on": "2010-06-30",
                    "value": "2150",
                    "source": "Orders commenced, weighted by tier, offender_mgmt feed to sequence 48112",
                    "event_ids": ["5a4f0c0a-0d0e-4c52-8a5e-0a4f7c1f2b11"],
                }
            ]
        }
    )

    kind: FactKind
    code: TermCode | None = Field(default=None, description="The cohort or the measure; absent of a volume.")
    on: Day
    value: Figure = Field(description="Negative only for the change of a cohort.")
    revision: Revision = Field(default=1, description="1 for the first figure, 2 for its first revision, and so on.")
    source: Words = Field(description="Where it was computed, and from what.")
    event_ids: Annotated[list[UUID], Field(max_length=MOST_EVENTS)] = Field(default=[])


class FactView(View):
    """A figure as it stands, with its revision: the one before stays on record."""

    fact_id: UUID
    kind: FactKind
    code: Line | None
    on: Day
    value: Line
    revision: int = Field(ge=1)
    source: Words
    event_ids: list[UUID]
    recorded_by: Line
    recorded_at: Instant


class FactList(View):
    """The figures of an agreement that its money depends on, every revision, the latest first."""

    data: list[FactView]
