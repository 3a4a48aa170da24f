"""Contests over HTTP: one call, one clock, one decision by somebody else, and the occurrence follows."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.contests import (
    CONTRACTORS_MANAGER,
    CONTROLLER_AND_MANAGER,
    PURCHASERS_CONTRACTOR,
    RYE_HILL_MANAGER,
    a_contest,
    a_decision,
    decided,
    raised,
)
from builders.commissioning.occurrences import CONTROLLER, SECOND_CONTROLLER, classified, moved, rye_hill
from builders.commissioning.personas import (
    AUDITOR,
    DOVEGATE_CONTRACTOR,
    NATIONAL_COMMISSIONER,
    RYE_HILL_CONTRACTOR,
)
from house.estate import Estate
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.contest_views import ContestView

pytestmark = pytest.mark.usefixtures("clean_slate")

CORAS_SYSTEM = Persona(
    "desk-system", "NOMS", CallerKind.SYSTEM, ("controller", "contract-manager"),
    {"establishments": ["RHI"], "organisations": ["NOMS"]}, on_behalf_of="cora",
)  # fmt: skip
"""A client of another name, by which whoever classified acts."""


async def posted(service: Running, persona: Persona, path: str, body: dict[str, Any]) -> tuple[int, str]:
    async with service.as_(persona) as client:
        answer = await client.post(path, json=body, headers=once())
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def got(service: Running, persona: Persona, path: str, **query: str) -> Any:
    async with service.as_(persona) as client:
        answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def occurrence_now(service: Running, occurrence: dict[str, Any]) -> dict[str, Any]:
    return await got(service, CONTROLLER, f"/v1/agreements/{occurrence['agreement_id']}/occurrences/{occurrence['id']}")


async def test_the_contractor_contests_in_one_call_and_the_thing_counts_as_charged_meanwhile(service: Running):
    found = await classified(service, await rye_hill(service), count="2")
    told = ContestView.model_validate(await raised(service, found["agreement_id"], found["id"]))
    now = await occurrence_now(service, found)

    assert (told.state, told.end, told.raised_by) == ("open", None, "rhi-system")
    assert (told.clock.days_left, told.clock.overdue, str(told.clock.contest_until)) == (20, False, found["contest_until"])
    assert (now["state"], now["count"], now["contest_until"]) == ("DISPUTED", "2.0", None)
    assert now["versions"][-1]["recorded_by"] == "rhi-system"
    assert str(told.id) in now["versions"][-1]["reason"]


@pytest.mark.parametrize(
    ("outcome", "changes", "state", "count"),
    [
        ("upheld", {}, "OVERTURNED", "2.0"),
        ("rejected", {}, "CONFIRMED", "2.0"),
        ("partly", {"new_count": "1.5"}, "CONFIRMED", "1.5"),
    ],
)
async def test_the_occurrence_follows_the_decision(
    service: Running, outcome: str, changes: dict[str, str], state: str, count: str
):
    found = await classified(service, await rye_hill(service), count="2")
    ended = await decided(service, await raised(service, found["agreement_id"], found["id"]), outcome, **changes)
    now = await occurrence_now(service, found)

    assert (ended["state"], ended["end"]["ended_by"], ended["clock"]["days_left"]) == (outcome, "mona", None)
    assert ended["end"]["new_count"] == changes.get("new_count")
    assert (now["state"], now["count"], now["contest_until"], now["version"]) == (state, count, None, 3)
    assert now["versions"][-1]["recorded_by"] == "mona"


async def test_a_contest_that_is_taken_back_leaves_the_thing_as_charged_for_good(service: Running):
    found = await classified(service, await rye_hill(service))
    path = f"/v1/agreements/{found['agreement_id']}/contests"
    contest = await raised(service, found["agreement_id"], found["id"])
    body = {"reason": "The record of the test was found."}
    assert await posted(service, RYE_HILL_MANAGER, f"/v1/contests/{contest['id']}/withdrawal", body) == (403, "not_permitted")
    assert await posted(service, RYE_HILL_CONTRACTOR, f"/v1/contests/{contest['id']}/withdrawal", body) == (201, "")

    assert (await got(service, RYE_HILL_CONTRACTOR, f"/v1/contests/{contest['id']}"))["state"] == "withdrawn"
    assert (await occurrence_now(service, found))["state"] == "CONFIRMED"
    assert await posted(service, RYE_HILL_CONTRACTOR, path, a_contest(found["id"])) == (409, "not_contestable")
    again = await posted(service, RYE_HILL_CONTRACTOR, f"/v1/contests/{contest['id']}/withdrawal", body)
    assert again == (409, "contest_ended_already")


async def test_two_contests_of_one_thing_at_once_are_one(service: Running):
    found = await classified(service, await rye_hill(service))
    path = f"/v1/agreements/{found['agreement_id']}/contests"
    tries = [posted(service, RYE_HILL_CONTRACTOR, path, a_contest(found["id"])) for _ in range(5)]

    assert sorted(await asyncio.gather(*tries)) == [(201, ""), *[(409, "contested_already")] * 4]
    assert len((await got(service, AUDITOR, path))["data"]) == 1


async def test_of_two_decisions_at_once_one_is_made(service: Running):
    found = await classified(service, await rye_hill(service))
    contest = await raised(service, found["agreement_id"], found["id"])
    path = f"/v1/contests/{contest['id']}"
    tries = [posted(service, RYE_HILL_MANAGER, f"{path}/decision", a_decision(outcome)) for outcome in ("upheld", "rejected") * 2]
    tries.append(posted(service, RYE_HILL_CONTRACTOR, f"{path}/withdrawal", {"reason": "The record was found."}))

    assert sorted(await asyncio.gather(*tries)) == [(201, ""), *[(409, "contest_ended_already")] * 4]
    assert len((await occurrence_now(service, found))["versions"]) == 3


async def test_while_a_contractor_contests_the_controller_cannot_move_the_ground(service: Running):
    found = await classified(service, await rye_hill(service))
    await raised(service, found["agreement_id"], found["id"])
    path = f"/v1/agreements/{found['agreement_id']}/occurrences/{found['id']}"

    assert await posted(service, CONTROLLER, f"{path}/moves", {"to": "OVERTURNED", "reason": "So."}) == (409, "of_the_contest")
    anew = {"code": "2.2h", "count": "1", "reason": "So."}
    assert await posted(service, CONTROLLER, f"{path}/reclassifications", anew) == (409, "of_the_contest")


async def test_a_contest_and_a_step_of_the_controller_at_once_leave_one_story(service: Running):
    found = await classified(service, await rye_hill(service))
    base = f"/v1/agreements/{found['agreement_id']}"
    step = posted(service, CONTROLLER, f"{base}/occurrences/{found['id']}/moves", {"to": "OVERTURNED", "reason": "A mistake."})
    contest = posted(service, RYE_HILL_CONTRACTOR, f"{base}/contests", a_contest(found["id"]))
    outcome = await asyncio.gather(step, contest)

    assert outcome in ([(201, ""), (409, "not_contestable")], [(409, "of_the_contest"), (201, "")])


async def test_only_the_provider_of_the_agreement_contests(service: Running):
    found = await classified(service, await rye_hill(service))
    path = f"/v1/agreements/{found['agreement_id']}/contests"

    assert await posted(service, CONTROLLER, path, a_contest(found["id"])) == (403, "not_permitted")
    assert await posted(service, NATIONAL_COMMISSIONER, path, a_contest(found["id"])) == (403, "not_permitted")
    assert await posted(service, PURCHASERS_CONTRACTOR, path, a_contest(found["id"])) == (409, "contested_by_another")
    assert await posted(service, DOVEGATE_CONTRACTOR, path, a_contest(found["id"])) == (404, "not_found")
    contest = await raised(service, found["agreement_id"], found["id"])
    withdrawal = f"/v1/contests/{contest['id']}/withdrawal"
    assert await posted(service, PURCHASERS_CONTRACTOR, withdrawal, {"reason": "Ours."}) == (409, "contested_by_another")


async def test_what_a_system_classified_is_decided_neither_by_it_nor_by_whom_it_acted_for(service: Running):
    found = await classified(service, await rye_hill(service), CORAS_SYSTEM)
    contest = await raised(service, found["agreement_id"], found["id"])

    assert found["versions"][0]["recorded_by"] == "desk-system on behalf of cora"
    for persona in (CONTROLLER_AND_MANAGER, CORAS_SYSTEM):
        told = await posted(service, persona, f"/v1/contests/{contest['id']}/decision", a_decision())
        assert told == (409, "decided_by_the_first")


async def test_neither_the_provider_decides_nor_whoever_classified_or_put_it_right(service: Running):
    found = await classified(service, await rye_hill(service), SECOND_CONTROLLER)
    anew = {"code": "2.2h", "count": "1", "reason": "The laboratory."}
    occurrence = f"/v1/agreements/{found['agreement_id']}/occurrences/{found['id']}"
    assert (await posted(service, CONTROLLER, f"{occurrence}/reclassifications", anew))[0] == 201
    contest = await raised(service, found["agreement_id"], found["id"])
    path = f"/v1/contests/{contest['id']}/decision"

    for persona in (CONTROLLER_AND_MANAGER, CORAS_SYSTEM):
        assert await posted(service, persona, path, a_decision()) == (409, "decided_by_the_first")
    assert await posted(service, CONTRACTORS_MANAGER, path, a_decision()) == (409, "provider_decides")
    assert await posted(service, RYE_HILL_CONTRACTOR, path, a_decision()) == (403, "not_permitted")
    assert await posted(service, AUDITOR, path, a_decision()) == (403, "not_permitted")
    assert await posted(service, RYE_HILL_MANAGER, path, a_decision()) == (201, "")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (a_decision("partly"), (409, "count_of_a_part")),
        (a_decision("partly", new_count="2"), (409, "count_of_a_part")),
        (a_decision("partly", new_count="0"), (409, "count_of_a_part")),
        (a_decision("rejected", new_count="1"), (409, "count_of_a_part")),
        (a_decision(reasons="He is A1234BC."), (409, "statement_names_a_person")),
        (a_decision(reasons=""), (422, "invalid")),
        (a_decision("partly", new_count="-1"), (422, "invalid")),
        (a_decision("maybe"), (422, "invalid")),
        ({"outcome": "upheld"}, (422, "invalid")),
    ],
)
async def test_a_decision_that_says_too_little_or_too_much_is_refused_and_decides_nothing(
    service: Running, body: dict[str, Any], code: tuple[int, str]
):
    found = await classified(service, await rye_hill(service), count="2")
    contest = await raised(service, found["agreement_id"], found["id"])

    assert await posted(service, RYE_HILL_MANAGER, f"/v1/contests/{contest['id']}/decision", body) == code
    assert (await got(service, AUDITOR, f"/v1/contests/{contest['id']}"))["state"] == "open"


async def test_an_incident_with_a_fixed_sum_is_not_upheld_in_part(service: Running):
    found = await classified(service, await rye_hill(service), kind="FIXED_SUM_INCIDENT", code="escape")
    contest = await raised(service, found["agreement_id"], found["id"])

    path = f"/v1/contests/{contest['id']}/decision"
    assert await posted(service, RYE_HILL_MANAGER, path, a_decision("partly", new_count="0.5")) == (409, "one_incident")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"about": {"kind": "mood", "id": str(uuid4())}}, "/about/kind"),
        ({"about": {"kind": "occurrence", "id": "x"}}, "/about/id"),
        ({"about": {"kind": "occurrence"}}, "/about/id"),
        ({"ground": "unfair"}, "/ground"),
        ({"statement": ""}, "/statement"),
        ({"evidence_ids": [1]}, "/evidence_ids/0"),
        ({"disputed_pence": 0}, "/disputed_pence"),
        ({"raised_on": "2010-01-01"}, "/raised_on"),
    ],
)
async def test_a_field_at_fault_is_named(service: Running, changes: dict[str, Any], pointer: str):
    path = f"/v1/agreements/{await rye_hill(service)}/contests"
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        refused = await client.post(path, json=a_contest(str(uuid4())) | changes, headers=once())

    assert (refused.status_code, [error["pointer"] for error in refused.json()["errors"]]) == (422, [pointer])


async def test_what_does_not_count_or_is_not_there_is_not_contested(service: Running):
    agreement = await rye_hill(service)
    path = f"/v1/agreements/{agreement}/contests"
    held = await classified(service, agreement, held=True)
    overturned = await moved(service, await classified(service, agreement), "OVERTURNED")
    found = await classified(service, agreement)

    for silent in (held, overturned):
        assert await posted(service, RYE_HILL_CONTRACTOR, path, a_contest(silent["id"])) == (409, "not_contestable")
    for kind in ("occurrence", "settlement_line", "result"):
        assert await posted(service, RYE_HILL_CONTRACTOR, path, a_contest(str(uuid4()), kind)) == (404, "not_found")
    in_part = a_contest(found["id"], disputed_pence=100)
    assert await posted(service, RYE_HILL_CONTRACTOR, path, in_part) == (409, "part_of_what")
    named = a_contest(found["id"], statement="It was X320741.")
    assert await posted(service, RYE_HILL_CONTRACTOR, path, named) == (409, "statement_names_a_person")


async def test_who_comes_too_late_is_told_the_day_on_which_it_ended(
    service: Running, estate: Estate, commissioning_database: str
):
    found = await classified(service, await rye_hill(service))
    told = "told_on = '2010-05-17', contest_until = '2010-06-15'"
    await asyncio.to_thread(
        estate.administer,
        f"UPDATE occurrence_version SET {told} WHERE occurrence_id = '{found['id']}'",
        database=commissioning_database,
    )
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        refused = await client.post(
            f"/v1/agreements/{found['agreement_id']}/contests", json=a_contest(found["id"]), headers=once()
        )

    assert (refused.status_code, refused.json()["code"]) == (409, "contest_too_late")
    assert "2010-06-15" in refused.json()["detail"]


async def test_a_contest_without_a_decision_in_time_is_seen_to_be_overdue_by_both(
    service: Running, estate: Estate, commissioning_database: str
):
    found = await classified(service, await rye_hill(service))
    contest = await raised(service, found["agreement_id"], found["id"])
    await asyncio.to_thread(
        estate.administer,
        "UPDATE contest SET told_on = '2010-05-17', raised_on = '2010-05-18', decision_due_on = '2010-06-16'",
        database=commissioning_database,
    )
    for persona in (RYE_HILL_CONTRACTOR, RYE_HILL_MANAGER):
        clock = (await got(service, persona, f"/v1/contests/{contest['id']}"))["clock"]
        assert (clock["overdue"], clock["days_left"] < -1000) == (True, True)
    assert (await decided(service, contest, "rejected"))["clock"]["overdue"] is True
