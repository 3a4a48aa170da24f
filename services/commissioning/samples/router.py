"""Audit samples over HTTP."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.samples import AuditSampleList, AuditSampleView, NewAuditSample, NewFindings
from services.commissioning.agreements import queries as agreements
from services.commissioning.permissions import PeriodAuditor, PeriodReader
from services.commissioning.samples import queries, refusals, service

router = room("samples")

SAMPLES = "/v1/agreements/{agreement_id}/periods/{period_id}/audit-samples"


@router.post(SAMPLES, status_code=201, response_model=AuditSampleView, responses=problems(NotFound, refusals.NothingToSample))
async def draw_audit_sample(
    agreement_id: UUID, period_id: UUID, new: NewAuditSample, session: Session, caller: PeriodAuditor
) -> AuditSampleView:
    """Draw a sample of the events behind one side of a figure, to be examined where they are owned.

    The service draws the seed and keeps it with the sample: anybody can draw the same events again, and the method is told in
    words. Only an auditor draws and examines: whoever buys does not.
    """
    return await service.draw_sample(session, caller, agreement_id, period_id, new)


@router.get(SAMPLES, response_model=AuditSampleList, responses=problems(NotFound))
async def list_audit_samples(agreement_id: UUID, period_id: UUID, session: Session, caller: PeriodReader) -> AuditSampleList:
    """List the samples of a period with what was found, the latest first. The provider sees the same."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return AuditSampleList(data=await queries.samples_of(session, agreement.agreement_id, period_id))


@router.get(f"{SAMPLES}/{{sample_id}}", response_model=AuditSampleView, responses=problems(NotFound))
async def read_audit_sample(
    agreement_id: UUID, period_id: UUID, sample_id: UUID, session: Session, caller: PeriodReader
) -> AuditSampleView:
    """Read one sample: its events, what was found about each, and the rate of errors with its interval."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    sample = await queries.sample(session, queries.Place(agreement.agreement_id, period_id, sample_id))
    return await queries.sample_view(session, sample)


@router.post(
    f"{SAMPLES}/{{sample_id}}/findings",
    status_code=201,
    response_model=AuditSampleView,
    responses=problems(Invalid, NotFound, refusals.ExaminedAlready),
)
async def record_audit_findings(
    agreement_id: UUID, period_id: UUID, sample_id: UUID, told: NewFindings, *, session: Session, caller: PeriodAuditor
) -> AuditSampleView:
    """Record what was found about events of a sample: correct, or wrong with the reason. All of it is kept, or none."""
    return await service.record_findings(session, caller, queries.Place(agreement_id, period_id, sample_id), told)
