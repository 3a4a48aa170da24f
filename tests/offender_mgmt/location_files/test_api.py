"""Location files on a running service: differences alone become movements, and a wrong line stops no other."""

import asyncio
from typing import Any

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import absence, back, correction, reception, release
from builders.offender_mgmt.location_files import ndjson, roll_line, send, taken_in
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

sender = Persona("pam", "NOMS", CallerKind.STAFF, ("population-manager",), {"everything": True})
CHANGED = ("unchanged", "received", "transferred", "released")


def changed(report: dict[str, Any]) -> tuple[int, ...]:
    return tuple(report[name] for name in CHANGED)


def told(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(row["line"], row["field"], row["code"]) for row in report["rejected"]]


async def people(client: httpx.AsyncClient, number: int) -> list[OpenCase]:
    return [await an_open_case(client) for _ in range(number)]


async def where(case: OpenCase) -> tuple[str | None, list[str]]:
    custody = (await case.get("custody")).json()
    return custody["establishment_code"], [f"{line['kind']} {line['reason_code']}" for line in custody["movements"]]


@pytest.fixture
async def case_client(service: Running):
    async with service.as_(personas.offender_manager) as client:
        yield client


async def test_the_ledger_says_what_the_file_says(service: Running, case_client: httpx.AsyncClient):
    new, stays, moves, gone = await people(case_client, 4)
    for case in (stays, gone):
        await case.record("receptions", reception(establishment_code="LEI"))
    await moves.record("receptions", reception(establishment_code="PNI"))
    roll = [roll_line(case.crn, "LEI") for case in (stays, moves)] + [roll_line(new.crn, "LEI", reason_code="N")]
    async with service.as_(sender) as client:
        report = await taken_in(client, roll)

    assert changed(report) == (1, 1, 1, 1)
    assert (report["establishment_codes"], report["lines"], report["rejected"]) == (["LEI"], 3, [])
    assert await where(new) == ("LEI", ["admission N"])
    assert await where(stays) == ("LEI", ["admission I"])
    assert await where(moves) == ("LEI", ["admission I", "transfer FILE"])
    assert await where(gone) == (None, ["admission I", "release FILE"])


async def test_the_same_file_twice_changes_nothing_and_a_changed_one_only_what_differs(
    service: Running, case_client: httpx.AsyncClient
):
    first, second = await people(case_client, 2)
    roll = [roll_line(first.crn, "BXI"), roll_line(second.crn, "BXI")]
    async with service.as_(sender) as client:
        once, twice = await taken_in(client, roll), await taken_in(client, roll)
        turned = await taken_in(client, [*reversed(roll)])
        less = await taken_in(client, roll[:1], on="2010-07-01")
        kept = (await client.get(f"/v1/location-files/{once['location_file_id']}")).json()

    assert (changed(once), once["taken_in_before"]) == ((0, 2, 0, 0), False)
    assert twice == once | {"taken_in_before": True}
    assert changed(turned) == (2, 0, 0, 0)
    assert changed(less) == (1, 0, 0, 1)
    assert kept == once
    assert await where(second) == (None, ["admission FILE", "release FILE"])


async def test_a_dry_run_tells_what_would_change_and_changes_nothing(service: Running, case_client: httpx.AsyncClient):
    (case,) = await people(case_client, 1)
    async with service.as_(sender) as client:
        dry = await taken_in(client, [roll_line(case.crn, "WDI")], dry_run=True)
        untouched = await where(case)
        real = await taken_in(client, [roll_line(case.crn, "WDI")])

    assert (changed(dry), dry["dry_run"], dry["location_file_id"]) == ((0, 1, 0, 0), True, None)
    assert untouched == (None, [])
    assert (changed(real), real["taken_in_before"]) == ((0, 1, 0, 0), False)


