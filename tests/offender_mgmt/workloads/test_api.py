"""Workloads on a running service: what is counted, where, and for whom."""

from typing import Any

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager, offender_supervisor
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.custody import reception, release, transfer
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

west_mercia = Persona("walt", "WMP", CallerKind.STAFF, ("offender-manager",), {"organisations": ["WMP"]})

national = Persona("nora", "NOMS", CallerKind.STAFF, ("offender-manager",), {"everything": True})

CAPACITY = {
    "officer_name": "Pat Morgan",
    "provider": "LDN",
    "grade": "probation_officer",
    "applies_from": "2010-10-01",
    "contracted_minutes": 2220,
    "reduction_minutes": 222,
}


async def workloads(client, **asked: Any) -> dict[str, Any]:
    answer = await client.get("/v1/workloads", params={"employer": "LDN", "as_at": "2010-11-01"} | asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
async def estate_of_cases(service: Running) -> None:
    """One officer with an order of tier 3, a prisoner of tier 4 and one released on licence of tier 2; two that do not count."""
    async with service.as_(personas.offender_manager) as client:
        for tier, held, gone in ((3, False, False), (4, True, False), (2, True, True)):
            case = await an_open_case(client)
            if held:
                await case.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
                await case.record("receptions", reception(received_on="2010-06-14"))
                await case.record("allocations", offender_supervisor(starts_on="2010-06-15", team_code="OMU"))
            else:
                await case.record("orders", order_to_make())
            if gone:
                await case.record("releases", release(released_on="2010-10-20"))
            await case.record("allocations", offender_manager(tier=tier, team_code="NORTH"))
        await (await an_open_case(client)).record("allocations", offender_manager())
        ended = await an_open_case(client)
        await ended.record("orders", order_to_make(ends_on="2010-10-20"))
        await ended.record("allocations", offender_manager())


async def test_an_officer_carries_the_cases_whose_sentence_runs(service: Running, estate_of_cases: None):
    async with service.as_(personas.offender_manager) as client:
        answer = await client.post("/v1/officers/LDN1042/capacities", json=CAPACITY, headers=once())
        assert answer.status_code == 201, answer.text
        found = await workloads(client)

    (officer,) = found["officers"]
    # community tier 3, custody tier 4, licence tier 2 (house rule 0096), against 2,200 less a tenth (house rule 0097)
    assert (officer["cases"], officer["points"]) == (3, 146 + 75 + 77)
    assert (officer["available_points"], officer["capacity_percent"]) == (1980, 15)
    assert {(line["stage"], line["tier"]) for line in officer["caseload"]} == {("community", 3), ("custody", 4), ("licence", 2)}
    assert found["teams"] == [{"team_code": "NORTH", "officers": 1, "cases": 3, "points": 298}]


async def test_a_supervisor_carries_who_is_in_the_prison(service: Running, estate_of_cases: None):
    async with service.as_(personas.offender_supervisor) as client:
        found = await workloads(client, employer="RHI")
        before = await workloads(client, employer="RHI", as_at="2010-10-19")

    assert [(one["role"], one["cases"], one["points"]) for one in found["officers"]] == [("offender_supervisor", 1, 75)]
    assert before["cases"] == 1  # whoever has left is seen by the prison no more, not even as a number of a day before


async def test_the_hot_list_leaves_out_who_has_room(service: Running, estate_of_cases: None):
    async with service.as_(personas.offender_manager) as client:
        full = await workloads(client, at_least_percent=100)

    assert (full["officers"], full["cases"]) == ([], 3)


async def test_on_the_day_before_nobody_had_a_case(service: Running, estate_of_cases: None):
    async with service.as_(personas.offender_manager) as client:
        assert (await workloads(client, as_at="2010-10-05"))["officers"] == []


async def test_another_trust_counts_nobody_here(service: Running, estate_of_cases: None):
    async with service.as_(west_mercia) as other:
        found = await workloads(other)
        capacities = (await other.get("/v1/officers/LDN1042/capacities")).json()
        refused = await other.post("/v1/officers/LDN1042/capacities", json=CAPACITY, headers=once())

    assert (found["officers"], found["teams"], found["cases"], capacities["data"]) == ([], [], 0, [])
    assert (refused.status_code, refused.json()["code"]) == (409, "capacity_of_others")


async def test_a_later_capacity_takes_the_place_of_the_one_before(service: Running):
    async with service.as_(personas.offender_manager) as client:
        for applies_from, minutes in (("2010-01-01", 2220), ("2010-06-01", 1110)):
            body = CAPACITY | {"applies_from": applies_from, "contracted_minutes": minutes, "reduction_minutes": 0}
            await client.post("/v1/officers/LDN77/capacities", json=body, headers=once())
        again = await client.post("/v1/officers/LDN77/capacities", json=CAPACITY | {"applies_from": "2010-06-01"}, headers=once())
        kept = (await client.get("/v1/officers/LDN77/capacities")).json()["data"]
        case = await an_open_case(client)
        await case.record("orders", order_to_make())
        await case.record("allocations", offender_manager(officer_code="LDN77"))
        officer = next(one for one in (await workloads(client))["officers"] if one["officer_code"] == "LDN77")

    assert (again.status_code, again.json()["code"]) == (409, "capacity_on_record")
    assert [line["applies_from"] for line in kept] == ["2010-06-01", "2010-01-01"]
    assert officer["available_points"] == 1100


@pytest.mark.parametrize(
    "change",
    [
        {"provider": None},
        {"establishment_code": "RHI"},
        {"reduction_minutes": 2221},
        {"contracted_minutes": 0},
        {"grade": "governor"},
        {"provider": "QQQ"},
    ],
)
async def test_a_capacity_that_cannot_be_is_refused(service: Running, change: dict[str, object]):
    async with service.as_(national) as client:
        answer = await client.post("/v1/officers/LDN78/capacities", json=CAPACITY | change, headers=once())

    assert answer.status_code == 422


async def test_a_transferred_prisoner_counts_for_no_supervisor_left_behind(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
        await case.record("receptions", reception(received_on="2010-06-14"))
        await case.record("allocations", offender_supervisor(officer_code="RHI99"))
        await case.record("receptions", transfer(received_on="2010-10-25"))
        found = await workloads(client, employer="RHI")

    assert "RHI99" not in {one["officer_code"] for one in found["officers"]}


async def test_the_officer_of_another_employer_may_bear_the_same_code(service: Running, estate_of_cases: None):
    theirs = CAPACITY | {"provider": "WMP", "contracted_minutes": 10, "reduction_minutes": 0, "applies_from": "2010-10-15"}
    async with service.as_(west_mercia) as client:
        first = await client.post("/v1/officers/LDN1042/capacities", json=theirs, headers=once())
    async with service.as_(personas.offender_manager) as client:
        path = "/v1/officers/LDN1042/capacities"
        own = [await client.post(path, json=CAPACITY | {"applies_from": "2010-10-15"}, headers=once()) for _ in range(2)]
    async with service.as_(personas.auditor) as client:
        found = await workloads(client)

    assert [each.status_code for each in (first, *own)] == [201, 201, 409]
    assert found["officers"][0]["available_points"] == 1980
