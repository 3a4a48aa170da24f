"""Registering, reading and finding people, within the caller's reach."""

import asyncio

from sqlalchemy import select

from builders.offender_mgmt import personas
from builders.offender_mgmt.persons import person_to_register, pnc, registered
from house.running import Running, once
from noms.chassis.database.rows import AuditRow


def facts(**changes):
    return person_to_register(**{"identifiers": []} | changes).model_dump(mode="json")


async def test_a_registered_person_gets_a_crn_and_numbers_in_their_one_form(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await client.post("/v1/persons", json=facts(identifiers=pnc("02/73319Z")), headers=once())
        assert made.status_code == 201, made.text
        read = await client.get(f"/v1/persons/{made.json()['crn']}")

    assert made.status_code == 201, made.text
    assert made.json()["crn"][0].isalpha()
    assert made.json()["identifiers"] == [
        {
            "kind": "pnc", "value": "2002/0073319Z", "held_from": "2003-01-01", "held_until": None, "valid": True, "reason": None,
        }
    ]  # fmt: skip
    assert read.json() == made.json()


async def test_two_people_get_two_crns(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crns = await asyncio.gather(*(registered(client, surname=f"Twin{letter}") for letter in "ABCD"))

    assert len(set(crns)) == 4


async def test_a_placeholder_birthday_and_a_mistyped_number_are_refused_with_their_places(service: Running):
    wrong = facts(date_of_birth="1970-01-01", identifiers=pnc("20030011985Z"))
    async with service.as_(personas.offender_manager) as client:
        answer = await client.post("/v1/persons", json=wrong, headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "facts_not_sufficient")
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {
        "/date_of_birth": "placeholder_date",
        "/identifiers/0/value": "wrong_check_letter",
    }


async def test_somebody_known_by_the_number_is_named_and_not_registered_twice(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, identifiers=pnc("79/163001B"))
        again = await client.post("/v1/persons", json=facts(identifiers=pnc("1979/0163001b")), headers=once())

    assert (again.status_code, again.json()["code"]) == (409, "already_known")
    assert again.json()["errors"][0]["message"] == f"{crn} is known by this number."


async def test_one_number_offered_by_many_at_the_same_instant_opens_one_case(service: Running):
    offered = facts(identifiers=pnc("67/9893091D"))
    async with service.as_(personas.offender_manager) as client:
        answers = await asyncio.gather(*(client.post("/v1/persons", json=offered, headers=once()) for _ in range(6)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]


async def test_a_number_held_out_of_reach_tells_nothing(service: Running):
    async with service.as_(personas.offender_manager) as client:
        await registered(client, identifiers=pnc("81/34U"))
    async with service.as_(personas.other_offender_manager) as client:
        elsewhere = await client.post("/v1/persons", json=facts(provider="WMP", identifiers=pnc("81/34U")), headers=once())

    assert elsewhere.status_code == 201


async def test_a_person_of_another_trust_and_an_absent_one_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
    for stranger in (personas.other_offender_manager, personas.contractor_system, personas.unreaching):
        async with service.as_(stranger) as client:
            hidden, absent = await client.get(f"/v1/persons/{crn}"), await client.get("/v1/persons/Z999999")
            assert hidden.status_code == absent.status_code == 404
            assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_nobody_registers_a_person_for_a_trust_out_of_reach(service: Running):
    async with service.as_(personas.offender_manager) as client:
        answer = await client.post("/v1/persons", json=facts(provider="WMP"), headers=once())

    assert answer.status_code == 404


async def test_the_commissioner_sees_no_person(service: Running):
    async with service.as_(personas.commissioner) as client:
        assert (await client.get("/v1/persons/A000001")).status_code == 403
        assert (
            await client.post("/v1/persons/search", json={"surname": "Marlow", "date_of_birth": "1984-03-09"})
        ).status_code == 403


async def test_every_reading_and_search_is_audited_with_the_people_it_showed(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, surname="Watched")
        await client.get(f"/v1/persons/{crn}")
        await client.post("/v1/persons/search", json={"surname": "Watched", "date_of_birth": "1984-03-09"})
    async with service.database.engine.connect() as connection:
        told = (await connection.execute(select(AuditRow.action).where(AuditRow.subject == crn))).scalars().all()

    assert sorted(told) == ["read_person", "register_person", "search_persons"]


async def test_a_number_is_checked_without_looking_anybody_up(service: Running):
    async with service.as_(personas.offender_supervisor) as client:
        right = await client.post("/v1/identifiers/check", json={"kind": "pnc", "value": "02/73319Z"})
        wrong = await client.post("/v1/identifiers/check", json={"kind": "cro", "value": "85227/65G"})

    assert right.json() == {"valid": True, "canonical": "2002/0073319Z", "reason": None}
    assert wrong.json() == {"valid": False, "canonical": None, "reason": "wrong_check_letter"}
