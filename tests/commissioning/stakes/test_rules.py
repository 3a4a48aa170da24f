"""What the rows of payment terms put at stake, priced as the engine prices what really happened."""

from datetime import date
from statistics import mean
from uuid import UUID

import pytest

from builders.commissioning.payment_terms import Json, a_scale, some_facts, some_points, some_stakes
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.stakes import StakesRequest, StakeView, YearStakesView
from services.commissioning.bills.rules import DEDUCTIONS
from services.commissioning.draws.rules import Drawn, Law, draw
from services.commissioning.settlements.rules import settle_year
from services.commissioning.stakes.rules import stakes_of

CELLS = {
    "place_types": [{"code": "cell", "places": 100, "weight": "1.5"}],
    "criteria": [{"code": "heating", "place_type": "cell", "rectification_days": 1}, {"code": "light", "place_type": "cell"}],
    "repeats": [{"more_than": 1, "factor": "1.5"}],
}
SCALE = a_scale(repeat_multiplier="2", pence_a_point="700", baselines=[{"from_year": 1, "points": "4"}],
                bands=[{"above": "0", "up_to": "5", "factor": "1"}, {"above": "5", "factor": "1.2"}])  # fmt: skip
TERMS = {
    "commenced_on": "2010-04-01",
    "ends_on": "2013-03-31",
    "annual_fee_pence": 36_600_001,
    "availability": CELLS,
    "doubling": [{"code": "doubling", "pence": "33.333"}],
    "fixed_sums": [{"code": "escape", "percent_of_fee": "0.25"}],
    "points": some_points(
        {"code": "assault", "points": "2.5"},
        {"code": "late", "points": "1", "repeats": False},
        {"code": "training", "points": "3", "assessed": "year"},
        quarterly=SCALE,
        annual=SCALE,
    ),
    "cap_percent_of_fee": "0.4",
}
RATES = [
    {"kind": "PERFORMANCE_FAILURE", "code": "assault", "a_year": "7"},
    {"kind": "PERFORMANCE_FAILURE", "code": "late", "a_year": "9.5", "count": "1.5"},
    {"kind": "PERFORMANCE_FAILURE", "code": "training", "a_year": "3"},
    {"kind": "FIXED_SUM_INCIDENT", "code": "escape", "a_year": "0.7"},
    {"kind": "UNAVAILABLE_PLACES", "code": "heating", "a_year": "12", "places": 10, "days": 3, "used": True},
    {"kind": "UNAVAILABLE_PLACES", "code": "light", "a_year": "6", "places": 7},
    {"kind": "UNAUTHORISED_DOUBLING", "code": "doubling", "a_year": "8", "places": 2, "days": 2},
]


def request(**changes: object) -> StakesRequest:
    return some_stakes(**({"terms": TERMS, "rates": RATES, "runs": 30, "first_year": 2} | changes))


def year(asked: StakesRequest) -> YearStakesView:
    (found,) = stakes_of(asked).years
    return found


def stake(found: YearStakesView, code: str | None, step: Step | None = None) -> StakeView:
    (one,) = [each for each in found.stakes if each.code == code and step in (None, each.step)]
    return one


