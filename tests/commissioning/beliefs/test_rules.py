"""Which occurrences are one event: those that rest on the same event, however far the chain reaches."""

from uuid import UUID

import pytest

from services.commissioning.beliefs.rules import one_event

A, B, C, D, FIRE, FLOOD, FIGHT = (UUID(int=number) for number in range(1, 8))


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ([], {}),
        ([(A, None, [FIRE]), (B, None, [FLOOD]), (C, None, [])], {}),
        ([(A, None, [FIRE, FIRE])], {}),
        ([(A, None, []), (B, A, [])], {}),
        ([(A, None, [FIRE]), (B, None, [FIRE])], {A: None, B: A}),
        ([(A, None, [FIRE]), (B, None, [FIRE, FLOOD]), (C, None, [FLOOD])], {A: None, B: A, C: A}),
        ([(A, None, [FIRE]), (B, None, [FLOOD]), (C, B, [FIRE]), (D, None, [FIGHT])], {A: None, B: A, C: A}),
        ([(B, D, [FIRE]), (A, None, [FIRE])], {B: None, A: B}),
    ],
)
def test_whatever_rests_on_the_same_event_belongs_to_the_first_of_it(
    told: list[tuple[UUID, UUID | None, list[UUID]]], first: dict[UUID, UUID | None]
):
    assert one_event(told) == first
