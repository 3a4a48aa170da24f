"""Going to court and coming back on a running service: the prison goes on holding the person, and seeing the record."""

import asyncio

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case, faults_in
from builders.offender_mgmt.custody import absence, back, reception, release, transfer
from house.running import Running


async def test_a_person_at_court_stays_on_the_roll_and_the_prison_sees_the_record(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        out = await case.record("absences", absence())
        async with service.as_(personas.contractor_system) as contractor:
            seen = (await case.seen_by(contractor).get("custody")).json()
        home = await case.record("returns", back())
        after = (await case.get("custody")).json()

    assert (out["kind"], out["out_of"], out["moved_into"]) == ("court_out", "RHI", None)
    assert (seen["establishment_code"], seen["presence"]) == ("RHI", "at_court")
    assert (home["kind"], home["reason_code"], home["moved_into"]) == ("court_return", "CRT", "RHI")
    assert (after["establishment_code"], after["presence"], after["received_on"]) == ("RHI", "in_establishment", "2010-06-14")


async def test_the_prison_and_the_trust_hear_of_absences(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("absences", absence(reason_code="RDR"))
        await case.record("returns", back())
    for persona in (personas.contractor_system, personas.trust_system):
        async with service.as_(persona) as client:
            feed = (await client.get("/v1/events", params={"limit": 5000})).json()
        told = [event["type"].removeprefix("offender_mgmt.person.") for event in feed if event["subject"] == case.crn]

        assert told[-2:] == ["went_out", "returned"]


async def test_whoever_does_not_come_back_is_unlawfully_at_large_until_recaptured(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("absences", absence(reason_code="ROR"))
        await case.record("releases", release(released_on="2010-09-08", reason_code="UAL"))
        gone = (await case.get("custody")).json()
        await case.record("receptions", reception(establishment_code="LWI", received_on="2010-09-20", reason_code="RECA"))
        caught = (await case.get("custody")).json()

    assert (gone["establishment_code"], gone["presence"]) == (None, "unlawfully_at_large")
    assert (caught["establishment_code"], caught["presence"]) == ("LWI", "in_establishment")


async def test_an_absence_that_does_not_fit_names_the_field_and_leaves_no_trace(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        elsewhere = await case.post("absences", absence(establishment_code="LWI"))
        early = await case.post("absences", absence(left_on="2010-06-13"))
        not_out = await case.post("returns", back())
        await case.record("absences", absence())
        twice = await case.post("absences", absence(reason_code="SPL"))
        other = await case.post("returns", back(establishment_code="LWI"))
        custody = (await case.get("custody")).json()

    assert faults_in(elsewhere) == [("/establishment_code", "not_in_that_establishment")]
    assert faults_in(early) == [("/left_on", "before_last_movement")]
    assert faults_in(not_out) == [("/establishment_code", "not_absent")]
    assert faults_in(twice) == [("/reason_code", "absent_already")]
    assert faults_in(other) == [("/establishment_code", "not_in_that_establishment")]
    assert len(custody["movements"]) == 2


async def test_from_court_a_person_may_go_to_another_prison(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("absences", absence())
        moved = await case.record("receptions", transfer(received_on="2010-09-06", reason_code="TRNCRT"))
        custody = (await case.get("custody")).json()

    assert moved["kind"] == "transfer"
    assert (custody["establishment_code"], custody["received_on"]) == ("LWI", "2010-09-06")


async def test_of_two_who_record_the_same_departure_at_once_one_does(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        answers = await asyncio.gather(*(case.post("absences", absence()) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_a_person_out_of_reach_and_a_person_who_is_not_there_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [await case.seen_by(client).post(act, body) for act, body in (("absences", absence()), ("returns", back()))]
        case.crn = "Z999999"
        absent = [await case.seen_by(client).post(act, body) for act, body in (("absences", absence()), ("returns", back()))]
    async with service.as_(personas.programme_team) as client:
        refused = await case.seen_by(client).post("absences", absence())

    assert [answer.status_code for answer in (*hidden, *absent, refused)] == [404, 404, 404, 404, 403]
    assert [{**each.json(), "instance": ""} for each in hidden] == [{**each.json(), "instance": ""} for each in absent]
