"""Comparator groups on a day, with their members, and the record of a provider whose function changed."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from noms.contracts.wire import Code, Day, Instant, Line, View, Wire


class ProviderFunction(StrEnum):
    """What a provider is for. Those of prisons are the functions of the list of establishments."""

    DISPERSAL = "dispersal"
    HIGH_SECURITY_LOCAL = "high_security_local"
    LOCAL = "local"
    TRAINER = "trainer"
    OPEN = "open"
    SEMI_OPEN = "semi_open"
    FEMALE_LOCAL = "female_local"
    FEMALE_TRAINER = "female_trainer"
    FEMALE_OPEN = "female_open"
    YOI_CLOSED = "yoi_closed"
    YOI_OPEN = "yoi_open"
    JUVENILE = "juvenile"
    IRC = "irc"
    PROBATION_TRUST = "probation_trust"
    PROBATION_BOARD = "probation_board"


class GroupCode(StrEnum):
    """The groups within which providers are compared."""

    HIGH_SECURITY = "high_security"
    LOCAL = "local"
    TRAINER = "trainer"
    OPEN = "open"
    FEMALE = "female"
    YOUNG_OFFENDER = "young_offender"
    JUVENILE = "juvenile"
    REMOVAL_CENTRE = "removal_centre"
    PROBATION_TRUST = "probation_trust"
    PROBATION_BOARD = "probation_board"


class ProviderStanding(StrEnum):
    """Whether a provider can be put into a band for some days."""

    ESTABLISHED = "established"
    NEW = "new"
    """Within the first two full quarters after it opened or its function changed."""
    CLOSING = "closing"
    """It closed before the days were over."""


class ComparatorGroupView(View):
    """One group on a day."""

    code: GroupCode
    title: Line
    functions: list[ProviderFunction]
    valid_from: Day
    valid_to: Day
    members: list[Code] = Field(description="The providers of the group that delivered on the day.")


class ComparatorGroupList(View):
    """The groups in force on a day."""

    on: Day
    data: list[ComparatorGroupView]


class NewFunctionChange(Wire):
    """A provider's function changed: from that day it is scored apart and compared with others."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "provider": "BWI",
                    "from_day": "2018-01-01",
                    "was": "trainer",
                    "function": "local",
                    "source": "Notice of re-role, as an example of the form",
                }
            ]
        }
    )

    provider: Code = Field(description="A prison. A probation body changes its function only with its statute.")
    from_day: Day
    was: ProviderFunction
    function: ProviderFunction
    source: Line


class FunctionChangeView(View):
    """The record of a change."""

    provider: Code
    from_day: Day
    was: ProviderFunction
    function: ProviderFunction
    source: Line
    new_until: Day = Field(description="The last day of the second full quarter: until then it is not put into a band.")
    recorded_at: Instant
