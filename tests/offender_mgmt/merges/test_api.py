"""Merging and parting on a running service."""

import asyncio
import json

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.merges import everything, into, merge, merged, part
from builders.offender_mgmt.particulars import address, alias
from builders.offender_mgmt.persons import pnc
from builders.offender_mgmt.public_protection import public_protection
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make
from builders.offender_mgmt.whole_cases import a_whole_case
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

both_trusts = Persona("rita", "NOMS", CallerKind.STAFF, ("records-manager",), {"organisations": ["LDN", "WMP"]})


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


async def two_cases(service: Running, **changes: object) -> tuple[str, str]:
    """A survivor, and a record of the same man under another name."""
    async with service.as_(personas.offender_manager) as client:
        survivor = await an_open_case(client, surname="Survivor", forename="Kit")
        return survivor.crn, (await an_open_case(client, surname="Merged", **changes)).crn


async def test_a_merge_and_its_parting_leave_every_row_of_every_table_as_it_was(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client, surname="Merged")
        survivor = await an_open_case(client, surname="Survivor", forename="Kit")
    before = await everything(service)
    async with service.as_(personas.records_manager) as client:
        merge_id = await merged(client, survivor.crn, whole.case.crn)
        between = await everything(service)
        parting = await part(client, merge_id)

    assert parting.status_code == 201, parting.text
    assert between != before
    assert await everything(service) == before


async def test_everything_of_the_merged_record_is_the_survivors(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client, surname="Carried")
        survivor = await an_open_case(client, surname="Keeper", forename="Kit")
        file_before = json.loads((await whole.case.get("case-file")).text.replace(whole.case.crn, survivor.crn))
    async with service.as_(personas.records_manager) as records:
        await merged(records, survivor.crn, whole.case.crn)
    async with service.as_(personas.offender_manager) as client:
        file = (await survivor.seen_by(client).get("case-file")).json()

    assert (file["person"]["crn"], file["person"]["surname"]) == (survivor.crn, "Keeper")
    its_own = {"person": file["person"], "merged_crns": [whole.case.crn], "aliases": file["aliases"]}
    assert [name["surname"] for name in file["aliases"]] == ["Carried"]
    assert file == file_before | its_own


@pytest.mark.parametrize(
    "part_of_case", ["", "/case-file", "/custody", "/particulars", "/identifiers", "/allocations", "/merges"]
)
async def test_the_merged_crn_is_answered_with_the_survivors_record(service: Running, part_of_case: str):
    survivor, gone = await two_cases(service)
    async with service.as_(personas.records_manager) as client:
        await merged(client, survivor, gone)
    async with service.as_(personas.offender_manager) as client:
        asked = await client.get(f"/v1/persons/{gone}{part_of_case}")
        kept = await client.get(f"/v1/persons/{survivor}{part_of_case}")

    assert (asked.status_code, asked.json()) == (200, kept.json())


async def test_a_merged_record_is_listed_and_found_once_under_both_names_and_both_numbers(service: Running):
    survivor, gone = await two_cases(service, date_of_birth="1983-02-01", forename="Zebulon")
    async with service.as_(personas.records_manager) as client:
        await merged(client, survivor, gone)
        for wanted in (
            {"surname": "Merged", "forename": "Zebulon", "date_of_birth": "1983-02-01"},
            {"identifier": {"kind": "crn", "value": gone}},
            {"identifier": {"kind": "previous_crn", "value": gone}},
        ):
            found = (await client.post("/v1/persons/search", json=wanted)).json()
            assert [person["crn"] for person in found["data"]] == [survivor], wanted
        cases = [line["crn"] for line in (await client.get("/v1/cases")).json()["data"]]

    assert gone not in cases


async def test_what_is_recorded_for_the_merged_crn_is_the_survivors(service: Running):
    survivor, gone = await two_cases(service)
    async with service.as_(personas.records_manager) as client:
        await merged(client, survivor, gone)
    async with service.as_(personas.offender_manager) as client:
        sent = {"kind": "nino", "value": "AB112233B", "held_from": "2003-01-01"}
        made = await client.post(f"/v1/persons/{gone}/identifiers", json=sent, headers=once())
        held = (await client.get(f"/v1/persons/{survivor}/identifiers")).json()

    assert made.status_code == 201, made.text
    assert "AB112233B" in [number["value"] for number in held["data"]]


async def test_a_number_that_both_hold_is_kept_once_and_both_have_it_again_when_parted(service: Running):
    async with service.as_(personas.offender_manager) as client:
        survivor = await an_open_case(client, surname="Twice", identifiers=pnc("02/73319Z"))
        other = await an_open_case(client, surname="Twice")
        sent = {"kind": "pnc", "value": "02/73319Z", "held_from": "2004-01-01", "from_feed": True}
        await client.post(f"/v1/persons/{other.crn}/identifiers", json=sent, headers=once())
    before = await everything(service)
    async with service.as_(personas.records_manager) as client:
        merge_id = await merged(client, survivor.crn, other.crn)
        held = (await client.get(f"/v1/persons/{survivor.crn}/identifiers")).json()["data"]
        await part(client, merge_id)

    assert [(number["kind"], number["value"]) for number in held] == [("pnc", "2002/0073319Z"), ("previous_crn", other.crn)]
    assert await everything(service) == before


