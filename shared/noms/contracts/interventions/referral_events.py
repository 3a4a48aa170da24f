"""What is published of referrals."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.interventions.referrals import ReferralState
from noms.contracts.wire import Code, Count, Day, Line


class ReferralMoved(Event):
    """A referral has reached another state. offender_mgmt shows it as the progress of the requirement."""

    type: ClassVar[str] = "interventions.referral.moved"

    crn: Line
    order_id: UUID
    requirement_id: UUID
    referral_id: UUID
    programme_code: Code
    provider: Code
    state: ReferralState
    on: Day
    sessions_attended: Count
    sessions_planned: Count
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class ProgrammeCompleted(Event):
    """A programme is complete: its four evidences are there. Source: PC 09/2007."""

    type: ClassVar[str] = "interventions.programme.completed"

    crn: Line
    order_id: UUID
    requirement_id: UUID
    referral_id: UUID
    programme_code: Code
    provider: Code
    completed_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
