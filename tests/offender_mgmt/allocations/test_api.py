"""Allocations on a running service: one officer of a role at a time, and who sees the case."""

import asyncio
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager, offender_supervisor
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.responsibility import case_administrator, key_worker
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make, suspended_order_to_make
from builders.offender_mgmt.transfers import passed_on
from house.running import Running
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.allocation_events import AllocationEnding
from services.offender_mgmt.allocations.tables import AllocationRow

west_midlands = Persona("wendy", "DOM-WM", CallerKind.STAFF, ("offender-manager",), {"regions": ["WM"]})
west_mercia_system = Persona("wmp-case-system", "WMP", CallerKind.SYSTEM, ("trust-system",), personas.WEST_MERCIA)


async def test_the_first_offender_manager_is_due_three_working_days_after_the_order(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("orders", order_to_make(made_on="2010-10-04"))
        made = await case.record("allocations", offender_manager(starts_on="2010-10-08"))

    assert (made["due_by"], made["in_time"]) == ("2010-10-07", False)
    assert "National Standards 2007" in made["due_source"]


async def test_after_custody_the_days_are_counted_from_release(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
        await case.record("receptions", reception(received_on="2010-05-17"))
        await case.record("releases", release(released_on="2010-10-04"))
        made = await case.record("allocations", offender_manager(starts_on="2010-10-05", tier=4, tier_reason="High risk."))

    assert (made["due_by"], made["in_time"]) == ("2010-10-05", True)


async def test_an_offender_supervisor_is_due_two_working_days_after_sentence(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
        await case.record("receptions", reception(received_on="2010-05-17"))
        made = await case.record("allocations", offender_supervisor(starts_on="2010-05-19"))

    assert (made["due_by"], made["in_time"]) == ("2010-05-19", True)


async def test_a_person_without_a_sentence_has_no_day_due(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("allocations", offender_manager())

    assert (made["due_by"], made["in_time"], made["due_source"]) == (None, None, None)


async def test_the_officer_before_hands_over_on_the_day_the_next_one_begins(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("allocations", offender_manager(starts_on="2010-10-06"))
        await case.record("allocations", offender_manager(officer_code="LDN7", starts_on="2010-12-01"))
        history = (await case.get("allocations")).json()["data"]

    assert [(line["officer_code"], line["starts_on"], line["ends_on"]) for line in history] == [
        ("LDN7", "2010-12-01", None),
        ("LDN1042", "2010-10-06", "2010-12-01"),
    ]


async def test_of_many_officers_at_once_one_takes_the_case(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        officers = [offender_manager(officer_code=f"LDN{number}") for number in range(6)]
        answers = await asyncio.gather(*(case.post("allocations", officer) for officer in officers))
        history = (await case.get("allocations")).json()["data"]

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert len(history) == 1


async def test_a_case_given_to_another_trust_can_be_seen_by_it(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as other:
        case = await an_open_case(client)
        before = await case.seen_by(other).get("allocations")
        await passed_on(service, case.crn, by=personas.offender_manager, to=personas.other_offender_manager)
        after = await case.seen_by(other).get("allocations")

    assert (before.status_code, after.status_code) == (404, 200)


async def test_nobody_gives_a_case_to_another_trust_without_being_asked_nor_takes_one(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        untaken = await case.post("allocations", offender_manager(officer_code="WMP3", provider="WMP"))
        await case.record("receptions", reception())
        await case.record("orders", order_to_make(provider="WMP"))
        await case.record("allocations", offender_manager())
        given_away = await case.post("allocations", offender_manager(officer_code="WMP3", provider="WMP", starts_on="2010-11-01"))
        acts = []
        for persona in (personas.other_offender_manager, personas.offender_supervisor):
            for provider in ("WMP", "LDN"):
                async with service.as_(persona) as other:
                    taken = offender_manager(officer_code="WMP3", provider=provider, starts_on="2010-11-01")
                    acts.append(await case.seen_by(other).post("allocations", taken))
        history = (await case.get("allocations")).json()["data"]

    assert {(each.status_code, each.json()["code"]) for each in (untaken, given_away, *acts)} == {(409, "case_of_others")}
    assert [line["officer_code"] for line in history] == ["LDN1042"]


async def status_for(service: Running, persona: Persona, crn: str) -> int:
    async with service.as_(persona) as client:
        return (await client.get(f"/v1/persons/{crn}/allocations")).status_code


async def given(service: Running, persona: Persona, crn: str, officer: str, **changes: str) -> None:
    """The case given to an officer by whoever holds it."""
    async with service.as_(persona) as client:
        await OpenCase(client, crn).record("allocations", offender_manager(officer_code=officer, **changes))


LONDON, WEST_MERCIA = personas.offender_manager, personas.other_offender_manager


async def test_a_trust_that_has_handed_a_case_back_sees_it_no_more_and_neither_does_its_region(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = (await an_open_case(client)).crn
    await given(service, personas.offender_manager, crn, "LDN1", provider="LDN", starts_on="2010-10-06")
    await passed_on(service, crn, by=LONDON, to=WEST_MERCIA, starts_on="2010-11-01")
    everybody = (personas.trust_system, personas.other_offender_manager, west_midlands)
    between = [await status_for(service, persona, crn) for persona in everybody]
    await passed_on(service, crn, by=WEST_MERCIA, to=LONDON, starts_on="2011-01-10", officer_code="LDN2")

    assert between == [404, 200, 200]
    assert [await status_for(service, persona, crn) for persona in everybody] == [200, 404, 404]
    async with service.as_(west_mercia_system) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
    heard = [event["data"] for event in feed if event["subject"] == crn and event["type"].endswith("officer.allocated")]
    assert [(event["provider"], event["starts_on"]) for event in heard] == [("WMP", "2010-11-01"), ("LDN", "2011-01-10")]


@pytest.mark.parametrize(("starts_on", "sees"), [("2012-10-03", 200), ("2012-10-04", 404)])
async def test_a_trust_with_an_order_sees_the_person_until_a_hand_over_after_its_last_day(
    service: Running, starts_on: str, sees: int
):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("orders", order_to_make(ends_on="2012-10-03"))
    await passed_on(service, case.crn, by=LONDON, to=WEST_MERCIA, starts_on=starts_on)

    assert await status_for(service, personas.offender_manager, case.crn) == sees


async def test_a_suspended_sentence_lasts_as_long_as_its_operational_period(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("orders", suspended_order_to_make())
    await passed_on(service, case.crn, by=LONDON, to=WEST_MERCIA, starts_on="2012-04-03")
    still = await status_for(service, personas.offender_manager, case.crn)
    await given(service, personas.other_offender_manager, case.crn, "WMP2", provider="WMP", starts_on="2012-04-04")

    assert (still, await status_for(service, personas.offender_manager, case.crn)) == (200, 404)


async def test_a_hand_over_between_trusts_takes_nothing_from_the_prison_and_tells_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
    await passed_on(service, case.crn, by=LONDON, to=WEST_MERCIA)
    async with service.as_(personas.contractor_system) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()

    assert await status_for(service, personas.contractor_system, case.crn) == 200
    assert [event["type"] for event in feed if event["subject"] == case.crn][-1] == "offender_mgmt.officer.allocated"


async def test_an_offender_supervisor_works_where_the_person_is(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        refused = await case.post("allocations", offender_supervisor(establishment_code="LWI"))
        taken = await case.post("allocations", offender_supervisor())

    assert (refused.status_code, refused.json()["code"]) == (409, "allocation_refused")
    assert faults_in(refused) == [("/establishment_code", "not_in_that_establishment")]
    assert taken.status_code == 201


async def test_an_allocation_without_a_role_is_not_one(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        answer = await client.post(
            f"/v1/persons/{case.crn}/allocations", json={"officer_code": "LDN1"}, headers={"Idempotency-Key": "no-role"}
        )

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize("role", ["offender_manager", "offender_supervisor"])
async def test_the_database_itself_refuses_two_officers_of_a_role_at_the_same_time(service: Running, role: str):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        session.add(line(case.crn, role, date(2010, 10, 6), date(2010, 12, 1)))
        session.add(line(case.crn, role, date(2010, 12, 1), None))
        await session.flush()
        session.add(line(case.crn, role, date(2010, 11, 30), date(2010, 12, 2)))
        with pytest.raises(IntegrityError, match=f"allocation_one_{role}_excl"):
            await session.flush()


def line(crn: str, role: str, starts_on: date, ends_on: date | None) -> AllocationRow:
    return AllocationRow(
        allocation_id=uuid4(),
        crn=crn,
        role=role,
        officer_code="LDN1",
        officer_name="Pat Morgan",
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=datetime(2010, 10, 6, tzinfo=UTC),
        recorded_by="olive",
    )


async def test_key_workers_stand_side_by_side_and_administrators_take_turns(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        for worker in (key_worker(), key_worker(officer_code="LDN9"), key_worker(delivers="Alcohol treatment")):
            await case.record("allocations", worker)
        for clerk in (case_administrator(), case_administrator(officer_code="LDN8", starts_on="2010-11-01")):
            await case.record("allocations", clerk)
        history = (await case.get("allocations")).json()["data"]

    lasting = [(line["role"], line["officer_code"], line["delivers"]) for line in history if line["ends_on"] is None]
    assert sorted(lasting, key=str) == [
        ("case_administrator", "LDN8", None),
        ("key_worker", "LDN3107", "Alcohol treatment"),
        ("key_worker", "LDN3107", "Thinking Skills Programme"),
        ("key_worker", "LDN9", "Thinking Skills Programme"),
    ]
    assert {line["due_by"] for line in history} == {None}


async def test_a_key_worker_delivers_one_intervention_once_and_in_the_prison_where_the_person_is(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("allocations", key_worker())
        again = await case.post("allocations", key_worker(starts_on="2010-11-01"))
        elsewhere = await case.post("allocations", key_worker(officer_code="RHI1", establishment_code="RHI"))

    assert faults_in(again) == [("/officer_code", "has_the_case")]
    assert faults_in(elsewhere) == [("/establishment_code", "not_in_that_establishment")]


async def test_the_time_of_a_key_worker_ends_without_a_successor_and_that_of_a_responsible_officer_does_not(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        worker = await case.record("allocations", key_worker())
        manager = await case.record("allocations", offender_manager())
        ended = await case.record(f"allocations/{worker['allocation_id']}/endings", AllocationEnding(ends_on=date(2010, 12, 1)))
        twice = await case.post(f"allocations/{worker['allocation_id']}/endings", AllocationEnding(ends_on=date(2010, 12, 2)))
        refused = await case.post(f"allocations/{manager['allocation_id']}/endings", AllocationEnding(ends_on=date(2010, 12, 1)))
        absent = await case.post(f"allocations/{uuid4()}/endings", AllocationEnding(ends_on=date(2010, 12, 1)))
        anew = await case.post("allocations", key_worker(starts_on="2010-12-02"))

    assert ended["ends_on"] == "2010-12-01"
    assert [faults_in(answer) for answer in (twice, refused)] == [[("", "ended_already")], [("", "needs_a_successor")]]
    assert (absent.status_code, anew.status_code) == (404, 201)


@pytest.mark.parametrize(
    ("ends_on", "code"), [(date(2010, 10, 18), "before_start"), (date(2099, 1, 1), "in_the_future")], ids=str
)
async def test_a_time_ends_after_it_began_and_not_in_the_future(service: Running, ends_on: date, code: str):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        worker = await case.record("allocations", key_worker())
        refused = await case.post(f"allocations/{worker['allocation_id']}/endings", AllocationEnding(ends_on=ends_on))

    assert faults_in(refused) == [("/ends_on", code)]


async def test_another_trust_ends_nobodys_time_here(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as other:
        case = await an_open_case(client)
        worker = await case.record("allocations", key_worker())
        ending = AllocationEnding(ends_on=date(2010, 12, 1))
        answer = await case.seen_by(other).post(f"allocations/{worker['allocation_id']}/endings", ending)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
