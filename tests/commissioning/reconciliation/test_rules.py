"""Volume outside its band, and payment by results."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.payment_terms import money, settled, some_facts, some_terms
from noms.contracts.commissioning.outcome_terms import PaymentByResults, VolumeBand
from noms.contracts.commissioning.settlements import LineState
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import numbered_year
from services.commissioning.reconciliation import rules

BAND = VolumeBand(fee_pence=1_200_000_000, expected_cases="10000", band_percent="5", marginal_percent="60")
DONCASTER = {
    "at_risk_percent": "10",
    "threshold_points": "5",
    "cohorts": [{"code": "first", "fee_year": 1, "matures_on": "2011-10-15"}],
}
YEAR = numbered_year(date(2010, 4, 1), 2)
FEE = Indexed(2_464_800_000, Fraction(11, 10), provisional=False, working="")


def volume(cases: str, **changes: object) -> int:
    clause = BAND.model_copy(update=changes)
    return rules.volume_line(clause, [Fraction(cases)], fee=FEE, year=YEAR, days=366).pence


def result(change: str | None, **changes: object) -> tuple[int, LineState]:
    clause = PaymentByResults.model_validate(DONCASTER | changes)
    line = rules.result_line(clause, clause.cohorts[0], {"first": Fraction(change)} if change else {}, FEE)
    return line.pence, line.state


@pytest.mark.parametrize(
    ("cases", "pence"),
    [("8700", -57_600_000), ("9500", 0), ("9499", -72_000), ("10000", 0), ("10500", 0), ("10501", 72_000), ("0", -684_000_000)],
)
def test_cases_outside_the_band_are_settled_at_the_marginal_price(cases: str, pence: int):
    """Source: payment specification 4.5, step 13: (8,700 - 9,500) x £1,200 x 60 %."""
    assert volume(cases) == pence


def test_a_fee_line_that_follows_the_index_prices_its_cases_by_it():
    assert volume("9499", indexed=True) == -79_200


def test_the_cases_of_a_year_are_added_up():
    line = rules.volume_line(BAND, [Fraction(4_000), Fraction("4700.0")], fee=FEE, year=YEAR, days=366)

    assert line.working == "8700 cases, 10000 expected, band 5%: -800 outside x 120000p x 60%"


def test_without_a_volume_the_line_is_provisional_and_changes_nothing():
    line = rules.volume_line(BAND, [], fee=FEE, year=YEAR, days=366)

    assert (line.pence, line.state) == (0, LineState.PROVISIONAL)


def test_a_year_in_which_the_agreement_ends_expects_its_share_of_the_cases():
    assert rules.volume_line(BAND, [Fraction(5_000)], fee=FEE, year=YEAR, days=183).pence == 0


@given(st.fractions(0, 20_000), st.fractions(1, 10_000), st.fractions(0, 1))
def test_inside_the_band_nothing_is_outside_and_beyond_it_only_what_is_beyond(
    cases: Fraction, expected: Fraction, band: Fraction
):
    outside = rules.outside_band(cases, expected, band)

    assert (outside == 0) is (expected * (1 - band) <= cases <= expected * (1 + band))
    assert outside == 0 or expected * (1 - band) <= cases - outside <= expected * (1 + band)


@pytest.mark.parametrize(
    ("change", "pence"), [("-5.7", 0), ("-5", 0), ("-4.9999", -246_480_000), ("-3.3", -246_480_000), ("1.2", -246_480_000)]
)
def test_the_tenth_at_risk_is_returned_unless_reconvictions_fall_by_five_points(change: str, pence: int):
    """Source: MoJ PbR pilot statistics, Doncaster: cohort 1 fell by 5.7 and kept, cohort 2 by 3.3 and repaid."""
    assert result(change) == (pence, LineState.FINAL)


@pytest.mark.parametrize(("change", "points"), [("-5", 0), ("-7.5", "2.5"), ("-10", 5), ("-14", 5)])
def test_a_further_fall_earns_a_bonus_up_to_ten_points(change: str, points: str):
    """Source: MoJ PbR pilot statistics, Doncaster: bonus up to 10 points."""
    pence, _ = result(change, bonus_percent_a_point="1", bonus_up_to_points="10")

    assert pence == Fraction(points) * 24_648_000


def test_a_cohort_whose_result_is_late_is_provisional():
    assert result(None) == (0, LineState.PROVISIONAL)


def test_a_cohort_is_settled_in_the_month_in_which_it_matures_by_the_fee_of_its_year():
    terms = some_terms(payment_by_results=DONCASTER)
    found = settled(terms, some_facts(cohorts=[{"code": "first", "change_points": "0"}]))

    assert money(found, "payment_by_results", "first") == {7: -3_660_000}


def test_a_cohort_that_matures_after_the_end_is_settled_with_the_last_month():
    late = DONCASTER | {"cohorts": [{"code": "first", "fee_year": 1, "matures_on": "2014-01-15"}]}
    found = settled(
        some_terms(payment_by_results=late), some_facts(cohorts=[{"code": "first", "change_points": "0"}]), "2013-03-31"
    )

    assert money(found, "payment_by_results", "first") == {12: -3_660_000}


def test_a_late_result_is_replaced_by_an_adjustment_when_it_is_known():
    terms = some_terms(payment_by_results=DONCASTER)
    before, after = settled(terms, some_facts()), settled(terms, some_facts(cohorts=[{"code": "first", "change_points": "0"}]))

    assert after.entitlement_pence - before.entitlement_pence == -3_660_000
