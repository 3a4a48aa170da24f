"""Which returns an agreement asks for, where each stands on a day, and how much is asked of its provider."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.measure_catalogue import MeasureCode
from noms.contracts.commissioning.measures import ReturnEvery
from noms.contracts.commissioning.returns import ReturnPeriod
from noms.contracts.events import Event
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View


class ReturnState(StrEnum):
    """Where a return stands on a day."""

    RUNNING = "running"
    """Its period is not over."""
    DUE = "due"
    FILED = "filed"
    FILED_LATE = "filed_late"
    MISSING = "missing"
    """Its last day has passed and nothing was filed."""


class DueReturn(View):
    """One return that the agreement asks for, and where it stands."""

    measure_code: MeasureCode
    period: ReturnPeriod
    first_day: Day
    last_day: Day
    due_on: Day
    state: ReturnState
    days: int = Field(
        description="Days until it is due; for a late one the days by which it was late; for a missing one the days since."
    )
    version: Count = Field(description="The latest version; 0 while nothing is filed.")
    filed_at: Instant | None = Field(description="When it was filed first.")
    closed: Flag = Field(description="Whether it is too late to file or amend it.")


class ReturnCalendar(View):
    """The returns that an agreement asks for, the latest period first."""

    as_at: Day
    data: list[DueReturn]


class AskedMeasure(View):
    """What the provider types for one measure."""

    measure_code: MeasureCode
    every: ReturnEvery
    fields: list[Line]


class ReturnBurden(View):
    """How many fields the agreement asks its provider to type."""

    agreement_id: UUID
    measures: list[AskedMeasure]
    fields_in_the_busiest_month: Count = Field(description="Quarterly returns fall into one month of three.")
    fields_a_month: Annotated[float, Field(ge=0, allow_inf_nan=False)] = Field(description="On average, to one decimal.")
    most_allowed: Count
    within_the_limit: Flag


class OverdueNoted(View):
    """How many returns were found to be overdue that had not been recorded as such."""

    as_at: Day
    noted: Count


class ReturnOverdue(Event):
    """The last day for a return has passed and nothing was filed. Said once for each return."""

    type: ClassVar[str] = "commissioning.return.overdue"

    agreement_id: UUID
    provider: Code
    measure_code: MeasureCode
    period: ReturnPeriod
    due_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
