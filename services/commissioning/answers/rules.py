"""When the provider's side and its plan are taken, when a plan is decided on, and to which day the next clock runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from noms.calendar import first_working_day_from, working_days_after
from noms.contracts.commissioning.answers import PlanOutcome
from noms.contracts.commissioning.notices import NoticeState
from services.commissioning.escalation.rules import Parameters
from services.commissioning.prices.rules import months_later

RECTIFIED_WITHIN_MONTHS = 12  # House rule: 0180


class AnswerObjection(StrEnum):
    """Why a notice cannot be answered, or a plan not be decided on."""

    NOT_THE_PROVIDER = "not_the_provider"
    NOT_THE_COMMISSIONER = "not_the_commissioner"
    SPOKE_FOR_THE_OTHER = "spoke_for_the_other"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_WHAT_IT_ANSWERS = "before_what_it_answers"
    STATED_ALREADY = "stated_already"
    NOT_THE_LATEST_VERSION = "not_the_latest_version"
    NOTICE_NOT_IN_FORCE = "notice_not_in_force"
    NO_PLAN_ASKED_FOR = "no_plan_asked_for"
    PLAN_AWAITS_DECISION = "plan_awaits_decision"
    PLAN_ACCEPTED_ALREADY = "plan_accepted_already"
    RECTIFIED_BEFORE_SUBMITTED = "rectified_before_submitted"
    RECTIFIED_AFTER_THE_AGREEMENT = "rectified_after_the_agreement"
    RECTIFIED_TOO_LATE = "rectified_too_late"
    NO_PLAN_TO_DECIDE = "no_plan_to_decide"


A = AnswerObjection


@dataclass(frozen=True)
class Answered:
    """The notice that is answered, and for whom the caller may speak in it."""

    notice_id: UUID
    agreement_id: UUID
    agreement_ends_on: date
    given_on: date
    state: NoticeState | None
    plan_due_on: date | None
    given_by_caller: bool
    for_the_provider: bool
    for_the_commissioner: bool


@dataclass(frozen=True)
class Plan:
    """One plan of the provider, and what the purchaser said to it."""

    version: int
    submitted_on: date
    submitted_by_caller: bool
    outcome: PlanOutcome | None


def first_that_holds(stands: Mapping[AnswerObjection, bool]) -> AnswerObjection | None:
    """The first objection that holds, in the order in which they are told."""
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_statement(
    notice: Answered, *, stated_on: date, versions: int, amends: int, as_at: date
) -> AnswerObjection | None:
    """What stands against the provider's side: it stands once, and each amendment names the version before it."""
    return first_that_holds(
        {
            A.NOT_THE_PROVIDER: not notice.for_the_provider,
            A.SPOKE_FOR_THE_OTHER: notice.given_by_caller,
            A.IN_THE_FUTURE: stated_on > as_at,
            A.BEFORE_WHAT_IT_ANSWERS: stated_on < notice.given_on,
            A.STATED_ALREADY: versions > 0 and amends == 0,
            A.NOT_THE_LATEST_VERSION: amends != versions,
        }
    )


def objection_to_plan(
    notice: Answered, *, submitted_on: date, rectified_by: date, plans: Sequence[Plan], as_at: date
) -> AnswerObjection | None:
    """What stands against a plan. A late one is taken and kept as late; one that waits or is accepted is not replaced."""
    last = plans[-1] if plans else None
    return first_that_holds(
        {
            A.NOT_THE_PROVIDER: not notice.for_the_provider,
            A.SPOKE_FOR_THE_OTHER: notice.given_by_caller,
            A.NO_PLAN_ASKED_FOR: notice.plan_due_on is None,
            A.IN_THE_FUTURE: submitted_on > as_at,
            A.BEFORE_WHAT_IT_ANSWERS: submitted_on < notice.given_on,
            A.NOTICE_NOT_IN_FORCE: notice.state is not NoticeState.IN_FORCE,
            A.PLAN_AWAITS_DECISION: last is not None and last.outcome is None,
            A.PLAN_ACCEPTED_ALREADY: last is not None and last.outcome is PlanOutcome.ACCEPTED,
            A.RECTIFIED_BEFORE_SUBMITTED: rectified_by <= submitted_on,
            A.RECTIFIED_AFTER_THE_AGREEMENT: rectified_by > notice.agreement_ends_on,
            A.RECTIFIED_TOO_LATE: rectified_by > months_later(min(submitted_on, as_at), RECTIFIED_WITHIN_MONTHS),
        }
    )


def objection_to_plan_decision(
    notice: Answered, *, version: int, decided_on: date, plans: Sequence[Plan], as_at: date
) -> AnswerObjection | None:
    """What stands against deciding on a plan: only the latest is decided on, once, by the other side."""
    last = plans[-1] if plans else None
    return first_that_holds(
        {
            A.NOT_THE_COMMISSIONER: not notice.for_the_commissioner,
            A.NO_PLAN_TO_DECIDE: last is None or last.version != version or last.outcome is not None,
            A.SPOKE_FOR_THE_OTHER: last is not None and last.submitted_by_caller,
            A.IN_THE_FUTURE: decided_on > as_at,
            A.BEFORE_WHAT_IT_ANSWERS: last is not None and decided_on < last.submitted_on,
            A.NOTICE_NOT_IN_FORCE: notice.state is not NoticeState.IN_FORCE,
        }
    )


def next_due_on(outcome: PlanOutcome, *, decided_on: date, rectified_by: date, parameters: Parameters) -> date:
    """To which day the next clock runs: an accepted plan to its own day, a rejected one to a new plan.

    House rule: 0179 (a day that is no working day gives way to the next one).
    """
    if outcome is PlanOutcome.ACCEPTED:
        return first_working_day_from(rectified_by)
    return working_days_after(decided_on, parameters.plan_working_days)
