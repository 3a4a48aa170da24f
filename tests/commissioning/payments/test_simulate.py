"""A settlement computed from what is sent, over HTTP: the worked example to the penny, and every bad input named by its field."""

from copy import deepcopy
from random import Random
from typing import Any

import httpx
import pytest

from builders.commissioning.payment_terms import Json, the_worked_example
from builders.commissioning.personas import AUDITOR, LONDON_TRUST, NATIONAL_COMMISSIONER, OFFENDER_MANAGER, RYE_HILL_CONTRACTOR
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.settlement_facts import MOST_OCCURRENCES
from noms.contracts.commissioning.settlements import SettlementAnswer
from noms.contracts.commissioning.stakes import StakesAnswer
from noms.contracts.commissioning.worked_example import WORKED_STAKES

SIMULATE, STAKES = "/v1/settlements/simulate", "/v1/settlements/stakes"
BANDS = "/terms/points/quarterly/bands"


async def post(service: Running, path: str, body: Any, persona: Persona = NATIONAL_COMMISSIONER) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.post(path, json=body)


def changed(pointer: str, value: Any, request: Json | None = None) -> Json:
    """The worked example with one value in another's place, or added to the end of a list."""
    body = deepcopy(request or the_worked_example())
    *path, last = pointer.strip("/").split("/")
    place: Any = body
    for part in path:
        place = place[int(part)] if isinstance(place, list) else place[part]
    if isinstance(place, list):
        place[int(last) :] = [value, *place[int(last) + 1 :]]
    else:
        place[last] = value
    return body


async def test_the_worked_example_gives_every_figure_of_the_specification(service: Running):
    """Source: payment specification 4.5."""
    answer = SettlementAnswer.model_validate_json((await post(service, SIMULATE, the_worked_example())).content)

    assert answer.year.annual_fee_pence == 2_464_800_000
    assert [invoice.net_pence for invoice in answer.invoices] == [202_032_787, 207_757_049, 206_001_291, 200_656_413]
    assert [invoice.gross_pence for invoice in answer.invoices] == [242_439_344, 249_308_459, 247_201_549, 240_787_696]
    assert answer.quarters[0].entitlement_pence == 607_680_327
    assert (answer.year.cap_pence, answer.year.collected_pence) == (123_240_000, 8_110_800)


async def test_the_same_request_gives_the_same_bytes_whatever_the_order_of_its_facts(service: Running):
    request = the_worked_example()
    shuffled = deepcopy(request)
    Random(3).shuffle(shuffled["facts"]["occurrences"])
    answers = [(await post(service, SIMULATE, body)).content for body in (request, request, shuffled)]

    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("persona", [NATIONAL_COMMISSIONER, AUDITOR, LONDON_TRUST, RYE_HILL_CONTRACTOR])
async def test_purchaser_and_provider_compute_alike(service: Running, persona: Persona):
    answer = await post(service, SIMULATE, the_worked_example(), persona)

    assert answer.status_code == 200
    assert answer.json()["inputs_hash"] == (await post(service, SIMULATE, the_worked_example())).json()["inputs_hash"]


@pytest.mark.parametrize("path", [SIMULATE, STAKES])
async def test_whoever_has_nothing_to_do_with_money_may_not_compute_it(service: Running, path: str):
    answer = await post(service, path, the_worked_example(), OFFENDER_MANAGER)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/facts/occurrences/0/places", -1, "greater_than_equal"),
        ("/facts/occurrences/0/places", 801, "too_many_places"),
        ("/facts/occurrences/0/places", True, "value_error"),
        ("/facts/occurrences/0/code", "unheard_of", "unknown_code"),
        ("/facts/occurrences/0/kind", "STRIKE", "enum"),
        ("/facts/occurrences/0/ended_on", "2011-05-01", "ends_before_it_starts"),
        ("/facts/occurrences/0/occurred_on", "2009-05-01", "outside_the_agreement"),
        ("/facts/occurrences/0/count", "-1", "string_pattern_mismatch"),
        ("/facts/occurrences/0/count", "0.3", "string_pattern_mismatch"),
        ("/facts/index_values/0/value", "0", "zero_index"),
        ("/facts/index_values/0/index", "CPI", "unknown_code"),
        ("/terms/availability/place_types/0/places", -800, "greater_than_equal"),
        ("/terms/annual_fee_pence", -1, "greater_than_equal"),
        ("/terms/annual_fee_pence", "24000000.00", "int_type"),
        ("/terms/ends_on", "2009-03-31", "ends_before_it_starts"),
        ("/terms/cap_percent_of_fee", "101", "string_pattern_mismatch"),
        (f"{BANDS}/1/above", "40", "bands_overlap"),
        (f"{BANDS}/1/above", "60", "bands_gap"),
        ("/terms/points/quarterly/baselines/1/from_year", 0, "greater_than_equal"),
        ("/terms/points/measures/0/points", "-100", "string_pattern_mismatch"),
        ("/terms/surprise", 1, "extra_forbidden"),
        ("/through", "2011-04-29", "no_month_over"),
        ("/through", "2011-07-32", "value_error"),
    ],
)
async def test_a_bad_value_is_refused_by_the_name_of_its_field(service: Running, pointer: str, value: Any, code: str):
    answer = await post(service, SIMULATE, changed(pointer, value))
    errors = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]

    assert answer.status_code == 422
    assert [name for name, _ in errors] == [pointer]
    assert errors[0][1] == code or code == "value_error"


