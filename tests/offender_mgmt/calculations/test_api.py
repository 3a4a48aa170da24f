"""Key dates of people on a running service: calculated, entered, checked, and which of them hold."""

import asyncio
from datetime import date
from uuid import uuid4

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.key_dates_on_record import OVERRIDE, adjusted, calculated, entered
from builders.offender_mgmt.licences import SECOND_OFFICER
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.registers import alert
from builders.offender_mgmt.sentences import sentence_passed
from house.running import Running, once
from noms.chassis.identity.caller import Caller
from noms.chassis.identity.issuer import Persona
from services.offender_mgmt.calculations.queries import dates_in_force


async def in_force(service: Running, crn: str):
    async with service.as_(personas.offender_manager) as client:
        return (await client.get(f"/v1/persons/{crn}/key-dates")).json()["in_force"]


async def checked(service: Running, persona: Persona, entry: dict, **found):
    async with service.as_(persona) as client:
        path = f"/v1/key-date-entries/{entry['set_id']}/check"
        return await client.post(path, json={"agreed": True} | found, headers=once())


async def test_a_calculation_from_the_record_holds_at_once(service: Running):
    """Source: PSI 13/2013 worked example 10: 3 years from 15 December 2012, 35 days on remand and 10 of tagged bail."""
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn, sentenced_on="2012-12-15", offence_committed_on="2012-08-01", length={"years": 3})
        await adjusted(client, crn, "remand", 35, "2012-12-15", from_day="2012-09-03", to_day="2012-10-07")
        await adjusted(client, crn, "tagged_bail", 10, "2012-12-15", from_day="2012-10-08", to_day="2012-10-27")
        made = await calculated(client, crn)
    held = await in_force(service, crn)

    expected = {"SLED": "2015-10-30", "CRD": "2014-05-01", "HDCED": "2013-12-18", "ESED": "2015-12-14"}
    assert made["dates"] == expected
    assert held == made
    assert {step["code"] for step in made["breakdown"]} == set(expected)
    assert made["inputs"]["adjustments"][0]["from"] == "2012-09-03"
    assert (made["basis"], made["state"], made["rule_version"]) == ("calculation", "in_force", 1)


async def test_consecutive_sentences_on_record_are_one_term(service: Running):
    """Source: PSI 13/2013 worked example 22: 3 years and 18 months consecutive from 20 September 2013, 30 days on remand."""
    passed = {"sentenced_on": "2013-09-20", "offence_committed_on": "2013-01-01"}
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        first = await sentence_passed(client, crn, length={"years": 3}, **passed)
        await sentence_passed(client, crn, length={"months": 18}, consecutive_to=[first["sentence_id"]], **passed)
        await adjusted(client, crn, "remand", 30, "2013-09-20", from_day="2013-08-01", to_day="2013-08-30")
        made = await calculated(client, crn)

    assert {code: on for code, on in made["dates"].items() if code != "ESED"} == {"SLED": "2018-02-17", "CRD": "2015-11-19"}


async def test_a_sentence_that_had_run_out_is_of_the_past(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn, sentenced_on="2006-01-09", offence_committed_on="2005-06-01", length={"years": 1})
        last = await sentence_passed(client, crn)
        made = await calculated(client, crn)

    assert [one["id"] for one in made["inputs"]["sentences"]] == [last["sentence_id"]]


async def test_a_minimum_term_has_a_tariff_and_no_end(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn, kind="ipp", length=None, minimum_term={"years": 2})
        made = await calculated(client, crn)
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        held = await dates_in_force(session, crn)

    assert (made["dates"], made["indeterminate"]) == ({"TARIFF": "2012-05-16"}, True)
    assert held is not None
    assert (held.dates, held.indeterminate) == ({"TARIFF": date(2012, 5, 16)}, True)


