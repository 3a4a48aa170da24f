"""Populations and capacities on a running service."""

from typing import Any

import httpx

from builders.offender_mgmt import personas
from builders.offender_mgmt.capacities import capacity
from builders.offender_mgmt.cases import JSON, an_open_case, faults_in
from builders.offender_mgmt.custody import absence, correction, reception, release, transfer
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.capacities import CapacityToRecord

population_manager = Persona("pam", "NOMS", CallerKind.STAFF, ("population-manager",), {"everything": True})
commissioner_of_the_east_midlands = Persona("cem", "DOM-EM", CallerKind.STAFF, ("commissioner",), {"regions": ["EM"]})


async def held(client: httpx.AsyncClient, code: str, on: str) -> dict[str, Any]:
    answer = await client.get("/v1/populations", params={"establishment": code, "on": on})
    assert answer.status_code == 200, answer.text
    estate: dict[str, Any] = answer.json()["estate"]
    return estate


async def record(client: httpx.AsyncClient, code: str, figures: CapacityToRecord) -> httpx.Response:
    path = f"/v1/establishments/{code}/capacities"
    return await client.post(path, content=figures.model_dump_json(), headers=JSON | once())


async def test_a_prison_is_counted_from_the_day_of_reception_to_the_day_before_release(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(population_manager) as counting:
        days = ("2010-06-13", "2010-06-14", "2010-11-01", "2010-11-02", "2011-03-14")
        before = [(await held(counting, "RHI", day))["held"] for day in days]
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("absences", absence())
        await case.record("receptions", transfer(reason_code="TRNCRT"))
        await case.record("releases", release(establishment_code="LWI"))
        after = [(await held(counting, "RHI", day))["held"] for day in days]

    assert [now - then for then, now in zip(before, after, strict=True)] == [0, 1, 1, 0, 0]


async def test_of_a_prison_or_region_that_there_is_not_nothing_is_told(service: Running):
    async with service.as_(population_manager) as counting:
        answer = await counting.get("/v1/populations", params={"establishment": "RH1", "region": "ZZ"})

    assert answer.status_code == 422
    assert faults_in(answer) == [("query:region", "unknown_region"), ("query:establishment", "unknown_establishment")]


async def test_a_correction_changes_the_population_of_the_past(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(population_manager) as counting:
        before = (await held(counting, "LEI", "2010-06-20"))["held"]
        case = await an_open_case(client)
        line = await case.record("receptions", reception(establishment_code="LEI"))
        between = (await held(counting, "LEI", "2010-06-20"))["held"]
        later = {"moved_on": "2010-07-01", "reason_code": "I", "moved_into": "LEI"}
        await case.record(f"movements/{line['movement_id']}/corrections", correction(later))
        after = (await held(counting, "LEI", "2010-06-20"))["held"]

    assert (between - before, after - before) == (1, 0)


async def test_people_of_other_commissioners_are_counted_apart(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(population_manager) as counting:
        young = await an_open_case(client, date_of_birth="1994-02-01")
        await young.record("receptions", reception(establishment_code="ASI", reason_code="W", placed_by="YJB"))
        detained = await an_open_case(client)
        await detained.record("receptions", reception(establishment_code="ASI", reason_code="E", placed_by="UKBA"))
        ashfield = await held(counting, "ASI", "2010-06-30")

    assert (ashfield["held"], ashfield["held_for_noms"]) == (2, 0)
    assert ashfield["held_for_others"] == [
        {"placed_by": "UKBA", "held": 1, "places_bought": None}, {"placed_by": "YJB", "held": 1, "places_bought": 360},
    ]  # fmt: skip


async def test_the_figures_of_a_day_are_those_in_force_then_and_a_later_record_for_one_day_counts(service: Running):
    async with service.as_(population_manager) as client:
        assert (await record(client, "RHI", capacity())).status_code == 201
        assert (await record(client, "RHI", capacity(in_force_from="2010-09-01", in_use_cna=580))).status_code == 201
        assert (await record(client, "RHI", capacity(operational_capacity=700))).status_code == 201
        told = [(await held(client, "RHI", day)) for day in ("2010-03-31", "2010-04-01", "2010-09-01")]
        history = (await client.get("/v1/establishments/RHI/capacities", params={"on": "2010-08-01"})).json()

    assert [(each["in_use_cna"], each["operational_capacity"]) for each in told] == [(None, 645), (600, 700), (580, 664)]
    assert (history["in_force"]["recorded"], history["in_force"]["operational_capacity"]) == (True, 700)
    assert [each["operational_capacity"] for each in history["data"]] == [664, 700, 664]


async def test_the_whole_estate_has_its_margin_and_a_part_of_it_has_none(service: Running):
    async with service.as_(personas.auditor) as client:
        whole = (await client.get("/v1/populations", params={"on": "2010-06-30"})).json()
        region = (await client.get("/v1/populations", params={"on": "2010-06-30", "region": "EM"})).json()

    assert whole["estate"]["usable_operational_capacity"] == whole["estate"]["operational_capacity"] - 2000
    assert whole["estate"]["prisons"] == len(whole["establishments"]) >= 139
    assert sum(each["held"] for each in whole["regions"]) == whole["estate"]["held"]
    assert region["estate"]["usable_operational_capacity"] is None
    assert {each["region_code"] for each in region["establishments"]} == {"EM"}


async def test_a_commissioner_records_capacity_of_their_region_alone(service: Running):
    async with service.as_(commissioner_of_the_east_midlands) as client:
        mine = await record(client, "RHI", capacity(in_force_from="2011-04-01"))
        other = await record(client, "LWI", capacity())
        nowhere = await record(client, "QQI", capacity())
        wrong = await record(client, "RHI", capacity(in_use_cna=625))

    assert [each.status_code for each in (mine, other, nowhere, wrong)] == [201, 404, 404, 409]
    assert wrong.json()["errors"][0]["pointer"] == "/in_use_cna"


async def test_an_offender_manager_does_not_read_populations(service: Running):
    async with service.as_(personas.offender_manager) as client:
        assert (await client.get("/v1/populations")).status_code == 403
