"""What stands in the rooms stands in the case file: each section equals what its own room answers."""

from typing import Any

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.appearances import appeared
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.full_cases import a_full_case
from builders.offender_mgmt.particulars import address, alias
from house.running import Running
from noms.contracts.offender_mgmt.casefile import CaseFile, CaseOfficer


@pytest.fixture(scope="module")
async def crn(service: Running) -> str:
    return (await a_full_case(service)).case.crn


async def room(case: OpenCase, name: str) -> Any:
    answer = await case.get(name)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_particulars_and_numbers_are_those_of_their_rooms(service: Running, crn: str):
    async with service.as_(personas.offender_manager) as client:
        case = OpenCase(client, crn)
        file, told, merges = [await room(case, name) for name in ("case-file", "particulars", "merges")]

    names = ("aliases", "addresses", "languages", "disabilities", "personal_contacts")
    assert {name: file[name] for name in names} == {name: told[name] for name in names}
    assert file["merged_crns"] == [one["merged_crn"] for one in merges["data"]]


async def test_what_courts_did_is_that_of_the_rooms(service: Running, crn: str):
    async with service.as_(personas.offender_manager) as client:
        case = OpenCase(client, crn)
        file = await room(case, "case-file")
        recalls, ends, days = [(await room(case, name))["data"] for name in ("recalls", "terminations", "appearances")]

    assert ([file["recall"]], file["terminations"], file["appearances"]) == (recalls, ends, days)


async def test_officers_and_what_is_under_way_are_those_of_the_rooms(service: Running, crn: str):
    async with service.as_(personas.offender_manager) as client:
        case = OpenCase(client, crn)
        file, by_role = await room(case, "case-file"), {}
        for one in (await room(case, "allocations"))["data"]:
            by_role[one["role"]] = {name: one[name] for name in CaseOfficer.model_fields}
        decisions, transfers, reports = [
            (await room(case, name))["data"] for name in ("responsibility-decisions", "transfers", "court-reports")
        ]

    assert {role: file[role] for role in ("offender_manager", "offender_supervisor", "case_administrator")} | {
        "key_worker": file["key_workers"][0]
    } == by_role
    assert ([file["responsibility_decision"]], file["pending_transfers"]) == (decisions, transfers)
    [report], [asked] = file["open_court_reports"], reports
    assert {name: asked[name] for name in report if name != "overdue"} | {"overdue": True} == report


async def test_the_bytes_of_the_fullest_file_fit_the_published_contract(service: Running, crn: str):
    async with service.as_(personas.offender_manager) as client:
        answer = await OpenCase(client, crn).get("case-file")

    assert CaseFile.model_validate_json(answer.content).model_dump(mode="json") == answer.json()


async def test_a_records_manager_sees_how_many_closures_hold_and_nothing_of_the_sentence(service: Running, crn: str):
    async with service.as_(personas.records_manager) as client:
        file = await room(OpenCase(client, crn), "case-file")

    assert file["closures_in_force"] == 1
    assert [file[name] for name in ("orders", "custodial_sentences", "plan", "needs", "public_protection", "licence")] == [
        None
    ] * 6


async def test_what_was_superseded_or_is_over_is_left_out(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        wrong = await case.record("aliases", alias())
        right = await case.record("aliases", alias(surname="Marlough", supersedes=wrong["alias_id"]))
        await case.record("addresses", address(ends_on="2010-01-31"))
        file = await room(case, "case-file")

    assert (file["aliases"], file["addresses"]) == ([right], [])


async def test_the_last_ten_days_in_court_are_shown_newest_first(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        for day in range(1, 13):
            await appeared(client, case.crn, appeared_on=f"2010-05-{day:02}")
        file = await room(case, "case-file")

    assert [one["appeared_on"] for one in file["appearances"]] == [f"2010-05-{day:02}" for day in range(12, 2, -1)]
