"""What a period without payment terms comes to, when the agreement ended or rested within it."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.commissioning.completions import rules
from services.commissioning.completions.rules import Delivery, Terms
from services.commissioning.prices.rules import Period, contract_year

YEAR = contract_year(date(2010, 4, 1), date(2010, 4, 1))
DAY = timedelta(days=1)
TERMS = Terms(YEAR.starts_on, 12_345_677, 350, 150_001)
places = st.integers(0, YEAR.days - 1)


def day(place: int) -> date:
    return YEAR.starts_on + place * DAY


def span(first: int, last: int) -> Period:
    return Period(day(first), day(last))


def done(on: list[int], first: int, last: int) -> int:
    return sum(first <= place <= last for place in on)


@given(st.sets(st.integers(1, YEAR.days - 1), max_size=6), places, st.lists(places, max_size=40), st.tuples(places, places))
def test_after_an_end_all_postings_come_to_a_computation_from_scratch(
    cuts: set[int], end: int, completed: list[int], rest: tuple[int, int]
):
    """Every period was paid in full, then each was computed again, cut at the last day: nothing twice, nothing too much."""
    periods = [(first, last - 1) for first, last in pairwise([0, *sorted(cuts), YEAR.days])]
    resting = (span(min(rest), max(rest)),)
    posted: dict[tuple[int, str], list[int]] = {}
    for ended_at in (YEAR.days - 1, end):
        for first, last in periods:
            until = min(last, ended_at)
            counted = Delivery(done(completed, 0, first - 1), done(completed, first, until))
            owed = (
                rules.settle(TERMS, span(first, until), counted, None, resting)
                if first <= until
                else rules.nothing_owed(TERMS, span(first, last), day(ended_at))
            )
            for line in owed.lines:
                before = posted.setdefault((first, line.kind), [])
                before.append(rules.posting_pence(line.entitlement_pence, before))
    scratch = rules.settle(TERMS, span(0, end), Delivery(0, done(completed, 0, end)), None, resting)

    assert sum(sum(pence) for pence in posted.values()) == scratch.entitlement_pence


def test_without_a_suspension_a_fee_goes_by_every_day():
    line = rules.fee_line(TERMS, YEAR, span(0, 29))

    assert (line.quantity, line.entitlement_pence) == (30, 1_014_713)  # 12,345,677 x 30 / 365 = 1,014,713.1781
    assert "suspension" not in line.working


def test_a_year_that_rested_throughout_earns_no_fee():
    assert rules.fee_line(TERMS, YEAR, span(0, 364), (span(0, 364),)).entitlement_pence == 0


def test_what_is_computed_from_a_suspension_has_another_fingerprint():
    plain, rested = (rules.settle(TERMS, span(0, 9), Delivery(0, 0), None, resting) for resting in ((), (span(3, 4),)))

    assert plain.inputs_hash != rested.inputs_hash
    assert plain.inputs_hash == rules.inputs_hash(TERMS, span(0, 9), Delivery(0, 0))


def test_where_no_completion_has_a_price_the_line_says_so():
    (line, _) = rules.settle(Terms(YEAR.starts_on, 1, 0, 0), span(0, 9), Delivery(0, 0)).lines

    assert (line.entitlement_pence, line.working) == (0, "no line pays for completions")