async def test_ledgers_of_both_are_counted_anew_in_the_order_of_their_days(service: Running):
    async with service.as_(personas.offender_manager) as client:
        survivor, other = await an_open_case(client, surname="Ledger"), await an_open_case(client, surname="Ledger")
        await other.record("receptions", reception(received_on="2009-01-05"))
        await other.record("releases", release(released_on="2009-06-01"))
        await survivor.record("receptions", reception(received_on="2009-06-01"))
        await survivor.record("releases", release(released_on="2009-12-01"))
        for case in (survivor, other):
            assert (await case.protect(public_protection(), version=0)).status_code == 200
    before = await everything(service)
    async with service.as_(personas.records_manager) as records:
        merge_id = await merged(records, survivor.crn, other.crn)
    async with service.as_(personas.offender_manager) as client:
        custody = (await survivor.seen_by(client).get("custody")).json()
        protected = await survivor.seen_by(client).get("public-protection")
    async with service.as_(personas.records_manager) as records:
        parting = await part(records, merge_id)

    assert [line["moved_on"] for line in custody["movements"]] == ["2009-01-05", "2009-06-01", "2009-06-01", "2009-12-01"]
    assert [line["kind"] for line in custody["movements"]] == ["admission", "release"] * 2
    assert protected.headers["etag"] == '"2"'
    assert parting.status_code == 201, parting.text
    assert await everything(service) == before


async def test_a_record_is_not_merged_into_itself(service: Running):
    survivor, _ = await two_cases(service)
    async with service.as_(personas.records_manager) as client:
        answer = await merge(client, survivor, survivor)

    assert (answer.status_code, answer.json()["code"]) == (409, "merged_into_itself")


async def test_two_prisons_or_two_officers_on_one_day_are_named_and_nothing_is_half_done(service: Running):
    async with service.as_(personas.offender_manager) as client:
        survivor, other = await an_open_case(client, surname="Clash"), await an_open_case(client, surname="Clash")
        for case in (survivor, other):
            await case.record("receptions", reception())
            await case.record("custodial-sentences", custodial_sentence_to_record())
            await case.record("allocations", offender_manager())
    before = await everything(service)
    async with service.as_(personas.records_manager) as client:
        refused = await merge(client, survivor.crn, other.crn)
        told = await client.post(f"/v1/persons/{survivor.crn}/merges/forecast", json=into(other.crn))

    assert (refused.status_code, refused.json()["code"]) == (409, "records_contradict")
    assert set(faults(refused)) >= {("/stay", "stay_crn_period_excl"), ("/allocation", "allocation_one_offender_manager_excl")}
    assert told.json()["possible"] is False
    assert [(line["pointer"], line["code"]) for line in told.json()["contradictions"]] == faults(refused)
    assert await everything(service) == before


async def test_a_forecast_says_what_a_merge_would_do_and_does_nothing(service: Running):
    survivor, gone = await two_cases(service, identifiers=pnc("79/163001B"))
    before = await everything(service)
    async with service.as_(personas.records_manager) as client:
        told = (await client.post(f"/v1/persons/{survivor}/merges/forecast", json=into(gone))).json()
        history = (await client.get(f"/v1/persons/{survivor}/merges")).json()

    assert (told["possible"], told["contradictions"]) == (True, [])
    assert told["carried"] == [
        {"table": "alias", "rows": 1}, {"table": "person", "rows": 2}, {"table": "person_identifier", "rows": 2},
    ]  # fmt: skip
    assert history["data"] == []
    assert await everything(service) == before


async def test_what_was_written_since_stays_with_the_survivor_but_for_what_is_about_a_row_that_goes_back(service: Running):
    async with service.as_(personas.offender_manager) as client:
        survivor, other = await an_open_case(client, surname="Since"), await an_open_case(client, surname="Since")
        made = await other.record("aliases", alias())
    async with service.as_(personas.records_manager) as client:
        merge_id = await merged(client, survivor.crn, other.crn)
    async with service.as_(personas.offender_manager) as client:
        mine = survivor.seen_by(client)
        await mine.record("addresses", address())
        await mine.record("aliases", alias(surname="Corrected", supersedes=made["alias_id"]))
    async with service.as_(personas.records_manager) as client:
        parting = await part(client, merge_id)
    async with service.as_(personas.offender_manager) as client:
        kept = (await survivor.seen_by(client).get("particulars")).json()
        gone_back = (await other.seen_by(client).get("particulars")).json()

    assert parting.status_code == 201, parting.text
    assert (len(kept["addresses"]), kept["aliases"]) == (1, [])
    assert [row["surname"] for row in gone_back["aliases"]] == ["Corrected"]


