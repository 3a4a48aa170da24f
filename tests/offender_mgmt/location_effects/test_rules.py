"""What a location file brings about: whom it tells, and when it is too short to be believed."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.custody_events import PersonReceived, PersonReleased, PersonTransferredOut
from services.offender_mgmt.location_effects.rules import Change, cut_short, told_of

AUDIENCE = ["*", "establishment:RHI", "organisation:LDN"]


def change(out_of: str | None, into: str | None, reason: str = "FILE") -> Change:
    return Change("A000001", UUID(int=1), out_of, into, date(2010, 6, 30), reason, AUDIENCE)


@pytest.mark.parametrize(
    ("held", "missing", "believed"),
    [(1_000, 250, True), (1_000, 251, False), (12, 10, True), (12, 11, False), (2, 1, True), (2, 2, False), (0, 0, True)],
)
def test_a_file_that_lacks_more_than_a_quarter_of_a_prison_or_all_of_it_is_not_believed(held: int, missing: int, believed: bool):
    assert cut_short(held, missing) is not believed


@given(st.integers(0, 2_000), st.integers(0, 2_000))
def test_the_more_are_missing_the_less_a_file_is_believed(held: int, missing: int):
    assert not (cut_short(held, missing) and not cut_short(held, missing + 1))


def test_of_a_transfer_the_prison_left_is_told_that_and_the_other_where():
    (left, of_left), (received, of_received) = told_of(change("RHI", "LWI", "INT"))

    assert isinstance(left, PersonTransferredOut)
    assert isinstance(received, PersonReceived)
    assert (left.establishment_code, received.establishment_code, received.reason_code) == ("RHI", "LWI", "INT")
    assert of_left == ["*", "organisation:LDN", "establishment:RHI"]
    assert of_received == ["*", "organisation:LDN", "establishment:LWI"]


def test_of_a_release_everybody_is_told_who_saw_the_record_until_then():
    [(released, told)] = told_of(change("RHI", None))

    assert isinstance(released, PersonReleased)
    assert (released.establishment_code, released.reason_code, told) == ("RHI", "FILE", AUDIENCE)


def test_of_a_reception_from_outside_nobody_hears_of_a_prison_left():
    [(received, _)] = told_of(change(None, "LWI"))

    assert isinstance(received, PersonReceived)
    assert received.reason_code == "FILE"