async def test_an_index_published_twice_is_refused(service: Running):
    published = the_worked_example()["facts"]["index_values"][0]
    answer = await post(service, SIMULATE, changed("/facts/index_values/1", published | {"value": "231.3"}))

    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/facts/index_values/1/month", "in_twice")
    ]


async def test_overlapping_baselines_are_refused(service: Running):
    rows = the_worked_example()["terms"]["points"]["quarterly"]["baselines"]
    answer = await post(service, SIMULATE, changed("/terms/points/quarterly/baselines", [*rows, {"from_year": 2, "points": "1"}]))

    assert [error["code"] for error in answer.json()["errors"]] == ["baselines_overlap"]


async def test_a_target_outside_the_range_of_its_measure_is_refused(service: Running):
    table = {"target": "120", "direction": "high", "steps": [{"more_than_percent": "0", "points": "5"}]}
    measures = the_worked_example()["terms"]["points"]["measures"]
    answer = await post(service, SIMULATE, changed("/terms/points/measures", [*measures, {"code": "hours", "missed": table}]))

    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/terms/points/measures/6/missed/target", "target_outside_range")
    ]


async def test_an_occurrence_told_twice_is_refused(service: Running):
    told = the_worked_example()["facts"]["occurrences"]
    answer = await post(service, SIMULATE, changed("/facts/occurrences", [*told, told[0]]))

    assert [error["code"] for error in answer.json()["errors"]] == ["in_twice"]


async def test_more_facts_than_a_year_of_a_prison_can_bring_are_refused(service: Running):
    told = the_worked_example()["facts"]["occurrences"][:1] * (MOST_OCCURRENCES + 1)
    answer = await post(service, SIMULATE, changed("/facts/occurrences", told))

    assert answer.status_code == 422
    assert answer.json()["errors"][0] | {"message": ""} == {"pointer": "/facts/occurrences", "code": "too_long", "message": ""}


async def test_every_fault_is_named_at_once_and_what_was_offered_is_never_repeated(service: Running):
    request = changed("/facts/occurrences/0/code", "a-secret-code", changed("/facts/occurrences/1/code", "a-secret-code"))
    answer = await post(service, SIMULATE, request)

    assert len(answer.json()["errors"]) == 2
    assert "secret" not in answer.text


async def test_the_stakes_of_an_agreement_are_seen_before_it_is_signed(service: Running):
    answer = StakesAnswer.model_validate_json((await post(service, STAKES, WORKED_STAKES)).content)
    (year,) = answer.years

    assert (answer.seed, answer.runs, year.contract_year) == (2010, 100, 2)
    assert {stake.code for stake in year.stakes} == {"serious_assault", "class_a_drug_find", "escape", "heating"}
    assert all(stake.p5_pence <= stake.p50_pence <= stake.p95_pence <= stake.largest_pence for stake in year.stakes)
    assert year.total.expected_pence > 0


async def test_stakes_asked_for_year_by_year_are_those_asked_for_together(service: Running):
    asked = {**WORKED_STAKES, "runs": 5}
    together = (await post(service, STAKES, {**asked, "first_year": 1, "years": 3})).json()["years"]
    apart = [(await post(service, STAKES, {**asked, "first_year": year})).json()["years"][0] for year in (1, 2, 3)]

    assert together == apart


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"runs": 0}, "/runs", "greater_than_equal"),
        ({"runs": 1_001}, "/runs", "less_than_equal"),
        ({"years": 11}, "/years", "less_than_equal"),
        ({"first_year": 11}, "/years", "outside_the_agreement"),
        ({"rates": [{"kind": "PERFORMANCE_FAILURE", "code": "unheard_of", "a_year": "1"}]}, "/rates/0/code", "unknown_code"),
        (
            {"rates": [{"kind": "PERFORMANCE_FAILURE", "code": "escape", "a_year": "-1"}]},
            "/rates/0/a_year",
            "string_pattern_mismatch",
        ),
        ({"seed": -1}, "/seed", "greater_than_equal"),
    ],
)
async def test_a_bad_request_for_stakes_is_refused_by_the_name_of_its_field(
    service: Running, changes: Json, pointer: str, code: str
):
    answer = await post(service, STAKES, {**WORKED_STAKES, **changes})

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


async def test_sums_that_nobody_could_keep_are_refused(service: Running):
    terms = the_worked_example()["terms"]
    dear = terms | {"additional_places": [{"code": "call-off", "pence": "999999999.999999", "indexed": True}]}
    boundless = dear | {"indexation": terms["indexation"] | {"base_value": "0.000001"}}
    answer = await post(service, SIMULATE, changed("/terms", boundless))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "beyond_all_money"


async def test_stakes_that_nobody_could_keep_are_refused(service: Running):
    measures = [{"code": "escape", "points": "999999.9"}]
    terms = WORKED_STAKES["terms"]
    scale = terms["points"]["quarterly"] | {"pence_a_point": "999999999", "repeat_multiplier": "999999999"}
    dear = {**terms, "fixed_sums": [], "cap_percent_of_fee": None, "points": {"measures": measures, "quarterly": scale}}
    rates = [{"kind": "PERFORMANCE_FAILURE", "code": "escape", "a_year": "9999", "count": "99999"}]
    answer = await post(service, STAKES, {**WORKED_STAKES, "terms": dear, "rates": rates, "runs": 1})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "beyond_all_money"