async def test_a_ledger_written_in_since_keeps_the_records_from_being_parted(service: Running):
    async with service.as_(personas.offender_manager) as client:
        survivor, other = await an_open_case(client, surname="Written"), await an_open_case(client, surname="Written")
        await other.record("receptions", reception())
    async with service.as_(personas.records_manager) as client:
        merge_id = await merged(client, survivor.crn, other.crn)
    async with service.as_(personas.offender_manager) as client:
        await survivor.seen_by(client).record("releases", release())
    before = await everything(service)
    async with service.as_(personas.records_manager) as client:
        answer = await part(client, merge_id)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_to_be_parted")
    assert ("/movement", "written_since_the_merge") in faults(answer)
    assert await everything(service) == before


async def test_merges_upon_merges_are_undone_from_the_last(service: Running):
    async with service.as_(personas.offender_manager) as client:
        first, second, third = [await an_open_case(client, surname=f"Chain{letter}") for letter in "ABC"]
        await third.record("orders", order_to_make())
    before = await everything(service)
    async with service.as_(personas.records_manager) as client:
        inner = await merged(client, second.crn, third.crn)
        outer = await merged(client, first.crn, second.crn)
        answers = [(await client.get(f"/v1/persons/{case.crn}")).json()["crn"] for case in (second, third)]
        too_early = await part(client, inner)
        undone = [(await part(client, merge_id)).status_code for merge_id in (outer, inner)]

    assert answers == [first.crn, first.crn]
    assert (too_early.status_code, faults(too_early)) == (409, [("/merge_id", "merged_later")])
    assert undone == [201, 201]
    assert await everything(service) == before


async def test_a_merge_is_undone_once(service: Running):
    survivor, gone = await two_cases(service)
    async with service.as_(personas.records_manager) as client:
        merge_id = await merged(client, survivor, gone)
        answers = await asyncio.gather(*(part(client, merge_id) for _ in range(2)))
        [told] = (await client.get(f"/v1/persons/{survivor}/merges")).json()["data"]

    assert sorted(answer.status_code for answer in answers) == [201, 404]
    assert (told["parted_by"], told["parting_reason"]) == ("rowan", "Father and son.")


async def test_of_two_who_merge_one_record_at_once_one_does(service: Running):
    survivor, gone = await two_cases(service)
    third, _ = await two_cases(service)
    async with service.as_(personas.records_manager) as client:
        answers = await asyncio.gather(merge(client, survivor, gone), merge(client, third, gone), merge(client, gone, third))

    assert min(answer.status_code for answer in answers) == 201
    assert {answer.status_code for answer in answers} <= {201, 409}


async def test_records_that_were_parted_are_not_matched_again(service: Running):
    async with service.as_(personas.offender_manager) as client:
        survivor = await an_open_case(client, surname="Marked", identifiers=pnc("00/223R"))
        other = await an_open_case(client, surname="Marked")
        sent = {"kind": "pnc", "value": "00/223R", "held_from": "2004-01-01", "from_feed": True}
        await client.post(f"/v1/persons/{other.crn}/identifiers", json=sent, headers=once())
    async with service.as_(personas.records_manager) as client:
        await part(client, await merged(client, survivor.crn, other.crn))
        looked = await client.post(f"/v1/persons/{survivor.crn}/matches", headers=once())

    assert (looked.status_code, looked.json()["data"]) == (201, [])


async def test_who_reaches_one_of_two_records_merges_and_parts_neither(service: Running):
    async with service.as_(personas.offender_manager) as client:
        mine = await an_open_case(client, surname="Half")
    async with service.as_(personas.other_offender_manager) as client:
        theirs = await an_open_case(client, surname="Half", provider="WMP")
    async with service.as_(personas.records_manager) as client:
        hidden, absent = await merge(client, mine.crn, theirs.crn), await merge(client, mine.crn, "Z999999")
        backwards = await merge(client, theirs.crn, mine.crn)
    async with service.as_(both_trusts) as client:
        merge_id = await merged(client, mine.crn, theirs.crn)
    async with service.as_(personas.records_manager) as client:
        parted = await part(client, merge_id)
    async with service.as_(personas.other_offender_manager) as client:
        reached = await client.get(f"/v1/persons/{theirs.crn}")
    async with service.as_(both_trusts) as client:
        assert (await part(client, merge_id)).status_code == 201
    async with service.as_(personas.other_offender_manager) as client:
        closed_again = await client.get(f"/v1/persons/{mine.crn}")

    assert hidden.status_code == absent.status_code == backwards.status_code == parted.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}
    assert (reached.status_code, reached.json()["crn"]) == (200, mine.crn)
    assert closed_again.status_code == 404


async def test_only_records_managers_merge_and_part(service: Running):
    survivor, gone = await two_cases(service)
    async with service.as_(personas.offender_manager) as client:
        assert (await merge(client, survivor, gone)).status_code == 403
        assert (await client.post(f"/v1/persons/{survivor}/merges/forecast", json=into(gone))).status_code == 403
        assert (await part(client, "00000000-0000-4000-8000-000000000000")).status_code == 403
