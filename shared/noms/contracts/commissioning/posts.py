"""Posts and who held them: held, by an interim, or vacant, over time; and what was reported of how many were held."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View, Wire, Words


class PostState(StrEnum):
    """What is recorded of a post on a day."""

    HELD = "held"
    INTERIM = "interim"
    """Somebody covers it until it is filled."""

    VACANT = "vacant"


UNKNOWN_STATE = "unknown"
"""What is answered where no source says whether a post was held: not the same as vacant."""


class NamedHolder(Wire):
    """Who holds a post, where a publication says so; nobody else is named here."""

    name: Line
    named_in: Line = Field(description="The publication that names the holder, such as Hansard of 8 June 2009.")


class NewHolding(Wire):
    """That a post was held, covered by an interim or vacant over some days."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "state": "interim",
                    "holder": None,
                    "valid_from": "2010-09-01",
                    "valid_to": "2010-11-30",
                    "source": "Return of the London office, September 2010",
                }
            ]
        }
    )

    state: PostState
    holder: NamedHolder | None = Field(
        default=None, description="Absent for a vacant post, and where no publication names anybody."
    )
    valid_from: Day
    valid_to: Day | None = Field(default=None, description="The last day; absent while no end is known.")
    source: Line


class HoldingCorrection(Wire):
    """What is right in the place of a holding that was recorded: an end, another state, or nothing at all."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reason": "The end was not known when it was recorded.",
                    "replacement": {
                        "state": "interim",
                        "holder": None,
                        "valid_from": "2010-09-01",
                        "valid_to": "2011-01-16",
                        "source": "Return of the London office, January 2011",
                    },
                }
            ]
        }
    )

    reason: Line
    replacement: NewHolding | None = Field(description="Null withdraws the holding and puts nothing in its place.")


class HoldingView(View):
    """One stretch of days in the life of a post."""

    holding_id: UUID
    state: PostState
    holder_name: Line | None
    named_in: Line | None
    valid_from: Day
    valid_to: Day | None = Field(description="The last day; absent while no end is known.")
    dates_estimated: Flag = Field(description="A date is a working assumption and not a historical fact.")
    source: Words
    recorded_at: Instant


class CorrectedHolding(View):
    """A holding that is no longer believed, and what stands in its place."""

    corrected: UUID
    replacement: HoldingView | None = Field(description="Absent where the holding was withdrawn.")


class PostConflict(View):
    """A report that counts more or fewer posts of a kind than there were."""

    code: Code | None = Field(description="Its number among the known conflicts, such as C1.")
    as_at: Day
    counted: Count
    existing: Count
    in_words: Words
    source: Words


class PostView(View):
    """One post: what it is, and who held it."""

    code: Code
    name: Line
    kind: Code
    organisation_id: Code = Field(description="The office that the post leads, in the register of organisations.")
    region_code: Code | None
    valid_from: Day
    valid_to: Day | None
    dates_estimated: Flag = Field(description="A date of the post is a working assumption and not a historical fact.")
    existing: Flag | None = Field(description="Whether the post existed on the day asked for; absent without a day.")
    state: Line | None = Field(
        description="held, interim, vacant, or unknown where no source says: not the same as vacant. Absent without a day."
    )
    holdings: list[HoldingView] = Field(description="On the day asked for, or all.")
    conflicts: list[PostConflict]
    source: Words


class PostList(View):
    """The posts that existed on a day, or all that there have been."""

    on: Day | None
    data: list[PostView]
