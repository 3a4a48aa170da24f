"""Closing records and opening them again, over HTTP."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures, closure_to_set, records_manager, second_records_manager
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import OpenCase, faults_in
from builders.offender_mgmt.persons import registered
from house.estate import Estate
from house.running import Running, once
from noms.chassis.clock import today
from noms.chassis.database.rows import AuditRow, EventRow
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona

OLIVE = personas.offender_manager
OSWALD = Persona("oswald", "LDN", CallerKind.STAFF, ("offender-manager",), personas.LONDON)


@pytest.fixture(scope="module")
def closures(service: Running) -> Closures:
    return Closures(service)


async def a_person(service: Running, **changes: Any) -> str:
    async with service.as_(OSWALD) as client:
        return await registered(client, **changes)


async def sees(service: Running, persona: Persona, crn: str) -> bool:
    async with service.as_(persona) as client:
        return (await client.get(f"/v1/persons/{crn}")).is_success


async def test_an_excluded_user_finds_nobody_and_everybody_else_still_does(service: Running, closures: Closures):
    crn = await a_person(service)
    made = await closures.set(crn, "exclusion", "olive", message="Ask the records team.")

    assert (made["kind"], made["users"], made["set_by"], made["in_force"]) == ("exclusion", ["olive"], "rita", True)
    assert made["from_on"] == today().isoformat()
    assert [await sees(service, who, crn) for who in (OLIVE, OSWALD, personas.auditor)] == [False, True, True]


async def test_a_restriction_lets_in_those_it_names_and_the_one_who_set_it(service: Running, closures: Closures):
    crn = await a_person(service)
    made = await closures.set(crn, "restriction", "oswald")

    assert made["users"] == ["oswald", "rita"]
    seen = [await sees(service, who, crn) for who in (OSWALD, records_manager, OLIVE, second_records_manager, personas.auditor)]
    assert seen == [True, True, False, False, False]


async def test_a_system_is_let_in_only_for_a_user_who_is(service: Running, closures: Closures):
    crn = await a_person(service)
    await closures.set(crn, "restriction", "oswald")
    system = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), personas.LONDON)
    for_whom = {None: False, "oswald": True, "olive": False}

    for user, may in for_whom.items():
        async with service.as_(system, on_behalf_of=user) as client:
            assert (await client.get(f"/v1/persons/{crn}")).is_success is may, user


async def test_a_system_that_acts_for_an_excluded_user_is_barred_and_for_another_is_not(service: Running, closures: Closures):
    crn = await a_person(service)
    await closures.set(crn, "exclusion", "olive")
    system = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), personas.LONDON)

    for user, may in {None: True, "oswald": True, "olive": False}.items():
        async with service.as_(system, on_behalf_of=user) as client:
            assert (await client.get(f"/v1/persons/{crn}")).is_success is may, user


async def test_of_two_restrictions_each_must_let_the_user_in_and_an_exclusion_wins(service: Running, closures: Closures):
    crn = await a_person(service)
    await closures.set(crn, "restriction", "oswald", "olive")
    await closures.set(crn, "restriction", "olive", "tess")
    assert [await sees(service, who, crn) for who in (OLIVE, OSWALD)] == [True, False]

    await closures.set(crn, "exclusion", "olive")
    assert not await sees(service, OLIVE, crn)


@pytest.mark.parametrize(
    "name", ["a,b", "*", "organisation:LDN", "user:oswald", "%2A", "O'Hara, Siân", "{x}", 'q"q', "a b", "50%"]
)
async def test_a_user_of_any_name_is_barred_and_nobody_else_with_them(service: Running, closures: Closures, name: str):
    crn, somebody = await a_person(service), Persona(name, "LDN", CallerKind.STAFF, ("offender-manager",), personas.LONDON)
    await closures.set(crn, "exclusion", name)

    assert [await sees(service, who, crn) for who in (somebody, OSWALD, OLIVE)] == [False, True, True]


async def test_no_claim_of_a_token_makes_a_user_of_somebody_else(service: Running, closures: Closures):
    crn = await a_person(service)
    await closures.set(crn, "restriction", "oswald")
    forged = {"organisations": ["LDN", "user:oswald"]}
    async with service.as_(OLIVE, reach=forged) as client:
        answer = await client.get(f"/v1/persons/{crn}")

    assert answer.status_code == 401


async def test_a_service_of_the_house_passes_unless_it_acts_for_somebody(service: Running, closures: Closures):
    crn = await a_person(service)
    await closures.set(crn, "restriction", "oswald")
    everything, role = {"everything": True}, ("interventions-service",)
    itself = Persona("interventions-service", "NOMS", CallerKind.SYSTEM, role, everything)
    for_olive = Persona("interventions-service", "NOMS", CallerKind.SYSTEM, role, everything, on_behalf_of="olive")
    a_person_of_that_role = Persona("mallory", "NOMS", CallerKind.STAFF, role, everything)
    with_another_role = Persona("x", "NOMS", CallerKind.SYSTEM, (*role, "trust-system"), everything)

    told = []
    for who in (itself, for_olive, a_person_of_that_role, with_another_role):
        async with service.as_(who) as client:
            told.append({event["subject"] for event in (await client.get("/v1/events?limit=5000")).json()})
    assert [crn in subjects for subjects in told] == [True, False, False, False]


async def test_a_closure_begins_and_ends_with_its_days_without_anybody_acting(
    service: Running, closures: Closures, estate: Estate, service_database: str
):
    crn = await a_person(service)
    made = await closures.set(crn, "exclusion", "olive", from_on=str(today() + timedelta(days=1)))
    assert not made["in_force"]
    assert await sees(service, OLIVE, crn)

    move = f"UPDATE record_closure SET from_on = '{{}}', until_on = '{{}}' WHERE closure_id = '{made['closure_id']}'"
    days = [(-3, -1, True), (-3, 0, False), (0, 0, False), (0, 5, False), (1, 5, True)]
    for first, last, open_today in days:
        moved = move.format(today() + timedelta(days=first), today() + timedelta(days=last))
        await asyncio.to_thread(estate.administer, moved, database=service_database)
        assert await sees(service, OLIVE, crn) is open_today, (first, last)


async def test_the_days_of_a_closure_are_days_of_london(service: Running, closures: Closures):
    crn = await a_person(service)
    made = await closures.set(crn, "exclusion", "olive", from_on="2090-07-01", until_on="2090-12-31")
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        kept = text("SELECT closed_from, closed_until FROM closure WHERE closure_id = :id")
        begins, ends = (await session.execute(kept, {"id": made["closure_id"]})).one()

    assert (begins.isoformat(), ends.isoformat()) == ("2090-06-30T23:00:00+00:00", "2091-01-01T00:00:00+00:00")


async def test_two_people_lift_a_closure_and_what_was_done_stays_on_record(service: Running, closures: Closures):
    crn = await a_person(service)
    made = await closures.set(crn, "exclusion", "olive")
    asked = await closures.asked(made)
    assert asked.status_code == 201
    assert not await sees(service, OLIVE, crn), "nothing changes before it is confirmed"

    done = await closures.confirmed(asked.json())
    assert done.status_code == 201, done.text
    assert await sees(service, OLIVE, crn)
    async with service.as_(records_manager) as client:
        history = (await client.get(f"/v1/persons/{crn}/exclusions")).json()["data"]
    assert history == [done.json()]
    [lifting] = history[0]["liftings"]
    assert (history[0]["in_force"], lifting["asked_by"], lifting["confirmed_by"]) == (False, "rita", "ravi")
    assert history[0]["lifted_at"] == lifting["confirmed_at"]


async def test_whoever_asked_does_not_confirm_not_even_through_a_system(service: Running, closures: Closures):
    made = await closures.set(await a_person(service), "exclusion", "olive")
    asked = (await closures.asked(made)).json()
    system = Persona("ldn-records", "LDN", CallerKind.SYSTEM, ("records-manager",), personas.LONDON)
    through_a_system = Persona("ldn-records", "LDN", CallerKind.SYSTEM, ("records-manager",), personas.LONDON, "rita")
    answers = [await closures.confirmed(asked, persona) for persona in (records_manager, through_a_system, system)]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert [faults_in(answer) for answer in answers] == [
        [("", "same_person")], [("", "same_person")], [("", "nobody_named_acts")],
    ]  # fmt: skip
    assert (await closures.confirmed(asked)).status_code == 201


async def test_whoever_is_not_let_in_can_lift_by_the_number_of_the_closure_and_an_excluded_one_cannot(
    service: Running, closures: Closures
):
    crn = await a_person(service)
    made = await closures.set(crn, "restriction", "oswald")
    assert (await closures.asked(made, second_records_manager)).status_code == 201

    shut_out = await closures.set(crn, "exclusion", "ravi")
    assert (await closures.asked(shut_out, second_records_manager)).status_code == 404
    assert (await closures.asked(made | {"closure_id": str(uuid4())}, second_records_manager)).status_code == 404


async def test_nobody_out_of_reach_lifts_a_closure(service: Running, closures: Closures):
    made = await closures.set(await a_person(service), "exclusion", "olive")
    kent = Persona("kim", "KNT", CallerKind.STAFF, ("records-manager",), {"organisations": ["KNT"]})
    lifting = (await closures.asked(made)).json()

    assert (await closures.asked(made, kent)).status_code == 404
    assert (await closures.confirmed(lifting, kent)).status_code == 404


async def test_one_of_two_confirmations_at_the_same_instant_lifts(service: Running, closures: Closures):
    made = await closures.set(await a_person(service), "exclusion", "olive")
    asked = (await closures.asked(made)).json()
    third = Persona("rose", "LDN", CallerKind.STAFF, ("records-manager",), personas.LONDON)
    answers = await asyncio.gather(*(closures.confirmed(asked, who) for who in (second_records_manager, third)))

    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_one_of_two_askings_at_the_same_instant_stands(service: Running, closures: Closures):
    made = await closures.set(await a_person(service), "exclusion", "olive")
    answers = await asyncio.gather(*(closures.asked(made, who) for who in (records_manager, second_records_manager)))

    assert sorted(answer.status_code for answer in answers) == [201, 409]


@pytest.mark.parametrize(
    ("kind", "changes", "fault"),
    [
        ("exclusion", {"from_on": "2010-01-01"}, ("/from_on", "begins_in_the_past")),
        ("restriction", {"from_on": "2098-01-02", "until_on": "2098-01-01"}, ("/until_on", "ends_before_it_begins")),
        ("exclusion", {"users": ["rita", "olive"]}, ("/users", "bars_who_sets_it")),
    ],
)
async def test_a_closure_that_cannot_be_is_refused_with_its_field(service: Running, closures: Closures, kind, changes, fault):
    crn = await a_person(service)
    answer = await closures.sent(records_manager, f"/v1/persons/{crn}/{kind}s", closure_to_set("olive") | changes)

    assert (answer.status_code, answer.json()["code"], faults_in(answer)) == (409, "closure_refused", [fault])


@pytest.mark.parametrize("users", [[], ["olive", "olive"], [" olive"], [""], ["x" * 201], "olive", [1], None])
async def test_a_closure_without_proper_users_is_no_closure(service: Running, closures: Closures, users: Any):
    crn = await a_person(service)
    answer = await closures.sent(records_manager, f"/v1/persons/{crn}/exclusions", closure_to_set() | {"users": users})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/users")


async def test_a_system_that_acts_for_nobody_closes_nothing(service: Running, closures: Closures):
    system = Persona("ldn-records", "LDN", CallerKind.SYSTEM, ("records-manager",), personas.LONDON)
    answer = await closures.sent(system, f"/v1/persons/{await a_person(service)}/exclusions", closure_to_set("olive"))

    assert (answer.status_code, faults_in(answer)) == (409, [("", "nobody_named_acts")])


async def test_only_whoever_may_close_records_closes_one_and_only_within_reach(service: Running, closures: Closures):
    crn = await a_person(service)
    kent = Persona("kim", "KNT", CallerKind.STAFF, ("records-manager",), {"organisations": ["KNT"]})
    path, body = f"/v1/persons/{crn}/exclusions", closure_to_set("olive")

    assert (await closures.sent(OSWALD, path, body)).status_code == 403
    assert (await closures.sent(kent, path, body)).status_code == 404


async def test_the_answer_of_old_is_not_given_again_to_whoever_was_barred_since(service: Running, closures: Closures):
    key = once()
    crn = await a_person(service, surname="Replayed")
    async with service.as_(OLIVE) as client:
        body = offender_manager().model_dump(mode="json")
        first = await client.post(f"/v1/persons/{crn}/allocations", json=body, headers=key)
        assert first.status_code == 201, first.text
        again = await client.post(f"/v1/persons/{crn}/allocations", json=body, headers=key)
        await closures.set(crn, "exclusion", "olive")
        barred = await client.post(f"/v1/persons/{crn}/allocations", json=body, headers=key)
        absent = await client.post("/v1/persons/Z999999/allocations", json=body, headers=once())

    assert again.headers["idempotent-replayed"] == "true"
    assert barred.status_code == absent.status_code == 404
    assert {**barred.json(), "instance": ""} == {**absent.json(), "instance": ""}
    assert "idempotent-replayed" not in barred.headers


async def test_who_registered_a_person_is_not_shown_them_again_once_barred(service: Running, closures: Closures):
    """The path of this act names nobody: whom the kept answer concerns decides."""
    key = once()
    facts = {"forename": "Al", "surname": "Kept", "date_of_birth": "1980-02-02", "sex": "male", "provider": "LDN"}
    async with service.as_(OLIVE) as client:
        made = await client.post("/v1/persons", json=facts, headers=key)
        await closures.set(made.json()["crn"], "restriction", "oswald")
        again = await client.post("/v1/persons", json=facts, headers=key)

    assert (made.status_code, again.status_code) == (201, 404)


async def test_every_refusal_to_whoever_is_barred_stands_in_the_audit(service: Running, closures: Closures):
    crn = await a_person(service)
    await closures.set(crn, "exclusion", "olive")
    async with service.as_(OLIVE) as client:
        for path in ("", "/case-file", "/case-file?&", "/custody"):
            await client.get(f"/v1/persons/{crn}{path}")
        await client.post(f"/v1/persons/{crn}/warnings", json={}, headers=once())
    rows = select(AuditRow.action, AuditRow.outcome).where(AuditRow.subject == crn, AuditRow.who == "olive")
    async with service.database.engine.connect() as connection:
        kept = [tuple(row) for row in await connection.execute(rows)]

    assert sorted(kept) == [
        ("read_case_file", "refused:not_found"), ("read_case_file", "refused:not_found"),
        ("read_custody", "refused:not_found"), ("read_person", "refused:not_found"),
    ]  # fmt: skip


async def test_closing_and_opening_is_told_to_the_services_of_the_house_alone(service: Running, closures: Closures):
    crn = await a_person(service)
    made = await closures.set(crn, "restriction", "oswald", until_on="2098-12-31")
    await closures.lifted(made)
    told = select(EventRow.audience, EventRow.data).where(
        EventRow.type == "offender_mgmt.access.changed", EventRow.subject == crn
    )
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        closed, opened = (await session.execute(told.order_by(EventRow.written_order))).all()
    async with service.as_(personas.trust_system) as client:
        seen = {event["type"] for event in (await client.get("/v1/events?limit=5000")).json()}

    assert (closed.audience, opened.audience) == (["*"], ["*"])
    assert (closed.data["closed_until"], closed.data["users"]) == ("2099-01-01T00:00:00Z", ["oswald", "rita"])
    assert opened.data["closed_until"] < closed.data["closed_until"]
    assert "offender_mgmt.access.changed" not in seen


async def test_a_user_learns_whom_they_may_see_and_the_closed_looks_like_the_absent(service: Running, closures: Closures):
    seen, shut, elsewhere = [await a_person(service) for _ in range(2)] + ["Z999999"]
    await closures.set(shut, "exclusion", "olive")
    path = f"/v1/access?crn={seen}&crn={shut}&crn={elsewhere}"
    system = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), personas.LONDON)
    async with service.as_(OLIVE) as own, service.as_(system) as asks, service.as_(personas.other_offender_manager) as kent:
        answers = [await own.get(path), await asks.get(f"{path}&user=olive"), await asks.get(f"{path}&user=oswald")]
        strangers, forbidden = await kent.get(path), await own.get(f"{path}&user=oswald")

    assert [[one["may_see"] for one in answer.json()["data"]] for answer in [*answers, strangers]] == [
        [True, False, False], [True, False, False], [True, True, False], [False, False, False],
    ]  # fmt: skip
    assert answers[1].json()["user"] == "olive"
    assert (forbidden.status_code, faults_in(forbidden)) == (422, [("query:user", "not_your_user")])


async def test_a_system_that_a_restriction_bars_may_ask_for_a_user_whom_it_lets_in(service: Running, closures: Closures):
    crn = await a_person(service)
    await closures.set(crn, "restriction", "oswald")
    system = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), personas.LONDON)
    async with service.as_(system) as client:
        told = {
            user: (await client.get(f"/v1/access?crn={crn}&user={user}")).json()["data"][0]["may_see"]
            for user in ("oswald", "olive")
        }
        read = await client.get(f"/v1/persons/{crn}")

    assert told == {"oswald": True, "olive": False}
    assert read.status_code == 404


async def test_the_net_beneath_the_queries_holds_without_them(service: Running, closures: Closures):
    """No condition of ours: row security alone hides the person, every part of the record, its events and its place."""
    crn = await a_person(service)
    async with service.as_(OSWALD) as client:
        await OpenCase(client, crn).record("allocations", offender_manager())
    await closures.set(crn, "exclusion", "olive")
    counts = " + ".join(
        f"(SELECT count(*) FROM {table} WHERE {key} = :crn)"
        for table, key in {
            "person": "crn",
            "allocation": "crn",
            "case_place": "crn",
            "event": "subject",
            "record_closure": "crn",
        }.items()
    )
    found = {}
    for name in ("olive", "oswald"):
        reach = ("organisation:LDN", f"user:{name}")
        caller = Caller(name, "c", "LDN", CallerKind.STAFF, frozenset(), frozenset(), reach)
        async with await service.database.session(caller) as session:
            found[name] = (await session.execute(text(f"SELECT {counts}"), {"crn": crn})).scalar_one()

    assert found["olive"] == 0
    assert found["oswald"] >= 4
