"""The list of movement reasons and the codes of the wire say the same."""

import pytest

from noms.contracts.offender_mgmt.custody import ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason, TransferReason
from noms.reference.faults import UnknownCode
from noms.reference.movement_reasons import MovementEffect, MovementType, load_movement_reasons, movement_reason


def codes_of(*types: MovementType) -> set[str]:
    return {reason.code for reason in load_movement_reasons() if reason.type in types}


def test_every_code_of_the_wire_stands_in_the_list_and_every_code_of_the_list_on_the_wire():
    assert codes_of(MovementType.ADMISSION) == set(ReceptionReason)
    assert codes_of(MovementType.RELEASE) == set(ReleaseReason)
    assert codes_of(MovementType.TRANSFER) == set(TransferReason)
    assert codes_of(MovementType.COURT, MovementType.TEMPORARY_ABSENCE) == set(AbsenceReason)


def test_escape_and_absconding_leave_a_person_at_large():
    # Source: hmpps prison API, R__1_13__MOVEMENT_REASONS.sql
    at_large = {reason.code for reason in load_movement_reasons() if reason.effect is MovementEffect.AT_LARGE}

    assert at_large == {"UAL", "UAL_ECL", "ESCP"}


def test_twenty_eight_days_of_lie_down_are_a_reason_for_a_transfer_alone():
    assert movement_reason(MovementType.TRANSFER, "28").description == "28 day lie-down"
    with pytest.raises(UnknownCode):
        movement_reason(MovementType.ADMISSION, "28")
