"""The queue of overdue reviews: in order, page by page, within reach and role, one line of audit for each person on it."""

from typing import Any

import httpx
from sqlalchemy import func, select

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.registers import alert, mappa
from house.running import Running
from noms.chassis.database.rows import AuditRow
from noms.contracts.offender_mgmt.register_views import DueReviewList

PATH = "/v1/registration-reviews"


async def page(client: httpx.AsyncClient, query: str) -> list[dict[str, Any]]:
    answer = await client.get(f"{PATH}?{query}")
    assert answer.status_code == 200, answer.text
    data: list[dict[str, Any]] = answer.json()["data"]
    return data


async def test_a_review_is_overdue_from_the_day_after_its_last(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("registrations", mappa())
        last_day, next_day = [await page(client, f"as_at={day}") for day in ("2010-08-12", "2010-08-13")]

    assert [line for line in last_day if line["crn"] == case.crn] == []
    (line,) = [line for line in next_day if line["crn"] == case.crn]
    assert line == {
        "review_id": made["reviews"][0]["review_id"], "registration_id": made["registration_id"], "crn": case.crn,
        "type_code": "MAPP", "name": "MAPPA", "level": 2, "due_on": "2010-08-12",
    }  # fmt: skip


async def test_pages_follow_each_other_without_gap_or_repetition(service: Running):
    async with service.as_(personas.offender_manager) as client:
        for number in range(6):
            case = await an_open_case(client)
            for code in ("RST", "XHT", "XRF", "C1", "RDV", "SC", "XCC", "XCH", "RPB"):
                await case.record("registrations", alert(code, starts_on=f"2010-0{number + 1}-11"))
        first = await client.get(f"{PATH}?as_at=2012-01-01")
        second = await client.get(first.links["next"]["url"])
        both = first.json()["data"] + second.json()["data"]

    assert len(first.json()["data"]) == 50
    assert "next" not in second.links
    assert len({line["review_id"] for line in both}) == len(both) >= 54
    assert [line["due_on"] for line in both] == sorted(line["due_on"] for line in both)
    assert DueReviewList.model_validate_json(first.content).model_dump(mode="json") == first.json()


async def test_a_cursor_of_another_list_is_refused(service: Running):
    async with service.as_(personas.offender_manager) as client:
        assert (await client.get(f"{PATH}?cursor=bm90aGluZw==")).status_code == 422


async def test_another_trusts_queue_is_empty(service: Running):
    async with service.as_(personas.offender_manager) as client:
        await (await an_open_case(client)).record("registrations", mappa())
    for persona in (personas.other_offender_manager, personas.offender_supervisor, personas.unreaching):
        async with service.as_(persona) as client:
            assert await page(client, "as_at=2012-01-01") == []


async def test_everybody_on_the_page_gets_a_line_of_audit(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("registrations", alert(starts_on="2004-06-01"))
        assert case.crn in {line["crn"] for line in await page(client, "as_at=2012-01-01")}
    async with service.database.engine.connect() as connection:
        mine = select(func.count()).where(AuditRow.subject == case.crn, AuditRow.action == "list_due_reviews")

        assert (await connection.execute(mine)).scalar_one() == 1


async def test_nothing_is_due_of_the_dead_from_the_day_of_their_death(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("registrations", mappa())
        await case.record("receptions", reception())
        await case.record("releases", release(released_on="2010-09-01", reason_code="DEC"))
        queues = [await page(client, f"as_at={day}") for day in ("2010-08-31", "2010-09-01")]

    assert [len([line for line in queue if line["crn"] == case.crn]) for queue in queues] == [1, 0]
