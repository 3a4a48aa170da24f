"""Looking for people: by a number, by names that are alike, by date of birth, area and prison."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from noms.contracts.identifiers import IdentifierKind
from noms.contracts.offender_mgmt.persons import PersonView
from noms.contracts.paging import Pagination
from noms.contracts.wire import Code, Day, Line, View, Wire

Likeness = Literal["alike", "exact"]


class IdentifierSought(Wire):
    """A number to look for, in any way of writing it."""

    kind: IdentifierKind
    value: Line


class PersonSearch(Wire):
    """Who is looked for: by a number, a surname or a date of birth at least; everything given must fit."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["identifier"], "properties": {"identifier": {"type": "object"}}},
                {"required": ["surname"], "properties": {"surname": {"type": "string"}}},
                {"required": ["date_of_birth"], "properties": {"date_of_birth": {"type": "string"}}},
            ],
            "examples": [
                {"surname": "Marlow", "date_of_birth": "1984-03-09"},
                {"identifier": {"kind": "pnc", "value": "02/73319Z"}},
                {"surname": "Marlowe", "forename": "Alec", "provider": "LDN"},
            ],
        }
    )

    identifier: IdentifierSought | None = None
    surname: Line | None = None
    forename: Line | None = Field(default=None, description="The forename, or how it begins; the surname too if swapped.")
    date_of_birth: Day | None = Field(default=None, description="Their own, or one that they went by.")
    provider: Code | None = Field(default=None, description="Only cases that this trust or board has a part in.")
    establishment_code: Code | None = Field(default=None, description="Only people who are in this prison.")
    names: Likeness = Field(
        default="alike",
        description="`alike`: spelt or sounding alike, swapped, and names they went by, the nearest first. `exact`: as written.",
    )

    @model_validator(mode="after")
    def _enough_to_search(self) -> Self:
        if self.identifier is None and self.surname is None and self.date_of_birth is None:
            raise ValueError("send an identifier, a surname or a date of birth")
        return self


class PersonsFound(View):
    """A page of the people within the caller's reach who fit, the nearest first."""

    data: list[PersonView]
    pagination: Pagination
