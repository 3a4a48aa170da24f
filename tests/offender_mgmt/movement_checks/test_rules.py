"""Which line may follow which: every refusal, and lives made of whatever is offered."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.custody import MovementKind, ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason, PlacingBody, Presence
from services.offender_mgmt.movement_checks.rules import line_faults
from services.offender_mgmt.movements.rules import Movement, presence, stays, whereabouts

BORN_ON, AS_AT = date(1979, 3, 9), date(2011, 3, 1)
IN = Movement(date(2010, 6, 14), ReceptionReason.IMPRISONMENT, None, "RHI")
TO_COURT = Movement(date(2010, 9, 6), AbsenceReason.COURT, "RHI", None)
ESCAPED = Movement(date(2010, 9, 7), ReleaseReason.ESCAPE, "RHI", None)
FREED = Movement(date(2010, 12, 1), ReleaseReason.CONDITIONAL_RELEASE, "RHI", None)


def at_fault(line: Movement, *before: Movement, born_on: date = BORN_ON) -> list[tuple[str, str]]:
    return [(fault.part, fault.code) for fault in line_faults(line, before, born_on=born_on, as_at=AS_AT)]


def test_whoever_is_inside_may_go_to_court_and_come_back():
    assert at_fault(TO_COURT, IN) == []
    assert at_fault(Movement(date(2010, 9, 6), AbsenceReason.COURT, None, "RHI"), IN, TO_COURT) == []


def test_nobody_goes_to_court_from_a_prison_that_they_are_not_in():
    assert at_fault(Movement(date(2010, 9, 6), AbsenceReason.COURT, "LWI", None), IN) == [("out_of", "not_in_that_establishment")]
    assert at_fault(TO_COURT) == [("out_of", "not_in_that_establishment")]


def test_whoever_is_at_court_does_not_go_out_on_licence():
    licence = Movement(date(2010, 9, 6), AbsenceReason.RESETTLEMENT_DAY_RELEASE, "RHI", None)

    assert at_fault(licence, IN, TO_COURT) == [("reason", "absent_already")]


def test_nobody_comes_back_who_is_not_out_or_is_out_for_another_reason():
    back = Movement(date(2010, 9, 8), AbsenceReason.RESETTLEMENT_DAY_RELEASE, None, "RHI")

    assert at_fault(back, IN) == [("reason", "not_absent")]
    assert at_fault(back, IN, TO_COURT) == [("reason", "not_absent")]
    assert at_fault(back) == [("reason", "not_absent")]


def test_a_return_is_to_the_prison_that_was_left():
    assert at_fault(Movement(date(2010, 9, 6), AbsenceReason.COURT, None, "LWI"), IN, TO_COURT) == [
        ("into", "not_in_that_establishment")
    ]


def test_from_court_a_person_may_be_received_into_another_prison():
    assert at_fault(Movement(date(2010, 9, 6), ReceptionReason.TRANSFER_VIA_COURT, "RHI", "LWI"), IN, TO_COURT) == []


def test_whoever_escaped_from_court_is_at_large_and_may_be_recaptured():
    recaptured = Movement(date(2010, 9, 9), ReceptionReason.RECAPTURE, None, "LWI")

    assert at_fault(ESCAPED, IN, TO_COURT) == []
    assert at_fault(recaptured, IN, TO_COURT, ESCAPED) == []


def test_whoever_was_released_lawfully_is_not_recaptured():
    assert at_fault(Movement(date(2010, 12, 9), ReceptionReason.RECAPTURE, None, "LWI"), IN, FREED) == [
        ("reason", "not_at_large")
    ]


def test_the_youth_justice_board_places_younger_people_where_it_buys_places():
    # Source: further_responsibilities.csv (Lords Hansard 2008-11-17): Ashfield yes, Rye Hill no.
    board = PlacingBody.YOUTH_JUSTICE_BOARD
    born_on = date(1994, 1, 1)
    young = Movement(date(2010, 6, 14), ReceptionReason.YOUNG_OFFENDER_DETENTION, None, "ASI", board)

    assert at_fault(young, born_on=born_on) == []
    assert at_fault(Movement(young.on, young.reason, None, "RHI", board), born_on=born_on) == [("placed_by", "no_places_bought")]
    assert at_fault(Movement(young.on, young.reason, None, "ASI"), born_on=born_on) == [("on", "too_young")]


def test_a_young_person_moved_on_keeps_the_place_that_the_youth_justice_board_bought():
    # Source: further_responsibilities.csv: places at Ashfield until 2013, at Parc throughout, at Rye Hill never.
    young = Movement(date(2010, 6, 14), ReceptionReason.IMPRISONMENT, None, "ASI", PlacingBody.YOUTH_JUSTICE_BOARD)
    to = {code: Movement(date(2010, 7, 1), ReceptionReason.TRANSFER_IN, "ASI", code) for code in ("PRI", "RHI")}

    assert at_fault(to["PRI"], young, born_on=date(1994, 1, 1)) == []
    assert at_fault(to["RHI"], young, born_on=date(1994, 1, 1)) == [("on", "too_young")]
    assert at_fault(to["RHI"], young, born_on=date(1992, 7, 1)) == []
    assert [stay.placed_by for stay in stays([young, to["RHI"]])] == [PlacingBody.YOUTH_JUSTICE_BOARD, PlacingBody.NOMS]


@pytest.mark.parametrize("code", ["RECA", "A", "U", "H"])
def test_whoever_was_released_lawfully_comes_back_neither_late_nor_from_a_failed_home_leave(code: str):
    assert at_fault(Movement(date(2010, 12, 9), ReceptionReason(code), None, "LWI"), IN, FREED) == [("reason", "not_at_large")]


def test_a_detainee_may_be_held_in_any_prison():
    detained = Movement(date(2010, 6, 14), ReceptionReason.IMMIGRATION_DETENTION, None, "LWI", PlacingBody.BORDER_AGENCY)

    assert at_fault(detained) == []


PLACES = st.sampled_from(["RHI", "LWI", "LEI", None])
REASONS = st.sampled_from([*ReceptionReason, *ReleaseReason, *AbsenceReason])
OFFERED = st.builds(
    lambda day, reason, out_of, into: Movement(date(2010, 1, 4) + timedelta(days=day), reason, out_of, into),
    st.integers(0, 200), REASONS, PLACES, PLACES,
)  # fmt: skip


def ends_fit(line: Movement) -> bool:
    """What the requests make sure of: a reception has an end, a release a beginning, a return no beginning."""
    comes, goes = line.into is not None, line.out_of is not None
    if line.kind in {MovementKind.ADMISSION, MovementKind.COURT_RETURN, MovementKind.TEMPORARY_RETURN}:
        return comes and not goes
    if line.kind is MovementKind.TRANSFER:
        return comes and goes
    return goes and not isinstance(line.reason, ReceptionReason)


def life_of(offers: list[Movement]) -> list[Movement]:
    """Offer movements in any order, and keep those that may stand."""
    ledger: list[Movement] = []
    for line in offers:
        if ends_fit(line) and not at_fault(line, *ledger):
            ledger.append(line)
    return ledger


@given(st.lists(OFFERED, max_size=40))
def test_whatever_is_offered_nobody_is_ever_held_in_two_prisons_at_once(offers: list[Movement]):
    for earlier, later in pairwise(stays(life_of(offers))):
        assert earlier.left_on is not None
        assert earlier.received_on <= earlier.left_on <= later.received_on


@given(st.lists(OFFERED, max_size=40))
def test_whoever_is_held_somewhere_is_inside_or_away_for_a_while_and_nobody_else_is(offers: list[Movement]):
    ledger = life_of(offers)
    held = {Presence.IN_ESTABLISHMENT, Presence.AT_COURT, Presence.ON_TEMPORARY_RELEASE}
    on_roll = [stay.establishment_code for stay in stays(ledger) if stay.left_on is None]

    assert on_roll == ([whereabouts(ledger)] if whereabouts(ledger) else [])
    if presence(ledger) is not Presence.IN_HOSPITAL:
        assert (whereabouts(ledger) is not None) == (presence(ledger) in held)


@given(st.lists(OFFERED, max_size=40))
def test_every_departure_leaves_the_prison_that_the_person_was_in(offers: list[Movement]):
    ledger = life_of(offers)

    for index, line in enumerate(ledger):
        if line.out_of is not None:
            assert line.out_of == whereabouts(ledger[:index])
