"""Where every return of an agreement stands on a day, and how much is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from noms.contracts.commissioning.due_returns import ReturnState
from noms.contracts.commissioning.measures import ReturnEvery
from services.commissioning.due_returns import rules
from services.commissioning.returns.rules import Asking, Expected, OnRecord

BOTH = ("numerator", "denominator")
EXPECTED = Expected("arrival_at_court_on_time", 1, ReturnEvery.MONTH, BOTH, date(2010, 4, 1), date(2012, 3, 31))
ON_RECORD = OnRecord(1, datetime(2010, 6, 20, 9, tzinfo=UTC))


def asking(**changes: Any) -> Asking:
    usual: dict[str, Any] = {
        "agreement_id": UUID(int=1), "provider": "BAI", "starts_on": date(2010, 4, 1), "ends_on": date(2012, 3, 31), "in_force": True,
        "audience": ("*",), "measure_codes": frozenset({EXPECTED.measure_code}), "expected": (EXPECTED,),
    }  # fmt: skip
    return Asking(**usual | changes)


def test_the_calendar_of_an_agreement_tells_what_is_filed_late_missing_due_and_running():
    record = {
        (EXPECTED.measure_code, "2010-04"): OnRecord(2, datetime(2010, 5, 17, 22, tzinfo=UTC)),
        (EXPECTED.measure_code, "2010-05"): ON_RECORD,
    }
    told = rules.due_returns(asking(), record, date(2010, 8, 2))

    assert [(due.period, due.state, due.days, due.version) for due in told] == [
        ("2010-08", ReturnState.RUNNING, 44, 0),
        ("2010-07", ReturnState.DUE, 14, 0),
        ("2010-06", ReturnState.MISSING, 18, 0),
        ("2010-05", ReturnState.FILED_LATE, 5, 1),
        ("2010-04", ReturnState.FILED, 0, 2),
    ]


def test_the_day_on_which_a_return_is_filed_is_that_of_london():
    """The 15th of June, 23:30 in UTC, is the 16th in London."""
    late = {(EXPECTED.measure_code, "2010-05"): OnRecord(1, datetime(2010, 6, 15, 23, 30, tzinfo=UTC))}
    [told] = [due for due in rules.due_returns(asking(), late, date(2010, 7, 1)) if due.period == "2010-05"]

    assert (told.state, told.days) == (ReturnState.FILED_LATE, 1)


def test_an_agreement_that_has_not_come_into_force_asks_for_nothing():
    assert rules.due_returns(asking(in_force=False), {}, date(2010, 8, 2)) == []


def test_a_calendar_goes_on_where_its_last_page_ended():
    told = rules.due_returns(asking(), {}, date(2010, 8, 2))
    place = (told[1].last_day, told[1].measure_code)

    assert rules.beyond(told, place) == told[2:]
    assert rules.beyond(told, None) == told


def test_periods_of_the_first_contract_year_close_together():
    told = {due.period: due.closed for due in rules.due_returns(asking(), {}, date(2012, 5, 1))}

    assert told["2010-04"] is told["2011-03"] is True
    assert told["2011-04"] is False


@pytest.mark.parametrize(("count", "within"), [(10, True), (11, False)])
def test_no_more_than_twenty_fields_are_asked_in_a_month(count: int, within: bool):
    expected = [EXPECTED] * count

    assert rules.fields_in_the_busiest_month(expected) == 2 * count
    assert rules.within_the_limit(expected) is within


def test_a_quarterly_return_costs_a_third_of_a_month_on_average_and_all_of_it_in_the_busiest():
    quarterly = replace(EXPECTED, measure_code="cost_per_prisoner", every=ReturnEvery.QUARTER)

    assert rules.fields_a_month([EXPECTED, quarterly]) == Fraction(8, 3)
    assert rules.fields_in_the_busiest_month([EXPECTED, quarterly]) == 4


def test_a_measure_that_left_the_text_is_asked_for_no_longer_and_costs_nothing():
    left = replace(EXPECTED, to_day=date(2010, 6, 30))
    asked = asking(expected=(left,))

    assert [due.period for due in rules.due_returns(asked, {}, date(2010, 9, 1))] == ["2010-06", "2010-05", "2010-04"]
    assert rules.expected_on(asked, date(2010, 6, 30)) == [left]
    assert rules.expected_on(asked, date(2010, 7, 1)) == []
    assert rules.expected_on(asked, date(2009, 1, 1)) == [left]
