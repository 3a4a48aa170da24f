"""What is told of two records that were parted, and who still has a part in them."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.merges import merged, part
from builders.offender_mgmt.persons import pnc
from builders.offender_mgmt.sentences import PROGRAMME, order_to_make
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

BOTH = {"organisations": ["LDN", "WMP"]}
both_trusts = Persona("rita", "NOMS", CallerKind.STAFF, ("records-manager", "offender-manager"), BOTH)
of_london = Persona("olive", "LDN", CallerKind.STAFF, ("records-manager", "offender-manager"), personas.LONDON)


@pytest.mark.parametrize("order_of", ["the survivor", "the merged record"])
async def test_an_officer_to_whom_the_case_was_handed_since_keeps_it_when_the_records_are_parted(service: Running, order_of: str):
    async with service.as_(both_trusts) as client:
        survivor, other = await an_open_case(client), await an_open_case(client, provider="WMP")
        sentenced = survivor if order_of == "the survivor" else other
        await sentenced.record("orders", order_to_make(PROGRAMME, provider=("LDN" if sentenced is survivor else "WMP")))
        merge_id = await merged(client, survivor.crn, other.crn)
        await survivor.record("allocations", offender_manager(provider="WMP"))
        assert (await part(client, merge_id)).status_code == 201
    async with service.as_(personas.other_offender_manager) as client:
        answer = await client.get(f"/v1/persons/{survivor.crn}/allocations")

    assert answer.status_code == 200, answer.text
    assert answer.json()["data"][0]["provider"] == "WMP"


async def test_of_a_record_that_was_parted_nothing_is_told_to_whoever_does_not_see_it(service: Running):
    async with service.as_(both_trusts) as client:
        survivor, other = (await an_open_case(client)).crn, (await an_open_case(client)).crn
        merge_id = await merged(client, survivor, other)
        await part(client, merge_id)
        seen = (await client.get(f"/v1/persons/{survivor}/merges")).json()["data"]
    async with service.as_(of_london) as client:
        before = (await client.get(f"/v1/persons/{survivor}/timeline")).json()["data"]
        await Closures(service).set(other, "exclusion", "olive")
        listed = (await client.get(f"/v1/persons/{survivor}/merges")).json()["data"]
        after = (await client.get(f"/v1/persons/{survivor}/timeline")).json()["data"]

    assert [merge["merged_crn"] for merge in seen] == [other]
    assert {fact["kind"] for fact in before} == {"registered", "records_merged", "records_parted"}
    assert (listed, [fact["kind"] for fact in after]) == ([], ["registered"])


async def test_a_parting_outweighs_the_decision_that_led_to_the_merge_and_a_later_decision_the_parting(service: Running):
    async with service.as_(personas.offender_manager) as client:
        one, other = await an_open_case(client, identifiers=pnc("81/34U")), await an_open_case(client)
        sent = {"kind": "pnc", "value": "81/34U", "held_from": "2004-01-01", "from_feed": True}
        await client.post(f"/v1/persons/{other.crn}/identifiers", json=sent, headers=once())
    async with service.as_(personas.records_manager) as client:
        path = f"/v1/persons/{one.crn}/matches"
        [match] = (await client.post(path, headers=once())).json()["data"]

        async def decided(decision: str) -> None:
            body = {"decision": decision, "reason": "Fingerprints."}
            assert (await client.post(f"/v1/matches/{match['match_id']}/decisions", json=body, headers=once())).status_code == 201

        await decided("linked")
        await part(client, await merged(client, one.crn, other.crn))
        parted = (await client.post(path, headers=once())).json()["data"]
        await decided("linked")
        [again] = (await client.post(path, headers=once())).json()["data"]

    assert parted == []
    assert again["score_bits"] > 166


async def test_a_further_merge_names_the_numbers_that_were_merged_before(service: Running):
    reader = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), personas.LONDON)
    async with service.as_(both_trusts) as client:
        first, second, third = [(await an_open_case(client)).crn for _ in range(3)]
        await merged(client, second, first)
        await part(client, await merged(client, third, second))
    async with service.as_(reader) as client:
        events = (await client.get("/v1/events?limit=5000")).json()
    told = [(event["type"].rpartition(".")[2], event["data"]) for event in events if event["data"].get("merged_crn")]
    told = [(kind, data["merged_crn"], data["merged_before"]) for kind, data in told if data["crn"] in (second, third)]

    assert told == [("merged", first, []), ("merged", second, [first]), ("parted", second, [first])]
