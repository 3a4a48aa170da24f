"""Licences on a running service."""

import asyncio
from uuid import uuid4

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.licences import RESIDE, SECOND_OFFICER, curfew_licence, drawn, in_force, licence_to_draw, moved
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import custodial_sentence_to_record
from house.running import Running, once


async def test_a_licence_is_drawn_submitted_approved_by_another_and_active(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await drawn(client, crn, RESIDE)
        active = await in_force(service, made)
        read = await client.get(f"/v1/licences/{made['licence_id']}")
        listed = await client.get(f"/v1/persons/{crn}/licences")

    assert read.json() == active
    assert listed.json() == {"data": [active]}
    assert [(move["state"], move["recorded_by"]) for move in active["moves"]] == [
        ("IN_PROGRESS", "olive"),
        ("SUBMITTED", "olive"),
        ("APPROVED", "orla"),
        ("ACTIVE", "olive"),
    ]
    assert [one["code"] for one in active["conditions"]][-2:] == ["NO_OFFENCE", "RESIDE_AT"]
    assert active["policy_version"] == "2005"


async def test_nobody_decides_on_a_licence_that_they_drew_up_or_submitted(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await drawn(client, await registered(client))
    async with service.as_(SECOND_OFFICER) as client:
        await moved(client, made, "SUBMITTED")
    answers = []
    for persona, behind in (
        (personas.offender_manager, {}),
        (SECOND_OFFICER, {}),
        (personas.trust_system, {"on_behalf_of": "orla"}),
    ):
        async with service.as_(persona, **behind) as client:
            answers.append(await moved(client, made, "APPROVED"))
            answers.append(await moved(client, made, "REJECTED", "No."))

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(409, "approved_by_its_author")}


async def test_a_step_that_the_state_does_not_allow_is_refused(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await drawn(client, await registered(client))
        answers = [await moved(client, made, state) for state in ("ACTIVE", "RECALLED", "INACTIVE", "VARIATION_SUBMITTED")]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(409, "licence_move_not_allowed")}


async def test_a_licence_begins_on_its_day_and_not_in_custody(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        held = await drawn(client, case.crn)
        future = await drawn(client, await registered(client), starts_on="2090-01-01", ends_on=None)
        await moved(client, held, "SUBMITTED")
        await moved(client, future, "SUBMITTED")
    async with service.as_(SECOND_OFFICER) as client:
        for made in (held, future):
            assert (await moved(client, made, "APPROVED")).status_code == 200
        answers = [await moved(client, made, "ACTIVE") for made in (held, future)]

    assert ["custody" in answers[0].json()["detail"], "first day" in answers[1].json()["detail"]] == [True, True]


async def test_a_person_is_on_one_licence_at_a_time_however_many_begin_at_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = [await drawn(client, crn) for _ in range(3)]
        for one in made:
            await moved(client, one, "SUBMITTED")
        async with service.as_(SECOND_OFFICER) as another:
            for one in made:
                await moved(another, one, "APPROVED")
        answers = await asyncio.gather(*(moved(client, one, "ACTIVE") for one in made))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"licence_active_already"}


async def test_a_variation_takes_the_place_of_the_conditions_once_it_is_active(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        first = await in_force(service, await drawn(client, crn, RESIDE))
        path = f"/v1/licences/{first['licence_id']}/variations"
        varied = await client.post(
            path, json={"starts_on": "2012-02-01", "reason": "Place ends.", "conditions": []}, headers=once()
        )
        second = await in_force(service, varied.json(), variation=True)
        states = {one["licence_id"]: one["state"] for one in (await client.get(f"/v1/persons/{crn}/licences")).json()["data"]}
        too_late = await client.post(path, json={"starts_on": "2012-02-01", "reason": "Again.", "conditions": []}, headers=once())

    assert varied.status_code == 201
    assert (second["varies"], second["ends_on"]) == (first["licence_id"], first["ends_on"])
    assert "RESIDE_AT" not in [one["code"] for one in second["conditions"]]
    assert states == {first["licence_id"]: "INACTIVE", second["licence_id"]: "ACTIVE"}
    assert (too_late.status_code, too_late.json()["code"]) == (409, "licence_move_not_allowed")


async def test_home_detention_curfew_keeps_its_address_and_hours(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        told = curfew_licence().model_dump(mode="json")
        made = (await client.post(f"/v1/persons/{crn}/licences", json=told, headers=once())).json()
        short = told | {"curfew": told["curfew"] | {"begins_at": "23:00"}}
        refused = await client.post(f"/v1/persons/{crn}/licences", json=short, headers=once())

    assert made["curfew"] == told["curfew"]
    assert made["conditions"][7]["code"] == "HDC_CURFEW"
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (409, "/curfew/ends_at")


@pytest.mark.parametrize("persona", [personas.other_offender_manager, personas.unreaching])
async def test_a_licence_out_of_reach_looks_like_none(service: Running, persona):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await drawn(client, crn)
    variation = {"starts_on": "2012-02-01", "reason": "No.", "conditions": []}
    async with service.as_(persona) as client:
        hidden = [
            await client.get(f"/v1/persons/{crn}/licences"),
            await client.post(f"/v1/persons/{crn}/licences", json=licence_to_draw().model_dump(mode="json"), headers=once()),
            await moved(client, made, "SUBMITTED"),
            *[await client.get(f"/v1/licences/{one}") for one in (made["licence_id"], uuid4())],
            await client.post(f"/v1/licences/{made['licence_id']}/variations", json=variation, headers=once()),
        ]

    assert [answer.status_code for answer in hidden] == [404] * 6
    assert len({answer.json()["detail"] for answer in hidden}) == 1


async def test_the_supervisor_in_the_prison_reads_the_licence_and_draws_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        made = await drawn(client, case.crn)
    async with service.as_(personas.offender_supervisor) as client:
        read = await client.get(f"/v1/licences/{made['licence_id']}")
        write = await moved(client, made, "SUBMITTED")

    assert (read.status_code, write.status_code) == (200, 403)


async def test_a_licence_of_the_dead_only_ends(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        made = await drawn(client, case.crn)
        await moved(client, made, "SUBMITTED")
        await case.record("releases", release(released_on="2010-09-01", reason_code="DEC"))
        async with service.as_(SECOND_OFFICER) as second:
            refused = await moved(second, made, "APPROVED")
            rejected = await moved(second, made, "REJECTED", "Died before.")
        varied = await client.post(
            f"/v1/licences/{made['licence_id']}/variations",
            json={"starts_on": "2012-01-01", "reason": "x", "conditions": []},
            headers=once(),
        )

    assert [answer.json()["code"] for answer in (refused, varied)] == ["person_has_died"] * 2
    assert rejected.json()["state"] == "REJECTED"


async def test_no_licence_begins_before_the_first_sentence_was_passed(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("custodial-sentences", custodial_sentence_to_record())
        early = await case.post("licences", licence_to_draw(starts_on="2010-05-16"))
        made = await case.record("licences", licence_to_draw(starts_on="2010-05-17"))

    assert faults_in(early) == [("/starts_on", "before_the_sentence")]
    assert made["state"] == "IN_PROGRESS"