async def test_what_has_no_rule_is_refused_by_the_sentence_and_entered_by_hand(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        extended = await sentence_passed(client, crn, kind="extended", length={"years": 3}, extension={"years": 2})
        refused = await client.post(f"/v1/persons/{crn}/key-dates/calculations", json={"reason": "new_sentence"}, headers=once())
        entry = await entered(client, crn, reason="not_calculated", dates={"SLED": "2015-05-16", "PED": "2011-11-15"})
    nothing_yet = await in_force(service, crn)
    agreed = await checked(service, SECOND_OFFICER, entry)

    assert (refused.status_code, refused.json()["code"]) == (409, "key_dates_not_computed")
    assert refused.json()["errors"][0]["pointer"] == f"/sentences/{extended['sentence_id']}/sentence_type"
    assert (entry["state"], nothing_yet) == ("awaiting_check", None)
    assert entry["comparison"]["calculated"] is None
    assert entry["comparison"]["not_calculated"][0]["code"] == "extended_not_computed"
    assert agreed.json()["state"] == "in_force"
    assert (await in_force(service, crn))["dates"] == {"SLED": "2015-05-16", "PED": "2011-11-15"}


async def test_an_entry_that_differs_from_the_calculation_is_an_override_by_name(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        plain = OVERRIDE | {"reason": "another_record"}
        refused = await client.post(f"/v1/persons/{crn}/key-dates/entries", json=plain, headers=once())
        entry = await entered(client, crn)

    assert (refused.status_code, refused.json()["code"]) == (409, "entry_refused")
    assert {(e["pointer"], e["code"]) for e in refused.json()["errors"]} >= {("/dates/CRD", "differs_from_calculation")}
    assert {"code": "CRD", "entered": "2011-11-14", "calculated": "2011-11-15"} in entry["comparison"]["differences"]
    assert "SLED" not in {difference["code"] for difference in entry["comparison"]["differences"]}


async def test_nobody_checks_what_they_entered_however_they_sign_in(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        entry = await entered(client, crn)
    own = await checked(service, personas.offender_manager, entry)
    nobody = await checked(service, personas.trust_system, entry)
    async with service.as_(personas.trust_system, on_behalf_of="olive") as client:
        path = f"/v1/key-date-entries/{entry['set_id']}/check"
        disguised = await client.post(path, json={"agreed": True}, headers=once())

    assert {(answer.status_code, answer.json()["code"]) for answer in (own, nobody, disguised)} == {
        (409, "checked_by_its_author")
    }
    assert await in_force(service, crn) is None


async def test_an_entry_that_is_not_agreed_never_holds_and_says_why(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        made = await calculated(client, crn)
        entry = await entered(client, crn)
    silent = await checked(service, SECOND_OFFICER, entry, agreed=False)
    refused = await checked(service, SECOND_OFFICER, entry, agreed=False, note="The amended warrant is of another person.")
    again = await checked(service, SECOND_OFFICER, entry)

    assert (silent.status_code, silent.json()["code"]) == (409, "check_needs_note")
    assert (refused.json()["state"], refused.json()["checked_by"]) == ("refused", "orla")
    assert (again.status_code, again.json()["code"]) == (409, "checked_already")
    assert (await in_force(service, crn))["set_id"] == made["set_id"]


async def test_two_who_check_at_once_put_one_entry_in_force_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        entry = await entered(client, crn)
        both = await asyncio.gather(
            client.post(f"/v1/persons/{crn}/key-dates/entries", json=OVERRIDE, headers=once()),
            *(checked(service, SECOND_OFFICER, entry) for _ in range(3)),
        )
    async with service.as_(personas.auditor) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()

    assert sorted(answer.status_code for answer in both[1:]) == [200, 409, 409]
    told = [e for e in feed if e["type"] == "offender_mgmt.key_dates.changed" and e["subject"] == crn]
    assert [event["data"]["set_id"] for event in told] == [entry["set_id"]]


async def test_the_history_keeps_every_calculation_and_entry(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        first = await calculated(client, crn)
        await adjusted(client, crn, "additional_days_awarded", 7, "2010-09-01")
        second = await calculated(client, crn, reason="adjustment")
        entry = await entered(client, crn, dates={"SLED": "2013-05-16", "CRD": "2011-11-30"})
        told = (await client.get(f"/v1/persons/{crn}/key-dates")).json()

    assert [one["set_id"] for one in told["history"]] == [entry["set_id"], second["set_id"], first["set_id"]]
    assert (told["in_force"]["set_id"], told["awaiting_check"]["set_id"]) == (second["set_id"], entry["set_id"])
    assert (first["dates"]["CRD"], second["dates"]["CRD"]) == ("2011-11-15", "2011-11-22")


@pytest.mark.parametrize(
    ("dates", "pointer", "code"),
    [
        ({"SLED": "2011-01-01", "CRD": "2011-11-14"}, "/dates/CRD", "out_of_order"),
        ({"SLED": "1984-03-08", "CRD": "1984-03-08"}, "/dates/SLED", "before_birth"),
        ({"SLED": "2010-05-16"}, "/dates/SLED", "before_the_sentence"),
        ({"CRD": "2011-11-14"}, "/dates", "no_expiry"),
    ],
)
async def test_contradictory_dates_are_named_by_their_letters(service: Running, dates, pointer, code):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        answer = await client.post(f"/v1/persons/{crn}/key-dates/entries", json=OVERRIDE | {"dates": dates}, headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "entry_refused")
    assert (pointer, code) in {(error["pointer"], error["code"]) for error in answer.json()["errors"]}


async def test_without_a_sentence_there_is_nothing_to_calculate_or_enter(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        path = f"/v1/persons/{crn}/key-dates"
        answers = [
            await client.post(f"{path}/calculations", json={"reason": "new_sentence"}, headers=once()),
            await client.post(f"{path}/entries", json=OVERRIDE, headers=once()),
        ]

    assert [answer.json()["code"] for answer in answers] == ["nothing_to_calculate"] * 2


async def test_key_dates_out_of_reach_look_like_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        entry = await entered(client, crn)
    async with service.as_(personas.other_offender_manager) as client:
        hidden = [
            await client.get(f"/v1/persons/{crn}/key-dates"),
            await client.post(f"/v1/persons/{crn}/key-dates/calculations", json={"reason": "new_sentence"}, headers=once()),
            await client.post(f"/v1/persons/{crn}/key-dates/entries", json=OVERRIDE, headers=once()),
            await client.post(f"/v1/key-date-entries/{entry['set_id']}/check", json={"agreed": True}, headers=once()),
            await client.post(f"/v1/key-date-entries/{uuid4()}/check", json={"agreed": True}, headers=once()),
        ]
    async with service.as_(personas.programme_team) as client:
        read = await client.get(f"/v1/persons/{crn}/key-dates")
        write = await client.post(f"/v1/persons/{crn}/key-dates/entries", json=OVERRIDE, headers=once())

    assert [answer.status_code for answer in hidden] == [404] * 5
    assert len({answer.json()["detail"] for answer in hidden}) == 1
    assert (read.status_code, write.status_code) == (200, 403)


async def test_whoever_stands_on_the_sex_offender_register_has_no_home_detention_curfew(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        await sentence_passed(client, crn)
        before = await calculated(client, crn)
        put_on = alert("RSOR", trigger_offence_code="01700").model_dump(mode="json")
        await client.post(f"/v1/persons/{crn}/registrations", json=put_on, headers=once())
        after = await calculated(client, crn)

    assert ("HDCED" in before["dates"], "HDCED" in after["dates"]) == (True, False)
    assert after["inputs"]["sex_offender_register"] is True


async def test_the_dates_of_a_sentence_that_was_quashed_hold_no_longer(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        passed = await sentence_passed(client, crn)
        made = await calculated(client, crn)
        end = {"reason": "conviction_quashed", "ended_on": "2011-03-01"}
        await client.post(f"/v1/custodial-sentences/{passed['sentence_id']}/end", json=end, headers=once())
        on_record = (await client.get(f"/v1/persons/{crn}/key-dates")).json()
        case = (await client.get(f"/v1/persons/{crn}/case-file")).json()

    assert (on_record["in_force"], case["key_dates"]) == (None, None)
    assert [one["set_id"] for one in on_record["history"]] == [made["set_id"]]


async def test_no_entry_comes_into_force_for_somebody_who_has_died(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await sentence_passed(client, case.crn)
        entry = await entered(client, case.crn)
        await case.record("receptions", reception())
        await case.record("releases", release(released_on="2010-09-01", reason_code="DEC"))
    agreed = await checked(service, SECOND_OFFICER, entry)
    refused = await checked(service, SECOND_OFFICER, entry, agreed=False, note="Died before.")

    assert (agreed.json()["code"], refused.json()["state"]) == ("person_has_died", "refused")
