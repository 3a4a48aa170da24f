"""Who bought a service, by what instrument, and who managed the line: for one provider on one day, and what is in doubt."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.wire import Code, Day, Flag, Line, View, Words


class Standing(StrEnum):
    """What can be said about the purchaser of a provider on a day."""

    COMMISSIONED = "commissioned"
    LINE_MANAGED_ONLY = "line_managed_only"
    """The provider answered to a line; nobody purchased from it."""

    UNDETERMINED = "undetermined"
    """The source itself says that it was unclear who purchased."""

    GAP = "gap"
    """The provider existed, and no source names a purchaser."""

    NOT_DELIVERING = "not_delivering"
    """The provider was not open, or no longer delivered, on the day."""


class ResponsibleCommissionerView(View):
    """The responsible commissioner of one provider on one day. Purchasing and line management are kept apart."""

    provider: Code
    provider_name: Line
    on: Day
    service_class: Line = Field(description="public_prison, private_prison, probation_board or probation_trust, on that day.")
    region_code: Code = Field(description="The region in the line; HSE for the High Security Estate, wherever the prison lies.")
    geographic_region_code: Code
    standing: Standing
    commissioner: Line | None = Field(
        description="Who purchased, in the words of the sources; absent where nobody is known to have."
    )
    commissioning_office: Code | None = Field(
        description="The office that acts as purchaser: a region, HSE, or NOMS for the national agency."
    )
    regional_post: Line | None = Field(description="The post that led the region on the day, where one is known.")
    instrument: Line | None = Field(description="SLA or CONTRACT.")
    line_management: Line | None
    purchaser_is_line_manager: Flag = Field(description="The same office bought and managed: a standing conflict of interest.")
    certainty: Line | None = Field(description="stated, inferred, known or unclear.")
    dates_estimated: Flag = Field(description="A date of the row is a working assumption and not a historical fact.")
    valid_from: Day | None
    valid_to: Day | None
    source: Words | None
    in_words: Words


class FindingKind(StrEnum):
    """What is wrong or in doubt with who purchased."""

    UNDETERMINED = "undetermined"
    GAP = "gap"
    NO_PURCHASER = "no_purchaser"
    OVERLAP = "overlap"


class FindingView(View):
    """One period in which the purchaser of a kind of provider is undetermined, missing, or named twice."""

    kind: FindingKind
    service_class: Line
    regions: list[Code]
    from_day: Day
    to_day: Day
    in_words: Words
    sources: list[Words]


class ConflictOfInterestView(View):
    """A stretch of days on which the office that bought from a kind of provider also managed its line."""

    service_class: Line
    regions: list[Code]
    from_day: Day
    to_day: Day
    commissioner: Line
    line_management: Line
    in_words: Words
    sources: list[Words]


class FurtherFindingView(View):
    """A stretch of days on which no source says who bought a further service somewhere."""

    kind: FindingKind
    service: Line
    places: list[Code]
    from_day: Day
    to_day: Day
    in_words: Words


class FindingsView(View):
    """Every finding over the life of the service, by date."""

    data: list[FindingView]
    further_services: list[FurtherFindingView] = Field(
        default=[], description="Where no source says who bought electronic monitoring, or places for detainees."
    )
    conflicts_of_interest: list[ConflictOfInterestView] = Field(
        default=[], description="When the office that purchased also managed the line: no doubt about who, but who on both sides."
    )
