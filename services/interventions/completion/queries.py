"""Reading what a completion rests on: the outcomes of the sessions, and the evidences."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.interventions.completion import CompletionView, EvidenceKind, EvidenceView
from noms.reference.absence_reasons import absence_reason
from services.interventions.attendance.queries import standing_of
from services.interventions.attendance.rules import is_decided, was_there
from services.interventions.cohorts.queries import sessions_of
from services.interventions.completion import rules
from services.interventions.completion.tables import EvidenceRow
from services.interventions.referrals.queries import Referral


async def outcomes(session: AsyncSession, referral: Referral) -> list[rules.SessionOutcome]:
    """The standing outcome of every session of the cohort for this person, as far as there is one."""
    if referral.cohort_id is None:
        return []
    records = {
        record.session_id: absence_reason(record.outcome_code) for record in await standing_of(session, referral.referral_id)
    }
    return [
        rules.SessionOutcome(dated.number, dated.held_on, was_there(record), is_decided(record))
        for dated in await sessions_of(session, referral.cohort_id)
        if (record := records.get(dated.session_id))
    ]


async def evidences(session: AsyncSession, referral_id: UUID) -> list[EvidenceRow]:
    """The evidences recorded so far, in the order in which they came."""
    statement = select(EvidenceRow).where(EvidenceRow.referral_id == referral_id).order_by(EvidenceRow.recorded_at)
    return list(await session.scalars(statement))


async def completion_view(session: AsyncSession, referral_id: UUID) -> CompletionView:
    """How far a referral is from completion, and the evidences behind it."""
    rows = await evidences(session, referral_id)
    there = {EvidenceKind(row.kind): row.dated_on for row in rows}
    return CompletionView(
        referral_id=referral_id,
        evidences=[EvidenceView.model_validate(row) for row in rows],
        missing=list(rules.missing(there)),
        completed_on=rules.completed_on(there),
    )
