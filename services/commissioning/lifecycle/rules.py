"""What stands against a move of an agreement: its state, its days, its clauses."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.lifecycle import AgreementAct
from noms.contracts.commissioning.texts import ClauseEffect

S = AgreementState
ONE_DAY = timedelta(days=1)

# What a clause of the text must let happen before an agreement is moved so. House rule: 0124.
NEEDS_CLAUSE = {AgreementAct.SUSPEND: ClauseEffect.SUSPENSION, AgreementAct.TERMINATE: ClauseEffect.TERMINATION}


class MoveObjection(StrEnum):
    """Why an agreement cannot be moved."""

    NOT_ALLOWED = "not_allowed"
    NO_MEASURE = "no_measure"
    NOT_SIGNED_BY_BOTH = "not_signed_by_both"
    ALREADY_LIVE = "already_live"
    BEFORE_ITS_FIRST_DAY = "before_its_first_day"
    NOT_THE_COMMISSIONER = "not_the_commissioner"
    OUTSIDE_ITS_DAYS = "outside_its_days"
    NOT_YET = "not_yet"
    BEFORE_THE_LAST_MOVE = "before_the_last_move"
    CLAUSE_DOES_NOT_ALLOW = "clause_does_not_allow"
    ALREADY_SETTLED = "already_settled"


@dataclass(frozen=True)
class Term:
    """The days of an agreement, and the day from which its last move counts."""

    starts_on: date
    ends_on: date
    last_moved_on: date


def objection_to_offer(*, allowed: bool, measure_count: int) -> MoveObjection | None:
    """What stands against offering a draft: it must be judged by something, and the text is settled from then on."""
    if not allowed:
        return MoveObjection.NOT_ALLOWED
    return MoveObjection.NO_MEASURE if measure_count == 0 else None


def objection_to_commencement(*, state: AgreementState, allowed: bool, starts_on: date, as_at: date) -> MoveObjection | None:
    """What stands against bringing the agreement into force: both must have signed and its first day must have come."""
    if state is S.LIVE:
        return MoveObjection.ALREADY_LIVE
    if not allowed:
        return MoveObjection.NOT_SIGNED_BY_BOTH
    return MoveObjection.BEFORE_ITS_FIRST_DAY if as_at < starts_on else None


def objection_to_move(
    *, allowed: bool, may_act: bool, clause_allows: bool, term: Term, effective_on: date, as_at: date
) -> MoveObjection | None:
    """What stands against a move of an agreement in force.

    The commissioner moves it, under a clause where it needs one, from a day of the agreement that has come and does not lie
    before the last move: what was known on a day is never rewritten. House rule: 0124.
    """
    stands = {
        MoveObjection.NOT_ALLOWED: not allowed,
        MoveObjection.NOT_THE_COMMISSIONER: not may_act,
        MoveObjection.OUTSIDE_ITS_DAYS: not term.starts_on <= effective_on <= term.ends_on,
        MoveObjection.CLAUSE_DOES_NOT_ALLOW: not clause_allows,
        MoveObjection.BEFORE_THE_LAST_MOVE: effective_on < term.last_moved_on,
        MoveObjection.NOT_YET: effective_on > as_at,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_taking_away(
    act: AgreementAct, effective_on: date, *, settled_through: date | None, agreed_by_both: bool
) -> MoveObjection | None:
    """What stands against suspending or ending the agreement on days that were settled or computed: both must have signed it.

    A suspension counts on its day, a termination from the day after. House rule: 0124.
    """
    if act not in NEEDS_CLAUSE or settled_through is None or agreed_by_both:
        return None
    first = effective_on if act is AgreementAct.SUSPEND else effective_on + ONE_DAY
    return MoveObjection.ALREADY_SETTLED if first <= settled_through else None


def objection_to_ending(*, allowed: bool, may_act: bool, ends_on: date, as_at: date) -> MoveObjection | None:
    """What stands against recording that an agreement has ended: its last day must be over."""
    if not allowed:
        return MoveObjection.NOT_ALLOWED
    if not may_act:
        return MoveObjection.NOT_THE_COMMISSIONER
    return MoveObjection.NOT_YET if as_at <= ends_on else None
