"""Movements: the ledger cannot say that somebody was in two prisons, or left one that they were not in."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.custody import MovementKind, Reception, ReceptionReason, Release, ReleaseReason
from services.offender_mgmt.custody.rules import received, reception_faults, release_faults, released
from services.offender_mgmt.movements.rules import Movement, Stay, stays, whereabouts

BORN_ON = date(1979, 3, 9)
AS_AT = date(2011, 3, 1)

RECEIVED_AT_RYE_HILL = Movement(date(2010, 6, 14), ReceptionReason.IMPRISONMENT, None, "RHI")
TRANSFERRED_TO_LEWES = Movement(date(2010, 11, 2), ReceptionReason.TRANSFER_IN, "RHI", "LWI")
RELEASED_FROM_LEWES = Movement(date(2011, 2, 1), ReleaseReason.CONDITIONAL_RELEASE, "LWI", None)


def reception(code="RHI", on="2010-06-14", reason="I", left=None):
    return Reception(establishment_code=code, received_on=on, reason_code=reason, from_establishment_code=left)


def codes_of(new, ledger=()):
    return [fault.code for fault in reception_faults(new, ledger, born_on=BORN_ON, as_at=AS_AT)]


def codes_of_release(code, on, ledger):
    release = Release(establishment_code=code, released_on=on, reason_code="CR")
    return [fault.code for fault in release_faults(release, ledger, as_at=AS_AT)]


def test_a_first_reception_into_an_open_prison_may_stand():
    assert codes_of(reception()) == []


def test_a_prison_that_is_not_in_the_list_is_refused_by_name_of_the_field():
    faults = reception_faults(reception("QQI"), (), born_on=BORN_ON, as_at=AS_AT)

    assert [(fault.pointer, fault.code) for fault in faults] == [("/establishment_code", "unknown_establishment")]


def test_nobody_is_received_into_a_prison_after_it_closed():
    # Source: prison estate lists, Albany closed 2009-04 (it became part of Isle of Wight).
    assert codes_of(reception("ALI", on="2010-06-14")) == ["establishment_closed"]


def test_a_prison_that_closed_in_a_month_was_closed_by_the_last_day_of_it():
    assert codes_of(reception("ALI", on="2009-04-29")) == []
    assert codes_of(reception("ALI", on="2009-04-30")) == ["establishment_closed"]


def test_nobody_under_eighteen_is_received():
    assert codes_of(reception("LWI", on="1997-03-08")) == ["too_young"]
    assert codes_of(reception("LWI", on="1997-03-09")) == []


def test_nobody_is_received_into_a_prison_before_it_opened():
    # Source: Hansard and estate lists, Rye Hill opened 2001-01.
    assert codes_of(reception("RHI", on="2000-12-31")) == ["establishment_closed"]


def test_a_day_inside_the_month_in_which_a_prison_opened_has_the_benefit_of_the_doubt():
    assert codes_of(reception("RHI", on="2001-01-15")) == []


def test_a_person_in_custody_is_not_admitted_again():
    assert codes_of(reception("LWI", on="2010-11-02"), [RECEIVED_AT_RYE_HILL]) == ["already_in_custody"]


def test_a_transfer_names_the_prison_that_was_left():
    assert codes_of(reception("LWI", on="2010-11-02", reason="INT"), [RECEIVED_AT_RYE_HILL]) == ["missing"]


def test_a_transfer_out_of_the_prison_where_the_person_is_may_stand():
    assert codes_of(reception("LWI", on="2010-11-02", reason="INT", left="RHI"), [RECEIVED_AT_RYE_HILL]) == []


def test_a_transfer_out_of_a_prison_that_the_person_is_not_in_is_refused():
    transfer = reception("RHI", on="2010-11-02", reason="INT", left="LWI")

    assert codes_of(transfer, [RECEIVED_AT_RYE_HILL]) == ["not_in_that_establishment"]


def test_a_transfer_of_a_person_who_is_not_in_custody_is_refused():
    assert codes_of(reception("LWI", on="2010-11-02", reason="INT", left="RHI")) == ["not_in_that_establishment"]


def test_a_transfer_goes_to_another_prison():
    transfer = reception("RHI", on="2010-11-02", reason="INT", left="RHI")

    assert codes_of(transfer, [RECEIVED_AT_RYE_HILL]) == ["same_establishment"]


def test_only_a_transfer_names_a_prison_left():
    assert codes_of(reception(left="LWI")) == ["not_a_transfer"]


def test_a_movement_earlier_than_the_last_one_is_refused():
    recall = reception("RHI", on="2011-01-31", reason="L")

    assert codes_of(recall, [RECEIVED_AT_RYE_HILL, TRANSFERRED_TO_LEWES, RELEASED_FROM_LEWES]) == ["before_last_movement"]


def test_a_recall_on_the_day_of_release_may_stand():
    recall = reception("RHI", on="2011-02-01", reason="L")

    assert codes_of(recall, [RECEIVED_AT_RYE_HILL, TRANSFERRED_TO_LEWES, RELEASED_FROM_LEWES]) == []


def test_a_reception_is_not_recorded_before_it_happened():
    assert codes_of(reception(on="2011-03-02")) == ["in_the_future"]


def test_a_reception_before_the_person_was_born_is_refused():
    assert codes_of(reception("LWI", on="1979-03-08")) == ["before_birth"]


def test_nothing_follows_a_death():
    died = Movement(date(2010, 12, 1), ReleaseReason.DEATH, "RHI", None)

    assert codes_of(reception(on="2010-12-02"), [RECEIVED_AT_RYE_HILL, died]) == ["after_death"]


def test_a_person_is_released_from_the_prison_where_they_are():
    assert codes_of_release("RHI", "2010-12-01", [RECEIVED_AT_RYE_HILL]) == []


def test_a_person_is_not_released_from_a_prison_that_they_are_not_in():
    assert codes_of_release("LWI", "2010-12-01", [RECEIVED_AT_RYE_HILL]) == ["not_in_that_establishment"]


def test_a_person_at_liberty_is_not_released():
    assert codes_of_release("RHI", "2010-12-01", []) == ["not_in_that_establishment"]


def test_reasons_fall_into_admissions_transfers_and_releases():
    transfer = reception("LWI", on="2010-11-02", reason="TRNCRT", left="RHI")

    assert received(reception(reason="L")).kind is MovementKind.ADMISSION
    assert received(transfer).kind is MovementKind.TRANSFER
    assert released(Release(establishment_code="RHI", released_on="2010-12-01", reason_code="ESCP")).kind is MovementKind.RELEASE


def test_a_ledger_adds_up_to_stays():
    assert stays([RECEIVED_AT_RYE_HILL, TRANSFERRED_TO_LEWES, RELEASED_FROM_LEWES]) == (
        Stay("RHI", date(2010, 6, 14), date(2010, 11, 2)),
        Stay("LWI", date(2010, 11, 2), date(2011, 2, 1)),
    )


def test_a_person_is_where_the_last_movement_left_them():
    assert whereabouts([]) is None
    assert whereabouts([RECEIVED_AT_RYE_HILL, TRANSFERRED_TO_LEWES]) == "LWI"
    assert whereabouts([RECEIVED_AT_RYE_HILL, TRANSFERRED_TO_LEWES, RELEASED_FROM_LEWES]) is None


offered = st.tuples(
    st.sampled_from(["RHI", "LWI", "LEI", None]), st.sampled_from(["RHI", "LWI", "LEI", None]), st.integers(0, 200)
)


def ledger_from(offers):
    """Offer movements in any order, and keep those that the rules let stand."""
    ledger = []
    for into, out_of, day in offers:
        on = date(2010, 1, 4) + timedelta(days=day)
        if into is not None:
            new = reception(into, on=on, reason="INT" if out_of else "I", left=out_of)
            if not codes_of(new, ledger):
                ledger.append(Movement(on, new.reason_code, out_of, into))
        elif out_of is not None and not codes_of_release(out_of, on, ledger):
            ledger.append(Movement(on, ReleaseReason.CONDITIONAL_RELEASE, out_of, None))
    return ledger


@given(st.lists(offered, max_size=30))
def test_whatever_is_offered_nobody_is_ever_in_two_prisons_at_once(offers):
    kept = stays(ledger_from(offers))

    for earlier, later in pairwise(kept):
        assert earlier.left_on is not None
        assert earlier.received_on <= earlier.left_on <= later.received_on


@given(st.lists(offered, max_size=30))
def test_at_most_the_last_stay_is_open_and_it_is_where_the_person_is(offers):
    ledger = ledger_from(offers)
    still_open = [stay.establishment_code for stay in stays(ledger) if stay.left_on is None]

    assert still_open == ([whereabouts(ledger)] if whereabouts(ledger) else [])