def as_it_happened(asked: StakesRequest, run: int, number: int) -> list[Json]:
    """What was drawn, told as occurrences: each in the first days of its month, or of its quarter."""
    rates = sorted(asked.rates, key=lambda rate: (rate.kind, rate.code))
    drawn: Drawn = draw(asked.seed, number, run, laws=[Law.of(rate) for rate in rates], misses=())
    told: list[Json] = []
    for rate, numbers in zip(rates, drawn.numbers, strict=True):
        for part, times in enumerate(numbers):
            month = (3 + part * (12 // len(numbers))) % 12 + 1
            calendar_year = 2009 + number + (month < 4)
            for _ in range(times):
                first = date(calendar_year, month, 3)
                told.append(
                    {
                        "occurrence_id": str(UUID(int=number * 100_000 + len(told) + 1)),
                        "kind": rate.kind,
                        "code": rate.code,
                        "occurred_on": first.isoformat(),
                        "ended_on": first.replace(day=2 + rate.days).isoformat(),
                        "places": rate.places,
                        "used": rate.used,
                        "count": rate.count,
                    }
                )
    return told


def test_each_run_takes_what_the_engine_deducts_for_the_same_occurrences():
    """The quick arithmetic of many runs against the settlement of one, to the penny."""
    totals = []
    for run in range(30):
        facts = some_facts(*as_it_happened(request(), run, 1), *as_it_happened(request(), run, 2))
        settled = settle_year(request().terms, facts, date(2012, 3, 31))
        lines = [line for month in settled.months for line in month.lines]
        totals.append(-sum(line.pence for line in lines if line.step in DEDUCTIONS))
    total = year(request()).total

    assert total.largest_pence == max(totals)
    assert total.p50_pence == sorted(totals)[14]
    assert total.p5_pence == sorted(totals)[1]
    assert total.p95_pence == sorted(totals)[28]
    assert total.expected_pence == pytest.approx(mean(totals), abs=0.51)


def test_what_the_rows_take_sums_to_the_total_but_for_pennies_of_rounding():
    found = year(request())

    assert sum(each.expected_pence for each in found.stakes) == pytest.approx(found.total.expected_pence, abs=40)


def test_the_same_request_gives_the_same_bytes_and_another_seed_others():
    once, again, other = (stakes_of(asked).model_dump_json() for asked in (request(), request(), request(seed=8)))

    assert once == again
    assert once != other


def test_years_asked_for_one_by_one_are_the_years_asked_for_together():
    together = stakes_of(request(first_year=1, years=3, runs=5)).years
    apart = [stakes_of(request(first_year=number, runs=5)).years[0] for number in (1, 2, 3)]

    assert together == apart


def test_the_cap_is_the_most_that_points_and_sums_take_and_places_know_no_limit():
    found = year(request())

    assert stake(found, "assault").most_pence == stake(found, "escape").most_pence == 146_400
    assert stake(found, "heating").most_pence is None
    assert sum(each.largest_pence for each in found.stakes if each.step is Step.FIXED_SUM) <= 146_400


def test_under_a_cap_of_nothing_points_put_nothing_at_stake():
    found = year(request(terms=TERMS | {"cap_percent_of_fee": "0"}))

    assert stake(found, "assault").largest_pence == 0
    assert stake(found, "heating").largest_pence > 0


def test_each_measure_is_told_with_the_step_that_takes_it():
    steps = {each.code: each.step for each in year(request(runs=1)).stakes}

    assert steps == {
        "assault": Step.QUARTER_POINTS,
        "late": Step.QUARTER_POINTS,
        "training": Step.YEAR_POINTS,
        "escape": Step.FIXED_SUM,
        "heating": Step.UNAVAILABLE_PLACES,
        "light": Step.UNAVAILABLE_PLACES,
        "doubling": Step.UNAUTHORISED_DOUBLING,
    }


def test_a_measure_that_costs_twice_as_much_puts_more_at_stake():
    dearer = TERMS | {"points": TERMS["points"] | {"quarterly": SCALE | {"pence_a_point": "1400"}}, "cap_percent_of_fee": None}
    plain = TERMS | {"cap_percent_of_fee": None}

    assert stake(year(request(terms=dearer)), "assault").expected_pence == pytest.approx(
        2 * stake(year(request(terms=plain)), "assault").expected_pence, abs=3
    )


def test_volume_is_drawn_between_the_fewest_and_the_most_cases():
    terms = TERMS | {"volume": {"fee_pence": 1_000_000, "expected_cases": "1000", "band_percent": "0", "marginal_percent": "50"}}
    found = stake(year(request(terms=terms, volume={"from_cases": "800", "to_cases": "1000"}, runs=200)), None, Step.VOLUME)

    assert 0 <= found.p5_pence <= found.p50_pence <= found.p95_pence <= found.largest_pence <= 100_000
    assert found.expected_pence == pytest.approx(50_000, abs=6_000)
    assert found.most_pence == 500_000


def test_a_cohort_puts_its_share_of_the_fee_at_stake_in_the_year_in_which_it_matures():
    pbr = {
        "at_risk_percent": "10",
        "threshold_points": "5",
        "cohorts": [{"code": "first", "fee_year": 1, "matures_on": "2011-10-15"}],
    }
    asked = {"terms": TERMS | {"payment_by_results": pbr}, "cohorts": [{"code": "first", "missed_percent": "100"}]}
    first, second = (stake(year(request(first_year=number, runs=3, **asked)), "first") for number in (1, 2))

    assert (first.largest_pence, first.most_pence) == (0, 0)
    assert (second.p5_pence, second.expected_pence, second.most_pence) == (3_660_000, 3_660_000, 3_660_000)


def test_of_one_run_every_percentile_is_that_run():
    total = year(request(runs=1)).total

    assert total.p5_pence == total.p50_pence == total.p95_pence == total.largest_pence == total.expected_pence
