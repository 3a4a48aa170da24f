"""The suggestion of a category on a running service, beside what is registered."""

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.registers import alert, mappa, removal
from builders.offender_mgmt.sentences import custodial_sentence_to_record
from house.running import Running, once


async def test_a_sentence_for_violence_points_to_category_2_and_what_is_registered_is_said_beside_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        empty = (await case.get("mappa-category")).json()
        await case.record("custodial-sentences", custodial_sentence_to_record())
        found = (await case.get("mappa-category")).json()
        await case.record("registrations", mappa())
        agreed = (await case.get("mappa-category")).json()

    assert (empty["category"], empty["because"], empty["agrees"]) == (None, [], True)
    assert (found["category"], found["recorded_category"], found["agrees"]) == (2, None, False)
    assert found["because"][0]["source"] == "Criminal Justice Act 2003 s.327(3)"
    assert (agreed["recorded_category"], agreed["agrees"]) == (2, True)


async def test_registration_as_a_sexual_offender_points_to_category_1_from_its_day(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("registrations", alert("SR", starts_on="2010-06-14"))
        before, after = [(await case.get(f"mappa-category?as_at={day}")).json() for day in ("2010-06-13", "2010-06-14")]

    assert (before["category"], after["category"]) == (None, 1)


async def test_what_was_quashed_or_removed_counts_until_its_day_and_no_longer(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        passed = await case.record("custodial-sentences", custodial_sentence_to_record())
        put_on = await case.record("registrations", alert("SR", starts_on="2010-06-14"))
        quashed = {"reason": "conviction_quashed", "ended_on": "2011-05-03"}
        await client.post(f"/v1/custodial-sentences/{passed['sentence_id']}/end", json=quashed, headers=once())
        off = removal(removed_on="2011-03-14").model_dump(mode="json")
        await client.post(f"/v1/registrations/{put_on['registration_id']}/removal", json=off, headers=once())
        days = ("2011-03-13", "2011-03-14", "2011-05-02", "2011-05-03")
        found = [(await case.get(f"mappa-category?as_at={day}")).json()["category"] for day in days]

    assert found == [1, 2, 2, None]


async def test_the_category_is_detail_and_a_hidden_person_is_absent(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.programme_team) as client:
        assert (await case.seen_by(client).get("mappa-category")).status_code == 403
    async with service.as_(personas.other_offender_manager) as client:
        hidden = await case.seen_by(client).get("mappa-category")
        absent = await OpenCase(client, "Z999999").get("mappa-category")

    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}
