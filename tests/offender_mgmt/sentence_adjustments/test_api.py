"""Adjustments on a running service."""

import asyncio
from uuid import uuid4

from builders.offender_mgmt import personas
from builders.offender_mgmt.key_dates_on_record import adjusted
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import sentence_passed
from house.running import Running, once

AWARD, RESTORATION = "additional_days_awarded", "restoration_of_additional_days_awarded"
MISTAKE = {"reason": "Counted on the warrant already."}


async def test_an_adjustment_is_recorded_listed_and_withdrawn_with_its_reason(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        made = await adjusted(client, crn, "remand", 35, "2010-05-17", from_day="2010-04-12", to_day="2010-05-16")
        path = f"/v1/sentence-adjustments/{made['adjustment_id']}/withdrawal"
        withdrawn = await client.post(path, json=MISTAKE, headers=once())
        again = await client.post(path, json=MISTAKE, headers=once())
        once_more = await adjusted(client, crn, "remand", 35, "2010-05-17", from_day="2010-04-12", to_day="2010-05-16")
        listed = (await client.get(f"/v1/persons/{crn}/sentence-adjustments")).json()["data"]

    assert (made["withdrawn_at"], withdrawn.json()["withdrawn_by"]) == (None, "olive")
    assert (again.status_code, again.json()["code"]) == (409, "withdrawn_already")
    assert listed == [withdrawn.json(), once_more]


async def test_days_that_were_restored_from_an_award_keep_the_award(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        award = await adjusted(client, crn, AWARD, 14, "2010-09-01")
        await adjusted(client, crn, RESTORATION, 7, "2011-01-10")
        path = f"/v1/sentence-adjustments/{award['adjustment_id']}/withdrawal"
        answer = await client.post(path, json=MISTAKE, headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "restored_from")


async def test_the_same_days_told_many_times_at_once_count_once(service: Running):
    told = {"kind": "remand", "days": 1, "applies_from": "2010-05-17", "from_day": "2010-05-16", "to_day": "2010-05-16"}
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        path = f"/v1/persons/{crn}/sentence-adjustments"
        answers = await asyncio.gather(*(client.post(path, json=told, headers=once()) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    refused = {error["code"] for answer in answers if answer.status_code == 409 for error in answer.json()["errors"]}
    assert refused == {"counted_already"}


async def test_adjustments_out_of_reach_look_like_none(service: Running):
    told = {"kind": AWARD, "days": 7, "applies_from": "2010-09-01"}
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        made = await adjusted(client, crn, AWARD, 14, "2010-09-01")
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [
            await client.get(f"/v1/persons/{crn}/sentence-adjustments"),
            await client.post(f"/v1/persons/{crn}/sentence-adjustments", json=told, headers=once()),
            *[
                await client.post(f"/v1/sentence-adjustments/{one}/withdrawal", json=MISTAKE, headers=once())
                for one in (made["adjustment_id"], uuid4())
            ],
        ]
    async with service.as_(personas.programme_team) as client:
        forbidden = await client.post(f"/v1/persons/{crn}/sentence-adjustments", json=told, headers=once())

    assert [answer.status_code for answer in hidden] == [404] * 4
    assert len({answer.json()["detail"] for answer in hidden}) == 1
    assert forbidden.status_code == 403
