"""What is published of enforcement."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Line


class BreachDue(Event):
    """A second failure within twelve months of a warning: breach action has become due."""

    type: ClassVar[str] = "offender_mgmt.breach.due"

    crn: Line
    order_id: UUID
    provider: Code
    failed_on: Day
    due_by: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class BreachBegun(Event):
    """Breach action has begun: the information was laid before the court."""

    type: ClassVar[str] = "offender_mgmt.breach.begun"

    crn: Line
    order_id: UUID
    provider: Code
    failed_on: Day
    due_by: Day
    begun_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class WarningGiven(Event):
    """A warning was given after a failure without reasonable excuse."""

    type: ClassVar[str] = "offender_mgmt.warning.given"

    crn: Line
    order_id: UUID
    provider: Code
    given_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class BreachDueWithdrawn(Event):
    """Breach action is no longer due for a failure: what it rested on was corrected, or an earlier failure took its place."""

    type: ClassVar[str] = "offender_mgmt.breach_due.withdrawn"

    crn: Line
    order_id: UUID
    provider: Code
    failed_on: Day
    withdrawn_event_id: UUID
    """The `offender_mgmt.breach.due` event that no longer counts."""
    detail_url: Line

    def subject(self) -> str:
        return self.crn
