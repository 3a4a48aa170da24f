"""The list of cases: sorted, paged, and only what the caller reaches."""

import json
from typing import Any

import httpx
from sqlalchemy import select

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.plans import new_plan
from builders.offender_mgmt.whole_cases import a_whole_case
from house.running import Running
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.caselist import CaseList

PAGE = 50
kent_officer = Persona("ken", "KNT", CallerKind.STAFF, ("offender-manager",), {"organisations": ["KNT"]})

IN_ORDER = [("Adams", "Bea"), ("Adams", "Zoe"), ("Ánna", "Eva"), ("Oakley", "Ivo"), ("O'Connor", "Una"), ("Zeal", "Max")]
"""As a clerk files them: accents and signs do not count."""


async def every_page(client: httpx.AsyncClient) -> list[list[dict[str, Any]]]:
    """Follow the `next` links to the end."""
    pages, address = [], "/v1/cases"
    while address:
        answer = await client.get(address)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json()["data"])
        address = answer.links.get("next", {}).get("url")
        assert len(pages) < 100
    return pages


async def test_cases_come_by_surname_forename_and_crn_page_by_page(service: Running):
    async with service.as_(personas.other_offender_manager) as client:
        for surname, forename in reversed(IN_ORDER):
            await an_open_case(client, surname=surname, forename=forename, provider="WMP")
        for _ in range(PAGE):
            await an_open_case(client, provider="WMP")
        pages = await every_page(client)
    lines = [line for page in pages for line in page]
    names = [(line["surname"], line["forename"]) for line in lines]

    assert [len(page) for page in pages] == [PAGE, len(IN_ORDER)]
    assert [name for name in names if name != ("Marlow", "Alex")] == IN_ORDER
    assert names.index(("Marlow", "Alex")) == 3
    assert sorted({line["crn"] for line in lines[3:-3]}) == [line["crn"] for line in lines[3:-3]]


async def test_a_page_that_ends_with_the_last_case_has_no_next(service: Running):
    async with service.as_(kent_officer) as client:
        for _ in range(PAGE):
            await an_open_case(client, provider="KNT")
        full = await client.get("/v1/cases")
        await an_open_case(client, provider="KNT")
        overfull = await client.get("/v1/cases")

    assert (len(full.json()["data"]), "link" in full.headers) == (PAGE, False)
    assert (len(overfull.json()["data"]), "link" in overfull.headers) == (PAGE, True)
    assert "MARLOW" not in overfull.headers["link"].upper()


async def test_a_line_shows_tier_prison_officer_and_next_review(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client)
        answer = await client.get("/v1/cases")
    line = next(line for line in answer.json()["data"] if line["crn"] == whole.case.crn)

    assert line == {
        "crn": whole.case.crn,
        "surname": "Marlow",
        "forename": "Alex",
        "tier": 3,
        "establishment_code": "RHI",
        "offender_manager": "Pat Morgan",
        "next_review_on": "2011-02-09",
    }
    assert CaseList.model_validate_json(answer.content).model_dump(mode="json") == answer.json()


async def test_a_line_shows_the_officer_and_the_plan_of_now(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client)
        case = whole.case
        await case.record(
            "allocations", offender_manager(officer_name="Kim Ash", officer_code="LDN9", starts_on="2010-12-01", tier=4)
        )
        review = await case.record("assessments", new_assessment(completed_on="2011-01-10", purpose="review"))
        await case.record("plans", new_plan(review["assessment_id"], agreed_on="2011-01-12"))
        lines = (await client.get("/v1/cases")).json()["data"]
    line = next(line for line in lines if line["crn"] == case.crn)

    assert (line["offender_manager"], line["tier"], line["next_review_on"]) == ("Kim Ash", 4, "2011-05-04")


async def test_a_contracted_prison_lists_the_people_it_holds_and_nobody_else(service: Running):
    async with service.as_(personas.offender_manager) as client:
        held, other = await an_open_case(client), await an_open_case(client)
        await held.record("receptions", reception())
    async with service.as_(personas.contractor_system) as client:
        listed = {line["crn"] for page in await every_page(client) for line in page}

    assert held.crn in listed
    assert other.crn not in listed


async def test_whoever_reaches_nobody_gets_an_empty_list(service: Running):
    async with service.as_(personas.unreaching) as client:
        answer = await client.get("/v1/cases")

    assert (answer.status_code, answer.json()) == (200, {"data": []})


async def test_a_cursor_that_is_not_ours_is_refused(service: Running):
    async with service.as_(personas.offender_manager) as client:
        answer = await client.get("/v1/cases?cursor=made-up")

    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["not_a_cursor"]


async def test_everybody_on_a_page_that_was_read_stands_in_the_audit(service: Running):
    lines = select(AuditRow.subject).where(AuditRow.action == "list_cases", AuditRow.who == "ada")
    async with service.as_(personas.auditor) as client:
        page = (await client.get("/v1/cases")).json()["data"]
    async with service.database.engine.connect() as connection:
        assert sorted((await connection.execute(lines)).scalars()) == sorted(case["crn"] for case in page)
    assert page


async def test_the_short_way_to_the_first_page_and_the_long_way_answer_the_same(service: Running):
    async with service.as_(kent_officer) as client:
        for number in range(PAGE + 2):
            await an_open_case(client, surname=f"Waye {number:03}", provider="KNT")
        await client.get("/v1/cases?&")
        short, long = await client.get("/v1/cases"), await client.get("/v1/cases?&")
        second = [(await client.get(answer.links["next"]["url"])).content for answer in (short, long)]

    assert short.content == long.content
    assert short.headers["etag"] == long.headers["etag"]
    assert second[0] == second[1]
    assert len(json.loads(second[0])["data"]) >= 2
