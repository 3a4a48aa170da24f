"""The list of cases: sorted, paged, and only what the caller reaches."""

from typing import Any

import httpx
from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.plans import new_plan
from builders.offender_mgmt.whole_cases import a_whole_case
from house.running import Running
from sqlalchemy import func, select

from noms.chassis.database.rows import AuditRow
from noms.contracts.offender_mgmt.casefile import CaseList

NAMES = [("Adams", "Zoe"), ("Adams", "Bea"), ("O'Connor", "Una"), ("Oakley", "Ivo"), ("Ánna", "Eva"), ("Zeal", "Max")]
ANNE, BEA, ZOE, IVO, UNA, MAX = (
    ("Ánna", "Eva"),
    ("Adams", "Bea"),
    ("Adams", "Zoe"),
    ("Oakley", "Ivo"),
    ("O'Connor", "Una"),
    ("Zeal", "Max"),
)


async def every_page(client: httpx.AsyncClient, per_page: int) -> list[list[dict[str, Any]]]:
    """Follow the `next` links to the end."""
    pages, address = [], f"/v1/cases?per_page={per_page}"
    while address:
        answer = await client.get(address)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json()["data"])
        address = answer.links.get("next", {}).get("url")
        assert len(pages) < 100
    return pages


async def test_cases_come_by_surname_forename_and_crn_page_by_page(service: Running):
    async with service.as_(personas.offender_manager) as client:
        for surname, forename in [*NAMES, ("Zeal", "Max")]:
            await an_open_case(client, surname=surname, forename=forename)
        pages = await every_page(client, per_page=3)
        whole = (await client.get("/v1/cases")).json()["data"]
    lines = [line for page in pages for line in page]

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [(line["surname"], line["forename"]) for line in lines] == [BEA, ZOE, ANNE, IVO, UNA, MAX, MAX]
    assert lines[-2]["crn"] < lines[-1]["crn"]
    assert lines == whole


async def test_a_page_that_ends_with_the_last_case_has_no_next(service: Running):
    async with service.as_(personas.offender_manager) as client:
        number = len((await client.get("/v1/cases")).json()["data"])
        answer = await client.get(f"/v1/cases?per_page={number}")

    assert len(answer.json()["data"]) == number
    assert "link" not in answer.headers


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
        listed = {line["crn"] for page in await every_page(client, per_page=2) for line in page}

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


async def test_a_cursor_does_not_show_a_name(service: Running):
    async with service.as_(personas.offender_manager) as client:
        await an_open_case(client)
        await an_open_case(client)
        link = (await client.get("/v1/cases?per_page=1")).headers["link"]

    assert not any(name.upper() in link.upper() for name, _ in [*NAMES, ("Marlow", "Alex")])


async def test_reading_the_list_is_audited(service: Running):
    lines = select(func.count()).where(AuditRow.action == "list_cases", AuditRow.who == "ada")
    async with service.as_(personas.auditor) as client:
        await client.get("/v1/cases")
    async with service.database.engine.connect() as connection:
        assert (await connection.execute(lines)).scalar_one() == 1
