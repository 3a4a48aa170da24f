"""Where the Secretary of State may step in, when a step-in is extended, and when it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.calendar import working_days_after
from noms.reference.regions import ServiceClass

STATUTE = "Criminal Justice Act 1991 s.88"  # Source: the Act, as the like section for Scotland was read (1994 c.33 s.111)
TOLD_WITHIN_WORKING_DAYS = 5  # House rule: 0186
AGREEMENT_IN_FORCE = frozenset({"live", "suspended", "expiring"})
"""The states of an agreement whose contractor runs the prison."""


class StepInObjection(StrEnum):
    """Why a governor cannot be appointed, an appointment not be extended, or not be ended."""

    NOT_A_CONTRACTED_PRISON = "not_a_contracted_prison"
    AGREEMENT_NOT_IN_FORCE = "agreement_not_in_force"
    IN_THE_FUTURE = "in_the_future"
    TOLD_IN_THE_FUTURE = "told_in_the_future"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    BEGINS_BEFORE_APPOINTED = "begins_before_appointed"
    TOLD_BEFORE_DECIDED = "told_before_decided"
    TOLD_TOO_LATE = "told_too_late"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    ENDS_AFTER_THE_AGREEMENT = "ends_after_the_agreement"
    STEP_IN_IN_FORCE = "step_in_in_force"
    BEFORE_THE_LAST = "before_the_last"
    NOT_IN_FORCE = "not_in_force"
    NOT_LATER = "not_later"


S = StepInObjection


@dataclass(frozen=True)
class StepIn:
    """A governor's appointment, as much of it as decides whether it is in force."""

    from_day: date
    until_day: date
    ended_on: date | None

    def in_force_on(self, day: date) -> bool:
        """Whether the governor has the functions: the appointment ends by its own act and not by its intended last day.

        Source: Criminal Justice Act 1991 s.88(2)(b).
        """
        return self.from_day <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True)
class Appointment:
    """What is asked for: the days of an appointment and of the notice of it."""

    appointed_on: date
    from_day: date
    until_day: date
    contractor_told_on: date


def _first(stands: Mapping[StepInObjection, bool]) -> StepInObjection | None:
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_step_in(
    asked: Appointment,
    *,
    provider_class: ServiceClass | None,
    agreement_state: str,
    agreement: tuple[date, date],
    earlier: tuple[StepIn, ...],
    as_at: date,
) -> StepInObjection | None:
    """What stands against the appointment. The section is about contracted prisons: a public one has its governor.

    Source: Criminal Justice Act 1991 s.88(1), (2) and (5).
    """
    return _first(
        {
            S.AGREEMENT_NOT_IN_FORCE: agreement_state not in AGREEMENT_IN_FORCE,
            S.IN_THE_FUTURE: asked.from_day > as_at,
            S.TOLD_IN_THE_FUTURE: asked.contractor_told_on > as_at,
            S.OUTSIDE_THE_AGREEMENT: asked.appointed_on < agreement[0] or not agreement[0] <= asked.from_day <= agreement[1],
            S.NOT_A_CONTRACTED_PRISON: provider_class is not ServiceClass.PRIVATE_PRISON,
            S.BEGINS_BEFORE_APPOINTED: asked.from_day < asked.appointed_on,
            S.TOLD_BEFORE_DECIDED: asked.contractor_told_on < asked.appointed_on,
            S.TOLD_TOO_LATE: asked.contractor_told_on > last_day_to_tell(asked.appointed_on, agreement),
            S.ENDS_BEFORE_IT_BEGINS: asked.until_day < asked.from_day,
            S.ENDS_AFTER_THE_AGREEMENT: asked.until_day > agreement[1],
            S.STEP_IN_IN_FORCE: any(step_in.ended_on is None for step_in in earlier),
            S.BEFORE_THE_LAST: any(step_in.ended_on is not None and asked.from_day <= step_in.ended_on for step_in in earlier),
        }
    )


def last_day_to_tell(appointed_on: date, agreement: tuple[date, date]) -> date:
    """Until when the contractor is told of an appointment within the days of the agreement. House rule: 0186."""
    first, last = agreement
    return working_days_after(min(max(appointed_on, first), last), TOLD_WITHIN_WORKING_DAYS)


def objection_to_extension(
    step_in: StepIn, *, decided_on: date, until_day: date, agreement_ends_on: date, as_at: date
) -> StepInObjection | None:
    """What stands against a later intended last day: it has ended, or the day is no later, or later than the agreement."""
    return _first(
        {
            S.NOT_IN_FORCE: step_in.ended_on is not None,
            S.IN_THE_FUTURE: decided_on > as_at,
            S.ENDS_BEFORE_IT_BEGINS: decided_on < step_in.from_day,
            S.NOT_LATER: until_day <= step_in.until_day,
            S.ENDS_AFTER_THE_AGREEMENT: until_day > agreement_ends_on,
        }
    )


def objection_to_ending(step_in: StepIn, *, ended_on: date, contractor_told_on: date, as_at: date) -> StepInObjection | None:
    """What stands against ending it: it has ended, or the day does not lie between its first day and today.

    Source: Criminal Justice Act 1991 s.88(4) and (5).
    """
    return _first(
        {
            S.NOT_IN_FORCE: step_in.ended_on is not None,
            S.IN_THE_FUTURE: ended_on > as_at,
            S.TOLD_IN_THE_FUTURE: contractor_told_on > as_at,
            S.ENDS_BEFORE_IT_BEGINS: ended_on < step_in.from_day,
            S.TOLD_BEFORE_DECIDED: contractor_told_on < step_in.from_day,
        }
    )
