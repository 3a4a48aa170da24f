"""Whether a referral may be withdrawn on a day."""

from datetime import date

import pytest

from services.interventions.withdrawal.rules import WithdrawalObjection, objection_to_withdrawal


@pytest.mark.parametrize(
    ("withdrawn_on", "objection"),
    [
        (date(2010, 9, 5), WithdrawalObjection.BEFORE_THE_LAST_MOVE),
        (date(2010, 9, 6), None),
        (date(2010, 10, 4), None),
        (date(2010, 10, 5), WithdrawalObjection.IN_THE_FUTURE),
    ],
)
def test_a_withdrawal_lies_between_the_last_move_of_the_referral_and_today(withdrawn_on, objection):
    assert (
        objection_to_withdrawal(last_moved_on=date(2010, 9, 6), withdrawn_on=withdrawn_on, as_at=date(2010, 10, 4)) is objection
    )
