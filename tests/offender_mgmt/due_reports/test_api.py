"""The queue of open court reports: what is overdue, page by page, within reach."""

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.court_reports import report_request, step, withdrawal
from builders.offender_mgmt.custody import reception, release
from house.running import Running
from noms.contracts.offender_mgmt.court_report_views import OpenReportList

PATH = "/v1/court-reports"


async def test_a_report_is_overdue_from_the_day_after_its_last_until_it_is_open_no_more(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("court-reports", report_request())

        async def on(query: str) -> list[bool]:
            lines = (await client.get(f"{PATH}?{query}")).json()["data"]
            return [line["overdue"] for line in lines if line["crn"] == case.crn]

        before = [await on("as_at=2010-09-22"), await on("as_at=2010-09-23"), await on("as_at=2010-09-22&only_overdue=true")]
        assert await on("as_at=2010-09-23&only_overdue=true") == [True]
        await step(client, made["report_id"], "withdrawal", withdrawal())

        assert before == [[False], [True], []]
        assert await on("as_at=2010-09-23") == []


async def test_pages_follow_each_other_without_gap_or_repetition(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        for number in range(53):
            await case.record("court-reports", report_request(court_name=f"Court {number}"))
        first = await client.get(f"{PATH}?only_overdue=true")
        second = await client.get(first.links["next"]["url"])
        both = first.json()["data"] + second.json()["data"]

    assert (len(first.json()["data"]), "next" in second.links) == (50, False)
    assert len({line["report_id"] for line in both}) == len(both) >= 53
    assert OpenReportList.model_validate_json(first.content).model_dump(mode="json") == first.json()


async def test_another_trusts_queue_is_empty(service: Running):
    async with service.as_(personas.offender_manager) as client:
        await (await an_open_case(client)).record("court-reports", report_request())
    for persona in (personas.other_offender_manager, personas.offender_supervisor, personas.unreaching):
        async with service.as_(persona) as client:
            assert (await client.get(PATH)).json() == {"data": []}


async def test_no_report_on_the_dead_is_open_from_the_day_of_their_death(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("court-reports", report_request())
        await case.record("receptions", reception())
        await case.record("releases", release(released_on="2010-09-10", reason_code="DEC"))
        queues = [(await client.get(f"{PATH}?as_at={day}")).json()["data"] for day in ("2010-09-09", "2010-09-10")]

    assert [len([line for line in queue if line["crn"] == case.crn]) for queue in queues] == [1, 0]
