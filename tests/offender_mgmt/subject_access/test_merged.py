"""A request for one's own data while records are merged and parted, and of what a pack says nothing."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.merges import merged, part
from builders.offender_mgmt.registers import alert
from house.running import Running, once
from noms.chassis import clock
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.merges import RecordToMerge
from services.offender_mgmt.merges.service import merge_records

OFFICER = Persona("sara", "NOMS", CallerKind.STAFF, ("subject-access-officer",), {"everything": True})
REQUESTS = "/v1/subject-requests"


@pytest.fixture(scope="module")
async def officer(service: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with service.as_(OFFICER) as client:
        yield client


async def done(client: httpx.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body or None, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def ready(officer: httpx.AsyncClient, crn: str) -> str:
    """The address of a request whose clock runs."""
    made = await done(officer, REQUESTS, crn=crn, received_on="2010-11-01", made_by="By letter.")
    path = f"{REQUESTS}/{made['request_id']}"
    await done(officer, f"{path}/fee", received_on="2010-11-03", value_pence=1000)
    await done(officer, f"{path}/identity", checked_on="2010-11-05", evidence="Passport.")
    return path


async def sent(officer: httpx.AsyncClient, path: str, pack: dict[str, Any]) -> httpx.Response:
    body = {"pack_id": pack["pack_id"], "without": ["interventions"]}
    return await officer.post(f"{path}/answer", json=body, headers=once())


async def two_cases(service: Running) -> tuple[str, str]:
    async with service.as_(personas.offender_manager) as client:
        return (await an_open_case(client, surname="Asker")).crn, (await an_open_case(client, surname="Stranger")).crn


@pytest.mark.parametrize("asked_of", ["the survivor", "the merged record"])
async def test_a_pack_of_two_who_were_parted_is_nobodys_to_read_or_to_send(
    service: Running, officer: httpx.AsyncClient, asked_of: str
):
    survivor, stranger = await two_cases(service)
    before = await ready(officer, stranger)
    async with service.as_(personas.records_manager) as records:
        merge_id = await merged(records, survivor, stranger)
        path = await ready(officer, survivor) if asked_of == "the survivor" else before
        pack = await done(officer, f"{path}/packs")
        address = f"{path}/packs/{pack['pack_id']}"
        assert stranger in (await officer.get(address)).text
        assert (await part(records, merge_id)).status_code == 201
    other = stranger if asked_of == "the survivor" else survivor
    await Closures(service).set(other, "exclusion", "sara")

    assert (await officer.get(path)).json()["packs"] == []
    assert (await officer.get(address)).status_code == 404
    assert faults_in(await sent(officer, path, pack)) == [("/pack_id", "not_a_pack_of_it")]
    again = await done(officer, f"{path}/packs")
    assert other not in (await officer.get(f"{path}/packs/{again['pack_id']}")).text
    assert (await sent(officer, path, again)).status_code == 201


async def test_a_pack_from_before_a_merge_lacks_what_was_merged_in_and_is_not_sent(service: Running, officer: httpx.AsyncClient):
    survivor, other = await two_cases(service)
    path = await ready(officer, survivor)
    pack = await done(officer, f"{path}/packs")
    async with service.as_(personas.records_manager) as records:
        await merged(records, survivor, other)

    assert faults_in(await sent(officer, path, pack)) == [("", "gathered_before_a_merge")]
    assert (await sent(officer, path, await done(officer, f"{path}/packs"))).status_code == 201


async def test_a_request_that_comes_in_during_a_merge_is_the_survivors(service: Running, officer: httpx.AsyncClient):
    """The reference to the person waits for the merge: written without a lock it would stand under a number that is nobody's."""
    survivor, other = await two_cases(service)
    itself = Caller.service("offender_mgmt")
    async with await service.database.session(itself) as session:
        await merge_records(session, itself, survivor, RecordToMerge(merged_crn=other, reason="One man."), at=clock.now())
        waiting = asyncio.create_task(done(officer, REQUESTS, crn=other, received_on="2010-11-01", made_by="By letter."))
        finished, _ = await asyncio.wait([waiting], timeout=0.5)
        assert not finished
        await session.commit()

    assert (await waiting)["crn"] == survivor


async def test_a_register_on_which_one_stands_untold_is_nowhere_in_the_pack(service: Running, officer: httpx.AsyncClient):
    async with service.as_(personas.offender_manager) as client:
        case: OpenCase = await an_open_case(client)
        await case.record("registrations", alert("RVIS", establishment_code=None))
        await case.record("registrations", alert("OPPO"))
        number = {"kind": "visor_id", "value": "V-774411", "held_from": "2010-06-14"}
        await done(client, f"/v1/persons/{case.crn}/identifiers", **number)
    path = await ready(officer, case.crn)
    pack = await done(officer, f"{path}/packs")
    text = (await officer.get(f"{path}/packs/{pack['pack_id']}")).text

    assert "PPO" in text
    assert not any(word in text.upper() for word in ("VISOR", "RVIS", "V-774411"))


@pytest.mark.parametrize(
    ("service_name", "kind"), [("interventions", "referrals"), ("commissioning", "referral"), ("x", "person")]
)
async def test_an_exemption_of_a_kind_that_no_pack_holds_is_refused(
    service: Running, officer: httpx.AsyncClient, service_name: str, kind: str
):
    crn, _ = await two_cases(service)
    path = await ready(officer, crn)
    told = {"service": service_name, "kind": kind, "ground": "health", "reason": "Harm."}

    assert faults_in(await officer.post(f"{path}/exemptions", json=told, headers=once())) == [("/kind", "unknown_kind")]
    await done(officer, f"{path}/exemptions", **told | {"service": "interventions", "kind": "referral"})
