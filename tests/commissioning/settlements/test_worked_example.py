"""The worked example of the payment specification, section 4.5: every figure of it.

Source: payment specification 4.5, "numbers [assumed]; arithmetic machine-checked".
"""

from datetime import date
from functools import cache

from builders.commissioning.payment_terms import (
    Json,
    a_scale,
    an_occurrence,
    failures,
    money,
    some_facts,
    some_points,
    some_terms,
    the_worked_example,
)
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import SettlementAnswer, SettlementRequest, StepLineView
from services.commissioning.billing.rules import mean_deduction
from services.commissioning.deductions.rules import Cap
from services.commissioning.evidence.rules import Facts
from services.commissioning.settlements.rules import YearSettlement, adjustments, settle_year
from services.commissioning.statements.rules import settle_request

APRIL, MAY, JUNE, JULY = 0, 1, 2, 3


@cache
def answer() -> SettlementAnswer:
    return settle_request(SettlementRequest.model_validate(the_worked_example()))


def settled(request: Json) -> YearSettlement:
    read = SettlementRequest.model_validate(request)
    return settle_year(read.terms, Facts.of(read.facts), read.through)


def line(month: int, step: Step, code: str | None = None) -> StepLineView:
    (found,) = [each for each in answer().months[month].lines if (each.step, each.code) == (step, code)]
    return found


def test_step_1_indexes_the_fee_to_24648000_pounds():
    assert answer().year.annual_fee_pence == 2_464_800_000
    assert answer().year.fee_working == "2400000000p x (0.4 + 0.6 x 229.9/220), RPI of 2011-01"


def test_step_2_splits_the_fee_by_cumulative_days_of_366():
    assert [line(month, Step.BASE_FEE).pence for month in (APRIL, MAY, JUNE)] == [202_032_787, 208_767_213, 202_032_787]


def test_step_3_deducts_120_place_days_in_may():
    may = line(MAY, Step.UNAVAILABLE_PLACES)

    assert (may.quantity, may.pence) == ("120", -1_010_164)
    assert may.working == "heating 24 x 5 x 1 x 1 x 1 = 120, x 2464800000p/(800 x 366)"


def test_step_3_weighs_the_fifth_failure_of_june_half_as_much_again():
    june = line(JUNE, Step.UNAVAILABLE_PLACES)

    assert (june.quantity, june.pence) == ("55/2", -231_496)
    assert june.working.count("sanitation 10 x 1 x 1 x 0.5 x 1 ") == 4
    assert "sanitation 10 x 1 x 1 x 0.5 x 1.5 = 27.5" in june.working


def test_step_4_pays_1200_additional_place_days():
    assert line(JUNE, Step.ADDITIONAL_PLACES).pence == 4_260_000


def test_step_5_deducts_six_nights_of_doubling():
    assert line(JUNE, Step.UNAUTHORISED_DOUBLING).pence == -60_000


def test_step_6_charges_the_escape_a_quarter_of_a_per_cent_of_the_fee():
    escape = line(JUNE, Step.FIXED_SUM, "escape")

    assert escape.pence == -6_162_000
    assert escape.occurrence_ids == [line(JUNE, Step.CHARGED_ONCE, "escape").occurrence_ids[1]]


def test_step_8_drops_the_hundred_points_of_the_escape_and_says_so():
    dropped = line(JUNE, Step.CHARGED_ONCE, "escape")

    assert dropped.pence == 0
    assert dropped.working == (
        "PERFORMANCE_FAILURE of 2400000p not charged: the same event is charged as FIXED_SUM_INCIDENT escape, 6162000p"
    )
    assert line(JUNE, Step.POINTS_COUNTED, "escape").quantity == "0"


def test_step_7_counts_213_points_with_the_fifth_assault_held_and_late_returns_repeated():
    counted = {
        code: line(month, Step.POINTS_COUNTED, code).quantity
        for month, code in (
            (APRIL, "serious_assault"),
            (MAY, "concerted_indiscipline"),
            (MAY, "class_a_drug_find"),
            (JUNE, "other_drug_find"),
            (JUNE, "late_return"),
        )
    }

    assert counted == {
        "serious_assault": "80",
        "concerted_indiscipline": "50",
        "class_a_drug_find": "50",
        "other_drug_find": "8",
        "late_return": "25",
    }
    assert answer().quarters[0].points == "213"
    assert line(MAY, Step.POINTS_COUNTED, "serious_assault").working == "0 x 20 = 0; 1 held by a police inquiry, not counted"
    assert line(JUNE, Step.POINTS_COUNTED, "late_return").working == "5 x 2.5 x 2, as in the period before = 25"


def test_steps_9_and_10_charge_76_points_of_excess_by_bands():
    quarter = line(JUNE, Step.QUARTER_POINTS)

    assert (quarter.quantity, quarter.pence) == ("406/5", -1_948_800)
    assert quarter.working == "213 - 137 = 76 over the baseline, 81.2 by bands, x 24000p"
    assert len(quarter.occurrence_ids) == 19


def test_the_invoices_of_april_may_and_june():
    found = [(invoice.net_pence, invoice.vat_pence, invoice.gross_pence) for invoice in answer().invoices[:3]]

    assert found == [
        (202_032_787, 40_406_557, 242_439_344),
        (207_757_049, 41_551_410, 249_308_459),
        (206_001_291, 41_200_258, 247_201_549),
    ]


