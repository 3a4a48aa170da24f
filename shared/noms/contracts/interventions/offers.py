"""What a trust or board offers now: programmes with their next group, free places, and how many who began have completed."""

from pydantic import Field

from noms.contracts.wire import Code, Count, Day, Instant, Line, View, Words


class ProgrammeOffer(View):
    """One programme as it is offered in one area."""

    programme_code: Code
    name: Line
    pathway_codes: list[Code]
    populations: list[Line] = Field(description="Whom it is for: M, F, or young men in custody.")
    eligibility: Words | None
    sessions: Count | None = Field(description="Absent where no source gives a number.")
    length_weeks: Count | None = Field(description="At the slowest pace of any source; absent without a number of sessions.")
    groups_planned: Count = Field(description="Groups that begin on the day or later.")
    places_free: Count
    next_start_on: Day | None = Field(description="When the first group with a free place begins.")
    referrals_waiting: Count = Field(description="Found suitable, without a place yet.")
    completed: Count = Field(description="Who began, and completed within the days counted.")
    not_completed: Count = Field(description="Who began, and left before completion within the days counted.")
    source: Words


class OfferList(View):
    """What one area offers on a day."""

    area: Code
    on: Day
    counted_from: Day = Field(description="Completions are counted from this day to the day asked for.")
    told_at: Instant
    data: list[ProgrammeOffer]
