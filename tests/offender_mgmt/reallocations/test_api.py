"""Reallocations on a running service: all cases of an officer, or none."""

from typing import Any

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager, offender_supervisor
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release, transfer
from house.running import Running, once


async def pass_on(client, officer: str, *codes: str, **changes: Any):
    colleagues = [{"officer_code": code, "officer_name": f"Officer {code}"} for code in codes]
    facts = {"role": "offender_manager", "employer": "LDN", "starts_on": "2011-01-10", "colleagues": colleagues}
    return await client.post(f"/v1/officers/{officer}/reallocations", json=facts | changes, headers=once())


async def holders(case: OpenCase) -> list[tuple[str, str | None, int | None]]:
    history = (await case.get("allocations")).json()["data"]
    return [(line["officer_code"], line["ends_on"], line["tier"]) for line in history]


async def test_an_officer_who_leaves_passes_every_case_on_with_its_tier(service: Running):
    async with service.as_(personas.offender_manager) as client:
        heavy, light, dead = [await an_open_case(client) for _ in range(3)]
        for case, tier in ((heavy, 4), (light, 1), (dead, 2)):
            await case.record("allocations", offender_manager(officer_code="LDN500", tier=tier))
        await dead.record("receptions", reception())
        await dead.record("releases", release(released_on="2010-11-01", reason_code="DEC"))
        done = await pass_on(client, "LDN500", "LDN501", "LDN502")
        after = [await holders(case) for case in (heavy, light, dead)]

    assert (done.status_code, done.json()["cases"]) == (201, 2)
    assert after == [
        [("LDN501", None, 4), ("LDN500", "2011-01-10", 4)],
        [("LDN502", None, 1), ("LDN500", "2011-01-10", 1)],
        [("LDN500", None, 2)],
    ]


async def test_one_case_in_the_way_leaves_every_case_where_it_is(service: Running):
    async with service.as_(personas.offender_manager) as client:
        early, late = [await an_open_case(client) for _ in range(2)]
        await early.record("allocations", offender_manager(officer_code="LDN510"))
        await late.record("allocations", offender_manager(officer_code="LDN510", starts_on="2011-02-01"))
        refused = await pass_on(client, "LDN510", "LDN511")
        after = await holders(early)

    assert (refused.status_code, refused.json()["code"]) == (409, "reallocation_refused")
    assert faults_in(refused) == [("/starts_on", "before_last_allocation")]
    assert late.crn in refused.json()["errors"][0]["message"]
    assert after == [("LDN510", None, 3)]


async def test_a_supervisor_passes_on_who_is_still_in_the_prison(service: Running):
    async with service.as_(personas.offender_manager) as client:
        here, moved = [await an_open_case(client) for _ in range(2)]
        for case in (here, moved):
            await case.record("receptions", reception())
            await case.record("allocations", offender_supervisor(officer_code="RHI510"))
        await moved.record("receptions", transfer())
        done = await pass_on(client, "RHI510", "RHI511", role="offender_supervisor", employer="RHI")

    assert [line["crn"] for line in done.json()["data"]] == [here.crn]


async def test_another_trust_passes_nobodys_cases_on(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as other:
        case = await an_open_case(client)
        await case.record("allocations", offender_manager(officer_code="LDN520"))
        refused = await pass_on(other, "LDN520", "WMP1")
        nobody = await pass_on(other, "LDN599", "WMP1")
        after = await holders(case)

    assert (refused.status_code, refused.json()["code"]) == (409, "no_cases_to_pass_on")
    assert {key: value for key, value in refused.json().items() if key != "instance"} == {
        key: value for key, value in nobody.json().items() if key != "instance"
    }
    assert after == [("LDN520", None, 3)]


async def test_without_a_colleague_nothing_is_passed_on(service: Running):
    async with service.as_(personas.offender_manager) as client:
        assert (await pass_on(client, "LDN500")).status_code == 422
