"""What an assessment comes to: the score of each section, and whether it is a need."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from noms.contracts.offender_mgmt.assessments import Answer, NewAssessment, SectionScore
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.oasys import OasysSection, load_oasys_sections, oasys_question

YOUNGEST_ASSESSED = 10  # Source: Children and Young Persons Act 1933 s.50, the age of criminal responsibility

SCORED_SECTIONS = tuple(section for section in load_oasys_sections() if section.max_score is not None)
"""The sections that have a score, in the order of OASys: 3 to 12."""

_BY_CODE: Mapping[str, OasysSection] = {section.code: section for section in SCORED_SECTIONS}


def scored_section(code: str) -> OasysSection:
    """The scored section with this code."""
    return _BY_CODE[code]


@dataclass(frozen=True)
class SectionResult:
    """The score of one section, absent when nothing of it was answered, and whether it is a need."""

    section: OasysSection
    score: int | None
    need: bool


def section_score(section: OasysSection, answers: Mapping[str, int]) -> int | None:
    """Add up the answers that count; absent, not zero, when none of them was given.

    Source: hmpps-assess-risks-and-needs Section.kt (items and the absent score).
    """
    answered = [answers[question] for question in section.need_items if question in answers]
    return sum(answered) if answered else None


def reaches_need(section: OasysSection, score: int | None) -> bool:
    """Whether a score makes the section a need: at the threshold or above. A section without a threshold never is one.

    Source: hmpps-assess-risks-and-needs Section.kt.
    """
    return score is not None and section.need_threshold is not None and score >= section.need_threshold


def section_results(assessment: NewAssessment) -> tuple[SectionResult, ...]:
    """What every scored section of a faultless assessment comes to, in the order of OASys."""
    answers = {answer.question: answer.score for answer in assessment.answers}
    given = {section.section_code: section.score for section in assessment.section_scores}
    return results_of(answers, given)


def results_of(answers: Mapping[str, int], given: Mapping[str, int] = MappingProxyType({})) -> tuple[SectionResult, ...]:
    """What every scored section comes to, in the order of OASys: by the score given for it, otherwise by its answers."""
    scores = ((section, given.get(section.code, section_score(section, answers))) for section in SCORED_SECTIONS)
    return tuple(SectionResult(section, score, reaches_need(section, score)) for section, score in scores)


def needs(results: Sequence[SectionResult]) -> tuple[str, ...]:
    """The codes of the sections that are needs, in the order of OASys."""
    return tuple(result.section.code for result in results if result.need)


def assessment_faults(assessment: NewAssessment, *, born_on: date, as_at: date) -> list[FieldError]:
    """Everything in an assessment that the question bank does not allow; nothing when it may be recorded."""
    return [
        *_day_faults(assessment.completed_on, born_on, as_at),
        *answer_faults(assessment.answers),
        *_section_faults(assessment.section_scores, {answer.question for answer in assessment.answers}),
        *_empty_faults(assessment),
    ]


def _day_faults(completed_on: date, born_on: date, as_at: date) -> Iterator[FieldError]:
    if completed_on > as_at:
        yield FieldError(pointer="/completed_on", code="in_the_future", message="An assessment is recorded when it is complete.")
    if completed_on < born_on:
        yield FieldError(pointer="/completed_on", code="before_birth", message="The person was not born on that day.")
    elif age_on(completed_on, born_on=born_on) < YOUNGEST_ASSESSED:
        message = f"A person under {YOUNGEST_ASSESSED} cannot be guilty of an offence."
        yield FieldError(pointer="/completed_on", code="too_young", message=message)


def answer_faults(answers: Sequence[Answer]) -> Iterator[FieldError]:
    """Everything in the answers that the question bank does not allow, each with its field."""
    times = Counter(answer.question for answer in answers)
    for number, answer in enumerate(answers):
        place = f"/answers/{number}"
        try:
            scores = oasys_question(answer.question).scale.scores
        except UnknownCode:
            yield FieldError(
                pointer=f"{place}/question", code="unknown_question", message="The question bank has no such question."
            )
            continue
        if not scores:
            yield FieldError(pointer=f"{place}/question", code="not_scored", message="This question is not scored.")
        elif answer.score not in scores:
            allowed = " or ".join(str(score) for score in scores)
            yield FieldError(pointer=f"{place}/score", code="off_scale", message=f"This question is scored {allowed}.")
        if times[answer.question] > 1:
            yield FieldError(pointer=f"{place}/question", code="answered_twice", message="Each question is answered once.")


def _section_faults(scores: Sequence[SectionScore], answered: set[str]) -> Iterator[FieldError]:
    times = Counter(score.section_code for score in scores)
    for number, score in enumerate(scores):
        place = f"/section_scores/{number}"
        section = _BY_CODE.get(score.section_code)
        if section is None:
            yield FieldError(pointer=f"{place}/section_code", code="no_score", message="There is no scored section of this code.")
            continue
        if section.max_score is not None and score.score > section.max_score:
            message = f"The score of this section is at most {section.max_score}."
            yield FieldError(pointer=f"{place}/score", code="above_maximum", message=message)
        if answered.intersection(section.need_items):
            message = "Give the answers of a section or its score, not both."
            yield FieldError(pointer=place, code="answers_and_score", message=message)
        if times[score.section_code] > 1:
            yield FieldError(pointer=f"{place}/section_code", code="scored_twice", message="Each section is scored once.")


def _empty_faults(assessment: NewAssessment) -> Iterator[FieldError]:
    if not assessment.answers and not assessment.section_scores:
        yield FieldError(pointer="/answers", code="nothing_answered", message="Send answers, or scores of sections.")
