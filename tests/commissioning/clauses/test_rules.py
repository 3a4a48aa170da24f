"""What stands against payment terms, with the field named."""

from typing import Any

import pytest

from builders.commissioning.contracts_at_random import a_contract
from builders.commissioning.payment_terms import Json, a_scale, some_points, some_terms, the_worked_example
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.clauses.rules import faults_in_terms

CELLS = {"place_types": [{"code": "cell", "places": 800}], "criteria": [{"code": "heating", "place_type": "cell"}]}
TABLE = {"target": "90", "direction": "high", "steps": [{"more_than_percent": "0", "points": "5"}]}
RPI = {"index": "RPI", "indexed_share_percent": "60", "base_month": "2010-01", "base_value": "220", "reference_month": 1}
PBR = {
    "at_risk_percent": "10",
    "threshold_points": "5",
    "cohorts": [{"code": "first", "fee_year": 1, "matures_on": "2011-10-15"}],
}
VOLUME = {"fee_pence": 1, "expected_cases": "10", "band_percent": "5", "marginal_percent": "60"}
COHORT = PBR["cohorts"][0]
ROW = {"from_year": 1, "points": "10"}


def faults(**changes: Any) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in faults_in_terms(some_terms(**changes))]


def quarterly(**changes: Any) -> list[tuple[str, str]]:
    """The faults of one scale, named from where it lies."""
    found = faults(points=some_points(quarterly=a_scale(**changes)))
    return [(pointer.removeprefix("/points/quarterly"), code) for pointer, code in found]


def test_the_worked_example_stands():
    assert faults_in_terms(PaymentTerms.model_validate(the_worked_example()["terms"])) == []


@pytest.mark.parametrize("seed", range(20))
def test_contracts_of_every_kind_stand(seed: int):
    assert faults_in_terms(PaymentTerms.model_validate(a_contract(seed)["terms"])) == []


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        ({"ends_on": "2010-03-31"}, ("/ends_on", "ends_before_it_starts")),
        ({"commenced_on": "1989-12-31"}, ("/commenced_on", "beyond_the_calendar")),
        ({"ends_on": "2099-01-01"}, ("/ends_on", "beyond_the_calendar")),
        ({"ends_on": "2060-04-01"}, ("/ends_on", "too_many_years")),
    ],
)
def test_an_agreement_lies_inside_the_calendar(days: Json, fault: tuple[str, str]):
    assert faults(**days) == [fault]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"availability": CELLS | {"place_types": CELLS["place_types"] * 2}}, "/availability/place_types/1/code"),
        ({"availability": CELLS | {"criteria": CELLS["criteria"] * 2}}, "/availability/criteria/1/code"),
        ({"availability": CELLS | {"repeats": [{"more_than": 4, "factor": "2"}] * 2}}, "/availability/repeats/1/more_than"),
        ({"additional_places": [{"code": "a", "pence": "1"}] * 2}, "/additional_places/1/code"),
        ({"doubling": [{"code": "a", "pence": "1"}] * 2}, "/doubling/1/code"),
        ({"fixed_sums": [{"code": "a", "pence": 1}] * 2}, "/fixed_sums/1/code"),
        ({"points": some_points(*[{"code": "a", "points": "1"}] * 2)}, "/points/measures/1/code"),
        ({"payment_by_results": PBR | {"cohorts": [COHORT] * 2}}, "/payment_by_results/cohorts/1/code"),
        ({"excusing_causes": ["riot", "riot"]}, "/excusing_causes/1"),
        (
            {
                "points": some_points(
                    {"code": "a", "missed": TABLE | {"steps": TABLE["steps"] + [{"more_than_percent": "0.0", "points": "9"}]}}
                )
            },
            "/points/measures/0/missed/steps/1/more_than_percent",
        ),
    ],
)
def test_nothing_stands_in_twice(changes: Json, pointer: str):
    assert faults(**changes) == [(pointer, "in_twice")]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"availability": CELLS | {"criteria": [{"code": "x", "place_type": "ward"}]}},
            ("/availability/criteria/0/place_type", "unknown_code"),
        ),
        (
            {
                "availability": CELLS
                | {"rate_basis": "weighted_places", "place_types": [{"code": "cell", "places": 1, "weight": "0"}]}
            },
            ("/availability/place_types/0/weight", "no_weight"),
        ),
        ({"fixed_sums": [{"code": "a"}]}, ("/fixed_sums/0", "one_price_alone")),
        ({"fixed_sums": [{"code": "a", "pence": 1, "percent_of_fee": "1"}]}, ("/fixed_sums/0", "one_price_alone")),
        ({"indexation": RPI | {"base_value": "0.0"}}, ("/indexation/base_value", "zero_base")),
        ({"volume": VOLUME | {"expected_cases": "0"}}, ("/volume/expected_cases", "no_cases")),
        (
            {"payment_by_results": PBR | {"cohorts": [COHORT | {"fee_year": 4}]}},
            ("/payment_by_results/cohorts/0/fee_year", "outside_the_agreement"),
        ),
        (
            {"payment_by_results": PBR | {"cohorts": [COHORT | {"matures_on": "2010-03-31"}]}},
            ("/payment_by_results/cohorts/0/matures_on", "outside_the_agreement"),
        ),
        (
            {"payment_by_results": PBR | {"bonus_percent_a_point": "1", "bonus_up_to_points": "5"}},
            ("/payment_by_results/bonus_up_to_points", "empty_range"),
        ),
    ],
)
def test_each_clause_hangs_together(changes: Json, fault: tuple[str, str]):
    assert faults(**changes) == [fault]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"additional_places": [{"code": "a", "pence": "1", "indexed": True}]}, "/additional_places/0"),
        ({"doubling": [{"code": "a", "pence": "1", "indexed": True}]}, "/doubling/0"),
        ({"fixed_sums": [{"code": "a", "pence": 1, "indexed": True}]}, "/fixed_sums/0"),
        ({"volume": VOLUME | {"indexed": True}}, "/volume"),
        ({"points": some_points(quarterly=a_scale(indexed=True))}, "/points/quarterly"),
        ({"points": some_points(annual=a_scale(indexed=True))}, "/points/annual"),
    ],
)
def test_nothing_follows_an_index_that_the_terms_do_not_name(changes: Json, pointer: str):
    assert faults(**changes) == [(f"{pointer}/indexed", "no_index")]
    assert faults(**changes, indexation=RPI) == []


