"""What is known of a person beside their name and numbers: each a dated fact, corrected by a newer one and never overwritten."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.offender_mgmt.persons import Sex
from noms.contracts.wire import Day, Flag, Line, Wire, Words

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""A language as ISO 639 writes it: cy for Welsh, bfi for British Sign Language."""

AddressLines = Annotated[list[Line], Field(max_length=5)]


class AddressStatus(StrEnum):
    """What the address is to the person."""

    MAIN = "main"
    SECONDARY = "secondary"
    POSTAL = "postal"
    BAIL = "bail"
    PROPOSED_FOR_RELEASE = "proposed_for_release"


class AddressKind(StrEnum):
    """What kind of home it is."""

    OWNED = "owned"
    RENTED = "rented"
    WITH_FAMILY_OR_FRIENDS = "with_family_or_friends"
    APPROVED_PREMISES = "approved_premises"
    HOSTEL = "hostel"
    NO_FIXED_ABODE = "no_fixed_abode"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class LanguageSkill(StrEnum):
    """How well the person has the language."""

    FIRST_LANGUAGE = "first_language"
    FLUENT = "fluent"
    SOME = "some"


class DisabilityKind(StrEnum):
    """What the disability concerns."""

    MOBILITY = "mobility"
    SIGHT = "sight"
    HEARING = "hearing"
    SPEECH = "speech"
    LEARNING = "learning"
    DYSLEXIA = "dyslexia"
    MENTAL_HEALTH = "mental_health"
    LONG_TERM_ILLNESS = "long_term_illness"
    OTHER = "other"


class ContactKind(StrEnum):
    """What the contact is for."""

    EMERGENCY = "emergency"
    NEXT_OF_KIN = "next_of_kin"
    FAMILY = "family"
    OTHER = "other"


class Particular(Wire):
    """From when until when it was so, and which earlier fact it corrects."""

    starts_on: Day
    ends_on: Day | None = Field(default=None, description="The last day on which it was so; absent while it still is.")
    supersedes: UUID | None = Field(default=None, description="The fact that this one takes the place of; it stays on record.")


class Alias(Particular):
    """A name that the person goes or went by."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"forename": "Sandy", "surname": "Marlowe", "starts_on": "2004-01-01"}]}
    )

    forename: Line
    middle_names: Line | None = None
    surname: Line
    date_of_birth: Day | None = Field(default=None, description="The date of birth that they gave with this name.")
    sex: Sex | None = None


class Address(Particular):
    """Where the person lives or lived, or that they have no fixed abode."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "status": "main", "kind": "rented", "lines": ["12 Mill Lane", "London"], "postcode": "se5 8af",
                    "starts_on": "2009-05-01",
                },
                {"status": "main", "kind": "no_fixed_abode", "lines": [], "starts_on": "2009-05-01"},
            ]
        }
    )  # fmt: skip

    status: AddressStatus
    kind: AddressKind
    lines: AddressLines
    postcode: Line | None = None


class SpokenLanguage(Particular):
    """A language of the person, and whether an interpreter is needed."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {"language_code": "cy", "skill": "first_language", "interpreter_needed": True, "starts_on": "2009-05-01"}
            ]
        }
    )

    language_code: LanguageCode
    skill: LanguageSkill
    interpreter_needed: Flag


class Disability(Particular):
    """A disability, and what is provided for it."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "hearing", "provisions": ["Hearing loop", "Letters by post"], "starts_on": "2009-05-01"}]
        }
    )

    kind: DisabilityKind
    provisions: Annotated[list[Line], Field(max_length=20)]
    notes: Words | None = None


class PersonalContact(Particular):
    """Somebody close to the person: whom to call, and what they are to each other."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Jo Marlow", "relation": "Sister", "kinds": ["emergency", "family"], "telephone": "020 7946 0000",
                    "lines": [], "starts_on": "2009-05-01",
                }
            ]
        }
    )  # fmt: skip

    name: Line
    relation: Line
    kinds: Annotated[list[ContactKind], Field(min_length=1, max_length=4)]
    telephone: Line | None = None
    lines: AddressLines = Field(default=[])
    postcode: Line | None = None
    notes: Words | None = None
