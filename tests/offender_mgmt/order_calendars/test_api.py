"""One calendar of an order and of a sentence on a running service."""

from uuid import uuid4

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.enforcement import attendance_recorded
from builders.offender_mgmt.key_dates_on_record import calculated
from builders.offender_mgmt.licences import RESIDE, drawn, in_force
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.progress import hear
from builders.offender_mgmt.sentences import UNPAID_WORK, order_made, sentence_passed
from house.running import Running, once

RESIDENCE = {"code": "RES", "ends_on": "2012-10-03", "sub_category": "Ellison House"}


async def test_requirements_licence_conditions_and_key_dates_stand_in_one_calendar(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn, UNPAID_WORK, RESIDENCE)
        await sentence_passed(client, crn)
        await calculated(client, crn)
        licence = await in_force(service, await drawn(client, crn, RESIDE))
        await hear(service, attendance_recorded(order, "2010-11-08"))
        told = (await client.get(f"/v1/orders/{order['order_id']}/calendar")).json()
    by_kind: dict[str, list[dict]] = {}
    for entry in told["entries"]:
        by_kind.setdefault(entry["kind"], []).append(entry)

    assert (told["starts_on"], told["ends_on"]) == ("2010-10-04", "2012-10-03")
    assert [entry["code"] for entry in by_kind["requirement"]] == ["RES", "UPW"]
    assert {entry["code"] for entry in by_kind["key_date"]} == {"CRD", "HDCED"}
    assert len(by_kind["licence_condition"]) == len(licence["conditions"])
    assert [entry["starts_on"] for entry in by_kind["session"]] == ["2010-11-08"]
    assert by_kind["requirement"][0]["words"] == "Residence: Ellison House"
    assert {entry["part_of"] for entry in by_kind["licence_condition"]} == {f"licence:{licence['licence_id']}"}


async def test_two_places_to_live_clash_from_the_first_day_of_the_licence(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn, RESIDENCE)
        licence = await in_force(service, await drawn(client, crn, RESIDE))
        told = (await client.get(f"/v1/orders/{order['order_id']}/calendar")).json()

    (clash,) = told["clashes"]
    condition = licence["conditions"][-1]["condition_id"]
    assert (clash["kind"], clash["starts_on"], clash["ends_on"]) == ("two_residences", "2011-11-15", "2012-10-03")
    assert set(clash["entries"]) == {
        f"requirement:{order['requirements'][0]['requirement_id']}",
        f"licence_condition:{condition}",
    }


async def test_what_is_asked_outside_clashes_with_custody_and_not_on_the_day_of_release(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        case = OpenCase(client, crn)
        order = await order_made(client, crn, UNPAID_WORK)
        await case.record("receptions", reception(received_on="2010-11-01"))
        await case.record("releases", release(released_on="2010-12-01"))
        told = (await client.get(f"/v1/orders/{order['order_id']}/calendar")).json()

    assert [(clash["kind"], clash["starts_on"], clash["ends_on"]) for clash in told["clashes"]] == [
        ("in_custody", "2010-11-01", "2010-11-30")
    ]


async def test_what_has_ended_stands_in_the_calendar_until_then(service: Running):
    async with service.as_(personas.offender_manager) as client:
        order = await order_made(client, await registered(client), UNPAID_WORK)
        end = {"reason": "completed", "ended_on": "2011-06-30"}
        await client.post(f"/v1/requirements/{order['requirements'][0]['requirement_id']}/end", json=end, headers=once())
        told = (await client.get(f"/v1/orders/{order['order_id']}/calendar")).json()

    assert [(entry["kind"], entry["ends_on"]) for entry in told["entries"]] == [
        ("requirement", "2011-06-30"),
        ("order", "2012-10-03"),
    ]


async def test_the_calendar_of_a_sentence_ends_with_its_licence(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        sentence = await sentence_passed(client, crn)
        open_ended = (await client.get(f"/v1/custodial-sentences/{sentence['sentence_id']}/calendar")).json()
        await calculated(client, crn)
        told = (await client.get(f"/v1/custodial-sentences/{sentence['sentence_id']}/calendar")).json()

    assert (open_ended["ends_on"], told["starts_on"], told["ends_on"]) == (None, "2010-05-17", "2013-05-16")


async def test_a_calendar_out_of_reach_looks_like_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order, sentence = await order_made(client, crn), await sentence_passed(client, crn)
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [
            await client.get(f"/v1/{kind}/{one}/calendar")
            for kind, own in (("orders", order["order_id"]), ("custodial-sentences", sentence["sentence_id"]))
            for one in (own, uuid4())
        ]

    assert [answer.status_code for answer in hidden] == [404] * 4
    assert len({answer.json()["detail"] for answer in hidden}) == 1
