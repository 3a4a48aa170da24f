"""Whether a referral may be withdrawn on a day."""

from datetime import date

import pytest

from services.interventions.withdrawal.rules import WithdrawalObjection, objection_to_withdrawal


@pytest.mark.parametrize(
    ("withdrawn_on", "objection"),
    [
        (date(2010, 9, 5), WithdrawalObjection.BEFORE_THE_LAST_MOVE),
        (date(2010, 9, 19), WithdrawalObjection.BEFORE_THE_LAST_SESSION),
        (date(2010, 9, 20), None),
        (date(2010, 10, 4), None),
        (date(2010, 10, 5), WithdrawalObjection.IN_THE_FUTURE),
    ],
)
def test_a_withdrawal_lies_between_the_last_session_recorded_and_today(withdrawn_on, objection):
    facts = {"last_moved_on": date(2010, 9, 6), "last_session_on": date(2010, 9, 20), "as_at": date(2010, 10, 4)}

    assert objection_to_withdrawal(withdrawn_on=withdrawn_on, **facts) is objection


def test_a_referral_without_a_session_is_withdrawn_from_the_day_of_its_last_move():
    day = date(2010, 9, 6)

    assert objection_to_withdrawal(last_moved_on=day, last_session_on=None, withdrawn_on=day, as_at=day) is None
