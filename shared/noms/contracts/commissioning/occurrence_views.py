"""Occurrences as the parties read them, with every version and the events behind them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from noms.contracts.commissioning.measures import SourceService
from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState, Places, TermCode
from noms.contracts.wire import Day, Flag, Instant, Line, View, Words

HalfCount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}\.[05]$")]
"""How many, in half steps, as text with one decimal, so that no reader rounds it: `1.0`, `2.5`."""


class OccurrenceSummary(View):
    """One occurrence by its latest version, or by the version that was known at the instant asked for."""

    id: UUID
    version: int = Field(ge=1)
    kind: OccurrenceKind
    code: TermCode
    state: OccurrenceState
    occurred_on: Day
    ended_on: Day | None
    found_on: Day
    contract_year: int = Field(ge=1, description="1 is the first year of the agreement.")
    contract_quarter: int = Field(ge=1, le=4, description="Quarter of the contract year in which it happened.")
    places: Places
    used: Flag
    count: HalfCount
    same_event_as: UUID | None
    event_count: int = Field(ge=0)
    told_on: Day = Field(description="The day on which both parties could read this version.")
    contest_until: Day | None = Field(
        description="The last day on which the provider can contest it; absent when it does not count, or a contest settled it."
    )


class OccurrenceVersionView(View):
    """One version: what was known from an instant on, by whom it was entered, and why."""

    version: int = Field(ge=1)
    state: OccurrenceState
    code: TermCode
    count: HalfCount
    places: Places
    used: Flag
    ended_on: Day | None
    excused_by: Line | None
    reason: Words
    recorded_by: Line
    recorded_at: Instant


class OccurrenceView(OccurrenceSummary):
    """One occurrence with everything that was decided about it: the same bytes for both parties."""

    agreement_id: UUID
    source_service: SourceService
    narrative: Words
    classified_by: Line
    versions: list[OccurrenceVersionView]


class OccurrenceList(View):
    """Occurrences of an agreement, the latest to happen first."""

    data: list[OccurrenceSummary]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class OccurrenceEvents(View):
    """The events that an occurrence rests on: identifiers alone. Who may read one is for its owner to say."""

    source_service: SourceService
    event_ids: list[UUID]
