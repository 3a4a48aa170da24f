"""What a court of an area can impose now: each requirement with its limits, places, wait, length, cost and completion."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, Pence, Ratio, View, Words


class AskedService(StrEnum):
    """Whom the answer was asked of."""

    INTERVENTIONS = "interventions"
    COMMISSIONING = "commissioning"


class Silence(StrEnum):
    """Why a source is missing."""

    NOT_CONFIGURED = "not_configured"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"


class SourceAsked(View):
    """One source of the answer: when it told what it told, or why it did not."""

    service: AskedService
    told_at: Instant | None = Field(description="Absent when it told nothing.")
    missing_because: Silence | None
    leaves_unknown: list[Line] = Field(description="What cannot be said without it; empty when it answered.")


class CompletionRate(View):
    """How many of those who began a programme here completed it, and how far that share could be from the truth."""

    completed: Count
    began_and_ended: Count
    share: Ratio
    share_at_least: Ratio = Field(description="Wilson interval at 95 %.")
    share_at_most: Ratio
    counted_from: Day


class UnitCost(View):
    """What one unit has cost, as commissioning knows it."""

    specification: Code
    unit: Line
    year: Line
    provider: Code | None = Field(description="Absent where the figure is of all.")
    low_pence: Pence
    central_pence: Pence
    high_pence: Pence
    basis: Line = Field(description="published, derived or estimate.")
    source: Words


class ProgrammeOption(View):
    """One accredited programme for a programme requirement."""

    programme_code: Code
    name: Line
    meets_needs: list[Code]
    available: Flag | None = Field(description="Whether a place is free; absent when that is not known.")
    because: list[Line] = Field(description="What stands against it; empty when nothing does.")
    places_free: Count | None
    next_start_on: Day | None
    wait_weeks: Count | None = Field(description="Whole weeks from the day to the next start with a free place.")
    referrals_waiting: Count | None
    length_weeks: Count | None
    completion: CompletionRate | None = Field(description="Absent when nobody has ended it here, or it is not known.")
    source: Words


class RequirementOption(View):
    """One of the twelve requirements, for this person."""

    code: Code
    name: Line
    section: Line = Field(description="Of the Criminal Justice Act 2003.")
    min_quantity: Count | None
    max_quantity: Count | None
    unit: Line
    consent_required: Flag
    meets_needs: list[Code] = Field(description="The needs asked for that it can answer.")
    available: Flag | None = Field(description="Absent when not known: nobody keeps its places, or a source is silent.")
    because: list[Line] = Field(description="What stands against it; empty when nothing does.")
    unit_cost: UnitCost | None
    programmes: list[ProgrammeOption] = Field(description="For a programme requirement.")
    source: Words


class SentencingOptions(View):
    """What can be imposed on somebody like this in this area, as the sources told it when they were asked."""

    area: Code
    on: Day
    needs: list[Code] = Field(description="The pathways of the needs that were asked for.")
    partial: Flag = Field(description="True when a source did not answer: what it would have told is absent, not zero.")
    sources: list[SourceAsked]
    requirements: list[RequirementOption] = Field(description="In the order of s.177(1).")
