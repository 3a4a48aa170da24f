"""Which steps the inquiry into a gateway event may take, and when one may be recorded."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from noms.contracts.commissioning.gateways import GatewayState

S = GatewayState

MOVES: Mapping[GatewayState, frozenset[GatewayState]] = {
    S.UNDER_INQUIRY: frozenset({S.CONFIRMED, S.LIFTED}),
    S.CONFIRMED: frozenset({S.LIFTED}),
    S.LIFTED: frozenset({S.UNDER_INQUIRY}),
}
"""House rule: 0148 (what was confirmed can be lifted on appeal; what was lifted is inquired into anew before it is confirmed)."""


class GatewayObjection(StrEnum):
    """Why a gateway event cannot be recorded, or its inquiry not take a step."""

    BEGINS_LIFTED = "begins_lifted"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    IN_THE_FUTURE = "in_the_future"
    MOVE_NOT_ALLOWED = "move_not_allowed"


def objection_to_event(
    state: GatewayState, occurred_on: date, *, agreement: tuple[date, date], as_at: date
) -> GatewayObjection | None:
    """What stands against recording the event: it happened, under the agreement, and is inquired into or confirmed."""
    first, last = agreement
    stands = {
        GatewayObjection.BEGINS_LIFTED: state is S.LIFTED,
        GatewayObjection.OUTSIDE_THE_AGREEMENT: not first <= occurred_on <= last,
        GatewayObjection.IN_THE_FUTURE: occurred_on > as_at,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_move(state: GatewayState, to: GatewayState) -> GatewayObjection | None:
    """What stands against the step."""
    return None if to in MOVES[state] else GatewayObjection.MOVE_NOT_ALLOWED