async def test_each_wrong_line_is_named_with_its_field_and_the_others_go_through(
    service: Running, case_client: httpx.AsyncClient
):
    right, young, dead, twice, held = await people(case_client, 5)
    young = await an_open_case(case_client, date_of_birth="1993-06-30")
    await dead.record("receptions", reception())
    await dead.record("releases", release(released_on="2010-06-20", reason_code="DEC"))
    await held.record("receptions", reception(received_on="2010-07-05", establishment_code="LWI"))
    lines = [
        roll_line(right.crn, "MDI"),
        "{not json",
        roll_line("A1", "MDI"),
        roll_line(right.crn, "QQI"),
        roll_line("Z999999", "MDI"),
        roll_line(young.crn, "MDI"),
        roll_line(dead.crn, "MDI"),
        roll_line(twice.crn, "MDI"),
        roll_line(twice.crn, "MDI"),
        roll_line(held.crn, "MDI"),
        roll_line(right.crn, "MDI", received_on="2010-07-01"),
        roll_line(right.crn, "MDI", colour="red"),
        roll_line(right.crn, "MDI", received_on="30/06/2010"),
        {"establishment_code": "MDI"},
    ]
    async with service.as_(sender) as client:
        report = await taken_in(client, lines)

    assert told(report) == [
        (2, "line", "not_readable"),
        (3, "crn", "string_pattern_mismatch"),
        (4, "establishment_code", "unknown_establishment"),
        (5, "crn", "not_found"),
        (6, "received_on", "too_young"),
        (7, "crn", "after_death"),
        (8, "crn", "named_twice"),
        (9, "crn", "named_twice"),
        (10, "received_on", "before_last_movement"),
        (11, "received_on", "after_the_file"),
        (12, "line", "unknown_field"),
        (13, "received_on", "value_error"),
        (14, "crn", "missing"),
    ]
    assert (report["lines"], report["received"], report["unnamed_lines"]) == (14, 1, 3)
    assert "Z999999" not in str(report["rejected"])
    assert (await where(right))[0] == "MDI"


async def test_nobody_is_released_while_a_line_does_not_say_whom_it_concerns(service: Running, case_client: httpx.AsyncClient):
    here, missing = await people(case_client, 2)
    for case in (here, missing):
        await case.record("receptions", reception(establishment_code="DHI"))
    async with service.as_(sender) as client:
        report = await taken_in(client, [roll_line(here.crn, "DHI"), "{broken"])
        named = await taken_in(client, [roll_line(here.crn, "DHI"), f'{{"crn": "{missing.crn}", broken'])

    held = [{"establishment_code": "DHI", "on_roll": 2, "missing": 1}]
    assert (changed(report), report["departures_held_back"], report["unnamed_lines"]) == ((1, 0, 0, 0), held, 1)
    assert (changed(named), named["departures_held_back"], named["unnamed_lines"]) == ((1, 0, 0, 0), [], 0)
    assert (await where(missing))[0] == "DHI"


async def test_a_file_that_is_cut_short_empties_no_prison(service: Running, case_client: httpx.AsyncClient):
    cases = await people(case_client, 12)
    roll = [roll_line(case.crn, "SFI") for case in cases]
    async with service.as_(sender) as client:
        await taken_in(client, roll)
        cut = await taken_in(client, roll[:1], on="2010-07-01")
        fewer = await taken_in(client, roll[:2], on="2010-07-02")

    assert (cut["released"], cut["departures_held_back"][0]["missing"]) == (0, 11)
    assert (fewer["released"], fewer["departures_held_back"]) == (10, [])


async def test_whoever_is_at_court_is_not_released_by_a_file_that_does_not_name_them(
    service: Running, case_client: httpx.AsyncClient
):
    here, at_court = await people(case_client, 2)
    for case in (here, at_court):
        await case.record("receptions", reception(establishment_code="GNI"))
    await at_court.record("absences", absence(establishment_code="GNI", left_on="2010-06-30"))
    async with service.as_(sender) as client:
        report = await taken_in(client, [roll_line(here.crn, "GNI")])

    assert changed(report) == (1, 0, 0, 0)
    assert (await at_court.get("custody")).json()["presence"] == "at_court"


async def test_a_file_judges_ages_and_reasons_as_a_clerk_is_judged(service: Running, case_client: httpx.AsyncClient):
    leapling, first_of_march = [await an_open_case(case_client, date_of_birth="1992-02-29") for _ in range(2)]
    child, grown = [await an_open_case(case_client, date_of_birth=born) for born in ("1994-06-01", "1992-07-01")]
    for case in (child, grown):
        await case.record("receptions", reception(establishment_code="FMI", placed_by="YJB"))
    (freed,) = await people(case_client, 1)
    await freed.record("receptions", reception())
    await freed.record("releases", release())
    async with service.as_(sender) as client:
        eve = await taken_in(client, [roll_line(leapling.crn, "BLI")], on="2010-02-28")
        day = await taken_in(client, [roll_line(first_of_march.crn, "BLI")], on="2010-03-01")
        moved = await taken_in(client, [roll_line(case.crn, "BLI") for case in (child, grown)], on="2010-07-01")
        back = await taken_in(client, [roll_line(freed.crn, "BLI", reason_code="RECA")], on="2012-01-02")

    assert [told(report) for report in (eve, day, moved, back)] == [
        [(1, "received_on", "too_young")], [], [(1, "received_on", "too_young")], [(1, "reason_code", "not_at_large")],
    ]  # fmt: skip
    assert (day["received"], moved["transferred"]) == (1, 1)
    assert [(await case.get("custody")).json()["placed_by"] for case in (child, grown)] == ["YJB", "NOMS"]


