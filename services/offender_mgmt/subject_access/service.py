"""Acts on a person's request for their own data: receive it, make it complete, gather, keep back, answer."""

import asyncio
import hashlib
import json
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.identity.caller import Caller
from noms.chassis.peers import Peers
from noms.chassis.refusals import PeerUnavailable
from noms.clients.interventions import InterventionsClient
from noms.clients.problems import ClientProblem, Unreachable
from noms.contracts.offender_mgmt.subject_access import (
    AnswerToSend,
    ExemptionToRecord,
    FeeReceived,
    IdentityChecked,
    RequestToRecord,
    SourceAsked,
    SourceState,
)
from noms.contracts.subject_data import SubjectData
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.subject_access import queries, rules
from services.offender_mgmt.subject_access.refusals import refused
from services.offender_mgmt.subject_access.rules import Objection
from services.offender_mgmt.subject_access.tables import SubjectExemptionRow, SubjectPackRow, SubjectRequestRow

PATIENCE_SECONDS = 8.0
"""How long another service is waited for: a pack that is without it can be gathered again."""

Source = tuple[SourceAsked, SubjectData | None]


async def receive(session: AsyncSession, caller: Caller, told: RequestToRecord, *, recorded_at: datetime) -> SubjectRequestRow:
    """Record a request; its clock begins when the fee and the identity are there too."""
    person = await persons.person(
        session, caller, told.crn, for_change=True
    )  # else it could be written under a number just merged
    objection = rules.objection_to_receipt(told.received_on, born_on=person.date_of_birth, as_at=london_day(recorded_at))
    if objection:
        raise refused(objection, "/received_on")
    row = SubjectRequestRow(
        request_id=uuid4(),
        crn=person.crn,
        received_on=told.received_on,
        made_by=told.made_by,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
    )
    session.add(row)
    await session.flush()
    return row


async def take_fee(
    session: AsyncSession, caller: Caller, request_id: UUID, fee: FeeReceived, *, as_at: date
) -> SubjectRequestRow:
    """Record the fee, or that none is asked for."""
    row = await queries.request(session, caller, request_id)
    objection = queries.clock_of(row).objection_to_condition(fee.received_on, row.fee_received_on, as_at=as_at)
    if objection:
        raise refused(objection, "/received_on")
    row.fee_received_on, row.fee_pence = fee.received_on, fee.value_pence
    return row


async def check_identity(
    session: AsyncSession, caller: Caller, request_id: UUID, check: IdentityChecked, *, as_at: date
) -> SubjectRequestRow:
    """Record how it was made sure who asks."""
    row = await queries.request(session, caller, request_id)
    objection = queries.clock_of(row).objection_to_condition(check.checked_on, row.identity_checked_on, as_at=as_at)
    if objection:
        raise refused(objection, "/checked_on")
    row.identity_checked_on, row.identity_evidence = check.checked_on, check.evidence
    return row


async def exempt(
    session: AsyncSession, caller: Caller, request_id: UUID, told: ExemptionToRecord, *, recorded_at: datetime
) -> SubjectRequestRow:
    """Keep one kind of record back of the answer, on a ground."""
    row = await queries.request(session, caller, request_id)
    if row.answered_on is not None:
        raise refused(Objection.ANSWERED_ALREADY)
    if not queries.is_given(told.service, told.kind):
        raise refused(Objection.UNKNOWN_KIND, "/kind")
    facts = told.model_dump() | {"recorded_at": recorded_at, "recorded_by": caller.subject}
    session.add(SubjectExemptionRow(exemption_id=uuid4(), request_id=request_id, crn=row.crn, **facts))
    await session.flush()
    return row


async def gather(session: AsyncSession, caller: Caller, peers: Peers, request_id: UUID, *, asked_at: datetime) -> SubjectPackRow:
    """Put together what all three services hold of the person now; who is silent is named, and the rest is kept."""
    row = await queries.request(session, caller, request_id)
    if objection := queries.clock_of(row).objection_to_gathering():
        raise refused(objection)
    exempt_kinds = {(one.service, one.kind) for one in await queries.exemptions(session, request_id)}
    here = await queries.held_here(session, row.crn, gathered_at=asked_at)
    sources = [(_asked("offender_mgmt", SourceState.TOLD, asked_at), here), *await _elsewhere(peers, row.crn, asked_at)]
    told = [queries.without(data, exempt_kinds) for _, data in sources if data]
    content = json.dumps([data.model_dump(mode="json") for data in told], ensure_ascii=False, separators=(",", ":"))
    pack = SubjectPackRow(
        pack_id=uuid4(),
        request_id=request_id,
        crn=row.crn,
        gathered_at=asked_at,
        gathered_by=caller.subject,
        complete=not rules.silent((one.service, one.state) for one, _ in sources),
        sources=[one.model_dump(mode="json") for one, _ in sources],
        content=content,
        content_hash=hashlib.sha256(content.encode()).hexdigest(),
    )
    session.add(pack)
    await session.flush()
    return pack


async def _elsewhere(peers: Peers, crn: str, asked_at: datetime) -> list[Source]:
    """Interventions is asked; commissioning buys services and holds nothing by person, which a test holds against its tables."""
    nothing = _asked("commissioning", SourceState.HOLDS_NOTHING_BY_PERSON, asked_at)
    return [await _interventions(peers, crn, asked_at), (nothing, None)]


async def _interventions(peers: Peers, crn: str, asked_at: datetime) -> Source:
    name = "interventions"
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            data = await peers.client(InterventionsClient, name).subject_data(crn)
    except PeerUnavailable:
        return _asked(name, SourceState.NOT_CONFIGURED, asked_at), None
    except (Unreachable, TimeoutError):
        return _asked(name, SourceState.NO_ANSWER, asked_at), None
    except ClientProblem:
        return _asked(name, SourceState.REFUSED, asked_at), None
    return _asked(name, SourceState.TOLD, asked_at), data


def _asked(service: str, state: SourceState, asked_at: datetime) -> SourceAsked:
    return SourceAsked(service=service, state=state, asked_at=asked_at)


async def answer(
    session: AsyncSession, caller: Caller, request_id: UUID, sent: AnswerToSend, *, as_at: date
) -> SubjectRequestRow:
    """Record that a pack was sent, and what it is without."""
    row = await queries.request(session, caller, request_id)
    pack = next((one for one in await queries.packs(session, caller, row) if one.pack_id == sent.pack_id), None)
    if pack is None:
        raise refused(Objection.NOT_A_PACK_OF_IT, "/pack_id")
    asked = [SourceAsked.model_validate(one) for one in pack.sources]
    unheard = rules.silent((one.service, one.state) for one in asked)
    exempted_at = [one.recorded_at for one in await queries.exemptions(session, request_id)]
    outdated = rules.objection_to_age(pack.gathered_at, exempted_at, await queries.merges(session, caller, row.crn))
    if objection := rules.objection_to_answer(queries.clock_of(row), unheard, sent.without, outdated=outdated):
        raise refused(objection, "/without" if objection is Objection.SILENCE_NOT_NAMED else "")
    row.answered_on, row.answered_pack_id = as_at, pack.pack_id
    return row
