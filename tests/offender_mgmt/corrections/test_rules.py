"""Corrections of a ledger: it tells one life before, and one life after."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.corrections import MovementAsItWas, MovementCorrection
from noms.contracts.offender_mgmt.custody import MovementKind, ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason
from services.offender_mgmt.corrections.rules import corrected, correction_faults, ends_faults, said_instead
from services.offender_mgmt.movement_checks.rules import line_faults
from services.offender_mgmt.movements.rules import Movement

BORN_ON, AS_AT = date(1979, 3, 9), date(2011, 6, 1)
LIFE = [
    Movement(date(2010, 6, 14), ReceptionReason.IMPRISONMENT, None, "RHI"),
    Movement(date(2010, 9, 6), AbsenceReason.COURT, "RHI", None),
    Movement(date(2010, 9, 6), AbsenceReason.COURT, None, "RHI"),
    Movement(date(2010, 11, 2), ReceptionReason.TRANSFER_IN, "RHI", "LWI"),
    Movement(date(2011, 3, 14), ReleaseReason.CONDITIONAL_RELEASE, "LWI", None),
]


def codes(at: int, said: Movement) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in correction_faults(LIFE, at, said, born_on=BORN_ON, as_at=AS_AT)]


def moved(line: Movement, on: date) -> Movement:
    return Movement(on, line.reason, line.out_of, line.into)


def test_a_reception_may_have_been_earlier_and_not_after_what_followed_it():
    assert codes(0, moved(LIFE[0], date(2010, 6, 1))) == []
    assert ("/instead", "contradicts_another_line") in codes(0, moved(LIFE[0], date(2010, 10, 1)))


def test_the_last_line_may_be_withdrawn_and_one_in_the_middle_may_not():
    withdrawal = MovementCorrection(reason="Never happened.")

    assert codes(4, said_instead(withdrawal, LIFE[4])) == []
    assert codes(3, said_instead(withdrawal, LIFE[3])) == [("/instead", "contradicts_another_line")]


def test_a_transfer_to_another_prison_contradicts_the_release_from_the_first():
    elsewhere = Movement(date(2010, 11, 2), ReceptionReason.TRANSFER_IN, "RHI", "LEI")

    assert codes(3, elsewhere) == [("/instead", "contradicts_another_line")]


def test_each_reason_has_its_ends():
    def told(**facts: object) -> list[tuple[str, str]]:
        meant = MovementAsItWas.model_validate({"moved_on": "2010-06-14", **facts})
        return [(each.pointer, each.code) for each in ends_faults(meant)]

    assert told(reason_code="I", moved_into="RHI") == []
    assert told(reason_code="INT", moved_into="RHI") == [("/instead/out_of", "missing")]
    assert told(reason_code="CR", moved_into="RHI") == [
        ("/instead/out_of", "missing"), ("/instead/moved_into", "not_for_this_reason"),
    ]  # fmt: skip
    assert told(reason_code="CRT", out_of="RHI") == told(reason_code="CRT", moved_into="RHI") == []
    assert told(reason_code="CRT") == [("/instead/out_of", "missing")]
    transferred = {"reason_code": "INT", "out_of": "RHI", "moved_into": "LWI"}
    assert told(**transferred, transfer_reason_code="SEC", placed_by="UKBA") == []
    assert told(reason_code="I", moved_into="RHI", placed_by="UKBA") == []
    assert told(reason_code="CR", out_of="RHI", transfer_reason_code="SEC", placed_by="UKBA") == [
        ("/instead/transfer_reason_code", "not_a_transfer"), ("/instead/placed_by", "not_for_this_reason"),
    ]  # fmt: skip


@given(st.integers(0, 4), st.integers(-200, 400), st.booleans())
def test_whatever_is_corrected_what_is_accepted_tells_one_life(at: int, days: int, withdrawn: bool):
    meant = moved(LIFE[at], LIFE[at].on + timedelta(days=days))
    said = said_instead(MovementCorrection(reason="Never happened."), LIFE[at]) if withdrawn else meant
    if codes(at, said):
        return
    after = corrected(LIFE, at, said)

    assert len(after) == len(LIFE) - (said.kind is MovementKind.WITHDRAWAL)
    for index, line in enumerate(after):
        assert list(line_faults(line, after[:index], born_on=BORN_ON, as_at=AS_AT)) == []
