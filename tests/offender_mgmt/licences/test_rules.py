"""The states of a licence."""

from itertools import pairwise

import pytest

from noms.contracts.offender_mgmt.licences import LicenceState as S
from services.offender_mgmt.licences.rules import DECIDED_BY_ANOTHER, MOVES, may_move


@pytest.mark.parametrize(
    "way",
    [
        (S.IN_PROGRESS, S.SUBMITTED, S.APPROVED, S.ACTIVE, S.INACTIVE),
        (S.IN_PROGRESS, S.SUBMITTED, S.REJECTED, S.INACTIVE),
        (S.VARIATION_IN_PROGRESS, S.VARIATION_SUBMITTED, S.VARIATION_APPROVED, S.ACTIVE, S.INACTIVE),
        (S.VARIATION_IN_PROGRESS, S.VARIATION_SUBMITTED, S.VARIATION_REJECTED, S.INACTIVE),
    ],
)
def test_a_licence_goes_its_way_and_no_step_is_left_out(way):
    assert all(may_move(now, to) for now, to in pairwise(way))
    assert not any(may_move(now, to) for now, to in zip(way, way[2:], strict=False) if to is not S.INACTIVE)


def test_nobody_recalls_a_licence_by_a_move_and_nothing_follows_an_end():
    assert not any(may_move(state, S.RECALLED) for state in S)
    assert not any(may_move(end, to) for end in (S.INACTIVE, S.RECALLED) for to in S)


def test_no_licence_becomes_active_without_a_decision_of_another_person():
    assert {state for state, nexts in MOVES.items() if S.ACTIVE in nexts} <= DECIDED_BY_ANOTHER
