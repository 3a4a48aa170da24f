"""What is published of settlements."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Line


class SettlementPosted(Event):
    """A settlement run has posted: entitlement for months settled first, adjustments for those settled again."""

    type: ClassVar[str] = "commissioning.settlement.posted"

    agreement_id: UUID
    provider: Code
    run: int
    through: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
