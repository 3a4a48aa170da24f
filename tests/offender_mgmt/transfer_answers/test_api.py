"""Answers to transfers on a running service: nobody is responsible twice, or not at all, whoever answers when."""

import asyncio

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager, offender_supervisor
from builders.offender_mgmt.cases import JSON, OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception, transfer
from builders.offender_mgmt.sentences import order_to_make
from builders.offender_mgmt.transfers import acceptance, refusal, transfer_to_request
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

lewes = Persona("lena", "HMPS", CallerKind.STAFF, ("offender-supervisor",), {"establishments": ["LWI"]})
national = Persona("nora", "NOMS", CallerKind.STAFF, ("offender-manager",), {"everything": True})


async def a_request(client, **changes) -> tuple[OpenCase, str]:
    """A case with an order and an officer in London, and the request that West Mercia takes it."""
    case = await an_open_case(client)
    await case.record("orders", order_to_make(made_on="2010-10-04", ends_on="2010-11-30"))
    await case.record("allocations", offender_manager(starts_on="2010-10-06"))
    return case, (await case.record("transfers", transfer_to_request(**changes)))["transfer_id"]


async def answer(client, transfer_id: str, act: str, body):
    return await client.post(f"/v1/transfers/{transfer_id}/{act}", content=body.model_dump_json(), headers=JSON | once())


async def responsible(case: OpenCase, on: str) -> str:
    found = (await case.get(f"responsibility?as_at={on}")).json()
    return str(found["officer"]["officer_code"])


