"""Licences: what is asked of a person released from custody, and in which state the licence is."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words

MOST_CONDITIONS = 60
MOST_INPUTS = 10


class LicenceKind(StrEnum):
    """Upon which release a licence runs."""

    CRD = "CRD"
    """From the conditional release date, or an earlier one of the Parole Board."""
    PRRD = "PRRD"
    """After a recall."""
    HDC = "HDC"
    """Home detention curfew."""


class LicenceState(StrEnum):
    """Where a licence stands, from drawing up to its end."""

    IN_PROGRESS = "IN_PROGRESS"
    SUBMITTED = "SUBMITTED"
    REJECTED = "REJECTED"
    APPROVED = "APPROVED"
    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    RECALLED = "RECALLED"
    VARIATION_IN_PROGRESS = "VARIATION_IN_PROGRESS"
    VARIATION_SUBMITTED = "VARIATION_SUBMITTED"
    VARIATION_REJECTED = "VARIATION_REJECTED"
    VARIATION_APPROVED = "VARIATION_APPROVED"


class ConditionKind(StrEnum):
    """Where a condition comes from."""

    STANDARD = "standard"
    ADDITIONAL = "additional"
    BESPOKE = "bespoke"


TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day in London, such as 19:00."""


class Curfew(Wire):
    """The curfew of somebody at home before the conditional release date: the same hours every day."""

    address: Words
    begins_at: TimeOfDay
    ends_at: TimeOfDay = Field(description="Of the next morning, where it lies before the beginning.")


class ConditionToSet(Wire):
    """A condition beyond the standard ones."""

    code: Code | None = Field(default=None, description="A code of the additional conditions; absent for a bespoke one.")
    inputs: Annotated[dict[str, Line], Field(max_length=MOST_INPUTS)] = Field(
        default_factory=dict, description="What the wording leaves open, by name: the address, the person, the programme."
    )
    words: Words | None = Field(default=None, description="The wording of a bespoke condition.")
    starts_on: Day | None = Field(default=None, description="Absent: with the licence.")
    ends_on: Day | None = Field(default=None, description="Absent: with the licence.")


_EXAMPLE: JsonDict = {
    "kind": "CRD",
    "starts_on": "2011-11-15",
    "ends_on": "2013-05-16",
    "conditions": [
        {"code": "RESIDE_AT", "inputs": {"place": "Ellison House Approved Premises"}},
        {"code": "NO_CONTACT", "inputs": {"person": "the person named in the confidential annex"}},
    ],
}


class LicenceToDraw(Wire):
    """A licence to be approved. The standard conditions stand on it by themselves."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    kind: LicenceKind
    starts_on: Day
    ends_on: Day | None = Field(default=None, description="Its last day; absent for a life licence.")
    conditions: Annotated[list[ConditionToSet], Field(max_length=MOST_CONDITIONS)] = Field(default_factory=list)
    curfew: Curfew | None = Field(default=None, description="Only for home detention curfew.")


class VariationToDraw(Wire):
    """Other conditions for a licence that is active. They replace all additional and bespoke ones."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"starts_on": "2012-02-01", "reason": "Place ends.", "conditions": []}]}
    )

    starts_on: Day
    reason: Words
    conditions: Annotated[list[ConditionToSet], Field(max_length=MOST_CONDITIONS)]


class LicenceMove(Wire):
    """Where the licence goes next."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"to": "SUBMITTED"}, {"to": "APPROVED"}, {"to": "ACTIVE"}]}
    )

    to: LicenceState
    reason: Words | None = Field(default=None, description="Needed for a rejection and for an end.")


class ConditionView(View):
    """One condition of a licence, in the words that the person was given."""

    condition_id: UUID
    kind: ConditionKind
    code: Code
    words: Words
    inputs: dict[str, Line]
    starts_on: Day
    ends_on: Day | None


class LicenceMoveView(View):
    """One state that a licence has been in."""

    state: LicenceState
    moved_on: Day
    reason: Words | None
    recorded_at: Instant
    recorded_by: Line


class LicenceView(View):
    """A licence on record, with its conditions in their order and every state that it has been in."""

    licence_id: UUID
    crn: Crn
    kind: LicenceKind
    state: LicenceState
    varies: UUID | None = Field(description="The licence whose conditions this one replaces.")
    policy_version: Line = Field(description="The list whose wording the conditions have.")
    starts_on: Day
    ends_on: Day | None
    curfew: Curfew | None
    conditions: list[ConditionView]
    moves: list[LicenceMoveView]


class LicenceList(View):
    """Every licence of a person, newest first."""

    data: list[LicenceView]


class LicenceMoved(Event):
    """A licence is in another state."""

    type: ClassVar[str] = "offender_mgmt.licence.moved"

    crn: Line
    licence_id: UUID
    state: LicenceState
    moved_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