async def test_a_line_put_right_within_its_day_stands_where_the_wrong_one_stood(service: Running, case_client: httpx.AsyncClient):
    here, missing = await people(case_client, 2)
    for case in (here, missing):
        await case.record("receptions", reception(establishment_code="WCI"))
    out = await missing.record("absences", absence(establishment_code="WCI", left_on="2010-06-28"))
    await missing.record("returns", back(establishment_code="WCI", returned_on="2010-06-29"))
    same_day = correction({"moved_on": "2010-06-29", "reason_code": "CRT", "out_of": "WCI"})
    await missing.record(f"movements/{out['movement_id']}/corrections", same_day)
    async with service.as_(sender) as client:
        report = await taken_in(client, [roll_line(here.crn, "WCI")])

    assert changed(report) == (1, 0, 0, 1)
    assert (await where(missing))[0] is None


async def test_a_csv_file_says_the_same_as_lines_of_json(service: Running, case_client: httpx.AsyncClient):
    case = await an_open_case(case_client, identifiers=[{"kind": "noms_number", "value": "A4321BC", "held_from": "2010-01-01"}])
    (other,) = await people(case_client, 1)
    body = f'noms_number,crn,received_on,reason_code\na4321bc,,2010-06-20,I\r\n,"{other.crn}",,\nA1,,,\n,,\n'
    async with service.as_(sender) as client:
        answer = await send(client, body.encode(), kind="text/csv; charset=utf-8", establishment="EEI")
        wrong = await send(client, b"crn,colour\nA000001,red\n", kind="text/csv", establishment="EEI")
        neither = await send(client, b"crn\nA000001\n", kind="application/json")
        empty = await send(client, b"\n\n")
        tomorrow = await send(client, body.encode(), kind="text/csv", on="2999-01-01")
        nowhere = await send(client, body.encode(), kind="text/csv", establishment="QQI")

    assert changed(answer.json()) == (0, 2, 0, 0), answer.text
    assert told(answer.json()) == [(4, "noms_number", "not_a_number"), (5, "line", "not_readable")]
    assert (await where(case)) == ("EEI", ["admission I"])
    assert [each.status_code for each in (wrong, neither, empty, tomorrow, nowhere)] == [409, 415, 409, 409, 409]
    codes = [each.json()["errors"][0]["code"] for each in (wrong, empty, tomorrow, nowhere)]
    assert codes == ["header_not_understood", "empty_file", "in_the_future", "no_such_establishment"]


async def test_a_broken_quote_and_a_number_with_a_space_cost_their_own_lines_alone(
    service: Running, case_client: httpx.AsyncClient
):
    (case,) = await people(case_client, 1)
    body = f'noms_number,crn,establishment_code\n,"{case.crn},HOI\nA1234BC ,,HOI\n,{case.crn},HOI\n'
    async with service.as_(sender) as client:
        answer = await send(client, body.encode(), kind="text/csv")

    assert answer.status_code == 200, answer.text
    assert told(answer.json()) == [(2, "line", "not_readable"), (3, "noms_number", "string_pattern_mismatch")]
    assert (await where(case))[0] == "HOI"


async def test_the_record_goes_with_the_person_and_both_prisons_hear(service: Running, case_client: httpx.AsyncClient):
    (case,) = await people(case_client, 1)
    await case.record("receptions", reception(establishment_code="HCI"))
    before = Persona("hci", "HMPS", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["HCI"]})
    after = Persona("wri", "HMPS", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["WRI"]})
    async with service.as_(sender) as client:
        await taken_in(client, [roll_line(case.crn, "WRI")])
    heard = {}
    for persona in (before, after):
        async with service.as_(persona) as client:
            feed = (await client.get("/v1/events", params={"limit": 5000})).json()
            heard[persona.name] = [each["type"].rpartition(".")[2] for each in feed if each["subject"] == case.crn]
            heard[f"{persona.name} reads"] = (await case.seen_by(client).get("custody")).status_code

    assert heard == {
        "hci": ["received", "transferred_out"], "hci reads": 404, "wri": ["received"], "wri reads": 200,
    }  # fmt: skip


