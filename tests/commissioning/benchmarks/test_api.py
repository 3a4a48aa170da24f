"""Unit costs over HTTP: published, derived, estimated, each saying which it is."""

import pytest

from builders.commissioning.personas import KENT_COMMISSIONER, LONDON_COMMISSIONER, NATIONAL_COMMISSIONER, OFFENDER_MANAGER
from builders.commissioning.specifications import a_benchmark
from house.running import Running, once
from noms.contracts.commissioning.benchmarks import BenchmarkList


async def test_unit_costs_are_read_by_year_kind_and_provider_and_an_estimate_says_so(service: Running):
    async with service.as_(LONDON_COMMISSIONER) as client:
        body = a_benchmark(provider="LDN")
        reported = await client.post("/v1/specifications/UNPAID-WORK/benchmarks", json=body, headers=once())
    assert (reported.status_code, reported.json()["basis"]) == (201, "estimate")

    async def read(code: str, **query: str) -> BenchmarkList:
        async with service.as_(OFFENDER_MANAGER) as client:
            told = await client.get(f"/v1/specifications/{code}/benchmarks", params=query)
        return BenchmarkList.model_validate_json(told.content)

    assert [(b.provider, b.basis) for b in (await read("UNPAID-WORK")).data] == [("LDN", "estimate")]
    assert [b.central_pence for b in (await read("CUSTODY-TRAINER", year="2007-08", provider="RHI")).data] == [8_400]
    assert (await read("CUSTODY-TRAINER", year="2010-11")).data == []
    assert {b.establishment_function for b in (await read("CUSTODY-OPEN", function="semi_open")).data} == {"semi_open"}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"low_pence": 1001}, "/central_pence"),
        ({"central_pence": -1}, "/central_pence"),
        ({"year": "2010"}, "/year"),
        ({"basis": "history"}, "/basis"),
        ({"year": "2010-12"}, "/year"),
        ({"year": "2099-00"}, "/year"),
        ({"unit": "place"}, "/unit"),
        ({"provider": "ZZZ"}, "/provider"),
        ({"establishment_function": "nonsense"}, "/establishment_function"),
    ],
)
async def test_a_unit_cost_that_cannot_be_is_refused(service: Running, changes: dict, pointer: str):
    async with service.as_(LONDON_COMMISSIONER) as client:
        refused = await client.post("/v1/specifications/UNPAID-WORK/benchmarks", json=a_benchmark(**changes), headers=once())

    assert refused.status_code == 422
    assert pointer in [error["pointer"] for error in refused.json()["errors"]]


async def test_the_very_same_unit_cost_is_kept_once(service: Running):
    body = a_benchmark(provider="KNT", year="2000-01")
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        answers = [await client.post("/v1/specifications/UNPAID-WORK/benchmarks", json=body, headers=once()) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 409]
    assert answers[1].json()["code"] == "benchmark_reported"


async def test_an_office_reports_what_its_own_providers_cost_and_the_agency_what_any_does(service: Running):
    """Kent's trust was bought from by the South East from 2009, Rye Hill by NOMS."""
    path = "/v1/specifications/UNPAID-WORK/benchmarks"
    tries = [
        (KENT_COMMISSIONER, "KNT", 201), (LONDON_COMMISSIONER, "KNT", 409), (LONDON_COMMISSIONER, "RHI", 409),
        (NATIONAL_COMMISSIONER, "LDN", 201), (KENT_COMMISSIONER, None, 201),
    ]  # fmt: skip
    answers = []
    for place, (persona, provider, _) in enumerate(tries):
        async with service.as_(persona) as client:
            body = a_benchmark(provider=provider, year="2012-13", source=f"Report {place}")
            answers.append(await client.post(path, json=body, headers=once()))

    assert [answer.status_code for answer in answers] == [status for *_, status in tries]
    assert answers[1].json()["code"] == "another_office_purchases"
