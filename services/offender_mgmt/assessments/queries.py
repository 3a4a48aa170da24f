"""Assessments on record."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from services.offender_mgmt.assessments.tables import AssessmentRow
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow


async def assessment(session: AsyncSession, caller: Caller, assessment_id: UUID) -> AssessmentRow | None:
    """The assessment, if its person is within the caller's reach."""
    rows = (
        select(AssessmentRow)
        .join(PersonRow, PersonRow.crn == AssessmentRow.crn)
        .where(AssessmentRow.assessment_id == assessment_id, reached_by(caller))
    )
    return await session.scalar(rows)


async def latest_assessment(session: AsyncSession, crn: str) -> AssessmentRow | None:
    """The assessment that was completed last, of a person found within reach before."""
    rows = (
        select(AssessmentRow)
        .where(AssessmentRow.crn == crn)
        .order_by(AssessmentRow.completed_on.desc(), AssessmentRow.recorded_at.desc())
        .limit(1)
    )
    return await session.scalar(rows)
