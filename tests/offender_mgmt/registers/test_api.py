"""Registers on a running service: entered, reviewed, removed; what follows in the record; who finds and sees what."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import JSON, OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.public_protection import public_protection
from builders.offender_mgmt.registers import SECRETS, alert, mappa, removal, review
from house.running import Running, once

ON_CASE = (personas.offender_manager, personas.offender_supervisor, personas.trust_system, personas.programme_team,
           personas.contractor_system, personas.auditor)  # fmt: skip
MANAGES_RISK = {"offender-manager", "offender-supervisor", "trust-system"}


async def act(client: httpx.AsyncClient, registration_id: Any, act: str, body: Any) -> httpx.Response:
    path = f"/v1/registrations/{registration_id}/{act}"
    return await client.post(path, content=body.model_dump_json(), headers=JSON | once())


async def listed(case: OpenCase) -> list[dict[str, Any]]:
    answer = await case.get("registrations")
    assert answer.status_code == 200, answer.text
    data: list[dict[str, Any]] = answer.json()["data"]
    return data


async def test_a_registration_has_its_first_review_and_stands_in_the_record(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("registrations", mappa())
        record = (await case.get("public-protection")).json()

        assert await listed(case) == [made]
    assert (made["level"], made["next_review_on"], made["withheld"]) == (2, "2010-08-12", [])
    assert [part["due_on"] for part in made["reviews"]] == ["2010-08-12"]
    assert (record["version"], record["mappa_level"], record["detail"]["mappa_category"]) == (1, 2, 2)


async def test_a_review_that_lowers_the_level_sets_the_next_clock_and_the_record(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("registrations", mappa())
        done = await act(client, made["registration_id"], "reviews", review(outcome="changed", level=1))
        record = (await case.get("public-protection")).json()

    assert done.status_code == 201, done.text
    assert (done.json()["level"], done.json()["category"], done.json()["next_review_on"]) == (1, 2, "2010-11-30")
    assert [part["outcome"] for part in done.json()["reviews"]] == [None, "changed"]
    assert (record["version"], record["mappa_level"]) == (2, 1)


async def test_a_removed_registration_stays_known_and_never_changes_again(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("registrations", mappa())
        gone = await act(client, made["registration_id"], "removal", removal())
        again = [
            await act(client, made["registration_id"], what, body)
            for what, body in (("removal", removal()), ("reviews", review()))
        ]
        record = (await case.get("public-protection")).json()
        anew = await case.post("registrations", mappa(starts_on="2011-03-14"))

    assert (gone.json()["removed_on"], gone.json()["next_review_on"], gone.json()["reviews"]) == ("2011-03-14", None, [])
    assert {(answer.status_code, answer.json()["code"]) for answer in again} == {(409, "registration_ended")}
    assert (record["mappa_level"], anew.status_code) == (None, 201)


async def test_a_register_without_reviews_has_none_to_record(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await (await an_open_case(client)).record("registrations", alert("OVI"))
        refused = await act(client, made["registration_id"], "reviews", review())

    assert (made["next_review_on"], refused.json()["code"]) == (None, "nothing_to_review")


async def test_an_alert_outlives_release_and_the_next_reception(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        made = await case.record("registrations", alert())
        await case.record("releases", release())
        outside = await listed(case)
        await case.record("receptions", reception(received_on="2011-03-20", reason_code="L", establishment_code="LWI"))

        assert outside == await listed(case) == [made]


async def test_the_officers_record_and_the_register_may_not_contradict_each_other(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("registrations", alert("SR"))
        refused = await case.post("registrations", mappa(category=2))

        assert (refused.status_code, refused.json()["code"]) == (409, "record_contradicts_itself")
        assert [line["type_code"] for line in await listed(case)] == ["SR"]


async def test_what_an_officer_recorded_besides_stays(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.protect(public_protection(), version=0)
        await case.record("registrations", alert())
        record = (await case.get("public-protection")).json()

    assert record["detail"]["registers"] == ["DOMESTIC_ABUSE", "RISK_TO_STAFF"]
    assert (record["version"], record["mappa_level"], record["rosh_overall"]) == (2, 2, "high")


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (alert("NOSUCH"), ("/type_code", "unknown_register")),
        (alert("ROH"), ("/type_code", "derived")),
        (mappa(level=None), ("/level", "missing")),
        (alert(starts_on="2099-01-01"), ("/starts_on", "in_the_future")),
    ],
)
async def test_a_registration_that_cannot_be_is_refused_with_its_field(service: Running, new: Any, fault: tuple[str, str]):
    async with service.as_(personas.offender_manager) as client:
        refused = await (await an_open_case(client)).post("registrations", new)

    assert (refused.status_code, refused.json()["code"], faults_in(refused)) == (409, "registration_refused", [fault])


async def test_of_many_equal_registrations_at_once_one_stands(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        answers = await asyncio.gather(*(case.post("registrations", alert()) for _ in range(5)))
        (line,) = await listed(case)
        reviews = await asyncio.gather(*(act(client, line["registration_id"], "reviews", review()) for _ in range(3)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert sorted(answer.status_code for answer in reviews) == [201, 409, 409]


async def planted(service: Running) -> OpenCase:
    """A case in Rye Hill with a secret in every field that is not for everybody."""
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        made = await case.record("registrations", mappa())
        await act(client, made["registration_id"], "reviews", review(notes=SECRETS["notes"]))
        await case.record("registrations", alert("RVR", starts_on="2010-06-14", notes=SECRETS["notes"]))
        gone = await case.record("registrations", alert("RST", notes=SECRETS["notes"]))
        await act(client, gone["registration_id"], "removal", removal(reason=SECRETS["notes"]))
    return case


async def test_no_field_of_the_detail_leaks_to_any_role_that_does_not_manage_the_risk(service: Running):
    case = await planted(service)
    for persona in ON_CASE:
        async with service.as_(persona) as client:
            mine = case.seen_by(client)
            bodies = [
                (await mine.get(part)).text for part in ("registrations", "registrations?", "case-file", "public-protection")
            ]
            queue = (await client.get("/v1/registration-reviews?as_at=2011-12-01")).text
            lines = await listed(mine)
        shown = {field for line in lines for field, value in line.items() if value is not None}
        manages = persona.roles[0] in MANAGES_RISK

        assert all((secret in bodies[0]) is manages for secret in SECRETS.values()), persona.roles
        assert manages or not any(secret in body for secret in SECRETS.values() for body in (*bodies, queue)), persona.roles
        assert ("RVR" in {line["type_code"] for line in lines}) is ("RVR" in queue) is manages, persona.roles
        assert all(not shown & set(line["withheld"]) for line in lines), persona.roles
        assert {"type_code", "level", "starts_on"} <= shown, persona.roles


async def test_a_restricted_registration_is_absent_for_whoever_may_not_know_of_it(service: Running):
    case = await planted(service)
    async with service.as_(personas.contractor_system) as client:
        mine = case.seen_by(client)
        seen = await listed(mine)

    assert [line["type_code"] for line in seen] == ["MAPP", "RST"]


async def test_hidden_and_absent_look_the_same_for_every_operation(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("registrations", alert())
    for persona in (personas.other_offender_manager, personas.offender_supervisor, personas.unreaching):
        async with service.as_(persona) as client:
            hidden, absent = case.seen_by(client), OpenCase(client, "Z999999")
            pairs = [
                (await hidden.get("registrations"), await absent.get("registrations")),
                (await hidden.post("registrations", mappa()), await absent.post("registrations", mappa())),
                (
                    await act(client, made["registration_id"], "reviews", review()),
                    await act(client, uuid4(), "reviews", review()),
                ),
                (
                    await act(client, made["registration_id"], "removal", removal()),
                    await act(client, uuid4(), "removal", removal()),
                ),
            ]
        for one, other in pairs:
            assert one.status_code == other.status_code == 404
            assert {**one.json(), "instance": ""} == {**other.json(), "instance": ""}


async def test_a_programme_team_enters_nothing(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.programme_team) as client:
        assert (await case.seen_by(client).post("registrations", alert())).status_code == 403


async def test_the_catalogue_says_who_sees_and_what_is_recorded(service: Running):
    async with service.as_(personas.programme_team) as client:
        types = {line["code"]: line for line in (await client.get("/v1/register-types")).json()["data"]}

    assert (types["MAPP"]["levels"], types["MAPP"]["kept_by"], types["RVR"]["restricted"]) == ([1, 2, 3], "probation", True)
    assert types["HA"]["alert_type"] == "H"
