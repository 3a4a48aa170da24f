"""People under supervision or in custody: who they are, and the numbers that other systems know them by."""

from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from noms.contracts.identifiers import Crn, IdentifierCheckRequest, IdentifierKind
from noms.contracts.paging import Pagination
from noms.contracts.wire import Code, Day, Line, View, Wire


class Sex(StrEnum):
    """Sex as the court and the prison recorded it."""

    FEMALE = "female"
    MALE = "male"
    NOT_KNOWN = "not_known"


RegisteredKind = Literal[IdentifierKind.PNC, IdentifierKind.CRO, IdentifierKind.NOMS_NUMBER]
"""The kinds of number that a person is registered with. The CRN is given by this service, the booking number by a reception."""


class NumberToCheck(IdentifierCheckRequest):
    """A number as somebody wrote it down."""

    model_config = IdentifierCheckRequest.model_config | ConfigDict(
        json_schema_extra={"examples": [{"kind": "pnc", "value": "02/73319Z"}]}
    )


class IdentifierHeld(Wire):
    """A number that a person is known by, and since when."""

    kind: RegisteredKind
    value: Line
    held_from: Day
    held_until: Day | None = Field(default=None, description="Last day on which the number was theirs; absent while it still is.")


class PersonToRegister(Wire):
    """The minimum facts that make a person findable: without them a case cannot be opened."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "forename": "Alex",
                    "surname": "Marlow",
                    "date_of_birth": "1984-03-09",
                    "sex": "male",
                    "provider": "LDN",
                    "identifiers": [{"kind": "pnc", "value": "02/73319Z", "held_from": "2002-11-04"}],
                }
            ]
        }
    )

    forename: Line
    middle_names: Line | None = None
    surname: Line
    date_of_birth: Day
    sex: Sex
    provider: Code = Field(description="The trust or board of the home area, such as LDN.")
    identifiers: list[IdentifierHeld] = Field(default=[], max_length=20)


class IdentifierView(View):
    """A number that a person is known by, written in full."""

    kind: RegisteredKind
    value: Line
    held_from: Day
    held_until: Day | None


class PersonView(View):
    """A person as this service knows them."""

    crn: Crn
    forename: Line
    middle_names: Line | None
    surname: Line
    date_of_birth: Day
    sex: Sex
    provider: Code
    identifiers: list[IdentifierView]


class IdentifierSought(Wire):
    """A number to look for, in any way of writing it."""

    kind: RegisteredKind
    value: Line


class PersonSearch(Wire):
    """Who is looked for: by one number, or by surname and date of birth."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["identifier"], "properties": {"identifier": {"type": "object"}}},
                {
                    "required": ["surname", "date_of_birth"],
                    "properties": {"surname": {"type": "string"}, "date_of_birth": {"type": "string"}},
                },
            ],
            "examples": [
                {"surname": "Marlow", "date_of_birth": "1984-03-09"},
                {"identifier": {"kind": "pnc", "value": "02/73319Z"}},
            ],
        }
    )

    identifier: IdentifierSought | None = None
    surname: Line | None = None
    forename: Line | None = None
    date_of_birth: Day | None = None

    @model_validator(mode="after")
    def _enough_to_search(self) -> Self:
        if self.identifier is None and (self.surname is None or self.date_of_birth is None):
            raise ValueError("send an identifier, or a surname and a date of birth")
        return self


class PersonsFound(View):
    """A page of the people within the caller's reach who fit."""

    data: list[PersonView]
    pagination: Pagination


def age_on(day: date, *, born_on: date) -> int:
    """The age in whole years on the day. Source: Family Law Reform Act 1969 s.9, an age is attained as the birthday begins."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
