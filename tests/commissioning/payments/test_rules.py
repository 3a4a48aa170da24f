"""Settlement arithmetic: the worked example of the specification, and what must hold for every agreement."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.payments import LineKind
from services.commissioning.payments import rules
from services.commissioning.payments.rules import ContractYear, Delivery, Period, Terms

# Worked example: 4.5, steps 1 and 2 of the payment specification: an indexed fee of £24,648,000.00 over 366 days.
FEE_PENCE = 2_464_800_000
YEAR = ContractYear(date(2011, 4, 1), date(2012, 3, 31))
APRIL = Period(date(2011, 4, 1), date(2011, 4, 30))
MAY = Period(date(2011, 5, 1), date(2011, 5, 31))
JUNE = Period(date(2011, 6, 1), date(2011, 6, 30))


def terms(**changes: int) -> Terms:
    return Terms(
        starts_on=date(2010, 4, 1),
        annual_fee_pence=changes.get("annual_fee_pence", 0),
        annual_volume=changes.get("annual_volume", 120),
        unit_price_pence=changes.get("unit_price_pence", 150_000),
    )


def test_contract_year_2011_12_has_366_days_because_29_february_counts():
    assert rules.contract_year(date(2010, 4, 1), date(2011, 6, 15)) == YEAR
    assert YEAR.days == 366


def test_fee_through_30_61_and_91_days_is_the_published_vector():
    through = [rules.fee_through_pence(FEE_PENCE, YEAR, period.to_day) for period in (APRIL, MAY, JUNE)]

    assert through == [202_032_787, 410_800_000, 612_832_787]


def test_april_may_and_june_fees_are_the_published_months():
    months = [rules.service_fee_pence(FEE_PENCE, YEAR, period) for period in (APRIL, MAY, JUNE)]

    assert months == [202_032_787, 208_767_213, 202_032_787]


def test_the_day_before_the_anniversary_belongs_to_the_contract_year_that_ends():
    assert rules.contract_year(date(2009, 10, 12), date(2010, 10, 11)) == ContractYear(date(2009, 10, 12), date(2010, 10, 11))


def test_the_anniversary_begins_the_next_contract_year():
    assert rules.contract_year(date(2009, 10, 12), date(2010, 10, 12)).starts_on == date(2010, 10, 12)


def test_an_agreement_from_29_february_has_its_anniversary_on_1_march():
    assert rules.contract_year(date(2008, 2, 29), date(2009, 2, 28)) == ContractYear(date(2008, 2, 29), date(2009, 2, 28))
    assert rules.contract_year(date(2008, 2, 29), date(2009, 3, 1)).starts_on == date(2009, 3, 1)


def test_half_a_penny_is_rounded_away_from_zero_in_both_directions():
    assert [rules.whole_pence(Fraction(n, 2)) for n in (1, 3, 5, -1, -3, -5)] == [1, 2, 3, -1, -2, -3]


def test_completions_under_the_cap_are_all_paid_at_the_unit_price():
    april = rules.settle(terms(), Period(date(2010, 4, 1), date(2010, 4, 30)), Delivery(0, 7))

    assert april.lines[0].quantity == 7
    assert april.entitlement_pence == 7 * 150_000


def test_completions_above_the_cumulative_cap_wait_for_the_days_to_catch_up():
    """120 a year over 365 days: 30 days earn 720/73 completions, 61 days earn 1464/73."""
    april = rules.settle(terms(), Period(date(2010, 4, 1), date(2010, 4, 30)), Delivery(0, 12))
    may = rules.settle(terms(), Period(date(2010, 5, 1), date(2010, 5, 31)), Delivery(12, 0))

    assert april.lines[0].quantity == Fraction(720, 73)
    assert april.entitlement_pence == 1_479_452  # 720/73 x 150,000 = 1,479,452.05…
    assert may.lines[0].quantity == 12 - Fraction(720, 73)
    assert april.entitlement_pence + may.entitlement_pence == 12 * 150_000


def test_the_annual_volume_caps_the_year():
    year = Period(date(2010, 4, 1), date(2011, 3, 31))

    assert rules.settle(terms(), year, Delivery(0, 500)).entitlement_pence == 120 * 150_000


def test_an_agreement_with_a_service_fee_has_a_second_line():
    settlement = rules.settle(terms(annual_fee_pence=36_500), Period(date(2010, 4, 1), date(2010, 4, 30)), Delivery(0, 0))

    assert [(line.kind, line.entitlement_pence) for line in settlement.lines] == [
        (LineKind.PROGRAMME_COMPLETIONS, 0),
        (LineKind.SERVICE_FEE, 3_000),
    ]


def test_the_profile_of_a_month_is_its_share_of_the_annual_volume_by_days():
    year = ContractYear(date(2010, 4, 1), date(2011, 3, 31))

    assert rules.profiled_volume(365, year, Period(date(2010, 4, 1), date(2010, 4, 30))) == 30


def test_the_same_inputs_give_the_same_hash_and_one_more_completion_another():
    april = Period(date(2010, 4, 1), date(2010, 4, 30))

    assert rules.inputs_hash(terms(), april, Delivery(0, 7)) == rules.inputs_hash(terms(), april, Delivery(0, 7))
    assert rules.inputs_hash(terms(), april, Delivery(0, 7)) != rules.inputs_hash(terms(), april, Delivery(0, 8))


def test_a_second_run_of_the_same_inputs_posts_nothing():
    assert rules.posting_pence(1_050_000, [1_050_000]) == 0


def test_a_restatement_posts_the_difference_from_all_earlier_runs():
    """Worked example 4.5, restatement: charges of £19,488.00 become £22,368.00, an adjustment of minus £2,880.00."""
    assert rules.posting_pence(-2_236_800, [-1_948_800]) == -288_000
    assert rules.posting_pence(500, [400, 200]) == -100


pennies = st.integers(min_value=0, max_value=10**13)
commencements = st.dates(min_value=date(2004, 6, 1), max_value=date(2014, 12, 31))


@st.composite
def years_cut_into_periods(draw: st.DrawFn) -> tuple[ContractYear, list[Period]]:
    starts_on = draw(commencements)
    year = rules.contract_year(starts_on, starts_on)
    cuts = sorted(draw(st.sets(st.integers(min_value=1, max_value=year.days - 1), max_size=11)))
    edges = [0, *cuts, year.days]
    day = timedelta(days=1)
    return year, [Period(year.starts_on + a * day, year.starts_on + (b - 1) * day) for a, b in pairwise(edges)]


@given(pennies, years_cut_into_periods())
def test_the_periods_of_a_year_sum_to_the_fee_exactly(fee: int, cut: tuple[ContractYear, list[Period]]):
    year, periods = cut

    assert sum(rules.service_fee_pence(fee, year, period) for period in periods) == fee


@given(years_cut_into_periods(), st.data())
def test_the_periods_of_a_year_pay_the_capped_completions_exactly_once(
    cut: tuple[ContractYear, list[Period]], data: st.DataObject
):
    year, periods = cut
    price, volume = data.draw(st.integers(0, 10**8)), data.draw(st.integers(1, 10**4))
    done = data.draw(st.lists(st.integers(0, 500), min_size=len(periods), max_size=len(periods)))
    priced = Terms(year.starts_on, 0, volume, price)

    paid = [
        rules.settle(priced, period, Delivery(sum(done[:place]), done[place])).entitlement_pence
        for place, period in enumerate(periods)
    ]

    assert sum(paid) == min(sum(done), volume) * price
    assert all(pence >= 0 for pence in paid)


@given(st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6))
def test_rounding_never_moves_money_by_more_than_half_a_penny(exact: Fraction):
    rounded = rules.whole_pence(exact)

    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(st.fractions(max_denominator=10**6))
def test_a_charge_is_rounded_like_a_payment(exact: Fraction):
    assert rules.whole_pence(-exact) == -rules.whole_pence(exact)


@given(st.lists(st.integers(-(10**12), 10**12), max_size=8), st.integers(-(10**12), 10**12))
def test_after_every_run_the_postings_sum_to_the_latest_entitlement(posted: list[int], entitlement: int):
    assert sum(posted) + rules.posting_pence(entitlement, posted) == entitlement