async def test_a_contractor_takes_in_the_roll_of_people_within_reach_alone(service: Running, case_client: httpx.AsyncClient):
    mine, others = await people(case_client, 2)
    await mine.record("receptions", reception())
    await others.record("receptions", reception(establishment_code="LWI"))
    async with service.as_(personas.contractor_system) as client:
        report = await taken_in(client, [roll_line(mine.crn), roll_line(others.crn), roll_line("Z999999")])
    async with service.as_(personas.other_offender_manager) as client:
        refused = await send(client, ndjson([roll_line(mine.crn)]))

    assert told(report) == [(2, "crn", "not_found"), (3, "crn", "not_found")]
    assert report["rejected"][0] | {"line": 3} == report["rejected"][1]
    assert (await where(others))[0] == "LWI"
    assert refused.status_code == 403


async def test_a_contractor_tells_of_its_own_prison_alone(service: Running, case_client: httpx.AsyncClient):
    (held,) = await people(case_client, 1)
    await held.record("receptions", reception())
    elsewhere = [roll_line(held.crn, "DGI")]
    async with service.as_(personas.contractor_system) as client:
        whole = await send(client, ndjson(elsewhere), establishment="DGI")
        line = await taken_in(client, elsewhere)

    assert (whole.status_code, whole.json()["errors"][0]["code"]) == (409, "not_your_establishment")
    assert told(line) == [(1, "establishment_code", "not_your_establishment")]
    assert changed(line) == (0, 0, 0, 0)
    assert (await where(held))[0] == "RHI"


async def test_two_files_of_one_prison_at_once_are_taken_in_one_after_the_other(service: Running, case_client: httpx.AsyncClient):
    cases = await people(case_client, 6)
    roll = [roll_line(case.crn, "SKI") for case in cases]
    async with service.as_(sender) as client:
        files = (roll, roll, [*reversed(roll)], roll[:5])
        reports = await asyncio.gather(*(taken_in(client, lines) for lines in files))
    ledgers = [(await where(case))[1] for case in cases]

    assert sum(report["received"] for report in reports if not report["taken_in_before"]) - sum(
        report["released"] for report in reports if not report["taken_in_before"]
    ) in (5, 6)
    assert all(ledger[0] == "admission FILE" for ledger in ledgers[:5])
    assert all(len(ledger) == 1 for ledger in ledgers[:5])


async def test_a_file_of_a_hundred_thousand_lines_with_one_in_a_hundred_broken_goes_through(
    service: Running, case_client: httpx.AsyncClient
):
    cases = await people(case_client, 3)
    lines = [f'{{"crn":"Y{number:06d}","establishment_code":"STI"}}' for number in range(100_000)]
    lines[::100] = ["{broken"] * 1_000
    lines[1:4] = [f'{{"crn":"{case.crn}","establishment_code":"STI"}}' for case in cases]
    async with service.as_(sender) as client:
        report = await taken_in(client, lines)

    assert (report["lines"], report["received"], len(report["rejected"])) == (100_000, 3, 99_997)
    assert report["unnamed_lines"] == 1_000
    assert [row["line"] for row in report["rejected"] if row["code"] == "not_readable"] == list(range(1, 100_001, 100))


async def test_a_closed_record_is_neither_told_of_by_a_report_of_others_nor_passed_over_for_them(
    service: Running, case_client: httpx.AsyncClient
):
    closed, open_to_all = await people(case_client, 2)
    for case in (closed, open_to_all):
        await case.record("receptions", reception(received_on="2010-06-01"))
    await Closures(service).set(closed.crn, "exclusion", "rhi-system")
    other = Persona("rhi-clerk", "G4S", CallerKind.SYSTEM, ("contractor-system",), personas.RYE_HILL)
    roll = [roll_line(case.crn) for case in (closed, open_to_all)]
    async with service.as_(personas.contractor_system) as barred, service.as_(other) as let_in:
        reports = [await taken_in(client, lines) for lines in (roll, roll[::-1]) for client in (barred, let_in, barred)]

    assert [told(report) for report in reports[:3]] == [[(1, "crn", "not_found")], [], [(1, "crn", "not_found")]]
    assert [told(report) for report in reports[3:]] == [[(2, "crn", "not_found")], [], [(2, "crn", "not_found")]]
    assert [report["taken_in_before"] for report in reports] == [False, False, True] * 2
