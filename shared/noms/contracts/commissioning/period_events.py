"""What is published of computed periods."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Line


class PeriodComputed(Event):
    """A period was computed, for the first time or again; the version tells which."""

    type: ClassVar[str] = "commissioning.period.computed"

    agreement_id: UUID
    period_id: UUID
    provider: Code
    from_day: Day
    to_day: Day
    computation: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class PeriodRatedAgain(Event):
    """A computed period was rated again on the same figures: a gateway event, a contest, or the comparator group."""

    type: ClassVar[str] = "commissioning.period.rated_again"

    agreement_id: UUID
    period_id: UUID
    provider: Code
    computation: int
    rating: Annotated[int, Field(ge=1)]
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