@pytest.mark.parametrize(
    ("measure", "fault"),
    [
        ({}, ("", "flat_or_steps")),
        ({"points": "1", "missed": TABLE}, ("", "flat_or_steps")),
        ({"missed": TABLE | {"target": "101"}}, ("/missed/target", "target_outside_range")),
        ({"missed": TABLE | {"target": "5", "least": "10"}}, ("/missed/target", "target_outside_range")),
        ({"missed": TABLE | {"target": "0"}}, ("/missed/target", "target_outside_range")),
        ({"missed": TABLE | {"least": "100"}}, ("/missed/most", "empty_range")),
    ],
)
def test_a_measure_has_one_price_and_a_target_inside_its_range(measure: Json, fault: tuple[str, str]):
    pointer, code = fault

    assert faults(points=some_points({"code": "a"} | measure)) == [(f"/points/measures/0{pointer}", code)]


@pytest.mark.parametrize(("assessed", "pointer"), [("quarter", "/points/quarterly"), ("year", "/points/annual")])
def test_a_measure_needs_the_scale_by_which_it_is_assessed(assessed: str, pointer: str):
    assert (pointer, "scale_missing") in faults(points={"measures": [{"code": "a", "points": "1", "assessed": assessed}]})


@pytest.mark.parametrize(
    ("bands", "fault"),
    [
        ([{"above": "0", "up_to": "50", "factor": "1"}, {"above": "49", "factor": "2"}], ("/bands/1/above", "bands_overlap")),
        ([{"above": "0", "factor": "1"}, {"above": "50", "factor": "2"}], ("/bands/1/above", "bands_overlap")),
        ([{"above": "0", "up_to": "50", "factor": "1"}, {"above": "51", "factor": "2"}], ("/bands/1/above", "bands_gap")),
        ([{"above": "1", "factor": "1"}], ("/bands/0/above", "bands_gap")),
        ([{"above": "0", "up_to": "50", "factor": "1"}], ("/bands/0/up_to", "bands_end")),
        ([{"above": "0", "up_to": "0", "factor": "1"}, {"above": "0", "factor": "1"}], ("/bands/0/up_to", "empty_range")),
    ],
)
def test_bands_follow_one_another_from_0_without_end(bands: list[Json], fault: tuple[str, str]):
    assert quarterly(bands=bands) == [fault]


@pytest.mark.parametrize(
    ("baselines", "fault"),
    [
        ([ROW, ROW | {"from_year": 2}], ("/baselines/1", "baselines_overlap")),
        ([ROW | {"to_year": 2}, ROW | {"from_year": 2}], ("/baselines/1", "baselines_overlap")),
        ([ROW, ROW | {"quarter": 3}], ("/baselines/1", "baselines_overlap")),
        ([ROW | {"to_year": 2}], ("/baselines", "baseline_missing")),
        ([ROW | {"quarter": quarter} for quarter in (1, 2, 4)], ("/baselines", "baseline_missing")),
    ],
)
def test_every_quarter_of_the_agreement_has_one_baseline(baselines: list[Json], fault: tuple[str, str]):
    assert quarterly(baselines=baselines) == [fault]


def test_the_years_of_a_baseline_are_in_order():
    assert ("/baselines/1/to_year", "ends_before_it_starts") in quarterly(baselines=[ROW, ROW | {"from_year": 3, "to_year": 2}])


def test_the_baseline_of_a_year_has_no_quarter():
    found = faults(points=some_points(annual=a_scale(baselines=[ROW | {"quarter": 1}])))

    assert found == [("/points/annual/baselines/0/quarter", "quarter_of_a_year")]


def test_faults_are_named_from_where_the_terms_lie():
    (found,) = faults_in_terms(some_terms(fixed_sums=[{"code": "a"}]), "/terms")

    assert found.pointer == "/terms/fixed_sums/0"
