"""The catalogue of accredited programmes, with what is unverified in it said aloud."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.wire import Code, Count, Flag, Line, View, Words


class ProgrammeSetting(StrEnum):
    """Where a programme may be delivered."""

    COMMUNITY = "community"
    CUSTODY = "custody"
    BOTH = "both"


class ProgrammeView(View):
    """One programme of the catalogue."""

    code: Code
    name: Line
    setting: ProgrammeSetting
    category: Line
    pathway_codes: list[Code]
    sessions: Count | None = Field(default=None, description="Planned sessions; absent where no source gives a number.")
    total_hours: Line | None = None
    populations: list[Line]
    eligibility: Words | None = None
    offered_from: Line | None = None
    offered_to: Line | None = None
    sessions_each_week: Count = Field(description="The pace that the latest feasible start is reckoned with.")
    unverified: Flag = Field(
        description="True when the source of this row, or of a part of it, is general knowledge or an estimate: see `source`."
    )
    source: Words


class ProgrammeList(View):
    """The catalogue, by code."""

    data: list[ProgrammeView]
