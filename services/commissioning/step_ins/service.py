"""Stepping in at a contracted prison, putting off the intended last day, and ending the appointment: each adds a row."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.step_in_events import StepInBegun, StepInEnded, StepInExtended
from noms.contracts.commissioning.step_ins import NewStepIn, NewStepInEnding, StepInExtension, StepInView
from noms.contracts.events import Event
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.step_ins import queries, rules
from services.commissioning.step_ins.refusals import refuse
from services.commissioning.step_ins.tables import StepInEndingRow, StepInRow, StepInTermRow


async def step_in(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewStepIn) -> StepInView:
    """Appoint a governor for a contracted prison: the functions of director and controller move, at the contractor's cost."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    earlier = await queries.on_record(session, agreement_id, as_at=clock.today())
    asked = rules.Appointment(new.appointed_on, new.from_day, new.until_day, new.contractor_told_on)
    objection = rules.objection_to_step_in(
        asked,
        provider_class=queries.provider_class_on(agreed.provider, new.from_day),
        agreement_state=agreed.state,
        agreement=(agreed.starts_on, agreed.ends_on),
        earlier=tuple(record.as_fact() for record in earlier),
        as_at=clock.today(),
    )
    refuse(objection, day="/from_day", last_day="/until_day")
    row = appointed(agreement_id, len(earlier) + 1, new)
    session.add(row)
    await session.flush()
    first = StepInExtension(decided_on=new.appointed_on, until_day=new.until_day, reasons=new.reasons)
    session.add(term_row(caller, row, 1, first, recorded_at=row.recorded_at))
    begun = StepInBegun(
        agreement_id=agreement_id,
        step_in_id=row.step_in_id,
        provider=agreed.provider,
        ground=new.ground,
        from_day=new.from_day,
        until_day=new.until_day,
        detail_url=detail_url(agreement_id),
    )
    return await told_to_both(session, agreed, row.step_in_id, begun)


async def extend_step_in(session: AsyncSession, caller: Caller, step_in_id: UUID, new: StepInExtension) -> StepInView:
    """Put off the intended last day of an appointment."""
    agreed, record = await open_case(session, caller, step_in_id)
    days = {"decided_on": new.decided_on, "until_day": new.until_day}
    objection = rules.objection_to_extension(record.as_fact(), **days, agreement_ends_on=agreed.ends_on, as_at=clock.today())
    refuse(objection, day="/decided_on", last_day="/until_day")
    session.add(term_row(caller, record.row, len(record.terms) + 1, new, recorded_at=clock.now()))
    extended = StepInExtended(
        agreement_id=agreed.agreement_id,
        step_in_id=step_in_id,
        provider=agreed.provider,
        until_day=new.until_day,
        detail_url=detail_url(agreed.agreement_id),
    )
    return await told_to_both(session, agreed, step_in_id, extended)


async def end_step_in(session: AsyncSession, caller: Caller, step_in_id: UUID, new: NewStepInEnding) -> StepInView:
    """End a governor's appointment, with a copy of it to the contractor."""
    agreed, record = await open_case(session, caller, step_in_id)
    days = {"ended_on": new.ended_on, "contractor_told_on": new.contractor_told_on}
    refuse(rules.objection_to_ending(record.as_fact(), **days, as_at=clock.today()), day="/ended_on", last_day="/ended_on")
    session.add(
        StepInEndingRow(
            step_in_id=step_in_id,
            agreement_id=agreed.agreement_id,
            decided_by=caller.in_full,
            recorded_at=clock.now(),
            **new.model_dump(),
        )
    )
    ended = StepInEnded(
        agreement_id=agreed.agreement_id,
        step_in_id=step_in_id,
        provider=agreed.provider,
        ground=new.ground,
        ended_on=new.ended_on,
        detail_url=detail_url(agreed.agreement_id),
    )
    return await told_to_both(session, agreed, step_in_id, ended)


async def open_case(session: AsyncSession, caller: Caller, step_in_id: UUID) -> tuple[Agreed, queries.Record]:
    """The step-in with its agreement, held until the transaction ends."""
    row = await queries.step_in(session, step_in_id)
    agreed = await agreements.agreed(session, caller, row.agreement_id, for_change=True)
    records = await queries.on_record(session, row.agreement_id, as_at=clock.today())
    record = next((record for record in records if record.row.step_in_id == step_in_id), None)
    if record is None:
        raise NotFound
    return agreed, record


async def told_to_both(session: AsyncSession, agreed: Agreed, step_in_id: UUID, event: Event) -> StepInView:
    """Publish what happened to whoever reaches the agreement, and show the step-in as it stands now."""
    emit(session, event, audience=agreed.audience)
    concerning(session, str(agreed.agreement_id))
    await session.flush()
    records = await queries.on_record(session, agreed.agreement_id, as_at=clock.today())
    return next(queries.step_in_view(record, clock.today()) for record in records if record.row.step_in_id == step_in_id)


def appointed(agreement_id: UUID, number: int, new: NewStepIn) -> StepInRow:
    """An appointment as it is kept."""
    return StepInRow(
        step_in_id=uuid4(),
        agreement_id=agreement_id,
        number=number,
        recorded_at=clock.now(),
        **new.model_dump(exclude={"until_day", "reasons"}),
    )


def term_row(caller: Caller, row: StepInRow, version: int, new: StepInExtension, *, recorded_at: datetime) -> StepInTermRow:
    """An intended last day as it is kept."""
    return StepInTermRow(
        step_in_id=row.step_in_id,
        version=version,
        agreement_id=row.agreement_id,
        decided_by=caller.in_full,
        recorded_at=recorded_at,
        **new.model_dump(),
    )


def detail_url(agreement_id: UUID) -> str:
    """Where the remedies of an agreement are read."""
    return f"/v1/agreements/{agreement_id}/remedies"
