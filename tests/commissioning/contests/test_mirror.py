"""Mirror: contractor and purchaser see the same occurrences, evidence and clocks, byte by byte, and nobody else sees any."""

from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.contests import RYE_HILL_MANAGER, a_contest, a_decision, decided, raised
from builders.commissioning.occurrences import (
    CONTROLLER,
    DOVEGATE_CONTROLLER,
    SECOND_CONTROLLER,
    classified,
    moved,
    rye_hill,
)
from builders.commissioning.personas import (
    AUDITOR,
    DOVEGATE_CONTRACTOR,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    RYE_HILL_CONTRACTOR,
)
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.contest_views import ContestList

pytestmark = pytest.mark.usefixtures("clean_slate")

LONDON_CONTROLLER = Persona("leo", "NOMS", CallerKind.STAFF, ("controller",), {"regions": ["LON"]})
LONDON_MANAGER = Persona("lisa", "NOMS", CallerKind.STAFF, ("contract-manager",), {"regions": ["LON"]})


async def answers(service: Running, persona: Persona, paths: list[str]) -> list[tuple[int, bytes]]:
    async with service.as_(persona) as client:
        told = [await client.get(path) for path in paths]
    return [(answer.status_code, answer.content) for answer in told]


def paths_of(occurrence: dict[str, Any], contest: dict[str, Any]) -> list[str]:
    of_agreement = f"/v1/agreements/{occurrence['agreement_id']}"
    return [
        f"{of_agreement}/occurrences",
        f"{of_agreement}/occurrences?state=DISPUTED",
        f"{of_agreement}/occurrences/{occurrence['id']}",
        f"{of_agreement}/occurrences/{occurrence['id']}/events",
        f"{of_agreement}/occurrences/second-readings",
        f"{of_agreement}/contests",
        f"/v1/contests/{contest['id']}",
    ]


async def test_every_party_sees_the_same_bytes_while_it_is_open_and_when_it_is_decided(service: Running):
    agreement = await rye_hill(service)
    found = await classified(service, agreement)
    await moved(service, await classified(service, agreement), "HELD")
    contest = await raised(service, agreement, found["id"])
    paths = paths_of(found, contest)
    async with service.as_(SECOND_CONTROLLER) as client:
        days = {"from_day": "2010-04-01", "to_day": "2010-06-30"}
        assert (await client.post(paths[4], json=days, headers=once())).status_code == 201

    for _ in range(2):
        told = await answers(service, RYE_HILL_CONTRACTOR, paths)
        assert [status for status, _ in told] == [200] * len(paths)
        for other in (RYE_HILL_MANAGER, CONTROLLER, NATIONAL_COMMISSIONER, AUDITOR):
            assert await answers(service, other, paths) == told
        if b'"open"' in told[-1][1]:
            await decided(service, contest, "upheld")


async def test_hidden_is_absent(service: Running):
    agreement = await rye_hill(service)
    found = await classified(service, agreement)
    contest = await raised(service, agreement, found["id"])
    absent = paths_of({"agreement_id": uuid4(), "id": uuid4()}, {"id": uuid4()})

    def shapes(told: list[tuple[int, bytes]]) -> list[tuple[int, int]]:
        return [(status, len(body)) for status, body in told]

    for persona in (DOVEGATE_CONTRACTOR, DOVEGATE_CONTROLLER, KENT_TRUST, KENT_COMMISSIONER):
        hidden = await answers(service, persona, paths_of(found, contest))
        assert [status for status, _ in hidden] == [404] * len(absent)
        assert shapes(hidden) == shapes(await answers(service, persona, absent))
        assert ContestList.model_validate_json((await answers(service, persona, ["/v1/contests"]))[0][1]).data == []


async def test_whoever_does_not_see_a_contest_can_neither_decide_it_nor_take_it_back(service: Running):
    agreement = await rye_hill(service)
    contest = await raised(service, agreement, (await classified(service, agreement))["id"])
    for which in (contest["id"], str(uuid4())):
        for persona, act, body in (
            (KENT_COMMISSIONER, "decision", a_decision()),
            (DOVEGATE_CONTRACTOR, "withdrawal", {"reason": "Ours."}),
        ):
            async with service.as_(persona) as client:
                answer = await client.post(f"/v1/contests/{which}/{act}", json=body, headers=once())
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_an_occurrence_of_another_agreement_is_not_contested_under_this_one(service: Running):
    rye, london = await rye_hill(service), await live(service)
    found = await classified(service, rye)
    theirs = await classified(service, london, LONDON_CONTROLLER)
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        for about in (theirs["id"], str(uuid4())):
            answer = await client.post(f"/v1/agreements/{rye}/contests", json=a_contest(about), headers=once())
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert (await raised(service, london, theirs["id"], LONDON_TRUST))["agreement_id"] == london
    assert found["agreement_id"] == rye


async def test_contests_are_listed_by_the_day_they_are_due_in_pages_and_by_their_state(service: Running):
    rye, london = await rye_hill(service), await live(service)
    made = [await raised(service, rye, (await classified(service, rye))["id"]) for _ in range(51)]
    await raised(service, london, (await classified(service, london, LONDON_CONTROLLER))["id"], LONDON_TRUST)
    await decided(service, made[7], "upheld")

    async def pages(persona: Persona, path: str) -> list[ContestList]:
        found: list[ContestList] = []
        async with service.as_(persona) as client:
            while not found or found[-1].next_after:
                after = {"after": str(found[-1].next_after)} if found else None
                found.append(ContestList.model_validate_json((await client.get(path, params=after)).content))
        return found

    ours = await pages(RYE_HILL_CONTRACTOR, "/v1/contests")
    listed = [row for page in ours for row in page.data]
    assert [len(page.data) for page in ours] == [50, 1]
    assert listed == sorted(listed, key=lambda row: (row.clock.decision_due_on, row.id))
    assert {str(row.id) for row in listed} == {one["id"] for one in made}
    assert [row for page in await pages(NATIONAL_COMMISSIONER, f"/v1/agreements/{rye}/contests") for row in page.data] == listed
    ((upheld,),) = [page.data for page in await pages(RYE_HILL_MANAGER, "/v1/contests?state=upheld")]
    assert str(upheld.id) == made[7]["id"]
    assert [len(page.data) for page in await pages(LONDON_MANAGER, "/v1/contests")] == [1]
    assert sum(len(page.data) for page in await pages(AUDITOR, "/v1/contests?state=open")) == 51


async def test_both_parties_hear_of_a_contest_and_of_its_end(service: Running):
    agreement = await rye_hill(service)
    contest = await raised(service, agreement, (await classified(service, agreement))["id"])
    await decided(service, contest, "rejected")

    async def heard(persona: Persona) -> list[tuple[str, str | None]]:
        async with service.as_(persona) as client:
            feed = (await client.get("/v1/events", params={"limit": 5000})).json()
        return [(event["type"], event["data"].get("state")) for event in feed if event["subject"] == contest["id"]]

    both = [("commissioning.contest.raised", None), ("commissioning.contest.decided", "rejected")]
    assert await heard(RYE_HILL_CONTRACTOR) == await heard(NATIONAL_COMMISSIONER) == both
    assert await heard(DOVEGATE_CONTRACTOR) == []
