"""Transfers of cases between areas and between prisons: the receiver must accept, and until then the sender is responsible."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.allocations import Tier
from noms.contracts.paging import Pagination
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words


class TransferKind(StrEnum):
    """Between trusts or boards, or between prisons."""

    AREA = "area"
    PRISON = "prison"


class TransferState(StrEnum):
    """Where a transfer stands; only a request moves on."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class TransferToRequest(Wire):
    """Ask another area or prison to take a case."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "area", "receiver": "WMP", "wanted_from": "2011-02-01", "reason": "Moved to Hereford."}]
        }
    )

    kind: TransferKind
    receiver: Code = Field(description="The trust or board, or the establishment, that is to take the case.")
    wanted_from: Day = Field(description="From when the receiver should have the case.")
    reason: Words = Field(description="Why. The receiver reads this before anything else of the case: name nobody.")


class TransferAcceptance(Wire):
    """Take the case, and name the officer who has it from then on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"officer_code": "WMP0311", "officer_name": "Robin Hale", "starts_on": "2011-02-01", "tier": 3}]
        }
    )

    officer_code: Code
    officer_name: Line
    starts_on: Day
    team_code: Code | None = None
    tier: Tier | None = Field(default=None, description="For a case between areas; without it the tier stays as it was.")


class TransferRefusal(Wire):
    """Reject or withdraw a request, with the reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "The address lies in another area."}]})

    reason: Words


class TransferView(View):
    """A request and what became of it, the same for sender and receiver."""

    transfer_id: UUID
    crn: Crn
    kind: TransferKind
    sender: Code = Field(description="Responsible until the receiver has accepted.")
    receiver: Code
    state: TransferState
    reason: Words
    tier: Annotated[int, Field(ge=1, le=4)] | None
    wanted_from: Day
    respond_by: Day = Field(description="The last day for an answer; then the request escalates.")
    escalated_on: Day | None = Field(description="The day on which nobody had answered in time.")
    requested_at: Instant
    decided_at: Instant | None
    decision_reason: Words | None


class Transfers(View):
    """Requests, those that wait longest first."""

    data: list[TransferView]


class TransferPage(Transfers):
    """A page of requests."""

    pagination: Pagination


class TransferTold(View):
    """What every event of a transfer says."""

    crn: Line
    transfer_id: UUID
    kind: TransferKind
    sender: Code
    receiver: Code
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class TransferRequested(TransferTold, Event):
    """An area or prison is asked to take a case."""

    type: ClassVar[str] = "offender_mgmt.transfer.requested"

    respond_by: Day


class TransferDecided(TransferTold, Event):
    """A request was accepted, rejected or withdrawn."""

    type: ClassVar[str] = "offender_mgmt.transfer.decided"

    state: TransferState


class TransferEscalated(TransferTold, Event):
    """Nobody answered a request in time: whoever is above sender and receiver hears of it."""

    type: ClassVar[str] = "offender_mgmt.transfer.escalated"

    respond_by: Day
