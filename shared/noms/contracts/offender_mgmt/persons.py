"""People under supervision or in custody: who they are, and the numbers that other systems know them by."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn, IdentifierCheckRequest, IdentifierKind, IdentifierReason
from noms.contracts.wire import Code, Day, Flag, Line, View, Wire


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
                },
                {"forename": "Alec", "surname": "Marlowe", "date_of_birth": "1984-03-09", "sex": "male", "provider": "LDN"},
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
    """A number that a person is known by: written in full, or as it was offered where it is nobody's."""

    kind: IdentifierKind
    value: Line
    held_from: Day
    held_until: Day | None
    valid: Flag = Field(default=True, description="Whether the number can be anybody's; nobody is looked up by one that cannot.")
    reason: IdentifierReason | None = Field(default=None, description="Why the number is nobody's.")


class IdentifierToRecord(Wire):
    """A further number of a person; from another system's feed also one that cannot be anybody's."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"kind": "cro", "value": "265416/21G", "held_from": "2006-02-01"}]}
    )

    kind: Literal[
        IdentifierKind.PNC,
        IdentifierKind.CRO,
        IdentifierKind.NOMS_NUMBER,
        IdentifierKind.BOOKING_NUMBER,
        IdentifierKind.PREVIOUS_CRN,
        IdentifierKind.NINO,
        IdentifierKind.PAROLE_NUMBER,
        IdentifierKind.VISOR_ID,
        IdentifierKind.ARREST_SUMMONS_NUMBER,
        IdentifierKind.IMMIGRATION_NUMBER,
    ]
    value: Line
    held_from: Day
    held_until: Day | None = Field(default=None, description="Last day on which the number was theirs; absent while it still is.")
    from_feed: Flag = Field(
        default=False, description="Another system sent it: a number that cannot be anybody's is kept as offered, and marked."
    )


class IdentifiersHeld(View):
    """Every number that a person is or was known by, the marked ones too."""

    crn: Crn
    data: list[IdentifierView]


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


def age_on(day: date, *, born_on: date) -> int:
    """The age in whole years on the day. Source: Family Law Reform Act 1969 s.9, an age is attained as the birthday begins."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
