"""Scoring OASys over HTTP: stateless."""

from noms.chassis.refusals import Invalid
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.oasys_scores import OasysScores, OasysToScore, ScoredSectionView
from services.offender_mgmt.assessments.rules import SectionResult, needs
from services.offender_mgmt.oasys_scores import rules
from services.offender_mgmt.permissions import Predictor

router = room("oasys_scores")


@router.post("/v1/oasys/score", response_model=OasysScores)
async def score_oasys(asked: OasysToScore, _caller: Predictor) -> OasysScores:
    """Score answers to OASys: each section, whether it is a need and how severe, and what is unanswered. Nothing is kept.

    A section of which nothing was answered has no score, which is not a score of zero.
    """
    if faults := rules.faults_of(asked.answers):
        raise Invalid(errors=faults)
    results = rules.results(asked.answers)
    return OasysScores(sections=[_view(result, asked) for result in results], needs=list(needs(results)))


def _view(result: SectionResult, asked: OasysToScore) -> ScoredSectionView:
    section = result.section
    return ScoredSectionView(
        section_code=section.code,
        section=section.section,
        name=section.name,
        pathway_code=section.pathway_code,
        score=result.score,
        max_score=section.max_score or 0,
        need_threshold=section.need_threshold,
        need=result.need,
        severe_threshold=rules.SEVERE_FROM.get(section.code),
        severity=rules.severity(result),
        unanswered=rules.unanswered(result, asked.answers),
    )
