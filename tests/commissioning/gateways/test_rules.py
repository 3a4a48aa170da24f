"""The steps of an inquiry into what caps a rating."""

from datetime import date

import pytest

from noms.contracts.commissioning.gateways import GatewayState
from services.commissioning.gateways import rules
from services.commissioning.gateways.rules import GatewayObjection

S = GatewayState
AGREEMENT = (date(2010, 4, 1), date(2012, 3, 31))


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        (S.UNDER_INQUIRY, S.CONFIRMED, True),
        (S.UNDER_INQUIRY, S.LIFTED, True),
        (S.UNDER_INQUIRY, S.UNDER_INQUIRY, False),
        (S.CONFIRMED, S.LIFTED, True),
        (S.CONFIRMED, S.UNDER_INQUIRY, False),
        (S.CONFIRMED, S.CONFIRMED, False),
        (S.LIFTED, S.UNDER_INQUIRY, True),
        (S.LIFTED, S.CONFIRMED, False),
        (S.LIFTED, S.LIFTED, False),
    ],
)
def test_an_inquiry_takes_these_steps_and_no_others(state: GatewayState, to: GatewayState, allowed: bool):
    assert rules.objection_to_move(state, to) is (None if allowed else GatewayObjection.MOVE_NOT_ALLOWED)


@pytest.mark.parametrize(
    ("state", "occurred_on", "refused"),
    [
        (S.UNDER_INQUIRY, date(2010, 4, 1), None),
        (S.CONFIRMED, date(2012, 3, 31), None),
        (S.LIFTED, date(2010, 5, 1), GatewayObjection.BEGINS_LIFTED),
        (S.CONFIRMED, date(2010, 3, 31), GatewayObjection.OUTSIDE_THE_AGREEMENT),
        (S.CONFIRMED, date(2012, 4, 1), GatewayObjection.OUTSIDE_THE_AGREEMENT),
    ],
)
def test_an_event_happened_under_the_agreement_and_is_inquired_into_or_confirmed(
    state: GatewayState, occurred_on: date, refused: GatewayObjection | None
):
    assert rules.objection_to_event(state, occurred_on, agreement=AGREEMENT, as_at=date(2012, 6, 1)) is refused


def test_nothing_has_happened_on_a_day_that_has_not_come():
    refused = rules.objection_to_event(S.CONFIRMED, date(2010, 6, 2), agreement=AGREEMENT, as_at=date(2010, 6, 1))

    assert refused is GatewayObjection.IN_THE_FUTURE
