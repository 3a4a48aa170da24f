"""Taking people between court and prison: booked, departed, arrived on time, or cancelled."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.days import CaseInstant
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View, Wire, Words


class EscortDirection(StrEnum):
    """Which way an escort goes."""

    TO_COURT = "to_court"
    FROM_COURT = "from_court"


class EscortState(StrEnum):
    """How far an escort has come."""

    BOOKED = "booked"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


class EscortToBook(Wire):
    """An escort that is to be carried out by a contractor."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "direction": "to_court",
                    "establishment_code": "RHI",
                    "court": "Northampton Crown Court",
                    "provider": "LDN",
                    "contractor": "SERCO",
                    "collect_at": "2010-09-06T07:15:00Z",
                    "due_at": "2010-09-06T09:00:00Z",
                },
                {
                    "direction": "from_court",
                    "establishment_code": "RHI",
                    "court": "Northampton Crown Court",
                    "provider": "LDN",
                    "contractor": "SERCO",
                    "collect_at": "2010-09-06T15:30:00Z",
                    "due_at": "2010-09-06T18:00:00Z",
                },
            ]
        }
    )

    direction: EscortDirection
    establishment_code: Code = Field(description="The prison that is left or reached.")
    court: Line
    provider: Code = Field(description="The probation trust or board of the court's area, which sees the escort.")
    contractor: Code = Field(description="The organisation that carries it out, which sees the escort.")
    collect_at: CaseInstant
    due_at: CaseInstant = Field(description="By when the person is to be there.")


class Departure(Wire):
    """The escort has left with the person."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"departed_at": "2010-09-06T07:20:00Z"}]})

    departed_at: CaseInstant


class Arrival(Wire):
    """The escort has handed the person over."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"arrived_at": "2010-09-06T08:50:00Z"}]})

    arrived_at: CaseInstant


class Cancellation(Wire):
    """The escort is not needed, or could not be carried out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "The hearing was adjourned."}]})

    reason: Words


class EscortView(View):
    """One escort."""

    escort_id: UUID
    crn: Crn
    person_name: Line = Field(description="As it was when the escort was booked: the contractor does not see the record.")
    direction: EscortDirection
    establishment_code: Code
    court: Line
    provider: Code
    contractor: Code
    state: EscortState
    collect_at: Instant
    due_at: Instant
    booked_at: Instant
    departed_at: Instant | None
    arrived_at: Instant | None
    on_time: Flag | None = Field(description="Absent until the escort has arrived.")
    minutes_late: Count | None = Field(description="Whole minutes after the time that it was due; 0 when it was not late.")
    cancelled_at: Instant | None
    cancellation_reason: Words | None


class EscortHistory(View):
    """The escorts of one person that the caller may see, newest first."""

    crn: Crn
    data: list[EscortView]


class EscortsOfDay(View):
    """The escorts of one day that the caller may see, by the time of collection."""

    on: Day
    arrived: Count
    on_time: Count
    on_time_percent: Annotated[float, Field(ge=0, le=100)] | None = Field(
        description="Of those that arrived; absent when none has."
    )
    data: list[EscortView]
