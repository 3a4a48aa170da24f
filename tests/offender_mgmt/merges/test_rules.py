"""What becomes of the two people, and how rows of two records are put together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.offender_mgmt.merges.rules import contradictions_of, counted, people_merged
from services.offender_mgmt.moves.rules import NUMBERED, Change, in_one_order, parted_audience, same_facts

TAGS = st.lists(st.sampled_from(["*", "organisation:LDN", "organisation:WMP", "establishment:RHI"]), unique=True).map(sorted)


def person(crn: str, audience: list[str], died_on: str | None = None):
    return {"crn": crn, "audience": audience, "died_on": died_on}


@given(TAGS, TAGS)
def test_whoever_saw_one_of_the_two_sees_the_survivor_and_nobody_sees_the_merged_record(mine, theirs):
    survivor, merged = people_merged(person("A000001", mine), person("A000002", theirs))

    assert survivor.after["audience"] == sorted({*mine, *theirs})
    assert merged.after["audience"] == ["merged"]
    assert (survivor.before, merged.before) == (person("A000001", mine), person("A000002", theirs))


def test_a_death_on_either_record_is_the_survivors():
    survivor, merged = people_merged(person("A000001", []), person("A000002", [], "2010-01-02"))

    assert survivor.after["died_on"] == "2010-01-02"
    assert merged.columns == ("audience",)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (None, None, 0),
        (date(2010, 1, 2), None, 0),
        (date(2010, 1, 2), date(2010, 1, 2), 0),
        (date(2010, 1, 2), date(2010, 1, 3), 1),
    ],
)
def test_nobody_dies_on_two_days(one, other, found):
    assert len(contradictions_of(one, other)) == found


@given(TAGS, TAGS)
def test_a_parted_record_is_open_to_whom_it_was_open_before(mine, theirs):
    survivor, merged = people_merged(person("A000001", mine), person("A000002", theirs))

    assert parted_audience(survivor.after["audience"], survivor) == mine
    assert parted_audience(merged.after["audience"], merged) == theirs


def test_what_was_opened_since_stays_open_and_what_the_merge_opened_is_closed():
    survivor, _ = people_merged(person("A000001", ["*", "organisation:LDN"]), person("A000002", ["*", "organisation:WMP"]))

    assert parted_audience(["*", "establishment:RHI", "organisation:LDN", "organisation:WMP"], survivor) == [
        "*", "establishment:RHI", "organisation:LDN",
    ]  # fmt: skip


def test_whoever_took_a_part_since_still_sees_the_record_when_it_is_parted():
    survivor, _ = people_merged(person("A000001", ["*", "organisation:LDN"]), person("A000002", ["*", "organisation:WMP"]))

    assert parted_audience(["*", "organisation:WMP"], survivor, ["*", "organisation:WMP"]) == ["*", "organisation:WMP"]
    assert parted_audience(survivor.after["audience"], survivor, ["organisation:WMP"]) == survivor.after["audience"]
    assert parted_audience(["*", "organisation:WMP"], survivor) == ["*"]


def line(place: int, moved_on: str, out_of: str | None):
    return {"place": place, "moved_on": moved_on, "out_of": out_of}


def test_on_one_day_somebody_leaves_before_they_come_in():
    mine = [line(1, "2009-06-01", None), line(2, "2009-12-01", "RHI")]
    theirs = [line(1, "2009-01-05", None), line(2, "2009-06-01", "RHI")]

    assert in_one_order(mine, theirs, NUMBERED["movement"]) == [theirs[0], theirs[1], mine[0], mine[1]]


LEDGER = st.lists(st.tuples(st.dates(date(2009, 1, 1), date(2009, 1, 9)), st.booleans()), max_size=6).map(
    lambda days: [line(place, day.isoformat(), "RHI" if out else None) for place, (day, out) in enumerate(days, start=1)]
)


@given(LEDGER, LEDGER)
def test_the_order_of_each_records_own_lines_is_kept(mine, theirs):
    ordered = in_one_order(mine, theirs, NUMBERED["movement"])

    assert len(ordered) == len(mine) + len(theirs)
    for own in (mine, theirs):
        places = [next(at for at, row in enumerate(ordered) if row is one) for one in own]
        assert places == sorted(places)


def test_numbers_that_both_hold_are_one_fact_and_nothing_else_is():
    number = {"kind": "pnc", "value": "2002/0073319Z"}

    assert same_facts("person_identifier", [number], [number, {**number, "value": "1981/0000034U"}]) == [number]
    assert same_facts("alias", [number], [number]) == []


def test_changes_are_counted_by_table():
    changes = [Change(table, {}, None, {}) for table in ("stay", "alias", "stay")]

    assert counted(changes) == [("alias", 1), ("stay", 2)]
