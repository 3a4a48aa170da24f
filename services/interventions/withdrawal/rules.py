"""Whether a referral may be withdrawn on a day."""

from datetime import date
from enum import StrEnum


class WithdrawalObjection(StrEnum):
    """Why a referral cannot be withdrawn on this day."""

    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_LAST_MOVE = "before_the_last_move"


def objection_to_withdrawal(*, last_moved_on: date, withdrawn_on: date, as_at: date) -> WithdrawalObjection | None:
    """What stands against withdrawing a referral on the day; None when nothing does."""
    if withdrawn_on > as_at:
        return WithdrawalObjection.IN_THE_FUTURE
    return WithdrawalObjection.BEFORE_THE_LAST_MOVE if withdrawn_on < last_moved_on else None
