"""Particulars on a running service: recorded, corrected, read as they stood and as they were known."""

import asyncio

import pytest
from sqlalchemy import text

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.particulars import address, alias, disability, language, no_fixed_abode, personal_contact
from house.running import Running

ONE_OF_EACH = {
    "aliases": alias(),
    "addresses": address(),
    "languages": language(),
    "disabilities": disability(),
    "personal-contacts": personal_contact(),
}


async def test_everything_recorded_is_read_back_in_its_one_form(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = {act: await case.record(act, body) for act, body in ONE_OF_EACH.items()}
        read = (await case.get("particulars")).json()

    assert read == {"crn": case.crn} | {act.replace("-", "_"): [row] for act, row in made.items()}
    assert made["addresses"]["postcode"] == "SE5 8AF"
    assert (made["languages"]["interpreter_needed"], made["disabilities"]["provisions"]) == (True, ["Hearing loop"])
    assert made["personal-contacts"]["recorded_by"] == "olive"


async def test_a_correction_takes_the_place_of_a_fact_and_leaves_what_was_known(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        wrong = await case.record("addresses", address())
        async with service.database.engine.begin() as connection:
            await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
            await connection.execute(
                text("UPDATE address SET recorded_at = '2010-03-01 23:30Z' WHERE crn = :crn"), {"crn": case.crn}
            )
        ended = await case.record("addresses", address(ends_on="2010-02-28", supersedes=wrong["address_id"]))
        homeless = await case.record("addresses", no_fixed_abode(starts_on="2010-03-01"))
        stands = (await case.get("particulars")).json()["addresses"]
        on_the_day = (await case.get("particulars?on=2010-02-28")).json()["addresses"]
        known = (await case.get("particulars?known_on=2010-03-01")).json()["addresses"]
        not_yet_known = (await case.get("particulars?known_on=2010-02-28")).json()["addresses"]

    assert [row["address_id"] for row in stands] == [homeless["address_id"], ended["address_id"]]
    assert [row["address_id"] for row in on_the_day] == [ended["address_id"]]
    assert [row["address_id"] for row in known] == [wrong["address_id"]]
    assert not_yet_known == []


async def test_a_fact_is_corrected_once_also_when_two_do_it_at_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("languages", language())
        newer = language(skill="fluent", supersedes=made["spoken_language_id"])
        answers = await asyncio.gather(*(case.post("languages", newer) for _ in range(2)))
        stands = (await case.get("particulars")).json()["languages"]

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert [(row["skill"], row["supersedes"]) for row in stands] == [("fluent", made["spoken_language_id"])]


async def test_a_second_main_address_is_refused_also_when_two_record_one_at_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        answers = await asyncio.gather(*(case.post("addresses", address(lines=[f"{n} Mill Lane"])) for n in range(3)))

    refused = [answer for answer in answers if answer.status_code == 409]
    assert len(refused) == 2
    assert {tuple(faults_in(answer)) for answer in refused} == {(("/starts_on", "overlaps"),)}


async def test_a_fact_of_another_person_is_not_corrected(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await (await an_open_case(client)).record("languages", language())
        refused = await (await an_open_case(client)).post("languages", language(supersedes=made["spoken_language_id"]))

    assert (refused.status_code, faults_in(refused)) == (409, [("/supersedes", "not_standing")])


@pytest.mark.parametrize("act", ONE_OF_EACH)
async def test_particulars_of_a_person_out_of_reach_and_of_nobody_look_the_same(service: Running, act: str):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record(act, ONE_OF_EACH[act])
    for stranger in (personas.other_offender_manager, personas.unreaching):
        async with service.as_(stranger) as client:
            hidden, absent = case.seen_by(client), OpenCase(client, "Z999999")
            for mine, none in (
                (await hidden.get("particulars"), await absent.get("particulars")),
                (await hidden.post(act, ONE_OF_EACH[act]), await absent.post(act, ONE_OF_EACH[act])),
            ):
                assert mine.status_code == none.status_code == 404
                assert {**mine.json(), "instance": ""} == {**none.json(), "instance": ""}


async def test_who_only_reads_records_nothing(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.programme_team) as reader:
        mine = case.seen_by(reader)
        assert (await mine.get("particulars")).status_code == 200
        assert {(await mine.post(act, body)).status_code for act, body in ONE_OF_EACH.items()} == {403}
