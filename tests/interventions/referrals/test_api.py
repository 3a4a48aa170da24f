"""Referrals over HTTP, on a real database."""

import asyncio

import pytest
from sqlalchemy import select

from builders.interventions.personas import auditor, contractor, offender_manager, other_trust, programme_team, unreaching
from builders.interventions.referrals import a_referral, a_suitability, a_withdrawal, referred, suitable
from builders.interventions.requirements import imposed
from house.running import Running, once
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.issuer import Persona
from noms.contracts.interventions.referral_events import ReferralMoved
from noms.contracts.interventions.referrals import ReferralView


async def events_about(interventions: Running, crn: str) -> list[dict[str, object]]:
    async with interventions.as_(auditor) as client:
        return [event for event in (await client.get("/v1/events")).json() if event["subject"] == crn]


async def test_a_referral_says_by_when_the_programme_must_begin(interventions: Running):
    requirement_id = await imposed(interventions, order_ends_on="2011-05-31")
    async with interventions.as_(offender_manager) as client:
        answer = await client.post("/v1/referrals", json=a_referral(requirement_id), headers=once())

    referral = ReferralView.model_validate_json(answer.content)
    assert (answer.status_code, referral.state, referral.sessions_planned) == (201, "submitted", 19)
    assert str(referral.latest_feasible_start) == "2010-11-29"
    assert referral.warnings == []


async def test_whoever_refers_when_the_dose_no_longer_fits_is_warned(interventions: Running):
    referral = await referred(interventions, order_ends_on="2010-12-31")

    assert referral["latest_feasible_start"] < referral["referred_on"]
    assert referral["warnings"] == ["dose_does_not_fit"]


async def test_a_referral_travels_as_an_event_that_names_nobody(interventions: Running):
    referral = await referred(interventions)

    (event,) = await events_about(interventions, referral["crn"])
    moved = ReferralMoved.model_validate(event["data"])
    assert (event["type"], moved.state, str(moved.on)) == ("interventions.referral.moved", "submitted", "2010-07-12")
    assert moved.detail_url == f"/v1/referrals/{referral['referral_id']}"


@pytest.mark.parametrize(
    ("of_requirement", "of_request", "status", "code"),
    [
        ({"requirement_code": "UPW", "programme_code": None}, {}, 409, "not_a_programme_requirement"),
        ({}, {"programme_code": "ETS"}, 409, "not_the_programme_of_the_order"),
        ({"programme_code": None}, {"programme_code": "CHROMIS"}, 409, "programme_not_in_the_community"),
        ({"programme_code": None}, {"programme_code": "BBR"}, 409, "programme_not_offered"),
        ({}, {"programme_code": "NOSUCH"}, 422, "/programme_code"),
        ({}, {"referred_on": "2010-05-31"}, 422, "/referred_on"),
        ({"order_ends_on": "2199-01-01"}, {"referred_on": "2198-01-01"}, 422, "/referred_on"),
    ],
)
async def test_what_the_order_or_the_catalogue_does_not_allow_is_refused(
    interventions: Running, of_requirement, of_request, status, code
):
    requirement_id = await imposed(interventions, **of_requirement)
    async with interventions.as_(offender_manager) as client:
        answer = await client.post("/v1/referrals", json=a_referral(requirement_id, **of_request), headers=once())

    problem = answer.json()
    assert answer.status_code == status, answer.text
    assert code in {problem["code"], *(error["pointer"] for error in problem["errors"])}


async def test_there_is_one_open_referral_of_a_requirement_to_a_programme_however_many_ask_at_once(interventions: Running):
    requirement_id = await imposed(interventions)
    async with interventions.as_(offender_manager) as client:
        answers = await asyncio.gather(
            *(client.post("/v1/referrals", json=a_referral(requirement_id), headers=once()) for _ in range(8))
        )

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"referral_open"}


async def test_after_a_referral_has_closed_another_may_be_made(interventions: Running):
    closed = await referred(interventions)
    async with interventions.as_(offender_manager) as client:
        await client.post(f"/v1/referrals/{closed['referral_id']}/withdrawal", json=a_withdrawal(), headers=once())
        answer = await client.post("/v1/referrals", json=a_referral(closed["requirement_id"]), headers=once())

    assert answer.status_code == 201, answer.text


async def test_the_decision_follows_from_the_facts_and_keeps_its_reasons(interventions: Running):
    referral = await referred(interventions)
    facts = a_suitability(ogrs_percent=41, exclusions=["literacy_or_language"])
    async with interventions.as_(programme_team) as client:
        answer = await client.post(f"/v1/referrals/{referral['referral_id']}/suitability", json=facts, headers=once())

    decided = answer.json()
    assert (answer.status_code, decided["state"], decided["suitability"]["suitable"]) == (201, "unsuitable", False)
    assert decided["suitability"]["decided_by"] == "N. Osei"
    assert [gate["reasons"] for gate in decided["suitability"]["gates"]] == [["risk_below_range"], [], ["literacy_or_language"]]


async def test_nobody_decides_twice(interventions: Running):
    referral = await suitable(interventions)
    async with interventions.as_(programme_team) as client:
        path = f"/v1/referrals/{referral['referral_id']}/suitability"
        answer = await client.post(path, json=a_suitability(), headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "move_not_allowed")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"ogrs_percent": None}, "/ogrs_percent"),
        ({"decided_on": "2010-07-01"}, "/decided_on"),
        ({"decided_on": "2098-07-01"}, "/decided_on"),
    ],
)
async def test_a_decision_without_its_score_or_on_an_impossible_day_names_the_field(interventions: Running, changes, pointer):
    referral = await referred(interventions)
    async with interventions.as_(programme_team) as client:
        path = f"/v1/referrals/{referral['referral_id']}/suitability"
        answer = await client.post(path, json=a_suitability(**changes), headers=once())

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_the_officer_refers_and_the_programme_team_decides_and_not_the_other_way_round(interventions: Running):
    referral = await referred(interventions)
    async with interventions.as_(offender_manager) as client:
        path = f"/v1/referrals/{referral['referral_id']}/suitability"
        assert (await client.post(path, json=a_suitability(), headers=once())).status_code == 403
    async with interventions.as_(programme_team) as client:
        body = a_referral(referral["requirement_id"])
        assert (await client.post("/v1/referrals", json=body, headers=once())).status_code == 403


@pytest.mark.parametrize("stranger", [other_trust, contractor, unreaching])
async def test_a_referral_out_of_reach_looks_like_one_that_is_not_there(interventions: Running, stranger: Persona):
    referral = await referred(interventions)
    async with interventions.as_(stranger) as client:
        hidden = await client.get(f"/v1/referrals/{referral['referral_id']}")
        absent = await client.get(f"/v1/referrals/{referral['requirement_id']}")

    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_a_requirement_out_of_reach_cannot_be_referred(interventions: Running):
    requirement_id = await imposed(interventions)
    async with interventions.as_(other_trust) as client:
        answer = await client.post("/v1/referrals", json=a_referral(requirement_id), headers=once())

    assert answer.status_code == 404


async def test_whoever_read_a_referral_is_on_record_under_the_persons_number(interventions: Running):
    referral = await referred(interventions)
    async with interventions.as_(programme_team) as client:
        await client.get(f"/v1/referrals/{referral['referral_id']}")

    async with interventions.database.engine.connect() as connection:
        statement = select(AuditRow.action, AuditRow.who).where(AuditRow.subject == referral["crn"])
        rows = (await connection.execute(statement.order_by(AuditRow.audit_entry_id))).all()
    assert [tuple(row) for row in rows] == [("refer", "olive"), ("read_referral", "tariq")]
