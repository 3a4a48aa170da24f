"""Custodial sentences on a running service: their kinds, and which follow which."""

from uuid import uuid4

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_made, order_to_make, sentence_passed
from house.running import Running, once


async def test_a_sentence_under_twelve_months_is_told_as_such(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        short = await sentence_passed(client, crn, length={"months": 11, "days": 29})
        year = await sentence_passed(client, crn, length={"months": 12})
        life = await sentence_passed(client, crn, kind="life", length=None, minimum_term={"months": 6})

    assert [one["under_twelve_months"] for one in (short, year, life)] == [True, False, False]


async def test_an_extended_sentence_keeps_its_extension_and_stands_in_the_case_file(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await sentence_passed(client, crn, kind="extended", length={"years": 4}, extension={"years": 3})
        file = (await client.get(f"/v1/persons/{crn}/case-file")).json()
        listed = (await client.get(f"/v1/persons/{crn}/custodial-sentences")).json()

    assert made["extension"] == {"years": 3, "months": 0, "weeks": 0, "days": 0}
    assert file["custodial_sentences"] == [made]
    assert listed == {"data": [made]}


async def test_a_sentence_follows_another_of_the_person_and_never_one_of_somebody_else(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn, other = await registered(client), await registered(client)
        first, foreign = await sentence_passed(client, crn), await sentence_passed(client, other)
        second = await sentence_passed(client, crn, consecutive_to=[first["sentence_id"]])
        passed = custodial_sentence_to_record(consecutive_to=[foreign["sentence_id"]]).model_dump(mode="json")
        refused = await client.post(f"/v1/persons/{crn}/custodial-sentences", json=passed, headers=once())

    assert second["consecutive_to"] == [first["sentence_id"]]
    assert (refused.status_code, refused.json()["code"]) == (409, "sentences_do_not_follow")
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [("/consecutive_to/0", "unknown_sentence")]


@pytest.mark.parametrize(("ahead", "code"), [("own", "follows_itself"), ("later", "circle")])
async def test_links_put_right_make_no_circle(service: Running, ahead, code):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        own = (await sentence_passed(client, crn))["sentence_id"]
        later = (await sentence_passed(client, crn, consecutive_to=[own]))["sentence_id"]
        wish = {"consecutive_to": [{"own": own, "later": later}[ahead]]}
        refused = await client.post(f"/v1/custodial-sentences/{own}/consecutive-to", json=wish, headers=once())
        undone = await client.post(f"/v1/custodial-sentences/{later}/consecutive-to", json={"consecutive_to": []}, headers=once())

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, code)
    assert undone.json()["consecutive_to"] == []


async def test_a_sentence_out_of_reach_looks_like_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        own = (await sentence_passed(client, crn))["sentence_id"]
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [
            await client.post(f"/v1/custodial-sentences/{own}/consecutive-to", json={"consecutive_to": []}, headers=once()),
            await client.post(f"/v1/custodial-sentences/{uuid4()}/consecutive-to", json={"consecutive_to": []}, headers=once()),
            await client.get(f"/v1/persons/{crn}/custodial-sentences"),
        ]

    assert [answer.status_code for answer in hidden] == [404, 404, 404]
    assert len({answer.json()["detail"] for answer in hidden}) == 1


async def test_a_requirement_keeps_its_first_day_and_what_the_court_named_more_closely(service: Running):
    activity = {"code": "ACT", "quantity": 20, "starts_on": "2010-11-01", "ends_on": "2011-05-01", "sub_category": "Reparation"}
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await order_made(client, crn, activity)
        early = order_to_make(activity | {"starts_on": "2010-10-03"}, offence_code="10502").model_dump(mode="json")
        refused = await client.post(f"/v1/persons/{crn}/orders", json=early, headers=once())

    told = made["requirements"][0]
    assert (told["starts_on"], told["ends_on"], told["sub_category"]) == ("2010-11-01", "2011-05-01", "Reparation")
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [("/requirements/0/starts_on", "outside_the_order")]
