"""What is published of closed records: for the services of the house alone, which close their own copies by it."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from noms.contracts.events import Event
from noms.contracts.offender_mgmt.access import ClosureKind
from noms.contracts.wire import Instant, Line


class AccessChanged(Event):
    """A record was closed to some users, or to all but some; or such a closure was lifted, and ends now."""

    type: ClassVar[str] = "offender_mgmt.access.changed"

    crn: Line
    closure_id: UUID
    kind: ClosureKind
    users: list[Line]
    closed_from: Instant
    closed_until: Instant | None
    merged_crns: list[Line] = Field(default=[])
    """Numbers that were merged into this one: what happened under them is closed too."""
    detail_url: Line

    def subject(self) -> str:
        return self.crn
