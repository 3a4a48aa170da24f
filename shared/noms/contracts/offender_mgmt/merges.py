"""Merging two records of one person, and parting them again."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from noms.contracts.identifiers import Crn
from noms.contracts.problems import FieldError
from noms.contracts.wire import Count, Flag, Instant, Line, View, Wire, Words

Facts = Mapping[str, JsonValue]
"""A row as PostgreSQL writes it in JSON: what is kept of it, so that a merge can be undone."""


class RecordToMerge(Wire):
    """The record that is merged into the one of the path, and why they are one person's."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"merged_crn": "A000001", "reason": "Same fingerprints; the second was opened at court."}]
        }
    )

    merged_crn: Crn
    reason: Words


class RecordsToPart(Wire):
    """Why the two records were of two people after all."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"reason": "Father and son; the prison number was the father's."}]}
    )

    reason: Words


class RowsCarried(View):
    """How many rows of one table a merge changes."""

    table: Line
    rows: Count


class MergeForecast(View):
    """What a merge would do: nothing of it was done."""

    crn: Crn
    merged_crn: Crn
    possible: Flag
    carried: list[RowsCarried]
    contradictions: list[FieldError] = Field(description="What keeps the records from being merged, table by table.")


class MergeView(View):
    """A merge: which record answers, which was merged into it, and whether they were parted again."""

    merge_id: UUID
    crn: Crn
    merged_crn: Crn
    reason: Words
    merged_at: Instant
    merged_by: Line
    parted_at: Instant | None
    parted_by: Line | None
    parting_reason: Words | None


class MergeHistory(View):
    """Every merge into a record, the newest first, those undone too."""

    crn: Crn
    data: Annotated[list[MergeView], Field(description="The newest first.")]
