"""The parts of an agreement's text: what is bought, who is party, which clauses apply, and for how long; each part dated."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from noms.contracts.commissioning.specifications import MOST_PENCE_A_UNIT, VersionNumber
from noms.contracts.exact import OrWhole
from noms.contracts.wire import Code, Day, Line, Wire, Within

MOST_A_YEAR = 1_000_000
MOST_LINES = 200

OfferedShare = Annotated[str, StringConstraints(pattern=r"^(100(\.0{1,3})?|[0-9]{1,2}(\.[0-9]{1,3})?)$"), OrWhole(0, 100)]
"""A share in percent, as text with up to three decimals."""


AnnualVolume = Annotated[int, Within(1, MOST_A_YEAR)]


class PartyRole(StrEnum):
    """What somebody is to an agreement."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    PRIME = "prime"
    """The lead of a consortium, which answers for the others."""
    MEMBER = "member"
    SUBCONTRACTOR = "subcontractor"
    GUARANTOR = "guarantor"


class FurtherRole(StrEnum):
    """What somebody beside the two who sign is to an agreement."""

    PRIME = "prime"
    MEMBER = "member"
    SUBCONTRACTOR = "subcontractor"
    GUARANTOR = "guarantor"


class BodyKind(StrEnum):
    """What kind of body a party is, as far as the law asks."""

    PROBATION_TRUST = "probation_trust"
    PUBLIC_BODY = "public_body"
    COMPANY = "company"
    VOLUNTARY_BODY = "voluntary_body"


class ClauseEffect(StrEnum):
    """What a clause lets happen, or says of the whole agreement."""

    NOT_ENFORCEABLE_IN_COURT = "not_enforceable_in_court"
    ENFORCEABLE_IN_COURT = "enforceable_in_court"
    NO_VAT = "no_vat"
    VAT = "vat"
    SERVICE_PRICE = "service_price"
    UNITARY_PRICE = "unitary_price"
    ADDITIONAL_PLACES = "additional_places"
    PERFORMANCE_POINTS = "performance_points"
    RECOVERY = "recovery"
    DEFAULT = "default"
    SUSPENSION = "suspension"
    TERMINATION = "termination"
    STEP_IN = "step_in"
    RELIEF = "relief"
    DISCRETIONARY_CHANGE = "discretionary_change"
    MANDATORY_CHANGE = "mandatory_change"
    EXTENSION = "extension"
    ISSUE_RESOLUTION = "issue_resolution"


class TextCause(StrEnum):
    """What made a text."""

    ORIGINAL = "original"
    DISCRETIONARY = "discretionary"
    MANDATORY = "mandatory"
    EXTENSION = "extension"


class NewLine(Wire):
    """A line: how much of a specified service is bought in a year, at what price for each, where and from when."""

    specification: Code
    specification_version: VersionNumber
    place: Code | None = Field(default=None, description="A prison or probation area; without it, the provider's own.")
    annual_volume: AnnualVolume = Field(description="Units a year; for places, how many there are.")
    unit_price_pence: Annotated[int, Within(0, MOST_PENCE_A_UNIT)]
    from_day: Day | None = Field(default=None, description="Without it, from the first day on which the text is in force.")
    to_day: Day | None = Field(default=None, description="Without it, until the agreement ends.")


class NewParty(Wire):
    """A party beside the commissioner and the provider who sign."""

    organisation: Code
    name: Line
    role: FurtherRole
    body: BodyKind
    share_percent: OfferedShare | None = Field(
        default=None, description="Shares of a consortium come to exactly 100, shares of subcontractors to at most 100."
    )
    delivers: list[Code] = Field(
        default=[], max_length=MOST_LINES, description="The specifications that it delivers; without any, all."
    )
    from_day: Day | None = None
    to_day: Day | None = None


class NewExtensionOption(Wire):
    """A right to extend the agreement, used by both parties up to its deadline or lost."""

    exercise_by: Day
    extends_to_at_most: Day
