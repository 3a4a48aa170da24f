"""Recording a completed assessment."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Refusal
from noms.contracts.offender_mgmt.assessments import AssessmentCompleted, NewAssessment
from services.offender_mgmt.assessments import rules
from services.offender_mgmt.assessments.tables import AssessmentRow, score_column
from services.offender_mgmt.persons import queries as persons


class AssessmentRefused(Refusal):
    """The question bank does not allow what was sent: see `errors` for each reason and its field."""

    code = "assessment_refused"
    title = "The assessment does not fit the OASys question bank: see errors."


async def record_assessment(session: AsyncSession, caller: Caller, crn: str, new: NewAssessment) -> AssessmentRow:
    """Record a completed assessment with the scores and needs that follow from it."""
    person = await persons.living_person(session, caller, crn)
    faults = rules.assessment_faults(new, born_on=person.date_of_birth, as_at=clock.today())
    if faults:
        raise AssessmentRefused(errors=faults)
    results = rules.section_results(new)
    assessment = AssessmentRow(
        assessment_id=uuid4(),
        crn=person.crn,
        purpose=new.purpose,
        completed_on=new.completed_on,
        answers={answer.question: answer.score for answer in new.answers},
        needs=list(rules.needs(results)),
        recorded_at=clock.now(),
        recorded_by=caller.subject,
        **{score_column(result.section.code): result.score for result in results},
    )
    session.add(assessment)
    completed = AssessmentCompleted(
        crn=person.crn,
        assessment_id=assessment.assessment_id,
        purpose=new.purpose,
        completed_on=new.completed_on,
        detail_url=f"/v1/assessments/{assessment.assessment_id}",
    )
    emit(session, completed, audience=person.audience)
    return assessment
