"""What falls into a calendar, and what in it cannot both be kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.order_calendars import ClashKind, EntryKind
from services.offender_mgmt.order_calendars.rules import Entry, clashes, shortened, within

DAY = date(2011, 1, 3)


def an_entry(name: str, kind: EntryKind = EntryKind.REQUIREMENT, first: int = 0, last: int | None = 9, **changes) -> Entry:
    ends_on = None if last is None else DAY + timedelta(days=last)
    return Entry(**{"name": name, "kind": kind, "words": name, "starts_on": DAY + timedelta(days=first), "ends_on": ends_on,
                    "detail_url": "/", "part_of": f"of {name}"} | changes)  # fmt: skip


def kinds(*entries: Entry) -> list[ClashKind]:
    return [clash.kind for clash in clashes(entries)]


@pytest.mark.parametrize(
    ("code", "other", "expected"),
    [
        ("RES", "RESIDE_AT", [ClashKind.TWO_RESIDENCES]),
        ("CURF", "CURFEW", [ClashKind.TWO_CURFEWS]),
        ("CURF", "HDC_CURFEW", [ClashKind.TWO_CURFEWS]),
        ("RES", "HDC_CURFEW", [ClashKind.TWO_RESIDENCES]),
        ("PROG", "PROGRAMME", [ClashKind.TWO_PROGRAMMES]),
        ("UPW", "NO_CONTACT", []),
        ("RES", "CURFEW", []),
    ],
)
def test_a_requirement_and_a_licence_condition_clash_where_both_take_up_the_same(code, other, expected):
    requirement = an_entry("r", code=code)
    condition = an_entry("c", EntryKind.LICENCE_CONDITION, code=other)

    assert kinds(requirement, condition) == expected
    assert kinds(requirement, an_entry("c", EntryKind.LICENCE_CONDITION, 10, 20, code=other)) == []


def test_within_one_order_the_court_has_seen_to_it():
    assert kinds(an_entry("one", code="PROG", part_of="order"), an_entry("other", code="PROG", part_of="order")) == []
    assert kinds(an_entry("one", code="PROG"), an_entry("other", code="PROG")) == [ClashKind.TWO_PROGRAMMES]


def test_sessions_of_two_requirements_on_one_day_clash():
    one, other = an_entry("s", EntryKind.SESSION, 1, 1), an_entry("t", EntryKind.SESSION, 1, 1)

    assert kinds(one, other) == [ClashKind.TWO_SESSIONS_ON_ONE_DAY]
    assert kinds(one, an_entry("t", EntryKind.SESSION, 2, 2)) == []
    assert kinds(one, an_entry("t", EntryKind.SESSION, 1, 1, part_of="of s")) == []


@pytest.mark.parametrize("kind", [EntryKind.REQUIREMENT, EntryKind.SESSION, EntryKind.LICENCE_CONDITION])
def test_nothing_that_is_asked_outside_can_be_done_in_custody(kind):
    (clash,) = clashes([an_entry("asked", kind, 0, 9), an_entry("custody", EntryKind.CUSTODY, 5, None)])

    assert clash.kind is ClashKind.IN_CUSTODY
    assert (clash.starts_on, clash.ends_on) == (DAY + timedelta(days=5), DAY + timedelta(days=9))


def test_a_key_date_clashes_with_nothing():
    assert kinds(an_entry("SLED", EntryKind.KEY_DATE), an_entry("c", EntryKind.CUSTODY), an_entry("o", EntryKind.ORDER)) == []


def test_a_calendar_holds_what_touches_its_window_and_nothing_that_never_ran():
    early, touching, open_ended, never = (
        an_entry("early", last=1), an_entry("touching", last=2), an_entry("open", last=None), an_entry("never", first=5, last=4),
    )  # fmt: skip

    found = within([open_ended, touching, early, never], DAY + timedelta(days=2), DAY + timedelta(days=7))
    assert [one.name for one in found] == ["touching", "open"]


def test_what_ended_early_lasts_until_then():
    assert shortened(an_entry("r"), DAY).ends_on == DAY
    assert shortened(an_entry("r"), None).ends_on == DAY + timedelta(days=9)
    assert shortened(an_entry("r"), DAY + timedelta(days=30)).ends_on == DAY + timedelta(days=9)


ENTRIES = st.lists(
    st.builds(
        an_entry,
        st.sampled_from("abcdefgh"),
        st.sampled_from(list(EntryKind)),
        st.integers(0, 20),
        st.one_of(st.none(), st.integers(0, 30)),
        code=st.sampled_from([None, "RES", "RESIDE_AT", "CURF", "HDC_CURFEW", "PROG"]),
    ),
    max_size=8,
)


@given(ENTRIES, st.randoms())
def test_each_clash_lies_within_both_and_the_order_of_the_entries_changes_nothing(entries, random):
    found = clashes(within(entries, date.min, None))
    for clash in found:
        assert clash.starts_on >= max(clash.one.starts_on, clash.other.starts_on)
        assert (clash.ends_on or date.max) == min(clash.one.last_day, clash.other.last_day)

    shuffled = clashes(within(random.sample(entries, len(entries)), date.min, None))
    assert sorted(c.kind for c in shuffled) == sorted(c.kind for c in found)
