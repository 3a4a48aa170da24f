"""Cohorts: one delivery of a programme to a group at a site, with its dated sessions."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.wire import Code, Count, Day, Line, View, Wire, Within

SessionCount = Annotated[int, Within(1, 200)]
"""A number of sessions: 1 to 200."""


class Weekday(StrEnum):
    """A weekly slot."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class CohortRequest(Wire):
    """A group that is to be run."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "programme_code": "TSP",
                    "provider": "LDN",
                    "site": "Camberwell probation office",
                    "capacity": 10,
                    "starts_on": "2010-09-06",
                }
            ]
        }
    )

    programme_code: Code
    provider: Code
    site: Line
    capacity: Annotated[int, Within(1, 100)]
    starts_on: Day
    sessions_planned: SessionCount | None = Field(
        default=None, description="Needed only where the catalogue has no number of sessions for the programme."
    )


class SessionsRequest(Wire):
    """Sessions to be dated over weekly slots. Bank holidays are skipped, and the answer names them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"first_on": "2010-09-06", "weekdays": ["monday", "thursday"]}]})

    first_on: Day = Field(description="The first session is held on the first slot on or after this day.")
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)]
    sessions: SessionCount | None = Field(
        default=None, description="How many to date now; all that are not dated yet when absent."
    )


class SessionView(View):
    """One dated session of a cohort."""

    session_id: UUID
    number: Count
    held_on: Day


class SessionsView(View):
    """The sessions that were dated, and the bank holidays that were skipped."""

    data: list[SessionView]
    bank_holidays_skipped: list[Day]


class CohortSummary(View):
    """A cohort and its places, as a list shows it."""

    cohort_id: UUID
    programme_code: Code
    provider: Code
    site: Line
    capacity: Count
    places_taken: Count
    starts_on: Day
    sessions_planned: Count


class CohortView(CohortSummary):
    """A cohort with its sessions."""

    sessions: list[SessionView]


class CohortList(View):
    """One page of cohorts: the next to start stands first."""

    data: list[CohortSummary]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")
