"""Ends on a running service, and every reader that respects them."""

import asyncio
from datetime import date
from uuid import uuid4

from builders.offender_mgmt import personas
from builders.offender_mgmt.enforcement import attendance_recorded, hear, warning_to_give
from builders.offender_mgmt.key_dates_on_record import calculated
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import PROGRAMME, UNPAID_WORK, order_made, sentence_passed, suspended_order_to_make
from house.running import Running, once
from noms.chassis.identity.caller import Caller
from services.offender_mgmt.allocations.queries import trusts_with_orders

GOOD_PROGRESS = {"reason": "revoked_for_good_progress", "ended_on": "2011-11-14"}


async def ended(client, what: str, body: dict):
    return await client.post(f"/v1/{what}/end", json=body, headers=once())


async def told_ended(service: Running, crn: str) -> list[dict]:
    async with service.as_(personas.auditor) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
    return [e["data"] for e in feed if e["type"] == "offender_mgmt.requirement.ended" and e["subject"] == crn]


async def test_an_order_that_ends_takes_its_running_requirements_along(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn, PROGRAMME, UNPAID_WORK)
        programme, unpaid_work = [one["requirement_id"] for one in order["requirements"]]
        first = await ended(client, f"requirements/{unpaid_work}", {"reason": "completed", "ended_on": "2011-06-30"})
        made = await ended(client, f"orders/{order['order_id']}", GOOD_PROGRESS)
        listed = (await client.get(f"/v1/persons/{crn}/terminations")).json()["data"]
        file = (await client.get(f"/v1/persons/{crn}/case-file")).json()
    told = await told_ended(service, crn)

    assert (first.status_code, made.status_code) == (201, 201)
    assert listed == [made.json(), first.json()]
    assert [(one["requirement_id"], one["reason"], one["ended_on"]) for one in told] == [
        (unpaid_work, "completed", "2011-06-30"),
        (programme, "revoked_for_good_progress", "2011-11-14"),
    ]
    (shown,) = file["orders"]
    assert (shown["ended_on"], shown["end_reason"]) == ("2011-11-14", "revoked_for_good_progress")
    assert [one["ended_on"] for one in shown["requirements"]] == [None, "2011-06-30"]


async def test_what_has_ended_does_not_end_again_however_many_try_at_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn)
        requirement = order["requirements"][0]["requirement_id"]
        answers = await asyncio.gather(*(ended(client, f"orders/{order['order_id']}", GOOD_PROGRESS) for _ in range(4)))
        after = await ended(client, f"requirements/{requirement}", {"reason": "completed", "ended_on": "2011-06-30"})

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {a.json()["code"] for a in (*answers, after) if a.status_code == 409} == {"terminated_already"}
    assert len(await told_ended(service, crn)) == 1


async def test_nothing_is_due_of_an_order_that_has_ended(service: Running):
    async with service.as_(personas.offender_manager) as client:
        order = await order_made(client, await registered(client))
        url = f"/v1/orders/{order['order_id']}"
        await hear(service, attendance_recorded(order, "2011-11-07"))
        before = (await client.get(f"{url}/enforcement", params={"as_at": "2011-11-08"})).json()
        await ended(client, f"orders/{order['order_id']}", GOOD_PROGRESS)
        still = (await client.get(f"{url}/enforcement", params={"as_at": "2011-11-13"})).json()
        after = (await client.get(f"{url}/enforcement", params={"as_at": "2011-11-14"})).json()

    assert [one["next_step"]["action"] for one in (before, still, after)] == ["warn", "warn", "none"]


async def test_a_breach_after_which_the_court_revokes_the_order_ends_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn, PROGRAMME)
        url = f"/v1/orders/{order['order_id']}"
        await hear(service, attendance_recorded(order, "2010-11-08"))
        await client.post(f"{url}/warnings", json=warning_to_give("2010-11-10"), headers=once())
        await hear(service, attendance_recorded(order, "2010-11-22"))
        breach = (await client.post(f"{url}/breaches", json={"begun_on": "2010-11-23"}, headers=once())).json()
        outcome = {"decided_on": "2010-12-13", "outcome": "order_revoked"}
        decided = await client.post(f"/v1/breaches/{breach['breach_id']}/outcome", json=outcome, headers=once())
        (end,) = (await client.get(f"/v1/persons/{crn}/terminations")).json()["data"]

    assert decided.status_code == 200, decided.text
    assert (end["reason"], end["ended_on"], end["breach_id"]) == ("revoked_for_breach", "2010-12-13", breach["breach_id"])
    assert [one["ended_on"] for one in await told_ended(service, crn)] == ["2010-12-13"]


async def test_a_suspended_sentence_ends_by_the_last_day_of_its_operational_period(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        told = suspended_order_to_make().model_dump(mode="json")
        order = (await client.post(f"/v1/persons/{crn}/orders", json=told, headers=once())).json()
        late = await ended(client, f"orders/{order['order_id']}", {"reason": "custody_activated", "ended_on": "2012-04-04"})
        last = await ended(client, f"orders/{order['order_id']}", {"reason": "custody_activated", "ended_on": "2012-04-03"})

    assert (late.status_code, late.json()["code"], late.json()["errors"][0]["code"]) == (
        409,
        "termination_refused",
        "after_its_last_day",
    )
    assert last.status_code == 201


async def test_no_key_date_comes_of_a_sentence_that_was_quashed(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        stays = await sentence_passed(client, crn)
        quashed = await sentence_passed(client, crn, length={"years": 5}, consecutive_to=[stays["sentence_id"]])
        before = await calculated(client, crn)
        answer = await ended(
            client, f"custodial-sentences/{quashed['sentence_id']}", {"reason": "conviction_quashed", "ended_on": "2010-11-01"}
        )
        after = await calculated(client, crn, reason="correction")

    assert answer.status_code == 201, answer.text
    assert (before["dates"]["SLED"], after["dates"]["SLED"]) == ("2018-05-16", "2013-05-16")


async def test_a_trust_whose_order_was_ended_has_no_part_in_the_case_after_a_hand_over(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn, provider="WMP")
        await ended(client, f"orders/{order['order_id']}", GOOD_PROGRESS)
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        parts = [await trusts_with_orders(session, crn, since=day) for day in (date(2011, 11, 14), date(2011, 11, 15))]

    assert parts == [{"WMP"}, set()]


async def test_an_end_out_of_reach_looks_like_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn)
        sentence = await sentence_passed(client, crn)
    things = [
        f"orders/{order['order_id']}",
        f"requirements/{order['requirements'][0]['requirement_id']}",
        f"custodial-sentences/{sentence['sentence_id']}",
        *(f"{kind}/{uuid4()}" for kind in ("orders", "requirements", "custodial-sentences")),
    ]
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [await ended(client, thing, GOOD_PROGRESS) for thing in things]
        hidden.append(await client.get(f"/v1/persons/{crn}/terminations"))
    async with service.as_(personas.offender_supervisor) as client:
        forbidden = await ended(client, things[0], GOOD_PROGRESS)

    assert [answer.status_code for answer in hidden] == [404] * 7
    assert len({answer.json()["detail"] for answer in hidden}) == 1
    assert forbidden.status_code == 403
