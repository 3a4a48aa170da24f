"""The category of MAPPA that the facts on record point to, with every fact that it rests on."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.public_protection import MappaGrade
from noms.contracts.wire import Day, Flag, Line, View


class MappaGroundCode(StrEnum):
    """What makes somebody eligible."""

    ON_SEX_OFFENDER_REGISTER = "on_sex_offender_register"
    TWELVE_MONTHS_FOR_VIOLENT_OR_SEXUAL_OFFENCE = "twelve_months_for_violent_or_sexual_offence"
    INDETERMINATE_FOR_VIOLENT_OR_SEXUAL_OFFENCE = "indeterminate_for_violent_or_sexual_offence"
    CONVICTED_AND_HIGH_RISK_OF_SERIOUS_HARM = "convicted_and_high_risk_of_serious_harm"


class MappaGround(View):
    """One fact that points to a category."""

    category: MappaGrade
    code: MappaGroundCode
    since: Day
    source: Line
    detail_url: Line = Field(description="Where the fact is read.")


class MappaCategorySuggestion(View):
    """What the record points to. The category is decided by the responsible authority, and recorded as a registration."""

    crn: Crn
    as_at: Day
    category: MappaGrade | None = Field(description="The first category that a fact points to; absent when none does.")
    because: list[MappaGround] = Field(description="Every fact found, those of the suggested category first.")
    recorded_category: MappaGrade | None = Field(description="What is registered now.")
    agrees: Flag = Field(description="Whether what is registered is what the facts point to.")
