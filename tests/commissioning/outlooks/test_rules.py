"""What stands against rates of occurrence and outlooks, with the field named."""

import pytest

from builders.commissioning.payment_terms import Json, some_points, some_stakes, some_terms
from services.commissioning.outlooks.rules import faults_in_stakes

TERMS = some_terms(
    availability={"place_types": [{"code": "cell", "places": 80}], "criteria": [{"code": "heating", "place_type": "cell"}]},
    points=some_points(),
)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"rates": [{"kind": "PERFORMANCE_FAILURE", "code": "x", "a_year": "1"}]}, ("/rates/0/code", "unknown_code")),
        ({"rates": [{"kind": "ADDITIONAL_PLACES", "code": "x", "a_year": "1"}]}, ("/rates/0/kind", "no_deduction")),
        ({"rates": [{"kind": "PERFORMANCE_FAILURE", "code": "failure", "a_year": "10000.5"}]}, ("/rates/0/a_year", "too_often")),
        ({"rates": [{"kind": "PERFORMANCE_FAILURE", "code": "failure", "a_year": "1"}] * 2}, ("/rates/1/code", "in_twice")),
        ({"first_year": 3, "years": 2}, ("/years", "outside_the_agreement")),
        ({"rates": [], "cohorts": [], "first_year": 4}, ("/years", "outside_the_agreement")),
        ({"volume": {"from_cases": "1", "to_cases": "2"}}, ("/volume", "no_volume")),
        ({"cohorts": [{"code": "x", "missed_percent": "5"}]}, ("/cohorts/0/code", "unknown_code")),
    ],
)
def test_what_is_asked_of_the_stakes_fits_the_terms(changes: Json, fault: tuple[str, str]):
    assert [(found.pointer, found.code) for found in faults_in_stakes(some_stakes(**changes))] == [fault]


def test_the_range_of_a_volume_is_in_order():
    terms = TERMS.model_dump(mode="json") | {
        "volume": {"fee_pence": 1, "expected_cases": "1", "band_percent": "5", "marginal_percent": "60"}
    }
    request = some_stakes(terms=terms, volume={"from_cases": "2", "to_cases": "1"})

    assert [fault.pointer for fault in faults_in_stakes(request)] == ["/volume/to_cases"]


def test_too_many_places_are_too_many_in_a_rate_as_well():
    rate = {"kind": "UNAVAILABLE_PLACES", "code": "heating", "a_year": "1", "places": 81}
    request = some_stakes(terms=TERMS.model_dump(mode="json"), rates=[rate])

    assert [fault.pointer for fault in faults_in_stakes(request)] == ["/rates/0/places"]


def test_a_request_asks_for_no_more_than_can_be_drawn_in_time():
    measures = [{"code": f"m{n}", "points": "1"} for n in range(200)]
    rates = [{"kind": "PERFORMANCE_FAILURE", "code": f"m{n}", "a_year": "1"} for n in range(200)]
    terms = TERMS.model_dump(mode="json") | {"points": some_points(*measures)}
    asked = [some_stakes(terms=terms, rates=rates, runs=1_000, years=years) for years in (2, 3)]

    assert [[fault.code for fault in faults_in_stakes(each)] for each in asked] == [[], ["too_much_at_once"]]
