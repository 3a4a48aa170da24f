"""Movements on a running service: who may see the record follows the ledger."""

import asyncio

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release, transfer
from builders.offender_mgmt.plans import new_plan
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

lewes_supervisor = Persona("lena", "HMPS", CallerKind.STAFF, ("offender-supervisor",), {"establishments": ["LWI"]})


async def status_for(service: Running, persona: Persona, crn: str) -> int:
    async with service.as_(persona) as client:
        return (await client.get(f"/v1/persons/{crn}/custody")).status_code


async def test_a_prison_sees_the_record_from_the_reception_on(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        before = await status_for(service, personas.contractor_system, case.crn)
        await case.record("receptions", reception())

    assert before == 404
    assert await status_for(service, personas.contractor_system, case.crn) == 200
    assert await status_for(service, lewes_supervisor, case.crn) == 404


async def test_a_transfer_takes_the_record_from_one_prison_to_the_other(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("receptions", transfer())
        custody = (await case.get("custody")).json()

    assert (custody["establishment_code"], custody["establishment_name"]) == ("LWI", "Lewes")
    assert [movement["kind"] for movement in custody["movements"]] == ["admission", "transfer"]
    assert await status_for(service, personas.contractor_system, case.crn) == 404
    assert await status_for(service, lewes_supervisor, case.crn) == 200


async def test_a_prison_that_records_a_release_may_not_see_the_record_after_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        async with service.as_(personas.contractor_system) as contractor:
            released = await case.seen_by(contractor).post("releases", release())
        custody = (await case.get("custody")).json()

    assert released.status_code == 201, released.text
    assert (released.json()["kind"], released.json()["out_of"], released.json()["moved_into"]) == ("release", "RHI", None)
    assert (custody["establishment_code"], custody["received_on"]) == (None, None)
    assert await status_for(service, personas.contractor_system, case.crn) == 404


async def test_the_trust_keeps_the_record_whatever_prison_the_person_is_in(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("receptions", transfer())

    assert await status_for(service, personas.trust_system, case.crn) == 200


async def test_a_movement_out_of_a_prison_that_one_is_not_in_is_refused_and_leaves_no_trace(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        refused = await case.post("releases", release(establishment_code="LWI"))
        moved = await case.post("receptions", transfer(establishment_code="RHI", from_establishment_code="LWI"))
        custody = (await case.get("custody")).json()

    assert (refused.status_code, refused.json()["code"]) == (409, "movement_refused")
    assert faults_in(refused) == [("/establishment_code", "not_in_that_establishment")]
    assert faults_in(moved) == [("/from_establishment_code", "not_in_that_establishment")]
    assert (custody["establishment_code"], len(custody["movements"])) == ("RHI", 1)


async def test_of_many_receptions_at_once_one_takes_place(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        answers = await asyncio.gather(*(case.post("receptions", reception()) for _ in range(6)))
        custody = (await case.get("custody")).json()

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert len(custody["movements"]) == 1


async def heard_by(service: Running, persona: Persona, crn: str) -> list[tuple[str, str]]:
    async with service.as_(persona) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
    about = [event for event in feed if event["subject"] == crn]
    return [(event["type"].rpartition(".")[2], event["data"]["establishment_code"]) for event in about]


async def test_of_a_transfer_the_prison_left_learns_that_the_person_went_and_not_where(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("receptions", transfer())
    contractor_of_lewes = Persona("lwi-system", "HMPS", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["LWI"]})
    async with service.as_(personas.contractor_system) as client:
        told = [event for event in (await client.get("/v1/events")).json() if event["subject"] == case.crn]

    assert await heard_by(service, personas.contractor_system, case.crn) == [("received", "RHI"), ("transferred_out", "RHI")]
    assert all("LWI" not in str(event) for event in told)
    assert await heard_by(service, contractor_of_lewes, case.crn) == [("received", "LWI")]
    assert await heard_by(service, personas.trust_system, case.crn) == [
        ("received", "RHI"), ("transferred_out", "RHI"), ("received", "LWI"),
    ]  # fmt: skip


async def test_a_person_of_another_trust_and_a_person_who_is_not_there_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.other_offender_manager) as client:
        hidden = await case.seen_by(client).post("receptions", reception())
        case.crn = "Z999999"
        absent = await case.seen_by(client).post("receptions", reception())

    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_a_programme_team_does_not_record_movements(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.programme_team) as client:
        refused = await case.seen_by(client).post("receptions", reception())

    assert refused.status_code == 403


async def test_once_a_death_is_on_record_nothing_new_begins(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        assessment = await case.record("assessments", new_assessment(completed_on="2010-07-01"))
        await case.record("releases", release(released_on="2010-08-01", reason_code="DEC"))
        acts = {
            "orders": order_to_make(),
            "custodial-sentences": custodial_sentence_to_record(),
            "allocations": offender_manager(),
            "assessments": new_assessment(),
            "plans": new_plan(assessment["assessment_id"]),
        }
        answers = [await case.post(act, body) for act, body in acts.items()]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "person_has_died")] * len(acts)