async def test_the_sender_is_responsible_until_the_receiver_accepts_and_then_the_receiver_is(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        case, transfer_id = await a_request(client, wanted_from="2010-11-15")
        before = await responsible(case, "2010-11-15")
        accepted = await answer(receiver, transfer_id, "acceptance", acceptance(starts_on="2010-11-15"))
        taken = case.seen_by(receiver)
        days = [await responsible(taken, day) for day in ("2010-11-14", "2010-11-15", "2010-11-30")]
        history = (await taken.get("allocations")).json()["data"]

    assert (accepted.status_code, accepted.json()["state"]) == (201, "accepted")
    assert (before, days) == ("LDN1042", ["LDN1042", "WMP0311", "WMP0311"])
    assert [(line["officer_code"], line["ends_on"], line["tier"]) for line in history] == [
        ("WMP0311", None, 3),
        ("LDN1042", "2010-11-15", 3),
    ]


async def test_the_sender_sees_no_more_once_its_part_has_ended(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        case, transfer_id = await a_request(client)
        await answer(receiver, transfer_id, "acceptance", acceptance())
        statuses = [(await OpenCase(side, case.crn).get("allocations")).status_code for side in (client, receiver)]
        still_told = await client.get(f"/v1/transfers/{transfer_id}")

    assert statuses == [404, 200]
    assert still_told.json()["state"] == "accepted"


async def test_accepted_twice_at_once_the_case_is_taken_once(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        case, transfer_id = await a_request(client)
        takers = [acceptance(officer_code=f"WMP{number}") for number in range(5)]
        answers = await asyncio.gather(*(answer(receiver, transfer_id, "acceptance", taker) for taker in takers))
        history = (await case.seen_by(receiver).get("allocations")).json()["data"]

    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409, 409]
    assert {each.json()["code"] for each in answers if each.status_code == 409} == {"transfer_decided_already"}
    assert len(history) == 2


async def test_accepted_and_withdrawn_at_once_one_of_them_happens(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        case, transfer_id = await a_request(client)
        taken, back = await asyncio.gather(
            answer(receiver, transfer_id, "acceptance", acceptance()), answer(client, transfer_id, "withdrawal", refusal())
        )
        state = (await client.get(f"/v1/transfers/{transfer_id}")).json()["state"]
        has_it = (await case.seen_by(receiver).get("allocations")).status_code == 200

    assert sorted((taken.status_code, back.status_code)) == [201, 409]
    assert (state, has_it) == (("accepted", True) if taken.status_code == 201 else ("withdrawn", False))


@pytest.mark.parametrize(("act", "state"), [("rejection", "rejected"), ("withdrawal", "withdrawn")])
async def test_what_is_rejected_or_withdrawn_stays_with_the_sender_and_can_be_asked_again(service: Running, act: str, state: str):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        case, transfer_id = await a_request(client)
        done = await answer(receiver if act == "rejection" else client, transfer_id, act, refusal())
        late = await answer(receiver, transfer_id, "acceptance", acceptance())
        again = await case.post("transfers", transfer_to_request())
        now = await responsible(case, "2010-11-30")

    assert (done.json()["state"], done.json()["decision_reason"]) == (state, "The address lies in another area.")
    assert (late.status_code, late.json()["code"]) == (409, "transfer_decided_already")
    assert (again.status_code, now) == (201, "LDN1042")


async def test_only_the_receiver_answers_and_never_the_one_who_asked(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(national) as nora:
        _, transfer_id = await a_request(client)
        own = [await answer(client, transfer_id, act, body) for act, body in ANSWERS]
        asked = await OpenCase(nora, (await an_open_case(client)).crn).record("transfers", transfer_to_request())
        same_person = await answer(nora, asked["transfer_id"], "acceptance", acceptance(tier=2))
    async with service.as_(personas.other_offender_manager) as receiver:
        not_mine = await answer(receiver, transfer_id, "withdrawal", refusal())

    assert {(each.status_code, each.json()["code"]) for each in (*own, same_person)} == {(409, "not_the_receiver")}
    assert (not_mine.status_code, not_mine.json()["code"]) == (409, "not_the_sender")


ANSWERS = (("acceptance", acceptance()), ("rejection", refusal()))


async def test_an_acceptance_that_cannot_be_allocated_changes_nothing(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        case, transfer_id = await a_request(client, wanted_from="2010-10-06")
        refused = await answer(receiver, transfer_id, "acceptance", acceptance(starts_on="2010-10-06"))
        state = (await receiver.get(f"/v1/transfers/{transfer_id}")).json()["state"]
        hidden = (await case.seen_by(receiver).get("allocations")).status_code

    assert faults_in(refused) == [("/starts_on", "before_last_allocation")]
    assert (refused.status_code, state, hidden) == (409, "requested", 404)


async def test_the_receiver_takes_no_day_from_the_sender_that_was_not_given(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        _, transfer_id = await a_request(client, wanted_from="2010-11-15")
        early = await answer(receiver, transfer_id, "acceptance", acceptance(starts_on="2010-11-14"))
        on_the_day = await answer(receiver, transfer_id, "acceptance", acceptance(starts_on="2010-11-15"))

    assert (early.status_code, faults_in(early)) == (409, [("/starts_on", "before_wanted_from")])
    assert on_the_day.status_code == 201


async def test_a_case_without_a_tier_gets_one_from_the_receiver(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as receiver:
        case = await an_open_case(client)
        asked = await case.record("transfers", transfer_to_request())
        without = await answer(receiver, asked["transfer_id"], "acceptance", acceptance())
        with_one = await answer(receiver, asked["transfer_id"], "acceptance", acceptance(tier=2))

    assert faults_in(without) == [("/tier", "missing")]
    assert with_one.status_code == 201


async def test_a_prison_takes_the_case_when_the_person_has_arrived_and_cannot_refuse_it_then(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(lewes) as receiver:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("allocations", offender_supervisor())
        async with service.as_(personas.offender_supervisor) as sender:
            asked = await case.seen_by(sender).record("transfers", transfer_to_request(kind="prison", receiver="LWI"))
        early = await answer(receiver, asked["transfer_id"], "acceptance", acceptance(starts_on="2010-11-02"))
        await case.record("receptions", transfer(received_on="2010-11-02"))
        refused = await answer(receiver, asked["transfer_id"], "rejection", refusal())
        taken = await answer(receiver, asked["transfer_id"], "acceptance", acceptance(starts_on="2010-11-02"))
        history = (await case.get("allocations")).json()["data"]

    assert [each.json()["code"] for each in (early, refused)] == ["person_not_there", "person_is_there"]
    assert (taken.status_code, history[0]["establishment_code"], history[0]["officer_code"]) == (201, "LWI", "WMP0311")


async def test_a_stranger_finds_no_transfer_to_answer(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(lewes) as stranger:
        _, transfer_id = await a_request(client)
        answers = [await answer(stranger, transfer_id, act, body) for act, body in (*ANSWERS, ("withdrawal", refusal()))]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {(404, "not_found")}
