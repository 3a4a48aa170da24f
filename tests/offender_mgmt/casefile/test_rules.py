"""Progress: what the attendance records of a requirement add up to."""

from datetime import date
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.offender_mgmt.casefile.rules import Attendance, Standing, standing


def record(number, on="2010-11-01", outcome="ATTC", failed=False, supersedes=None):
    return Attendance(
        UUID(int=number), UUID(int=supersedes) if supersedes else None, date.fromisoformat(on), outcome, failed, outcome == "ATTC"
    )


def test_nothing_heard_is_no_failure_and_no_session():
    assert standing([]) == Standing(0, 0, None, None)


def test_failures_are_counted_and_the_last_session_is_shown():
    records = [record(1), record(2, "2010-11-08", "UAAB", failed=True), record(3, "2010-11-15", "AAME")]

    assert standing(records) == Standing(1, 1, date(2010, 11, 15), "AAME")


def test_every_session_attended_counts_and_a_corrected_one_does_not():
    records = [record(1), record(2, "2010-11-08"), record(3, "2010-11-08", "UAAB", failed=True, supersedes=2)]

    assert standing(records) == Standing(1, 1, date(2010, 11, 8), "UAAB")


def test_a_failure_that_was_corrected_does_not_count():
    records = [record(1, outcome="UAAB", failed=True), record(2, outcome="AAME", supersedes=1)]

    assert standing(records) == Standing(0, 0, date(2010, 11, 1), "AAME")


def test_a_correction_of_a_correction_leaves_only_the_last_word():
    records = [record(1), record(2, outcome="AAME", supersedes=1), record(3, outcome="UAAB", failed=True, supersedes=2)]

    assert standing(records) == Standing(0, 1, date(2010, 11, 1), "UAAB")


@given(st.lists(st.booleans(), max_size=20), st.randoms())
def test_the_order_in_which_records_arrive_does_not_matter(failed, random: Random):
    records = [
        record(n, f"2010-11-{n:02d}", failed=flag, supersedes=n - 1 if n % 3 == 0 else None)
        for n, flag in enumerate(failed, start=1)
    ]
    shuffled = random.sample(records, len(records))

    assert standing(shuffled) == standing(records)
