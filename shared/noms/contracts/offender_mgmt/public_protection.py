"""Public protection: MAPPA, risk of serious harm, and registers, with what each role may see of it."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.wire import Count, Day, Instant, Line, View, Wire, Within, Words

MappaGrade = Annotated[int, Within(1, 3)]
"""A category or a level of MAPPA: 1 to 3."""


class RoshLevel(StrEnum):
    """Risk of serious harm. There is no level for "no risk". Source: PC 36/2006."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class RoshGroup(StrEnum):
    """Who is at risk. Source: OASys RoSH summary, R10."""

    PUBLIC = "public"
    KNOWN_ADULT = "known_adult"
    CHILDREN = "children"
    STAFF = "staff"
    PRISONERS = "prisoners"


class RoshSetting(StrEnum):
    """Where they would be at risk. Source: OASys RoSH summary, R10."""

    COMMUNITY = "community"
    CUSTODY = "custody"


class Register(StrEnum):
    """A flag that outlives any one sentence. Source: alert codes of NOMIS (R__2_3__REFERENCE_CODES.sql), in words."""

    PROLIFIC_OR_PRIORITY_OFFENDER = "PPO"
    DOMESTIC_ABUSE = "DOMESTIC_ABUSE"
    CHILD_PROTECTION = "CHILD_PROTECTION"
    SEX_OFFENDER_REGISTER = "SEX_OFFENDER_REGISTER"
    VISOR = "VISOR"
    HARASSMENT = "HARASSMENT"
    RISK_TO_STAFF = "RISK_TO_STAFF"


class Mappa(Wire):
    """The category says which offender this is; the level says how many agencies are at the table."""

    category: MappaGrade = Field(description="1 registered sexual offender, 2 violent or other sexual, 3 other dangerous.")
    level: MappaGrade = Field(description="1 ordinary agency management, 2 several agencies, 3 senior oversight.")


class RoshRating(Wire):
    """The level of risk to one group in one setting."""

    group: RoshGroup
    setting: RoshSetting
    level: RoshLevel


class PublicProtectionRecord(Wire):
    """The whole public protection record of a person as it stands from now on. What stood before is kept."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "mappa": {"category": 2, "level": 2},
                    "rosh": [
                        {"group": "public", "setting": "community", "level": "medium"},
                        {"group": "known_adult", "setting": "community", "level": "high"},
                        {"group": "prisoners", "setting": "custody", "level": "low"},
                    ],
                    "registers": ["DOMESTIC_ABUSE"],
                    "notes": "Non-molestation order in force until 2011-09-30.",
                    "next_review_on": "2010-10-01",
                }
            ]
        }
    )

    mappa: Mappa | None = None
    rosh: list[RoshRating] = Field(default=[], max_length=9)
    registers: list[Register] = Field(default=[], max_length=len(Register))
    notes: Words | None = None
    next_review_on: CaseDay | None = None


class RoshRatingView(View):
    """The level of risk to one group in one setting."""

    group: RoshGroup
    setting: RoshSetting
    level: RoshLevel


class PublicProtectionDetail(View):
    """The part that only those who manage the risk may see."""

    mappa_category: MappaGrade | None
    rosh: list[RoshRatingView]
    registers: list[Register]
    notes: Words | None


class PublicProtectionView(View):
    """The public protection record. Everybody who may see the case sees the levels; the detail depends on the role."""

    version: Count = Field(description="0 when nothing has been recorded. Send it back as `If-Match`.")
    mappa_level: MappaGrade | None
    rosh_overall: RoshLevel | None = Field(description="The highest level recorded for any group in any setting.")
    next_review_on: Day | None
    recorded_at: Instant | None
    detail: PublicProtectionDetail | None = Field(description="Absent for a role that sees the levels only.")


class PublicProtectionRecorded(Event):
    """A person's public protection record has changed. What it says is to be read at `detail_url`."""

    type: ClassVar[str] = "offender_mgmt.public_protection.recorded"

    crn: Line
    record_id: UUID
    record_version: Count
    detail_url: Line

    def subject(self) -> str:
        return self.crn
