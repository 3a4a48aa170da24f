"""The ledger of movements: what its lines say, and where they leave a person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest

from noms.contracts.offender_mgmt.custody import MovementKind, ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason, LedgerReason, PlacingBody, Presence
from services.offender_mgmt.movements.rules import Movement, Stay, in_force, presence, reason_of, stays, whereabouts

IN = Movement(date(2010, 6, 14), ReceptionReason.IMPRISONMENT, None, "RHI")
TO_COURT = Movement(date(2010, 9, 6), AbsenceReason.COURT, "RHI", None)
FROM_COURT = Movement(date(2010, 9, 6), AbsenceReason.COURT, None, "RHI")
ON_LICENCE = Movement(date(2010, 10, 1), AbsenceReason.RESETTLEMENT_DAY_RELEASE, "RHI", None)


def out(reason: ReleaseReason) -> Movement:
    return Movement(date(2010, 12, 1), reason, "RHI", None)


@pytest.mark.parametrize(
    ("movement", "kind"),
    [
        (IN, MovementKind.ADMISSION),
        (TO_COURT, MovementKind.COURT_OUT),
        (FROM_COURT, MovementKind.COURT_RETURN),
        (ON_LICENCE, MovementKind.TEMPORARY_RELEASE),
        (Movement(date(2010, 10, 2), AbsenceReason.OUTSIDE_HOSPITAL, None, "RHI"), MovementKind.TEMPORARY_RETURN),
        (out(ReleaseReason.DEATH), MovementKind.RELEASE),
        (Movement(date(2010, 10, 2), LedgerReason.BY_FILE, None, "RHI"), MovementKind.ADMISSION),
        (Movement(date(2010, 10, 2), LedgerReason.BY_FILE, "RHI", "LWI"), MovementKind.TRANSFER),
        (Movement(date(2010, 10, 2), LedgerReason.BY_FILE, "RHI", None), MovementKind.RELEASE),
        (Movement(date(2010, 10, 2), LedgerReason.WITHDRAWN, None, None), MovementKind.WITHDRAWAL),
    ],
)
def test_a_movement_is_of_the_kind_that_its_reason_and_its_ends_tell(movement: Movement, kind: MovementKind):
    assert movement.kind is kind


@pytest.mark.parametrize(
    ("last", "where"),
    [
        (IN, Presence.IN_ESTABLISHMENT),
        (TO_COURT, Presence.AT_COURT),
        (ON_LICENCE, Presence.ON_TEMPORARY_RELEASE),
        (Movement(date(2010, 9, 6), AbsenceReason.OUTSIDE_HOSPITAL, "RHI", None), Presence.IN_HOSPITAL),
        (out(ReleaseReason.PSYCHIATRIC_HOSPITAL), Presence.IN_HOSPITAL),
        (out(ReleaseReason.ESCAPE), Presence.UNLAWFULLY_AT_LARGE),
        (out(ReleaseReason.ABSCOND), Presence.UNLAWFULLY_AT_LARGE),
        (out(ReleaseReason.AT_LARGE_FROM_END_OF_CUSTODY_LICENCE), Presence.UNLAWFULLY_AT_LARGE),
        (out(ReleaseReason.CONDITIONAL_RELEASE), Presence.RELEASED),
        (out(ReleaseReason.DEATH), Presence.DIED),
    ],
)
def test_the_last_movement_says_where_a_person_is(last: Movement, where: Presence):
    assert presence([IN, last]) is where


def test_whoever_was_never_received_is_nowhere():
    assert (presence([]), whereabouts([])) == (Presence.NOT_RECEIVED, None)


def test_an_absence_ends_no_stay_and_the_prison_goes_on_holding_the_person():
    ledger = [IN, TO_COURT]

    assert stays(ledger) == (Stay("RHI", date(2010, 6, 14), None),)
    assert whereabouts(ledger) == "RHI"
    assert stays([*ledger, FROM_COURT, ON_LICENCE]) == (Stay("RHI", date(2010, 6, 14), None),)


def test_a_transfer_keeps_who_bought_the_place_and_an_admission_begins_anew():
    young = Movement(date(2010, 6, 14), ReceptionReason.YOUNG_OFFENDER_DETENTION, None, "ASI", PlacingBody.YOUTH_JUSTICE_BOARD)
    moved = Movement(date(2010, 7, 1), ReceptionReason.TRANSFER_IN, "ASI", "HII")
    freed = Movement(date(2010, 8, 1), ReleaseReason.CONDITIONAL_RELEASE, "HII", None)
    again = Movement(date(2010, 9, 1), ReceptionReason.IMPRISONMENT, None, "LWI")

    placed = [stay.placed_by for stay in stays([young, moved, freed, again])]
    assert placed == [PlacingBody.YOUTH_JUSTICE_BOARD, PlacingBody.YOUTH_JUSTICE_BOARD, PlacingBody.NOMS]


def test_a_code_on_record_means_what_it_means_in_its_kind_of_movement():
    assert reason_of("admission", "24") is ReceptionReason.RECALL_FROM_INTERMITTENT_CUSTODY
    assert reason_of("court_out", "CRT") is AbsenceReason.COURT
    assert reason_of("release", "CR") is ReleaseReason.CONDITIONAL_RELEASE
    assert reason_of("transfer", "FILE") is LedgerReason.BY_FILE


@dataclass(frozen=True)
class Kept:
    """A line as a table keeps it."""

    movement_id: UUID
    place: int
    moved_on: date
    supersedes_movement_id: UUID | None = None
    kind: str = "admission"


def test_a_correction_stands_where_the_line_stood_that_it_corrects():
    first, second, third = (Kept(uuid4(), place, date(2010, 6, 14)) for place in (1, 2, 3))
    other = Kept(uuid4(), 4, date(2010, 6, 14), supersedes_movement_id=second.movement_id)
    again = Kept(uuid4(), 5, date(2010, 6, 14), supersedes_movement_id=other.movement_id)

    assert in_force([first, second, third, other]) == [first, other, third]
    assert in_force([first, second, third, other, again]) == [first, again, third]


def test_a_line_withdrawn_leaves_none():
    wrong = Kept(uuid4(), 1, date(2010, 6, 14))
    withdrawn = Kept(uuid4(), 2, date(2010, 6, 14), supersedes_movement_id=wrong.movement_id, kind="withdrawal")

    assert in_force([wrong, withdrawn]) == []


def test_a_correction_that_is_not_known_yet_changes_nothing():
    wrong = Kept(uuid4(), 1, date(2010, 6, 14))

    assert in_force([wrong]) == [wrong]
