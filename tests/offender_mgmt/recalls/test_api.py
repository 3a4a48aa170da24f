"""Recalls on a running service, and what they do to the licence and the key dates."""

import asyncio
from uuid import uuid4

from builders.offender_mgmt import personas
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.key_dates_on_record import calculated
from builders.offender_mgmt.licences import RESIDE, drawn, in_force, recall_to_record, recalled
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import sentence_passed
from house.running import Running, once
from noms.chassis.identity.caller import Caller
from services.offender_mgmt.recalls.queries import recall_in_force

RETURNED, RELEASED = {"returned_to_custody_on": "2011-12-12"}, {"released_again_on": "2012-01-08"}


async def step(client, recall: dict, what: str, body: dict):
    return await client.post(f"/v1/recalls/{recall['recall_id']}/{what}", json=body, headers=once())


async def somebody_sentenced(client, **changes) -> str:
    crn = await registered(client)
    await sentence_passed(client, crn, **changes)
    return crn


async def test_a_recall_ends_the_licence_and_names_the_conditions_broken(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client)
        licence = await in_force(service, await drawn(client, crn, RESIDE))
        broken = licence["conditions"][-1]["condition_id"]
        made = await recalled(client, crn, conditions_breached=[broken])
        read = (await client.get(f"/v1/licences/{licence['licence_id']}")).json()
        listed = await client.get(f"/v1/persons/{crn}/recalls")

    assert (made["licence_id"], made["conditions_breached"]) == (licence["licence_id"], [broken])
    assert (read["state"], read["moves"][-1]["state"]) == ("RECALLED", "RECALLED")
    assert listed.json() == {"data": [made]}


async def test_a_fixed_term_runs_28_days_from_the_return_to_custody(service: Running):
    """Source: CJA 2003 s.255B: the 28 days begin with the day of the return."""
    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client)
        made = await recalled(client, crn, kind="fixed_term")
        before = await calculated(client, crn, reason="recall")
        returned = await step(client, made, "return", RETURNED)
        after = await calculated(client, crn, reason="recall")
        released = await step(client, made, "release", RELEASED)
        later = await calculated(client, crn, reason="correction")

    assert (returned.json()["returned_to_custody_on"], released.json()["released_again_on"]) == ("2011-12-12", "2012-01-08")
    assert ["PRRD" in one["dates"] for one in (before, after, later)] == [False, True, False]
    assert after["dates"]["PRRD"] == "2012-01-08"


async def test_a_recall_is_in_force_until_the_person_is_released_again(service: Running):
    async def now(crn: str):
        async with await service.database.session(Caller.service("offender_mgmt")) as session:
            return await recall_in_force(session, crn)

    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client)
        assert await now(crn) is None
        made = await recalled(client, crn)
        in_force_then = await now(crn)
        await step(client, made, "return", RETURNED)
        await step(client, made, "release", RELEASED)

    assert in_force_then is not None
    assert str(in_force_then.recall_id) == made["recall_id"]
    assert await now(crn) is None


async def test_somebody_recalled_is_not_recalled_again_however_many_try_at_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client)
        told = recall_to_record().model_dump(mode="json")
        tries = (client.post(f"/v1/persons/{crn}/recalls", json=told, headers=once()) for _ in range(4))
        answers = await asyncio.gather(*tries)
    async with service.as_(personas.auditor) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"recalled_already"}
    assert [e["type"] for e in feed if e["subject"] == crn].count("offender_mgmt.person.recalled") == 1


async def test_steps_out_of_order_are_refused(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await recalled(client, await somebody_sentenced(client))
        refused = [
            await step(client, made, "release", RELEASED),
            await step(client, made, "return", {"returned_to_custody_on": "2011-12-04"}),
            await step(client, made, "return", {"returned_to_custody_on": "2090-01-01"}),
        ]
        await step(client, made, "return", RETURNED)
        refused += [
            await step(client, made, "return", RETURNED),
            await step(client, made, "release", {"released_again_on": "2011-12-11"}),
        ]
        await step(client, made, "release", RELEASED)
        refused.append(await step(client, made, "release", RELEASED))

    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(409, "recall_step_not_possible")}


async def test_what_cannot_be_is_named_by_its_field(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client, length={"months": 6})
        told = recall_to_record(conditions_breached=[str(uuid4())], recalled_on="2010-10-01").model_dump(mode="json")
        answer = await client.post(f"/v1/persons/{crn}/recalls", json=told, headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "recall_refused")
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/kind", "no_licence"),
        ("/conditions_breached/0", "not_on_the_licence"),
    }


async def test_a_recall_out_of_reach_looks_like_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client)
        made = await recalled(client, crn)
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [
            await client.get(f"/v1/persons/{crn}/recalls"),
            await client.post(f"/v1/persons/{crn}/recalls", json=recall_to_record().model_dump(mode="json"), headers=once()),
            await step(client, made, "return", RETURNED),
            await step(client, made, "release", RELEASED),
            await step(client, {"recall_id": uuid4()}, "return", RETURNED),
        ]
    async with service.as_(personas.offender_supervisor) as client:
        forbidden = await step(client, made, "return", RETURNED)

    assert [answer.status_code for answer in hidden] == [404] * 5
    assert len({answer.json()["detail"] for answer in hidden}) == 1
    assert forbidden.status_code == 403


async def in_and_out(client, crn: str, *received: tuple[str, str, str | None]) -> None:
    for received_on, reason, released_on in received:
        told = reception(received_on=received_on, reason_code=reason).model_dump(mode="json")
        assert (await client.post(f"/v1/persons/{crn}/receptions", json=told, headers=once())).status_code == 201
        if released_on:
            left = release(released_on=released_on).model_dump(mode="json")
            assert (await client.post(f"/v1/persons/{crn}/releases", json=left, headers=once())).status_code == 201


async def test_a_recall_is_judged_by_where_the_person_was_on_its_day(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client)
        await in_and_out(client, crn, ("2010-05-17", "I", "2011-11-15"), ("2011-12-12", "L", None))
        told = recall_to_record(recalled_on="2011-11-14").model_dump(mode="json")
        held = await client.post(f"/v1/persons/{crn}/recalls", json=told, headers=once())
        made = await recalled(client, crn, recalled_on="2011-12-05")

    assert [fault["code"] for fault in held.json()["errors"]] == ["in_custody"]
    assert made["recalled_on"] == "2011-12-05"


async def test_somebody_under_two_short_sentences_in_a_row_can_be_recalled(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await somebody_sentenced(client, length={"months": 9})
        first = (await client.get(f"/v1/persons/{crn}/custodial-sentences")).json()["data"][0]["sentence_id"]
        await sentence_passed(client, crn, length={"months": 9}, consecutive_to=[first])
        made = await recalled(client, crn, recalled_on="2011-03-01")

    assert made["kind"] == "standard"
