"""Sections scored from answers alone, with the severity of each need."""

from collections.abc import Mapping, Sequence

from noms.contracts.offender_mgmt.assessments import Answer
from noms.contracts.offender_mgmt.oasys_scores import Severity
from noms.contracts.problems import FieldError
from services.offender_mgmt.assessments.rules import SectionResult, answer_faults, results_of

# Source: hmpps-assess-risks-and-needs Section.kt, the score from which a need is severe.
SEVERE_FROM: Mapping[str, int] = {"ACC": 7, "ETE": 7, "REL": 5, "LIFE": 5, "DRUG": 8, "ALC": 7, "THINK": 7, "ATT": 7}


def faults_of(answers: Sequence[Answer]) -> list[FieldError]:
    """Everything in the answers that the question bank does not allow, each with its field."""
    return list(answer_faults(answers))


def results(answers: Sequence[Answer]) -> tuple[SectionResult, ...]:
    """What every scored section comes to by these answers, in the order of OASys."""
    return results_of({answer.question: answer.score for answer in answers})


def severity(result: SectionResult) -> Severity | None:
    """How severe the need of a section is: absent where the section has no score, or no threshold by which to tell."""
    if result.score is None or result.section.need_threshold is None:
        return None
    if not result.need:
        return Severity.NONE
    return Severity.SEVERE if result.score >= SEVERE_FROM[result.section.code] else Severity.STANDARD


def unanswered(result: SectionResult, answers: Sequence[Answer]) -> list[str]:
    """The scored questions of the section that have no answer yet."""
    given = {answer.question for answer in answers}
    return [question for question in result.section.need_items if question not in given]
