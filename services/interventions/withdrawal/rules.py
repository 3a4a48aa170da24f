"""Whether a referral may be withdrawn on a day."""

from datetime import date
from enum import StrEnum


class WithdrawalObjection(StrEnum):
    """Why a referral cannot be withdrawn on this day."""

    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_LAST_MOVE = "before_the_last_move"
    BEFORE_THE_LAST_SESSION = "before_the_last_session"


def objection_to_withdrawal(
    *, last_moved_on: date, last_session_on: date | None, withdrawn_on: date, as_at: date
) -> WithdrawalObjection | None:
    """What stands against withdrawing a referral on the day; None when nothing does.

    `last_session_on` is the last session with an outcome on the register: the place was held until then. House rule: 0312.
    """
    if withdrawn_on > as_at:
        return WithdrawalObjection.IN_THE_FUTURE
    if withdrawn_on < last_moved_on:
        return WithdrawalObjection.BEFORE_THE_LAST_MOVE
    too_early = last_session_on is not None and withdrawn_on < last_session_on
    return WithdrawalObjection.BEFORE_THE_LAST_SESSION if too_early else None
