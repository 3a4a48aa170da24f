"""Who may contest what and until when, who may decide it and how, and which clock runs meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from noms.calendar import working_days_after, working_days_between
from noms.contracts.commissioning.contests import Contested, ContestedKind, ContestOutcome, ContestState
from services.commissioning.contestables.rules import Standing

DECIDED_WITHIN_WORKING_DAYS = 20  # House rule: 0174


class ContestObjection(StrEnum):
    """Why something cannot be contested, or a contest not be decided or taken back."""

    NOT_THE_PROVIDER = "not_the_provider"
    NAMES_A_PERSON = "names_a_person"
    CONTESTED_ALREADY = "contested_already"
    NOT_CONTESTABLE = "not_contestable"
    TOO_LATE = "too_late"
    PART_OF_WHAT = "part_of_what"
    PLACE_OF_A_LINE = "place_of_a_line"
    ENDED_ALREADY = "ended_already"
    PROVIDER_DECIDES = "provider_decides"
    DECIDED_BY_THE_FIRST = "decided_by_the_first"
    COUNT_OF_A_PART = "count_of_a_part"


@dataclass(frozen=True)
class Clock:
    """How a contest stands by its clock."""

    days_left: int | None
    overdue: bool


def objection_to_naming(about: Contested) -> ContestObjection | None:
    """What stands against naming a thing so: a line of an invoice has a place on it, and nothing else has."""
    of_an_invoice = about.kind is ContestedKind.INVOICE_LINE
    return ContestObjection.PLACE_OF_A_LINE if of_an_invoice != (about.place is not None) else None


def objection_to_contesting(
    standing: Standing, *, contested: bool, disputed_pence: int | None, as_at: date
) -> ContestObjection | None:
    """What stands against contesting this thing on this day. House rule: 0150."""
    stands = {
        ContestObjection.CONTESTED_ALREADY: contested,
        ContestObjection.NOT_CONTESTABLE: standing.contest_until is None,
        ContestObjection.TOO_LATE: standing.contest_until is not None and as_at > standing.contest_until,
        ContestObjection.PART_OF_WHAT: disputed_pence is not None and disputed_pence > (standing.pence or 0),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_deciding(
    *, ended: bool, deciders: Collection[str], judged_by: Collection[str], on_the_providers_side: bool
) -> ContestObjection | None:
    """What stands against whoever decides, or lets a system decide: neither the provider does, nor whoever judged before.

    House rule: 0154.
    """
    stands = {
        ContestObjection.PROVIDER_DECIDES: on_the_providers_side,
        ContestObjection.ENDED_ALREADY: ended,
        ContestObjection.DECIDED_BY_THE_FIRST: not set(deciders).isdisjoint(judged_by),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_decision(
    outcome: ContestOutcome, *, count: Fraction | None, new_count: Fraction | None
) -> ContestObjection | None:
    """What stands against this decision: only an occurrence is partly upheld, and then something less is left of it."""
    if outcome is not ContestOutcome.PARTLY:
        return None if new_count is None else ContestObjection.COUNT_OF_A_PART
    less = count is not None and new_count is not None and 0 < new_count < count
    return None if less else ContestObjection.COUNT_OF_A_PART


def decision_due_on(raised_on: date) -> date:
    """The day by which a contest is to be decided: twenty working days of England and Wales. House rule: 0174."""
    return working_days_after(raised_on, DECIDED_WITHIN_WORKING_DAYS)


def clock(due_on: date, *, ended_on: date | None, as_at: date) -> Clock:
    """Working days left until the decision is due, and whether it is or was late."""
    if ended_on is not None:
        return Clock(None, ended_on > due_on)
    return Clock(working_days_between(as_at, due_on), as_at > due_on)


STATES = {outcome: ContestState(outcome.value) for outcome in ContestOutcome}
"""What a contest becomes by its decision."""
