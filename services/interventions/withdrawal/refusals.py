"""What stands in the way of a withdrawal, and the words for it."""

from collections.abc import Mapping

from services.interventions.refusing import Answer, at_field
from services.interventions.withdrawal.rules import WithdrawalObjection

WITHDRAWING: Mapping[WithdrawalObjection, Answer] = {
    WithdrawalObjection.IN_THE_FUTURE: at_field("/withdrawn_on", "in_the_future", "the day is still to come"),
    WithdrawalObjection.BEFORE_THE_LAST_MOVE: at_field(
        "/withdrawn_on", "before_the_last_move", "the referral came to its present state later"
    ),
    WithdrawalObjection.BEFORE_THE_LAST_SESSION: at_field(
        "/withdrawn_on", "before_the_last_session", "the register has an outcome of a later session"
    ),
}
