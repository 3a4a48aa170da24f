"""Second readings: a sample of occurrences, judged again by somebody else, and how far the two agree."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.occurrences import OccurrenceKind, TermCode
from noms.contracts.wire import MAX_INT32, Count, Day, Flag, Instant, Line, View, Wire, Within, Words

ExactRatio = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+(/[0-9]+)?$")]
"""An exact fraction as text: `11/15`, `1`, `-1/3`."""

Kappa = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]


class SampleToDraw(Wire):
    """The days whose occurrences are to be sampled. The seed is drawn by the service, so that nobody can choose the sample."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"from_day": "2010-04-01", "to_day": "2010-06-30"}]}
    )

    from_day: Day
    to_day: Day


class NewSecondReading(Wire):
    """What the second reader finds that an occurrence falls under; neither kind nor code when it falls under nothing."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "occurrence_id": "6d1f2f38-8a8e-4f0a-9f6a-2c2b5f6f3c11",
                    "kind": "PERFORMANCE_FAILURE",
                    "code": "2.2g",
                    "remark": "The field test names the drug.",
                }
            ]
        }
    )

    occurrence_id: UUID
    kind: OccurrenceKind | None
    code: TermCode | None
    remark: Words | None = None


class SecondReadingLine(View):
    """One occurrence of the sample, with both judgements; neither is shown until the second is given."""

    occurrence_id: UUID
    occurrence_version: int = Field(ge=1, description="The version that was known when the sample was drawn.")
    kind: OccurrenceKind | None = Field(description="The first judgement, once the second is given: nobody reads it before.")
    code: TermCode | None
    read: Flag
    second_kind: OccurrenceKind | None
    second_code: TermCode | None
    agrees: Flag | None
    remark: Words | None
    read_by: Line | None
    read_at: Instant | None


class AgreementOfReaders(View):
    """How far the two readings agree, over what has been read so far."""

    sampled: Count
    read: Count
    agreeing: Count
    kappa_exact: ExactRatio | None = Field(
        description="Cohen's kappa as an exact fraction; absent when chance alone would always agree, or nothing was read."
    )
    kappa: Kappa | None = Field(description="The same, to three decimals.")
    at_least: ExactRatio = Field(description="What is enough.")
    meets: Flag | None = Field(description="Whether it is enough; absent when nothing was read.")


class SecondReadingView(View):
    """A sample with its seed, what was found, and the agreement of the readers."""

    id: UUID
    agreement_id: UUID
    from_day: Day
    to_day: Day
    seed: Annotated[int, Within(0, MAX_INT32)] = Field(
        description="Sorting the occurrences known at `drawn_at` by SHA-256 of `seed:id` and taking the first gives this sample."
    )
    population: Count
    drawn_by: Line
    drawn_at: Instant
    agreement: AgreementOfReaders
    lines: list[SecondReadingLine]


class SecondReadingSummary(View):
    """A sample in a list."""

    id: UUID
    from_day: Day
    to_day: Day
    population: Count
    drawn_at: Instant
    agreement: AgreementOfReaders


class SecondReadingList(View):
    """The samples of an agreement, the latest drawn first."""

    data: list[SecondReadingSummary]
