"""The timeline of a case: everything in one order, by role, and as it was known on a day."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures, records_manager
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.enforcement import attendance_recorded, warning_to_give
from builders.offender_mgmt.progress import hear
from builders.offender_mgmt.whole_cases import WholeCase, a_whole_case
from house.running import Running, once
from noms.chassis.clock import today
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.timelines import CaseTimeline, TimelineFact

Facts = list[dict[str, Any]]


async def facts_of(client: httpx.AsyncClient, crn: str, query: str = "") -> Facts:
    """Every page of a timeline."""
    found: Facts = []
    address: str | None = f"/v1/persons/{crn}/timeline{query}"
    while address:
        answer = await client.get(address)
        assert answer.status_code == 200, answer.text
        assert [list(fact) for fact in answer.json()["data"]] == [list(TimelineFact.model_fields)] * len(answer.json()["data"])
        CaseTimeline.model_validate_json(answer.content)
        found += answer.json()["data"]
        address = answer.links.get("next", {}).get("url")
    return found


@pytest.fixture(scope="module")
async def officer(service: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with service.as_(personas.offender_manager) as client:
        yield client


@pytest.fixture(scope="module")
async def whole(service: Running, officer: httpx.AsyncClient) -> WholeCase:
    """A case with something of everything, a failure to comply and a warning included."""
    case = await a_whole_case(officer)
    await hear(service, attendance_recorded(case.order, "2010-11-08"))
    warned = await officer.post(
        f"/v1/orders/{case.order['order_id']}/warnings", json=warning_to_give("2010-11-10"), headers=once()
    )
    assert warned.status_code == 201, warned.text
    return case


async def test_everything_that_happened_stands_in_one_order_the_newest_first(officer: httpx.AsyncClient, whole: WholeCase):
    facts = await facts_of(officer, whole.case.crn)
    days = [fact["happened_on"] for fact in facts]

    assert days == sorted(days, reverse=True)
    assert {fact["kind"] for fact in facts} >= {
        "registered", "order_made", "custodial_sentence_passed", "movement", "assessment_completed", "plan_agreed",
        "officer_allocated", "public_protection_recorded", "attendance", "failure_to_comply", "warning_given",
    }  # fmt: skip
    assert len({(fact["kind"], fact["fact_id"]) for fact in facts}) == len(facts)


async def test_every_fact_leads_to_where_it_stands_in_full(officer: httpx.AsyncClient, whole: WholeCase):
    for fact in await facts_of(officer, whole.case.crn):
        answer = await officer.get(fact["detail_url"])
        assert answer.status_code == 200, fact


async def test_a_role_sees_what_it_may_and_nothing_else(service: Running, officer: httpx.AsyncClient, whole: WholeCase):
    closures = Closures(service)
    await closures.lifted(await closures.set(whole.case.crn, "exclusion", "somebody"))
    seen = {}
    for persona in (personas.offender_manager, personas.contractor_system, records_manager):
        async with service.as_(persona) as client:
            seen[persona.name] = {fact["kind"] for fact in await facts_of(client, whole.case.crn)}
    enforcement, closing = {"failure_to_comply", "warning_given"}, {"record_closed", "record_opened"}

    assert enforcement <= seen["olive"]
    assert not closing & seen["olive"]
    assert not (enforcement | closing) & seen["rhi-system"]
    assert closing <= seen["rita"] <= closing | {"registered", "attendance", "records_merged", "records_parted", "sentence_ended"}


async def test_hidden_and_absent_look_the_same(service: Running, whole: WholeCase):
    for stranger in (personas.other_offender_manager, personas.unreaching):
        async with service.as_(stranger) as client:
            hidden = await client.get(f"/v1/persons/{whole.case.crn}/timeline")
            absent = await client.get("/v1/persons/Z999999/timeline")
            assert hidden.status_code == absent.status_code == 404
            assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_who_may_not_read_cases_reads_no_timeline(service: Running, whole: WholeCase):
    async with service.as_(personas.commissioner) as client:
        assert (await client.get(f"/v1/persons/{whole.case.crn}/timeline")).status_code == 403


async def test_pages_follow_one_another_and_hold_each_fact_once(officer: httpx.AsyncClient):
    case = await an_open_case(officer)
    for number in range(60):
        day = new_assessment().completed_on + timedelta(days=number // 3)  # three of one day: only the instant parts them
        await case.record("assessments", new_assessment(completed_on=str(day), purpose="review"))
    first = await officer.get(f"/v1/persons/{case.crn}/timeline")
    facts = await facts_of(officer, case.crn)

    assert len(first.json()["data"]) == 50
    assert case.crn not in first.headers["link"].partition("cursor=")[2]
    assert len(facts) == len({fact["fact_id"] for fact in facts}) == 61
    assert [fact["happened_on"] for fact in facts] == sorted((fact["happened_on"] for fact in facts), reverse=True)


async def test_a_cursor_of_another_case_or_question_is_refused(officer: httpx.AsyncClient, whole: WholeCase):
    case = await an_open_case(officer)
    for number in range(55):
        day = new_assessment().completed_on + timedelta(days=number)
        await case.record("assessments", new_assessment(completed_on=str(day), purpose="review"))
    cursor = (await officer.get(f"/v1/persons/{case.crn}/timeline")).links["next"]["url"].partition("cursor=")[2]
    for path in (f"{whole.case.crn}/timeline?", f"{case.crn}/timeline?until=2011-01-01&"):
        answer = await officer.get(f"/v1/persons/{path}cursor={cursor}")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "not_a_cursor")


async def date_back(service: Running, table: str, key: str, value: str, days: int) -> None:
    """As if a row had been recorded some days ago."""
    moved = text(f"UPDATE {table} SET recorded_at = recorded_at - make_interval(days => :days) WHERE {key} = :value")
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        await session.execute(moved, {"days": days, "value": value})
        await session.commit()


async def test_what_was_recorded_later_was_not_known_on_the_day(service: Running, officer: httpx.AsyncClient):
    case = await an_open_case(officer)
    early = await case.record("allocations", offender_manager(starts_on="2010-10-06"))
    await case.record("receptions", reception(received_on="2010-10-01"))
    await date_back(service, "allocation", "allocation_id", early["allocation_id"], 10)
    await date_back(service, "person", "crn", case.crn, 20)

    def on(days_ago: int) -> str:
        return str(today() - timedelta(days=days_ago))

    kinds = {ago: {fact["kind"] for fact in await facts_of(officer, case.crn, f"?known_on={on(ago)}")} for ago in (25, 15, 10, 0)}
    assert kinds == {
        25: set(), 15: {"registered"}, 10: {"registered", "officer_allocated"}, 0: {"registered", "officer_allocated", "movement"},
    }  # fmt: skip


async def test_what_happened_later_is_left_out_by_its_own_day(officer: httpx.AsyncClient, whole: WholeCase):
    everything = await facts_of(officer, whole.case.crn)
    for day in ("2010-06-01", "2010-10-06", "2010-11-09"):
        assert await facts_of(officer, whole.case.crn, f"?until={day}") == [
            fact for fact in everything if fact["happened_on"] <= day
        ]


async def test_the_reading_of_a_timeline_is_audited_once_with_its_person(service: Running, whole: WholeCase):
    rows = text("SELECT count(*) FROM audit_entry WHERE action = 'read_timeline' AND subject = :crn AND who = 'ada'")
    async with service.as_(personas.auditor) as client:
        await client.get(f"/v1/persons/{whole.case.crn}/timeline")
    async with service.database.engine.connect() as connection:
        assert (await connection.execute(rows, {"crn": whole.case.crn})).scalar_one() == 1


async def test_a_closed_case_has_no_timeline_for_whoever_is_barred(service: Running, officer: httpx.AsyncClient):
    case: OpenCase = await an_open_case(officer)
    await Closures(service).set(case.crn, "exclusion", "olive")
    async with service.as_(personas.auditor) as client:
        assert len(await facts_of(client, case.crn)) == 1
    assert (await officer.get(f"/v1/persons/{case.crn}/timeline")).status_code == 404


@given(st.lists(st.sampled_from(["known_on", "until"]), unique=True), st.dates())
async def test_any_day_of_the_calendar_is_an_answer(officer: httpx.AsyncClient, whole: WholeCase, names: list[str], day: Any):
    query = "&".join(f"{name}={day.isoformat()}" for name in names)
    answer = await officer.get(f"/v1/persons/{whole.case.crn}/timeline?{query}")

    assert answer.status_code == 200, answer.text
