"""The victim contact scheme: who is contacted, what they wish, what they ask for. For the liaison officer alone."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.wire import Flag, Line, Wire, Words

_WIRE = Wire.model_config
Wording = Annotated[Words, Field(max_length=1000)]


class Relation(StrEnum):
    """Who the person contacted is."""

    VICTIM = "victim"
    FAMILY_OF_VICTIM = "family_of_victim"
    ACTING_FOR_VICTIM = "acting_for_victim"


class ContactKind(StrEnum):
    """What a contact was for."""

    OFFER = "offer"
    """The scheme was offered."""
    INFORMATION = "information"
    """Conditions of a licence, or a step of the sentence, were told."""
    OTHER = "other"


class NewVictim(Wire):
    """Somebody to be contacted under the scheme."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Jo Doe", "relation": "victim", "details": "By letter to the address that the police hold."}]
        }
    )

    name: Line
    relation: Relation
    details: Words = Field(description="How to reach them.")
    discretionary_reason: Words | None = Field(
        default=None, description="Why they are contacted although the statute does not ask for it."
    )


class ContactHeld(Wire):
    """The liaison officer has been in touch."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={"examples": [{"held_on": "2010-06-21", "kind": "offer", "summary": "Letter with the leaflet."}]}
    )

    held_on: CaseDay
    kind: ContactKind
    summary: Words


class WishesTold(Wire):
    """What the person contacted wishes from now on."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={
            "examples": [
                {"told_on": "2010-07-05", "opts_in": True, "to_make_representations": True, "to_receive_information": True}
            ]
        }
    )

    told_on: CaseDay
    opts_in: Flag
    to_make_representations: Flag = False
    to_receive_information: Flag = False


class NewRepresentation(Wire):
    """What a victim asks for about the licence. The wording of conditions is shared with the case; the reasons never are."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "made_on": "2010-11-01",
                    "conditions": ["Not to seek to approach or communicate with the victim or their family."],
                    "reasons": "They live two streets away.",
                }
            ]
        }
    )

    made_on: CaseDay
    conditions: list[Wording] = Field(min_length=1, max_length=10)
    reasons: Words