def test_the_invoice_of_july_bears_the_quarter_a_month_later():
    july = answer().invoices[JULY]

    assert (july.net_pence, july.vat_pence, july.gross_pence) == (200_656_413, 40_131_283, 240_787_696)
    assert {each.step: each.month for each in july.lines} == {Step.BASE_FEE: 4, Step.FIXED_SUM: 3, Step.QUARTER_POINTS: 3}


def test_the_net_entitlement_of_the_first_quarter():
    assert answer().quarters[0].entitlement_pence == 607_680_327


def test_step_12_the_cap_is_not_reached():
    year = answer().year

    assert (year.cap_pence, year.collected_pence, year.uncollected_pence) == (123_240_000, 8_110_800, 0)


def test_the_cap_vector_applies_12400_pounds_and_leaves_27600_uncollected():
    after = Cap(123_240_000, collected_pence=122_000_000).taking(4_000_000)

    assert after.collected_pence - 122_000_000 == 1_240_000
    assert after.uncollected_pence == 2_760_000


def test_the_cap_vector_is_that_of_a_year_in_which_two_quarters_meet_it():
    """£1,220,000.00 of points in the first quarter and £40,000.00 in the second, under 5 % of £24,648,000.00."""
    scale = a_scale(pence_a_point="100000", baselines=[{"from_year": 1, "points": "0"}])
    terms = some_terms(annual_fee_pence=2_464_800_000, points=some_points(quarterly=scale), cap_percent_of_fee="5")
    told = [*failures("2011-05-05", count="1220"), *failures("2011-08-05", count="40", first=200)]
    year = settle_year(terms, some_facts(*told), date(2012, 3, 31))

    assert money(year, "over_the_cap") == {6: 2_760_000}
    assert (year.cap.collected_pence, year.cap.uncollected_pence) == (123_240_000, 2_760_000)


def restated() -> Json:
    """September: the held assault is confirmed, one drug find is overturned."""
    request = the_worked_example()
    for fact in request["facts"]["occurrences"]:
        if fact.get("state") == "HELD":
            fact["state"] = "CONFIRMED"
        if (fact["code"], fact["occurred_on"]) == ("class_a_drug_find", "2011-05-29"):
            fact["state"] = "OVERTURNED"
    return request


def test_the_restatement_of_september_posts_2880_pounds_against_the_provider():
    before, after = settled(the_worked_example()), settled(restated())
    posted = adjustments(before.months, after.months)

    assert after.quarters[1].points == 223
    assert [(key.from_day, key.step, pence) for key, pence in posted.items()] == [
        (date(2011, 6, 1), Step.QUARTER_POINTS, -288_000)
    ]


def test_a_replay_after_the_restatement_posts_nothing():
    assert adjustments(settled(restated()).months, settled(restated()).months) == {}


def test_the_volume_vector_takes_576000_pounds():
    terms = some_terms(
        volume={"fee_pence": 1_200_000_000, "expected_cases": "10000", "band_percent": "5", "marginal_percent": "60"}
    )
    year = settle_year(terms, some_facts(volumes=[{"on": "2011-09-30", "weighted_cases": "8700"}]), date(2012, 3, 31))

    (volume,) = [each for each in year.months[-1].lines if each.step is Step.VOLUME]
    assert (volume.quantity, volume.pence) == ("-800", -57_600_000)


def test_the_vector_of_payment_by_results_keeps_or_returns_a_tenth_of_the_fee():
    pbr = {
        "at_risk_percent": "10",
        "threshold_points": "5",
        "cohorts": [
            {"code": "first", "fee_year": 1, "matures_on": "2010-10-15"},
            {"code": "second", "fee_year": 1, "matures_on": "2010-11-15"},
        ],
    }
    terms = some_terms(annual_fee_pence=2_464_800_000, payment_by_results=pbr)
    facts = some_facts(cohorts=[{"code": "first", "change_points": "-5.7"}, {"code": "second", "change_points": "-3.3"}])
    found = {
        each.code: each.pence
        for month in settle_year(terms, facts, date(2011, 3, 31)).months
        for each in month.lines
        if each.step is Step.PAYMENT_BY_RESULTS
    }

    assert found == {"first": 0, "second": -246_480_000}


def test_the_deposit_vector_is_the_mean_of_six_months_deductions():
    assert mean_deduction([0, 1_010_164, 291_496, 8_110_800, 0, 288_000]) == 1_616_743


def test_the_last_month_keeps_the_deposit_vector_back_and_the_closing_invoice_returns_it():
    """Six months of an agreement that ends in September, each with the deductions of the vector."""
    rates = {"2011-05": 1_010_164, "2011-06": 291_496, "2011-07": 8_110_800, "2011-09": 288_000}
    terms = some_terms(
        commenced_on="2011-04-01", ends_on="2011-09-30", doubling=[{"code": month, "pence": str(p)} for month, p in rates.items()]
    )
    told = [
        an_occurrence(number, "UNAUTHORISED_DOUBLING", month, occurred_on=f"{month}-10", places=1)
        for number, month in enumerate(rates)
    ]
    last, closing = settle_year(terms, some_facts(*told), date(2011, 9, 30)).invoices[-2:]

    assert [line.pence for line in last.lines if line.step is None] == [-1_616_743]
    assert [line.pence for line in closing.lines] == [1_616_743]


def test_the_deductions_of_the_example_are_those_of_the_deposit_vector():
    invoices = settled(the_worked_example()).invoices

    assert [invoice.deductions_pence for invoice in invoices] == [0, 1_010_164, 291_496, 8_110_800]
