"""Escorts on a running service: the prison books, the contractor carries out, the court's area looks on."""

import asyncio
from uuid import uuid4

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.escorts import booked, escort, moved
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

contractor = Persona("serco-system", "SERCO", CallerKind.SYSTEM, ("escort-contractor",), {"organisations": ["SERCO"]})
other_contractor = Persona("g4s-system", "G4S", CallerKind.SYSTEM, ("escort-contractor",), {"organisations": ["G4S"]})


@pytest.fixture
async def prison(service: Running):
    async with service.as_(personas.contractor_system) as client:
        yield client


@pytest.fixture
async def case(service: Running, prison: httpx.AsyncClient) -> OpenCase:
    async with service.as_(personas.offender_manager) as client:
        opened = await an_open_case(client)
        await opened.record("receptions", reception())
    return opened.seen_by(prison)


async def test_an_escort_is_booked_departs_and_arrives_late(service: Running, case: OpenCase):
    escort_id = await booked(case)
    async with service.as_(contractor) as client:
        gone = await moved(client, escort_id, "departure", departed_at="2010-09-06T07:20:00Z")
        there = await moved(client, escort_id, "arrival", arrived_at="2010-09-06T09:04:30Z")
        again = await moved(client, escort_id, "arrival", arrived_at="2010-09-06T09:05:00Z")
        day = (await client.get("/v1/escorts", params={"on": "2010-09-06"})).json()

    assert (gone.json()["state"], there.json()["state"]) == ("departed", "arrived")
    assert (there.json()["on_time"], there.json()["minutes_late"]) == (False, 4)
    assert (again.status_code, faults_in(again)) == (409, [("/arrived_at", "out_of_turn")])
    assert [each["escort_id"] for each in day["data"] if each["escort_id"] == escort_id] == [escort_id]
    assert day["arrived"] - day["on_time"] >= 1


async def test_the_contractor_sees_the_escort_and_never_the_record(service: Running, case: OpenCase):
    escort_id = await booked(case)
    async with service.as_(contractor) as client:
        seen = await client.get(f"/v1/escorts/{escort_id}")
        record = await case.seen_by(client).get("custody")
        of_person = await case.seen_by(client).get("escorts")
    async with service.as_(personas.offender_manager) as client:
        history = (await case.seen_by(client).get("escorts")).json()

    assert (seen.status_code, seen.json()["crn"]) == (200, case.crn)
    assert (record.status_code, of_person.status_code) == (403, 404)
    assert [each["escort_id"] for each in history["data"]] == [escort_id]


async def test_an_escort_of_others_and_one_that_is_not_there_look_the_same(service: Running, case: OpenCase):
    escort_id = await booked(case)
    acts = {
        "departure": {"departed_at": "2010-09-06T07:20:00Z"},
        "arrival": {"arrived_at": "2010-09-06T08:20:00Z"},
        "cancellation": {"reason": "Adjourned."},
    }
    async with service.as_(other_contractor) as client:
        hidden = [await client.get(f"/v1/escorts/{escort_id}")]
        hidden += [await moved(client, escort_id, act, **said) for act, said in acts.items()]
        absent = [await client.get(f"/v1/escorts/{uuid4()}")]
        absent += [await moved(client, str(uuid4()), act, **said) for act, said in acts.items()]
        day = (await client.get("/v1/escorts", params={"on": "2010-09-06"})).json()
        unbooked = await case.seen_by(client).post("escorts", escort())

    assert {each.status_code for each in (*hidden, *absent, unbooked)} == {404}
    assert [{**each.json(), "instance": ""} for each in hidden] == [{**each.json(), "instance": ""} for each in absent]
    assert (day["data"], day["arrived"], day["on_time_percent"]) == ([], 0, None)


async def test_the_day_of_an_escort_is_that_of_london(service: Running, case: OpenCase):
    """Half past midnight of London in June is the evening before in universal time."""
    early = await booked(case, collect_at="2010-06-20T23:30:00Z", due_at="2010-06-21T02:00:00Z")
    async with service.as_(contractor) as client:
        days = [(await client.get("/v1/escorts", params={"on": day})).json() for day in ("2010-06-20", "2010-06-21")]

    assert [early in {each["escort_id"] for each in day["data"]} for day in days] == [False, True]


async def test_an_escort_may_be_cancelled_and_booked_again(case: OpenCase, prison: httpx.AsyncClient):
    escort_id = await booked(case)
    twice = await case.post("escorts", escort())
    cancelled = await moved(prison, escort_id, "cancellation", reason="The hearing was adjourned.")
    gone = await moved(prison, escort_id, "departure", departed_at="2010-09-06T07:20:00Z")
    again = await case.post("escorts", escort())

    assert (twice.status_code, twice.json()["code"]) == (409, "escort_booked_already")
    assert (cancelled.json()["state"], cancelled.json()["cancellation_reason"]) == ("cancelled", "The hearing was adjourned.")
    assert (gone.status_code, again.status_code) == (409, 201)


@pytest.mark.parametrize("year", ["0001", "2100", "9999"])
async def test_an_escort_of_no_possible_year_is_refused_wherever_it_is_named(
    case: OpenCase, prison: httpx.AsyncClient, year: str
):
    times = {"collect_at": f"{year}-01-01T00:30:00+02:00", "due_at": f"{year}-12-31T23:30:00Z"}
    asked = escort().model_dump(mode="json") | times
    booking = await prison.post(f"/v1/persons/{case.crn}/escorts", json=asked, headers=once())
    gone = await moved(prison, await booked(case), "departure", departed_at=times["collect_at"])
    days = [await prison.get("/v1/escorts", params={"on": f"{year}-{day}"}) for day in ("01-01", "12-31")]

    assert [each.status_code for each in (booking, gone, *days)] == [422] * 4
    assert [pointer for pointer, _ in faults_in(booking)] == ["/collect_at", "/due_at"]


async def test_of_departures_recorded_at_once_one_counts(case: OpenCase, prison: httpx.AsyncClient):
    escort_id = await booked(case)
    times = ("2010-09-06T07:20:00Z", "2010-09-06T07:21:00Z", "2010-09-06T07:22:00Z")
    answers = await asyncio.gather(*(moved(prison, escort_id, "departure", departed_at=at) for at in times))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]


async def test_nobody_is_escorted_out_of_a_prison_that_they_are_not_in_nor_after_their_death(service: Running, case: OpenCase):
    elsewhere = await case.post("escorts", escort(establishment_code="LWI"))
    async with service.as_(personas.offender_manager) as client:
        await case.seen_by(client).record("releases", release(released_on="2010-08-01", reason_code="DEC"))
    gone = await case.post("escorts", escort())

    assert faults_in(elsewhere) == [("/establishment_code", "not_in_that_establishment")]
    assert gone.status_code == 404


async def test_the_contractor_the_prison_and_the_courts_area_hear_of_it(service: Running, case: OpenCase):
    escort_id = await booked(case)
    heard = {}
    for persona in (personas.contractor_system, personas.trust_system):
        async with service.as_(persona) as client:
            feed = (await client.get("/v1/events", params={"limit": 5000})).json()
        heard[persona.name] = [each["data"]["state"] for each in feed if each["data"].get("escort_id") == escort_id]

    assert set(map(tuple, heard.values())) == {("booked",)}
