"""The days that an assessment, a plan, a review or an escort can bear: a mistyped year is seen at the door."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from noms.contracts.wire import Day, Instant

FIRST_DAY = date(2001, 4, 1)  # House rule: 0068, the National Probation Service and MAPPA begin
LAST_DAY = date(2099, 12, 31)  # House rule: 0068, the last day of the calendar of working days


def _possible(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"a day from {FIRST_DAY} to {LAST_DAY} is expected")
    return day


CaseDay = Annotated[Day, AfterValidator(_possible), Field(description=f"A day from {FIRST_DAY} to {LAST_DAY}.")]
"""A day of work with a person, done or planned."""


def _on_a_possible_day(at: datetime) -> datetime:
    _possible(at.date())
    return at


CaseInstant = Annotated[
    Instant, AfterValidator(_on_a_possible_day), Field(description=f"On a day from {FIRST_DAY} to {LAST_DAY}.")
]
"""An instant of work with a person."""
