"""Who commissioned whom for what on a day: every region and kind of provider, and what was bought besides."""

from pydantic import Field

from noms.contracts.commissioning.responsibilities import Standing
from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Words


class StructureEntry(View):
    """Who commissioned one kind of provider in one region, and who managed its line: two answers, never one."""

    service_class: Line
    region_code: Code = Field(description="The region in the line; HSE for the High Security Estate.")
    standing: Standing
    commissioner: Line | None = Field(description="In the words of the sources; absent where nobody is known to have purchased.")
    commissioner_id: Code | None = Field(description="The office that acted as purchaser, in the register of organisations.")
    on_behalf_of_id: Code | None = Field(description="For whom that office contracted: the Secretary of State, for every trust.")
    commissioning_office: Code | None
    regional_post: Line | None = Field(description="The post that led the region on the day, where one is known.")
    instrument: Line | None
    line_management: Line | None
    conflict_of_interest: Flag = Field(description="The office that bought also managed the line: a standing conflict.")
    certainty: Line | None = Field(description="stated, inferred, known or unclear.")
    dates_estimated: Flag = Field(description="A date of the row is a working assumption and not a historical fact.")
    valid_from: Day | None
    valid_to: Day | None
    providers: list[Code] = Field(description="The prisons, boards or trusts of the kind that delivered in the region that day.")
    in_words: Words
    source: Words | None


class FurtherEntry(View):
    """A service bought besides: places that others buy from the agency, or electronic monitoring that is bought for all."""

    service: Line = Field(description="juvenile_places, detainee_places or electronic_monitoring.")
    direction: Line = Field(description="inbound: the service is commissioned by another body; outbound: it commissions.")
    places: list[Code] = Field(description="The prisons or regions that it concerns.")
    extent: Line = Field(description="whole, or part of the prison.")
    places_bought: Count | None = Field(description="How many places, where a source says so.")
    commissioner: Line
    provider: Line
    instrument: Line
    certainty: Line
    dates_estimated: Flag = Field(description="A date is a working assumption and not a historical fact.")
    valid_from: Day
    valid_to: Day | None
    source: Words


class StructureView(View):
    """Who commissioned whom for what on a day, by region and kind of provider, and what was bought besides."""

    on: Day
    data: list[StructureEntry]
    further_services: list[FurtherEntry]
