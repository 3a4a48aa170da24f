"""Recording and reading appearances on a running service."""

import asyncio
from uuid import uuid4

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.appearances import ANOTHER_OFFENCE, MAIN_OFFENCE, appearance_to_record, appeared
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make, sentence_passed
from house.running import Running, once


def wire(model) -> dict[str, object]:
    return model.model_dump(mode="json")


async def test_an_appearance_is_read_as_it_was_told_with_each_offence_in_its_group(service: Running):
    """Source of the groups: offence_codes.csv, 008 is violence and 105 too; the main offence comes first."""
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await appeared(client, crn, ANOTHER_OFFENCE, MAIN_OFFENCE)
        read = await client.get(f"/v1/appearances/{made['appearance_id']}")
        listed = await client.get(f"/v1/persons/{crn}/appearances")

    assert read.json() == made
    assert listed.json() == {"data": [made]}
    told = [(one["offence_code"], one["group_code"], one["main"], one["committed_until"]) for one in made["offences"]]
    assert told == [("00801", "VIOL", True, "2009-12-12"), ("10501", "VIOL", False, "2009-12-12")]


async def test_a_code_that_needs_the_exact_offence_has_no_group(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await appeared(client, await registered(client), MAIN_OFFENCE | {"offence_code": "08800"})

    assert made["offences"][0]["group_code"] is None


async def test_appearances_are_listed_newest_first(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await appeared(client, crn)
        await appeared(client, crn, appeared_on="2010-04-01", outcome="adjourned_for_reports", next_appearance_on="2010-05-17")
        listed = (await client.get(f"/v1/persons/{crn}/appearances")).json()["data"]

    assert [one["appeared_on"] for one in listed] == ["2010-05-17", "2010-04-01"]


async def test_what_cannot_have_happened_is_named_by_its_field_and_nothing_is_kept(service: Running):
    told = appearance_to_record(MAIN_OFFENCE | {"committed_from": "1984-03-08", "offence_code": "00000"}, outcome="adjourned")
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        answer = await client.post(f"/v1/persons/{crn}/appearances", json=wire(told), headers=once())
        listed = await client.get(f"/v1/persons/{crn}/appearances")

    assert (answer.status_code, answer.json()["code"]) == (409, "appearance_refused")
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/offences/0/committed_from", "before_birth"),
        ("/offences/0/offence_code", "unknown_offence_code"),
        ("/next_appearance_on", "missing"),
    }
    assert listed.json() == {"data": []}


async def test_one_appearance_told_many_times_at_once_is_recorded_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        path = f"/v1/persons/{await registered(client)}/appearances"
        told = wire(appearance_to_record())
        answers = await asyncio.gather(*(client.post(path, json=told, headers=once()) for _ in range(4)))
        listed = await client.get(path)

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"appearance_on_record"}
    assert len(listed.json()["data"]) == 1


async def test_an_appearance_out_of_reach_looks_like_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await appeared(client, crn)
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [
            await client.get(f"/v1/appearances/{made['appearance_id']}"),
            await client.get(f"/v1/persons/{crn}/appearances"),
            await client.post(f"/v1/persons/{crn}/appearances", json=wire(appearance_to_record()), headers=once()),
        ]
        absent = await client.get(f"/v1/appearances/{uuid4()}")

    assert [answer.status_code for answer in hidden] == [404, 404, 404]
    assert {answer.json()["detail"] for answer in hidden} == {absent.json()["detail"]}


async def test_a_programme_team_reads_appearances_and_records_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
    async with service.as_(personas.programme_team) as client:
        read = await client.get(f"/v1/persons/{crn}/appearances")
        write = await client.post(f"/v1/persons/{crn}/appearances", json=wire(appearance_to_record()), headers=once())

    assert (read.status_code, write.status_code) == (200, 403)


async def test_a_sentence_names_the_appearance_at_which_it_was_passed(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await appeared(client, crn)
        passed = await sentence_passed(client, crn, appearance_id=made["appearance_id"])

    assert passed["appearance_id"] == made["appearance_id"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"appeared_on": "2010-05-16"}, "another_appearance"),
        ({"court": "magistrates_court"}, "another_appearance"),
        (None, "unknown_appearance"),
    ],
)
async def test_an_appearance_of_another_day_court_or_person_is_refused_by_name(service: Running, changes, code):
    async with service.as_(personas.offender_manager) as client:
        crn, other = await registered(client), await registered(client)
        named = (await appeared(client, crn if changes else other, **changes or {}))["appearance_id"]
        answers = [
            await client.post(
                f"/v1/persons/{crn}/custodial-sentences",
                json=wire(custodial_sentence_to_record(appearance_id=named)),
                headers=once(),
            ),
            await client.post(f"/v1/persons/{crn}/orders", json=wire(order_to_make(appearance_id=named)), headers=once()),
        ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "appearance_does_not_fit")] * 2
    assert answers[0].json()["errors"][0]["code"] == code
    assert answers[0].json()["errors"][0]["pointer"] == "/appearance_id"
