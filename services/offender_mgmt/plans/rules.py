"""What makes a sentence plan follow from the assessment, and when it must be reviewed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from noms.contracts.offender_mgmt.plans import AssessedNeed, NewPlan
from noms.contracts.offender_mgmt.sentences import Term
from noms.contracts.problems import FieldError
from noms.reference.national_standards import load_national_standards_2007

STANDARDS_2007_UNTIL = date(2011, 4, 4)  # Source: ministerial statement of 5 April 2011 (new standards, without time limits)
FURTHEST_AHEAD = Term(years=10)  # House rule: 0069
REVIEW = "review_plan"
"""The item of the National Standards 2007 that sets how often a plan is reviewed, in weeks."""


@dataclass(frozen=True)
class Findings:
    """The latest assessment of the person: the plan rests on it."""

    assessment_id: UUID
    completed_on: date
    needs: tuple[str, ...]


def plan_faults(plan: NewPlan, findings: Findings, *, as_at: date) -> list[FieldError]:
    """Why a plan does not follow from the assessment; nothing when it does.

    Every objective and every unmet need names a need that the assessment found, and every need found is named by an
    objective or by an unmet need, never by both. Only the latest assessment counts. House rule: 0064.
    """
    objectives = [objective.need for objective in plan.objectives]
    unmet = [unmet.need for unmet in plan.unmet_needs]
    return [
        *_day_faults(plan, findings, as_at),
        *_review_faults(plan),
        *_need_faults("/objectives", objectives, findings),
        *_need_faults("/unmet_needs", unmet, findings),
        *_contradictions(objectives, unmet),
        *_unanswered(findings, {need.section_code for need in [*objectives, *unmet]}),
    ]


def review_limit(agreed_on: date) -> date | None:
    """The last day for the next review of a plan: the shortest interval of any tier. House rule: 0065, the same for all four.

    Absent once the National Standards 2007 had lapsed: the officer then sets the day.
    """
    if agreed_on > STANDARDS_2007_UNTIL:
        return None
    weeks = min(row.value for row in load_national_standards_2007() if row.item == REVIEW)
    return agreed_on + timedelta(weeks=weeks)


def review_day(plan: NewPlan) -> date | None:
    """When the plan is to be reviewed: the day that the officer chose, else the last day allowed."""
    return plan.review_by or review_limit(plan.agreed_on)


def _review_faults(plan: NewPlan) -> Iterator[FieldError]:
    limit = review_limit(plan.agreed_on)
    if plan.review_by is None:
        return
    if plan.review_by <= plan.agreed_on:
        yield FieldError(pointer="/review_by", code="before_plan", message="A review comes after the plan.")
    if limit is not None and plan.review_by > limit:
        message = f"The National Standards want a review by {limit.isoformat()}."
        yield FieldError(pointer="/review_by", code="review_too_late", message=message)
    else:
        yield from _distance_faults("/review_by", plan.review_by, plan.agreed_on)


def _day_faults(plan: NewPlan, findings: Findings, as_at: date) -> Iterator[FieldError]:
    if plan.agreed_on > as_at:
        yield FieldError(pointer="/agreed_on", code="in_the_future", message="A plan is recorded when it has been agreed.")
    if plan.agreed_on < findings.completed_on:
        yield FieldError(pointer="/agreed_on", code="before_assessment", message="The plan rests on a later assessment.")
    for number, objective in enumerate(plan.objectives):
        pointer, complete_by = f"/objectives/{number}/complete_by", objective.complete_by or plan.agreed_on
        if complete_by < plan.agreed_on:
            yield FieldError(pointer=pointer, code="before_plan", message="An objective is completed after the plan is agreed.")
        yield from _distance_faults(pointer, complete_by, plan.agreed_on)


def _distance_faults(pointer: str, day: date, agreed_on: date) -> Iterator[FieldError]:
    if day > FURTHEST_AHEAD.last_day(agreed_on):
        message = f"A plan looks at most {FURTHEST_AHEAD.years} years ahead."
        yield FieldError(pointer=pointer, code="too_far_ahead", message=message)


def _need_faults(place: str, named: Sequence[AssessedNeed], findings: Findings) -> Iterator[FieldError]:
    for number, need in enumerate(named):
        pointer = f"{place}/{number}/need"
        if need.assessment_id != findings.assessment_id:
            message = "A plan rests on the person's latest assessment."
            yield FieldError(pointer=f"{pointer}/assessment_id", code="not_latest_assessment", message=message)
        elif need.section_code not in findings.needs:
            message = "The assessment found no need in this section."
            yield FieldError(pointer=f"{pointer}/section_code", code="not_a_need", message=message)


def _contradictions(objectives: Sequence[AssessedNeed], unmet: Sequence[AssessedNeed]) -> Iterator[FieldError]:
    served = {need.section_code for need in objectives}
    times = Counter(need.section_code for need in unmet)
    for number, need in enumerate(unmet):
        pointer = f"/unmet_needs/{number}/need/section_code"
        if need.section_code in served:
            yield FieldError(pointer=pointer, code="need_is_served", message="An objective serves this need.")
        if times[need.section_code] > 1:
            yield FieldError(pointer=pointer, code="unmet_twice", message="Each unmet need has one reason.")


def _unanswered(findings: Findings, answered: set[str]) -> Iterator[FieldError]:
    for code in findings.needs:
        if code not in answered:
            message = f"The need {code} has neither an objective nor a reason why it has none."
            yield FieldError(pointer="/unmet_needs", code="need_unanswered", message=message)
