"""Assessments over HTTP."""

from uuid import UUID

from noms.chassis.audit.record import concerning
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.assessments import AnswerView, AssessmentView, NewAssessment, SectionView
from services.offender_mgmt.assessments import queries, service
from services.offender_mgmt.assessments.rules import SCORED_SECTIONS
from services.offender_mgmt.assessments.service import AssessmentRefused
from services.offender_mgmt.assessments.tables import AssessmentRow
from services.offender_mgmt.permissions import AssessmentReader, Assessor
from services.offender_mgmt.persons.refusals import PersonHasDied

router = room("assessments")


@router.post(
    "/v1/persons/{crn}/assessments",
    status_code=201,
    response_model=AssessmentView,
    responses=problems(AssessmentRefused, PersonHasDied),
)
async def record_assessment(crn: Crn, new: NewAssessment, session: Session, caller: Assessor) -> AssessmentView:
    """Record a completed OASys assessment. The answer says what each section scores and which sections are needs.

    A section of which nothing was answered has no score, which is not a score of zero.
    """
    return _view(await service.record_assessment(session, caller, crn, new))


@router.get("/v1/assessments/{assessment_id}", response_model=AssessmentView)
async def read_assessment(assessment_id: UUID, session: Session, caller: AssessmentReader) -> AssessmentView:
    """Read one assessment as it was completed."""
    assessment = await queries.assessment(session, caller, assessment_id)
    if assessment is None:
        raise NotFound
    concerning(session, assessment.crn)
    return _view(assessment)


def _view(assessment: AssessmentRow) -> AssessmentView:
    return AssessmentView(
        assessment_id=assessment.assessment_id,
        crn=assessment.crn,
        purpose=assessment.purpose,
        completed_on=assessment.completed_on,
        recorded_at=assessment.recorded_at,
        answers=[AnswerView(question=question, score=score) for question, score in assessment.answers.items()],
        sections=[
            SectionView(
                section_code=section.code,
                section=section.section,
                name=section.name,
                pathway_code=section.pathway_code,
                score=assessment.score(section.code),
                max_score=section.max_score,
                need_threshold=section.need_threshold,
                need=section.code in assessment.needs,
            )
            for section in SCORED_SECTIONS
        ],
        needs=assessment.needs,
    )
