"""Giving all cases of an officer who leaves to colleagues, at once."""

from typing import Literal

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.wire import Code, Count, Day, Line, View, Wire


class Colleague(Wire):
    """Somebody who takes over cases."""

    officer_code: Code
    officer_name: Line
    team_code: Code | None = None


class Reallocation(Wire):
    """From a day on the officer's cases are spread over these colleagues, by points."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "role": "offender_manager",
                    "employer": "LDN",
                    "starts_on": "2011-01-10",
                    "colleagues": [
                        {"officer_code": "LDN1077", "officer_name": "Jo Field"},
                        {"officer_code": "LDN1090", "officer_name": "Max Stone"},
                    ],
                }
            ]
        }
    )

    role: Literal[OfficerRole.OFFENDER_MANAGER, OfficerRole.OFFENDER_SUPERVISOR]
    employer: Code = Field(description="The trust or board, or the establishment, of the officer and the colleagues.")
    starts_on: Day
    colleagues: list[Colleague] = Field(min_length=1, max_length=50)


class CaseReallocated(View):
    """One case and its new officer."""

    crn: Crn
    officer_code: Code


class ReallocationView(View):
    """Every case that was given to a colleague."""

    cases: Count
    data: list[CaseReallocated]
