"""Orders of the court, their requirements, and custodial sentences."""

from calendar import monthrange
from datetime import MAXYEAR, date
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from noms.contracts.wire import Code, Count, Day, Flag, Line, Wire, Within


class OrderKind(StrEnum):
    """The two orders that carry requirements in the community."""

    COMMUNITY_ORDER = "community_order"
    SUSPENDED_SENTENCE_ORDER = "suspended_sentence_order"


class Court(StrEnum):
    """The court that passed sentence."""

    MAGISTRATES_COURT = "magistrates_court"
    CROWN_COURT = "crown_court"


_PARTS = ("years", "months", "weeks", "days")


class Term(Wire):
    """A length of time as the court pronounces it: years, months, weeks and days together."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [part], "properties": {part: {"minimum": 1}}} for part in _PARTS],
            "examples": [{"years": 3}, {"months": 4, "days": 14}],
        }
    )

    years: Annotated[int, Within(0, 99)] = 0
    months: Annotated[int, Within(0, 1200)] = 0
    weeks: Annotated[int, Within(0, 5200)] = 0
    days: Annotated[int, Within(0, 36500)] = 0

    @model_validator(mode="after")
    def _some_length(self) -> Self:
        if not (self.years or self.months or self.weeks or self.days):
            raise ValueError("a term of at least one day is expected")
        return self

    def last_day(self, first_day: date) -> date:
        """The last day of the term when it begins with the first day: twelve months from 1 June end on 31 May.

        Where the month has no such day, the term ends with the month: six months from 31 August end on 28 February. A term
        that outlasts the calendar ends with it.
        """
        years, month = divmod(first_day.month - 1 + self.years * 12 + self.months, 12)
        year, month = first_day.year + years, month + 1
        if year > MAXYEAR:
            return date.max
        month_end = date(year, month, monthrange(year, month)[1])
        day_after_months = month_end.toordinal() + min(first_day.day - month_end.day, 1)
        return date.fromordinal(min(day_after_months + self.weeks * 7 + self.days - 1, date.max.toordinal()))


class RequirementToImpose(Wire):
    """One requirement, as the court pronounced it."""

    code: Code = Field(description="A code of the twelve requirements: UPW, PROG, CURF …")
    programme_code: Code | None = Field(default=None, description="The accredited programme that the court named, for PROG.")
    quantity: Count | None = Field(default=None, description="Hours or days, as the requirement counts; for CURF hours a day.")
    starts_on: Day | None = Field(default=None, description="First day of the requirement; absent: the day of the order.")
    ends_on: Day | None = Field(default=None, description="Last day of the requirement, where it runs for a period.")
    sub_category: Line | None = Field(default=None, description="What the court named more closely: the activity, the place.")
    consented: Flag = Field(default=False, description="The person is willing to comply; needed for MHT, DRR and ATR.")


class SuspendedTerm(Wire):
    """The custody that a suspended sentence order holds over the person."""

    custodial_term: Term
    operational_period_ends_on: Day


class OrderToMake(Wire):
    """A community order or a suspended sentence order, as the court made it."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "community_order",
                    "court": "magistrates_court",
                    "offence_code": "10501",
                    "offence_committed_on": "2010-07-02",
                    "convicted_on": "2010-09-01",
                    "made_on": "2010-10-04",
                    "ends_on": "2012-10-03",
                    "provider": "LDN",
                    "requirements": [
                        {"code": "PROG", "programme_code": "TSP", "quantity": 30},
                        {"code": "UPW", "quantity": 120},
                    ],
                }
            ]
        }
    )

    kind: OrderKind
    court: Court
    offence_code: Code = Field(description="The code of the main offence.")
    offence_committed_on: Day
    convicted_on: Day
    made_on: Day
    ends_on: Day = Field(description="Last day to comply with every requirement; for an SSO, of the supervision period.")
    provider: Code = Field(description="The trust or board that is responsible for the order.")
    suspended: SuspendedTerm | None = Field(default=None, description="Only for a suspended sentence order.")
    requirements: list[RequirementToImpose] = Field(max_length=20)
    appearance_id: UUID | None = Field(default=None, description="The appearance at which it was made.")
