"""What may be filed, what it comes to, and how much is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.measures import ReturnEvery
from services.commissioning.returns import refusals, rules
from services.commissioning.returns.rules import Counts, ReturnObjection

BOTH = ("numerator", "denominator")
EXPECTED = rules.Expected("arrival_at_court_on_time", 1, ReturnEvery.MONTH, BOTH, date(2010, 4, 1), date(2012, 3, 31))
ON_RECORD = rules.OnRecord(1, datetime(2010, 6, 20, 9, tzinfo=UTC))


def faults(
    numerator: str, denominator: str | None, *, fields: tuple[str, ...] = BOTH, whole: set[str] | None = None, part: bool = True
):
    counts = Counts(Decimal(numerator), Decimal(denominator) if denominator is not None else None)
    whole_parts = frozenset(BOTH if whole is None else whole)
    return [(f.pointer, f.code) for f in rules.field_faults(counts, fields=fields, whole=whole_parts, part_of_whole=part)]


@pytest.mark.parametrize(
    ("numerator", "denominator", "found"),
    [
        ("412", "480", []),
        ("480", "480", []),
        ("0", "480", []),
        ("0", "0", []),  # a nil return: nobody had to be brought to court
        ("481", "480", [("/numerator", "more_than_the_denominator")]),
        ("1", "0", [("/denominator", "nought")]),
        ("412", None, [("/denominator", "denominator_missing")]),
        ("-1", "480", [("/numerator", "negative")]),
        ("1", "-480", [("/denominator", "negative"), ("/numerator", "more_than_the_denominator")]),
        ("412.5", "480", [("/numerator", "not_whole")]),
        ("412", "480.5", [("/denominator", "not_whole")]),
        ("412.000", "480.000", []),
    ],
)
def test_the_numbers_of_a_share_are_judged_by_its_definition(
    numerator: str, denominator: str | None, found: list[tuple[str, str]]
):
    assert faults(numerator, denominator) == found


def test_a_count_has_no_denominator():
    assert faults("7", None, fields=("numerator",), whole={"numerator"}, part=False) == []
    assert faults("7", "8", fields=("numerator",), whole={"numerator"}, part=False) == [("/denominator", "not_asked")]


def test_a_rate_may_have_an_average_below_it_and_never_nought():
    assert faults("9", "598.5", whole={"numerator"}, part=False) == []
    assert faults("700", "598.5", whole={"numerator"}, part=False) == []
    assert faults("0", "0", whole={"numerator"}, part=False) == [("/denominator", "nought")]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_share_is_taken_exactly_when_the_part_is_no_larger_than_the_whole(part: int, whole: int):
    assert (faults(str(part), str(whole)) == []) is (part <= whole)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"may_file": False}, ReturnObjection.NOT_THE_PROVIDER),
        ({"in_force": False}, ReturnObjection.NOT_IN_FORCE),
        ({"agreed": False, "returned": False}, ReturnObjection.NOT_AGREED),
        ({"returned": False}, ReturnObjection.COMPUTED),
    ],
)
def test_only_what_no_event_gives_is_typed_and_only_by_the_provider(changes: dict[str, Any], objection: ReturnObjection | None):
    usual: dict[str, Any] = {"may_file": True, "in_force": True, "agreed": True, "returned": True}

    assert rules.objection_to_measure(**usual | changes) is objection


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"last_day": None}, ReturnObjection.NO_SUCH_PERIOD),
        ({"as_at": date(2010, 5, 31)}, ReturnObjection.NOT_OVER),
        ({"as_at": date(2010, 6, 1)}, None),
        ({"closed": True}, ReturnObjection.CLOSED),
        ({"on_record": ON_RECORD}, ReturnObjection.FILED_ALREADY),
        ({"on_record": ON_RECORD, "amends": True}, None),
        ({"on_record": ON_RECORD, "amends": True, "closed": True}, ReturnObjection.CLOSED),
        ({"amends": True}, ReturnObjection.NOTHING_TO_AMEND),
    ],
)
def test_a_return_is_amended_only_with_a_reason_and_never_once_closed(changes: dict[str, Any], objection: ReturnObjection | None):
    usual: dict[str, Any] = {
        "last_day": date(2010, 5, 31), "closed": False, "on_record": None, "amends": False, "as_at": date(2010, 6, 20),
    }  # fmt: skip

    assert rules.objection_to_period(**usual | changes) is objection


def test_every_objection_has_its_refusal_and_those_to_one_return_of_many_their_field():
    assert set(refusals.REFUSALS) == set(ReturnObjection)
    assert set(refusals.AT) == set(ReturnObjection) - refusals.OF_THE_AGREEMENT
    assert all(objection.value == refusals.REFUSALS[objection].code for objection in ReturnObjection)


def test_months_are_added_up_so_that_each_weighs_what_it_counted():
    months = [Counts(Decimal(40), Decimal(50)), Counts(Decimal(90), Decimal(100))]

    assert rules.combined(months) == Counts(Decimal(130), Decimal(150))
    assert rules.combined([Counts(Decimal(3), None), Counts(Decimal(4), None)]) == Counts(Decimal(7), None)


def asking(*expected: rules.Expected) -> rules.Asking:
    return rules.Asking(
        agreement_id=UUID(int=1), provider="BAI", starts_on=date(2010, 4, 1), ends_on=date(2012, 3, 31), in_force=True, audience=("*",),
        measure_codes=frozenset(each.measure_code for each in expected), expected=expected,
    )  # fmt: skip


def test_a_return_is_asked_for_where_the_measure_stands_on_the_last_day_of_the_period():
    struck = replace(EXPECTED, to_day=date(2010, 6, 15))
    back = replace(EXPECTED, definition_version=2, from_day=date(2010, 8, 20))
    asked = {
        name: asking(struck, back).asked(EXPECTED.measure_code, name) for name in ("2010-05", "2010-06", "2010-07", "2010-08")
    }

    assert {name: told[0].definition_version if told else None for name, told in asked.items()} == {
        "2010-05": 1,
        "2010-06": None,
        "2010-07": None,
        "2010-08": 2,
    }
    assert asking(EXPECTED).asked("serious_assaults", "2010-05") is None
