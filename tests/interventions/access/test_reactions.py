"""What offender_mgmt tells of closed records: requirements, referrals, registers and figures obey it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from builders.interventions.attendance import recorded
from builders.interventions.cohorts import dated, placed
from builders.interventions.personas import offender_manager, programme_team, trust_system
from builders.interventions.referrals import a_referral, referred
from builders.interventions.requirements import a_requirement, an_envelope, arrives
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.access_events import AccessChanged
from noms.contracts.offender_mgmt.merge_events import PersonsMerged, PersonsParted

TERESA = Persona("teresa", "LDN", CallerKind.STAFF, ("programme-team", "offender-manager"), {"organisations": ["LDN"]})


def changed(crn: str, kind: str = "exclusion", *users: str, **changes: Any) -> AccessChanged:
    told = {
        "crn": crn, "closure_id": uuid4(), "kind": kind, "users": users or ("tariq",), "closed_from": datetime(2010, 1, 1, tzinfo=UTC),
        "closed_until": None, "detail_url": f"/v1/persons/{crn}/{kind}s",
    }  # fmt: skip
    return AccessChanged.model_validate(told | changes)


async def told(interventions: Running, event: AccessChanged) -> None:
    await arrives(interventions, an_envelope(event))


async def queue(interventions: Running, persona: Persona) -> set[str]:
    async with interventions.as_(persona) as client:
        crns: set[str] = set()
        after = ""
        while True:
            page = (await client.get(f"/v1/requirements?provider=LDN{after}")).json()
            crns |= {line["crn"] for line in page["data"]}
            if page["next_after"] is None:
                return crns
            after = f"&after={page['next_after']}"


async def test_an_excluded_user_finds_neither_requirement_nor_referral_and_others_do(interventions: Running):
    referral = await referred(interventions)
    path = f"/v1/referrals/{referral['referral_id']}"
    await told(interventions, changed(referral["crn"]))
    async with interventions.as_(programme_team) as barred, interventions.as_(TERESA) as free:
        hidden, absent, seen = await barred.get(path), await barred.get(f"/v1/referrals/{uuid4()}"), await free.get(path)

    assert (hidden.status_code, seen.status_code) == (404, 200)
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}
    assert referral["crn"] not in await queue(interventions, programme_team)
    assert referral["crn"] in await queue(interventions, TERESA)


async def test_a_restriction_lets_in_those_it_names_and_no_system_that_acts_for_nobody(interventions: Running):
    referral = await referred(interventions)
    await told(interventions, changed(referral["crn"], "restriction", "teresa"))
    seen = []
    for who in (TERESA, programme_team, trust_system):
        async with interventions.as_(who) as client:
            seen.append((await client.get(f"/v1/referrals/{referral['referral_id']}")).is_success)

    assert seen == [True, False, False]


async def test_a_record_closed_before_its_requirement_arrives_is_closed_from_the_first_moment(interventions: Running):
    imposed = a_requirement()
    await told(interventions, changed(imposed.crn))
    await arrives(interventions, an_envelope(imposed))
    body = a_referral(imposed.requirement_id)
    async with interventions.as_(programme_team) as barred, interventions.as_(TERESA) as free:
        assert imposed.crn not in await queue(interventions, programme_team)
        assert (await free.post("/v1/referrals", json=body, headers=once())).status_code == 201
    async with interventions.as_(
        Persona("tariq", "LDN", CallerKind.STAFF, ("offender-manager",), {"organisations": ["LDN"]})
    ) as barred:
        assert (await barred.post("/v1/referrals", json=body, headers=once())).status_code == 404


async def test_a_closure_that_was_lifted_opens_the_record_again(interventions: Running):
    referral = await referred(interventions)
    closure = changed(referral["crn"])
    await told(interventions, closure)
    assert referral["crn"] not in await queue(interventions, programme_team)

    await told(interventions, closure.model_copy(update={"closed_until": datetime(2010, 6, 1, tzinfo=UTC)}))
    assert referral["crn"] in await queue(interventions, programme_team)


async def test_a_register_leaves_out_whom_the_tutor_may_not_see_and_the_seat_stays_taken(interventions: Running):
    cohort = await dated(interventions)
    shown, shut = await placed(interventions, cohort), await placed(interventions, cohort)
    session = cohort["sessions"][0]
    for referral in (shown, shut):
        await recorded(interventions, referral, session)
    await told(interventions, changed(shut["crn"]))
    async with interventions.as_(programme_team) as client:
        register = (await client.get(f"/v1/sessions/{session['session_id']}/attendance")).json()["data"]
        taken = (await client.get(f"/v1/cohorts/{cohort['cohort_id']}")).json()["places_taken"]
        late = await client.post(
            f"/v1/sessions/{cohort['sessions'][1]['session_id']}/attendance",
            json={"referral_id": shut["referral_id"], "outcome_code": "ATTC"},
            headers=once(),
        )

    assert [record["referral_id"] for record in register] == [shown["referral_id"]]
    assert taken == 2
    assert late.status_code == 404


@pytest.mark.parametrize("barred", [True, False])
async def test_figures_and_feeds_tell_a_user_of_nobody_whom_they_may_not_see(interventions: Running, *, barred: bool):
    cohort = await dated(interventions)
    referral = await placed(interventions, cohort)
    await recorded(interventions, referral, cohort["sessions"][0])
    system = Persona(
        "ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), {"organisations": ["LDN"]}, "omar" if barred else None
    )
    path = "/v1/measures/programme_starts?provider=LDN&from=2010-09-01&to=2010-09-30"
    async with interventions.as_(system) as client:
        before = (await client.get(path)).json()
        await told(interventions, changed(referral["crn"], "exclusion", "omar"))
        after = (await client.get(path)).json()
        subjects = {event["subject"] for event in (await client.get("/v1/events?limit=5000")).json()}

    assert (referral["crn"] in subjects) is not barred
    assert before["numerator"] - after["numerator"] == (1 if barred else 0)


async def test_the_officer_who_referred_is_not_shown_the_answer_again_once_barred(interventions: Running):
    imposed = a_requirement()
    await arrives(interventions, an_envelope(imposed))
    key, body = once(), a_referral(UUID(str(imposed.requirement_id)))
    async with interventions.as_(offender_manager) as client:
        first = await client.post("/v1/referrals", json=body, headers=key)
        await told(interventions, changed(imposed.crn, "exclusion", "olive"))
        again = await client.post("/v1/referrals", json=body, headers=key)

    assert (first.status_code, again.status_code) == (201, 404)


async def test_what_was_told_under_a_merged_number_is_closed_with_the_record_that_answers_for_it(interventions: Running):
    """Closed before the merge, closed after it, parted again: the feed never tells the barred more than before."""
    survivor, other = await referred(interventions), await referred(interventions)
    system = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), {"organisations": ["LDN"]}, "omar")
    merge = {
        "crn": survivor["crn"], "merged_crn": other["crn"], "merge_id": uuid4(), "requirement_ids": [other["requirement_id"]],
        "detail_url": "/v1/merges",
    }  # fmt: skip

    async def heard_of() -> list[bool]:
        async with interventions.as_(system) as client:
            feed = (await client.get("/v1/events?limit=5000")).text
        return [referral["crn"] in feed for referral in (survivor, other)]

    closure = changed(survivor["crn"], "exclusion", "omar")
    await told(interventions, closure)
    assert await heard_of() == [False, True]
    await arrives(interventions, an_envelope(PersonsMerged.model_validate(merge)))
    assert await heard_of() == [False, False]
    later = changed(survivor["crn"], "restriction", "teresa", merged_crns=[other["crn"]])
    ended = {"closed_until": datetime(2010, 6, 1, tzinfo=UTC), "merged_crns": [other["crn"]]}
    await told(interventions, later)
    await told(interventions, closure.model_copy(update=ended))
    assert await heard_of() == [False, False]
    await arrives(interventions, an_envelope(PersonsParted.model_validate(merge)))
    assert await heard_of() == [False, True]
    await told(interventions, later.model_copy(update=ended | {"merged_crns": []}))
    assert await heard_of() == [True, True]


async def test_a_further_merge_closes_also_what_was_told_under_the_numbers_merged_before(interventions: Running):
    """A first into a second, the second into a third that is closed: no number of the three tells the barred anything."""
    first, second, third = [await referred(interventions) for _ in range(3)]
    system = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), {"organisations": ["LDN"]}, "omar")
    inner, outer = (
        {
            "crn": survivor["crn"], "merged_crn": gone["crn"], "merge_id": uuid4(), "requirement_ids": [gone["requirement_id"]],
            "merged_before": before, "detail_url": "/v1/merges",
        }
        for survivor, gone, before in ((second, first, []), (third, second, [first["crn"]]))
    )  # fmt: skip

    async def heard_of() -> list[bool]:
        async with interventions.as_(system) as client:
            feed = (await client.get("/v1/events?limit=5000")).text
        return [referral["crn"] in feed for referral in (first, second, third)]

    await told(interventions, changed(third["crn"], "exclusion", "omar"))
    await arrives(interventions, an_envelope(PersonsMerged.model_validate(inner)))
    assert await heard_of() == [True, True, False]
    await arrives(interventions, an_envelope(PersonsMerged.model_validate(outer)))
    assert await heard_of() == [False, False, False]
    await arrives(interventions, an_envelope(PersonsParted.model_validate(outer)))
    assert await heard_of() == [True, True, False]
