"""Places that were not available, called off, or doubled without leave."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.payment_terms import an_occurrence, money, settled, some_facts, some_terms
from noms.contracts.commissioning.availability_terms import AvailabilityTerms
from noms.contracts.commissioning.settlements import LineState
from services.commissioning.availability import rules
from services.commissioning.availability.rules import Availability, Stay
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import Period, months_of, numbered_year

REPEATS = [{"more_than": 4, "factor": "1.5"}, {"more_than": 8, "factor": "2"}]
CLAUSE = {
    "place_types": [{"code": "cell", "places": 800}, {"code": "healthcare", "places": 20, "weight": "3"}],
    "criteria": [
        {"code": "heating", "place_type": "cell", "rectification_days": 2},
        {"code": "light", "place_type": "cell"},
        {"code": "ward", "place_type": "healthcare"},
    ],
    "repeats": REPEATS,
}
YEAR = numbered_year(date(2011, 4, 1), 1)
JUNE = months_of(YEAR)[2]
FEE = Indexed(30_012_000, Fraction(11, 10), provisional=False, working="")


def clause(**changes: object) -> Availability:
    return Availability.of(AvailabilityTerms.model_validate(CLAUSE | changes))


def stay(number: int, code: str, first: str, last: str | None = None, *, places: int = 10, used: bool = False) -> Stay:
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    return Stay(UUID(int=number), code, *days, places, used, disputed=False)


def place_days(stays: Iterable[Stay], **changes: object) -> list[Fraction]:
    return [part.place_days for part in rules.failures_in(clause(**changes), stays, JUNE.from_day, JUNE.to_day)]


def test_a_failure_counts_places_days_weight_and_use():
    assert place_days([stay(1, "ward", "2011-06-03", "2011-06-05", places=4, used=True)]) == [Fraction(4 * 3 * 3, 2)]


def test_the_first_days_in_which_a_failure_may_be_put_right_are_not_charged():
    assert place_days([stay(1, "heating", "2011-06-10", "2011-06-14")]) == [30]


def test_a_failure_that_was_put_right_in_time_is_none():
    failures = [stay(n, "heating", f"2011-06-{n:02}", f"2011-06-{n + 1:02}") for n in range(1, 9)]

    assert place_days([*failures, stay(9, "heating", "2011-06-20", "2011-06-22")]) == [10]


def test_the_allowance_runs_from_the_first_day_also_over_the_end_of_a_month():
    assert place_days([stay(1, "heating", "2011-05-31", "2011-06-02")]) == [10]


def test_the_fifth_and_the_ninth_failure_of_a_criterion_in_a_month_weigh_more():
    """Source: standard PFI payment mechanism: more than four times 1.5, more than eight times 2."""
    failures = [stay(n, "light", f"2011-06-{n:02}", places=1) for n in range(1, 11)]

    assert place_days(failures) == [1, 1, 1, 1, Fraction(3, 2), Fraction(3, 2), Fraction(3, 2), Fraction(3, 2), 2, 2]


def test_each_criterion_is_counted_by_itself_and_each_month_begins_anew():
    others = [stay(n, "ward", f"2011-06-{n:02}") for n in range(1, 5)]
    before = [stay(n, "light", f"2011-05-{n:02}") for n in range(10, 20)]

    assert place_days([*others, *before, stay(30, "light", "2011-06-20", places=1)])[-1] == 1


def test_of_failures_on_one_day_the_order_of_their_ids_decides():
    same_day = [stay(n, "light", "2011-06-01", places=n) for n in (3, 1, 2, 5, 4)]

    assert place_days(same_day) == [1, 2, 3, 4, Fraction(15, 2)]


@given(st.permutations([stay(n, "light", f"2011-06-{1 + n // 2:02}", places=n) for n in range(1, 12)]))
def test_the_order_in_which_failures_are_told_does_not_matter(failures: list[Stay]):
    assert place_days(failures) == place_days(sorted(failures, key=lambda each: each.occurrence_id.int))


def test_a_place_day_is_the_fee_by_places_and_days_of_the_year():
    assert clause().day_price(30_012_000, YEAR) == 100


def test_standard_pfi_terms_divide_the_fee_by_weighted_places():
    """Source: standard PFI payment mechanism: annual charge over the sum of weight and periods."""
    assert clause(rate_basis="weighted_places").day_price(30_012_000, YEAR) == Fraction(30_012_000, (800 + 20 * 3) * 366)


def test_the_deduction_of_a_month_is_rounded_once():
    failures = [stay(n, "light", f"2011-06-{n:02}", places=1) for n in (1, 2, 3)]
    fee = Indexed(800 * 366 + 20 * 366 + 100_000, Fraction(1), provisional=True, working="")
    line = rules.unavailability_line(clause(), failures, fee=fee, year=YEAR, month=JUNE, spared=())

    assert line is not None
    assert (line.pence, line.quantity, line.state) == (-4, "3", LineState.PROVISIONAL)
    assert Fraction(fee.fee_pence, 820 * 366) * 3 == Fraction(100_000 * 3, 820 * 366) + 3


def test_a_failure_that_another_charge_replaces_is_not_charged_and_still_counts_as_one():
    failures = [stay(n, "light", f"2011-06-{n:02}", places=1) for n in range(1, 6)]
    line = rules.unavailability_line(clause(), failures, fee=FEE, year=YEAR, month=JUNE, spared={UUID(int=1)})

    assert line is not None
    assert line.quantity == str(Fraction(9, 2))


def test_a_month_without_failures_has_no_line():
    assert rules.unavailability_line(clause(), [], fee=FEE, year=YEAR, month=JUNE, spared=()) is None


@pytest.mark.parametrize(("last", "days"), [("2011-06-30", (20, 0)), ("2011-07-05", (20, 5)), ("2011-06-11", (1, 0))])
def test_a_failure_is_charged_in_each_month_that_it_lasts(last: str, days: tuple[int, int]):
    found = [stay(1, "light", "2011-06-11", last).days_in(month.from_day, month.to_day) for month in months_of(YEAR)[2:4]]

    assert tuple(found) == days


@given(st.integers(1, 12), st.integers(1, 28), st.integers(0, 200))
def test_the_days_of_a_failure_are_charged_once_over_the_months(month: int, day: int, lasting: int):
    first = date(2011 if month > 3 else 2012, month, day)
    last = min(YEAR.ends_on, date.fromordinal(first.toordinal() + lasting))
    found = Stay(UUID(int=1), "light", first, last, 1, used=False, disputed=False)

    assert sum(found.days_in(m.from_day, m.to_day) for m in months_of(YEAR)) == (last - first).days + 1


def test_a_whole_year_of_every_place_unavailable_takes_the_fee():
    terms = some_terms(
        annual_fee_pence=29_280_000,
        availability={"place_types": [{"code": "cell", "places": 800}], "criteria": [{"code": "shut", "place_type": "cell"}]},
    )
    shut = an_occurrence(kind="UNAVAILABLE_PLACES", code="shut", occurred_on="2011-04-01", ended_on="2012-03-31", places=800)
    found = settled(terms, some_facts(shut))

    assert sum(money(found, "unavailable_places").values()) == -29_280_000
    assert found.entitlement_pence == 0


def test_the_period_of_a_month_is_its_days():
    assert JUNE.period == Period(date(2011, 6, 1), date(2011, 6, 30))
