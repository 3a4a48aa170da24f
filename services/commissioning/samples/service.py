"""Drawing an audit sample, and recording what was found about its events."""

from secrets import randbelow
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.contracts.commissioning.samples import AuditSampleView, NewAuditSample, NewFindings
from noms.contracts.problems import FieldError
from noms.contracts.wire import MAX_INT32
from services.commissioning.agreements import queries as agreements
from services.commissioning.performance.queries import computation
from services.commissioning.results.queries import events_of, figure_named
from services.commissioning.samples import queries, rules
from services.commissioning.samples.refusals import ExaminedAlready, NothingToSample
from services.commissioning.samples.tables import AuditFindingRow, AuditSampleRow

_SAID = {
    rules.FindingObjection.NOT_IN_THE_SAMPLE: ("event_id", "The sample does not hold this event."),
    rules.FindingObjection.REASON_MISSING: ("reason", "Say what is wrong with the event."),
    rules.FindingObjection.NAMED_TWICE: ("event_id", "The event is named twice."),
}


async def draw_sample(
    session: AsyncSession, caller: Caller, agreement_id: UUID, period_id: UUID, new: NewAuditSample
) -> AuditSampleView:
    """Draw a sample from the events behind one side of a figure, by a seed that nobody chose."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    computed = await computation(session, agreement.agreement_id, period_id, new.version)
    figure = await figure_named(session, computed.computation_id, new.measure_code, new.from_day)
    events = events_of(figure, new.part)
    if not events:
        raise NothingToSample
    seed = randbelow(MAX_INT32)
    row = AuditSampleRow(
        sample_id=uuid4(),
        agreement_id=agreement_id,
        period_id=period_id,
        computation_id=computed.computation_id,
        measure_code=new.measure_code,
        from_day=figure.from_day,
        part=new.part,
        share_percent=new.share_percent,
        seed=seed,
        population_size=len(set(events)),
        population_hash=rules.population_hash(events),
        event_ids=rules.draw(events, new.share_percent, seed),
        drawn_by=caller.in_full,
        drawn_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return await queries.sample_view(session, row)


async def record_findings(session: AsyncSession, caller: Caller, place: queries.Place, told: NewFindings) -> AuditSampleView:
    """Keep what was found about events of a sample; a finding is never changed."""
    agreement = await agreements.agreement(session, caller, place.agreement_id, for_change=True)
    sample = await queries.sample(session, place)
    findings = [rules.Found(found.event_id, found.finding, found.reason) for found in told.findings]
    refuse_faulty(findings, sample)
    examined = {row.event_id for row in await queries.findings_of(session, place.sample_id)}
    if examined & {found.event_id for found in findings}:
        raise ExaminedAlready
    session.add_all(
        AuditFindingRow(
            sample_id=place.sample_id,
            event_id=found.event_id,
            agreement_id=agreement.agreement_id,
            finding=found.finding,
            reason=found.reason,
            found_by=caller.in_full,
            found_at=clock.now(),
        )
        for found in findings
    )
    await session.flush()
    return await queries.sample_view(session, sample)


def refuse_faulty(findings: list[rules.Found], sample: AuditSampleRow) -> None:
    """Refuse the findings when one of them cannot be meant, and name each field."""
    faults = rules.faults_of(findings, sample.event_ids)
    if faults:
        named = [(f"/findings/{place}/{_SAID[objection][0]}", objection) for place, objection in faults]
        raise Invalid(errors=[FieldError(pointer=at, code=found, message=_SAID[found][1]) for at, found in named])
