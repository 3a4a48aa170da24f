"""What is published of step-ins."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.commissioning.step_ins import EndingGround, StepInGround
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Line, View


class _OfStepIn(View):
    agreement_id: UUID
    step_in_id: UUID
    provider: Code
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class StepInBegun(_OfStepIn, Event):
    """The functions of the director and the controller have moved to a governor."""

    type: ClassVar[str] = "commissioning.step_in.begun"

    ground: StepInGround
    from_day: Day
    until_day: Day


class StepInExtended(_OfStepIn, Event):
    """The intended last day of the appointment has been put off."""

    type: ClassVar[str] = "commissioning.step_in.extended"

    until_day: Day


class StepInEnded(_OfStepIn, Event):
    """The governor's appointment has ended."""

    type: ClassVar[str] = "commissioning.step_in.ended"

    ground: EndingGround
    ended_on: Day
