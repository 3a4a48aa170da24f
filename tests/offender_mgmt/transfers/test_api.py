"""Transfers on a running service: what sender and receiver see before anything is accepted."""

import asyncio

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.transfers import transfer_to_request
from house.running import Running


async def a_managed_case(client) -> OpenCase:
    case = await an_open_case(client)
    await case.record("allocations", offender_manager(starts_on="2010-10-06"))
    return case


async def test_the_receiver_sees_the_request_and_nothing_else_of_the_case(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_managed_case(client)
        asked = await case.record("transfers", transfer_to_request())
    async with service.as_(personas.other_offender_manager) as receiver:
        seen = await receiver.get(f"/v1/transfers/{asked['transfer_id']}")
        listed = (await receiver.get("/v1/transfers", params={"state": "requested"})).json()
        person = await receiver.get(f"/v1/persons/{case.crn}")
    async with service.as_(personas.offender_supervisor) as stranger:
        hidden = await stranger.get(f"/v1/transfers/{asked['transfer_id']}")

    assert (asked["sender"], asked["receiver"], asked["state"], asked["tier"]) == ("LDN", "WMP", "requested", 3)
    assert seen.json() == asked
    assert asked["transfer_id"] in {line["transfer_id"] for line in listed["data"]}
    assert (person.status_code, hidden.status_code) == (404, 404)


async def test_both_sides_hear_of_the_request(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_managed_case(client)
        await case.record("transfers", transfer_to_request())
    for persona in (personas.trust_system, personas.auditor):
        async with service.as_(persona) as client:
            feed = (await client.get("/v1/events", params={"limit": 5000})).json()
        assert "offender_mgmt.transfer.requested" in {event["type"] for event in feed if event["subject"] == case.crn}


async def test_one_request_of_a_kind_waits_at_a_time_also_of_many_at_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_managed_case(client)
        answers = await asyncio.gather(*(case.post("transfers", transfer_to_request()) for _ in range(5)))
        kept = (await case.get("transfers")).json()["data"]

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"transfer_awaits_answer"}
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"receiver": "LDN"}, ("/receiver", "has_the_case")),
        ({"kind": "prison", "receiver": "RHI"}, ("/kind", "not_in_custody")),
    ],
)
async def test_a_transfer_that_cannot_be_names_its_field(service: Running, changes, fault):
    async with service.as_(personas.offender_manager) as client:
        case = await a_managed_case(client)
        refused = await case.post("transfers", transfer_to_request(**changes))

    assert (refused.status_code, refused.json()["code"], faults_in(refused)) == (409, "transfer_refused", [fault])


async def test_a_prison_does_not_ask_for_the_transfer_of_a_trusts_case(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_managed_case(client)
        await case.record("receptions", reception())
    async with service.as_(personas.offender_supervisor) as prison:
        refused = await case.seen_by(prison).post("transfers", transfer_to_request())

    assert (refused.status_code, refused.json()["code"]) == (409, "not_the_sender")


async def test_the_transfers_of_a_hidden_person_are_absent(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_managed_case(client)
        await case.record("transfers", transfer_to_request(receiver="SWM"))
    async with service.as_(personas.other_offender_manager) as other:
        answers = [
            await case.seen_by(other).get("transfers"),
            await case.seen_by(other).post("transfers", transfer_to_request()),
            await other.get("/v1/transfers/5b0c1b8e-3a55-4f5c-8f0e-2d7c2f6f1a10"),
        ]
        listed = (await other.get("/v1/transfers", params={"per_page": 500})).json()

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}
    assert case.crn not in {line["crn"] for line in listed["data"]}
