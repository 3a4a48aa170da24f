"""Asking for a transfer, and what every decision on one writes and tells."""

from typing import TypedDict
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, audience
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.transfers import (
    TransferDecided,
    TransferKind,
    TransferRequested,
    TransferState,
    TransferToRequest,
)
from services.offender_mgmt.allocations import queries as allocations
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.persons.service import home_audience
from services.offender_mgmt.transfers import queries, rules
from services.offender_mgmt.transfers.refusals import NotTheSender, TransferAwaitsAnswer, TransferRefused
from services.offender_mgmt.transfers.tables import TransferRow


class Told(TypedDict):
    """What every event of a transfer says."""

    crn: str
    transfer_id: UUID
    kind: TransferKind
    sender: str
    receiver: str
    detail_url: str


async def request_transfer(session: AsyncSession, caller: Caller, crn: str, new: TransferToRequest) -> TransferRow:
    """Ask the receiver to take the case; until it accepts, nothing of the case changes hands."""
    person = await persons.living_person(session, caller, crn)
    manager = await allocations.holder(session, person.crn, OfficerRole.OFFENDER_MANAGER)
    stay = await custody.stay_now(session, person.crn)
    provider = manager.provider if manager and manager.provider else person.provider
    prison = stay.establishment_code if stay else None
    sender = provider if new.kind is TransferKind.AREA else prison
    if faults := rules.transfer_faults(new, sender=sender):
        raise TransferRefused(errors=faults)
    if not sender or not caller.reaches(side_of(new.kind, sender)):
        raise NotTheSender
    if await queries.requested(session, caller, person.crn, new.kind):
        raise TransferAwaitsAnswer
    return ask(session, caller, person, new, sender=sender, tier=manager.tier if manager else None)


def ask(
    session: AsyncSession, caller: Caller, person: Person, new: TransferToRequest, *, sender: str, tier: int | None
) -> TransferRow:
    """Put the request before both sides; whoever answers for the case in the community hears of a prison's too."""
    outside = [tag for tag in person.audience if new.kind is TransferKind.PRISON and not tag.startswith("establishment:")]
    row = TransferRow(
        transfer_id=uuid4(),
        crn=person.crn,
        sender=sender,
        state=TransferState.REQUESTED,
        tier=tier,
        respond_by=rules.respond_by(clock.today()),
        requested_at=clock.now(),
        requested_by=caller.subject,
        audience=sorted({*side_of(new.kind, sender), *side_of(new.kind, new.receiver), *outside}),
        **new.model_dump(),
    )
    session.add(row)
    emit(session, TransferRequested(respond_by=row.respond_by, **told(row)), audience=row.audience)
    return row


def decide(session: AsyncSession, row: TransferRow, caller: Caller, state: TransferState, reason: str | None) -> TransferRow:
    """Write what became of the request, and tell both sides."""
    row.state, row.decision_reason = state, reason
    row.decided_at, row.decided_by = clock.now(), caller.subject
    emit(session, TransferDecided(state=state, **told(row)), audience=row.audience)
    return row


def told(row: TransferRow) -> Told:
    """What every event of a transfer says."""
    return {
        "crn": row.crn,
        "transfer_id": row.transfer_id,
        "kind": TransferKind(row.kind),
        "sender": row.sender,
        "receiver": row.receiver,
        "detail_url": f"/v1/transfers/{row.transfer_id}",
    }


def side_of(kind: TransferKind, code: str) -> list[str]:
    """Who acts for a sender or receiver: the trust or board with its region, or the establishment."""
    return home_audience(code) if kind is TransferKind.AREA else audience(establishments=[code])
