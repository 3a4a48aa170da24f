"""A case as it was on a day of the past, and as it was known then."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import JSON, an_open_case
from builders.offender_mgmt.full_cases import a_full_case
from builders.offender_mgmt.registers import mappa, removal, review
from builders.offender_mgmt.sentences import PROGRAMME, order_to_make
from builders.offender_mgmt.whole_cases import WholeCase, a_whole_case
from house.running import Running, once
from noms.chassis.clock import today
from noms.chassis.identity.caller import Caller


@pytest.fixture(scope="module")
async def officer(service: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with service.as_(personas.offender_manager) as client:
        yield client


@pytest.fixture(scope="module")
async def whole(officer: httpx.AsyncClient) -> WholeCase:
    return await a_whole_case(officer)


async def on(client: httpx.AsyncClient, crn: str, day: str, known_on: str | None = None) -> dict[str, Any]:
    known = f"&known_on={known_on}" if known_on else ""
    answer = await client.get(f"/v1/persons/{crn}/case-as-at?on={day}{known}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def recorded_before(service: Running, days: int, **rows: str) -> None:
    """As if rows, by table, had been recorded some days ago."""
    keys = {"allocation": "allocation_id", "court_order": "order_id", "person": "crn", "public_protection_record": "crn"}
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        for table, value in rows.items():
            moved = f"UPDATE {table} SET recorded_at = recorded_at - make_interval(days => {days}) WHERE {keys[table]} = :value"
            await session.execute(text(moved), {"value": value})
        await session.commit()


async def test_each_part_is_the_one_of_the_day(officer: httpx.AsyncClient, whole: WholeCase):
    before = await on(officer, whole.case.crn, "2009-01-01")
    then = await on(officer, whole.case.crn, "2010-10-31")
    long_after = await on(officer, whole.case.crn, "2019-01-01")

    empty = {
        "orders": [],
        "custodial_sentences": [],
        "offender_manager": None,
        "offender_supervisor": None,
        "needs": None,
        "plan": None,
    }
    assert {name: before[name] for name in empty} == empty
    assert before["custody"]["establishment_code"] is None
    assert [order["order_id"] for order in then["orders"]] == [whole.order["order_id"]]
    assert [sentence["sentence_id"] for sentence in then["custodial_sentences"]] == [whole.sentence["sentence_id"]]
    assert then["custody"]["establishment_code"] == "RHI"
    assert then["offender_manager"]["officer_code"] == whole.manager["officer_code"]
    assert then["offender_supervisor"]["officer_code"] == whole.supervisor["officer_code"]
    assert then["needs"]["assessment_id"] == whole.assessment["assessment_id"]
    assert then["plan"]["plan_id"] == whole.plan["plan_id"]
    assert long_after["orders"] == []


async def test_public_protection_holds_from_the_day_on_which_it_was_recorded(
    service: Running, officer: httpx.AsyncClient, whole: WholeCase
):
    now = str(today())
    async with service.as_(personas.contractor_system) as contractor:
        seen = await on(contractor, whole.case.crn, now)
    detailed = await on(officer, whole.case.crn, now)

    assert (await on(officer, whole.case.crn, "2010-10-31"))["public_protection"] is None
    assert detailed["public_protection"]["detail"] is not None
    assert seen["public_protection"] == detailed["public_protection"] | {"detail": None}


async def test_what_was_recorded_late_was_not_known_before(service: Running, officer: httpx.AsyncClient):
    case = await an_open_case(officer)
    order = await case.record("orders", order_to_make(PROGRAMME))
    first = await case.record("allocations", offender_manager(officer_code="LDN1"))
    await case.record("allocations", offender_manager(officer_code="LDN2", starts_on="2010-12-01"))
    await recorded_before(service, 10, allocation=first["allocation_id"], court_order=order["order_id"], person=case.crn)
    yesterday, long_ago = str(today() - timedelta(days=1)), str(today() - timedelta(days=11))

    def told(answer: dict[str, Any]) -> tuple[int, str | None]:
        officer_of_day = answer["offender_manager"]
        return len(answer["orders"]), officer_of_day and officer_of_day["officer_code"]

    assert told(await on(officer, case.crn, "2010-12-15")) == (1, "LDN2")
    assert told(await on(officer, case.crn, "2010-12-15", yesterday)) == (1, "LDN1")
    assert told(await on(officer, case.crn, "2010-11-15", yesterday)) == (1, "LDN1")
    assert told(await on(officer, case.crn, "2010-12-15", long_ago)) == (0, None)


async def test_hidden_closed_and_absent_look_the_same(service: Running, officer: httpx.AsyncClient):
    case = await an_open_case(officer)
    await Closures(service).set(case.crn, "exclusion", "olive")
    for persona in (personas.offender_manager, personas.other_offender_manager, personas.unreaching):
        async with service.as_(persona) as client:
            hidden = await client.get(f"/v1/persons/{case.crn}/case-as-at?on=2010-10-31")
            absent = await client.get("/v1/persons/Z999999/case-as-at?on=2010-10-31")
            assert hidden.status_code == absent.status_code == 404
            assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


@pytest.mark.parametrize(
    ("query", "pointer"), [("", "query:on"), ("on=31-10-2010", "query:on"), ("on=2010-10-31&known=x", "query:known")]
)
async def test_a_question_without_a_proper_day_is_refused(officer: httpx.AsyncClient, whole: WholeCase, query: str, pointer: str):
    answer = await officer.get(f"/v1/persons/{whole.case.crn}/case-as-at?{query}")

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_first_and_the_last_day_of_the_calendar_are_days(officer: httpx.AsyncClient, whole: WholeCase, day: str):
    await on(officer, whole.case.crn, day, day)


async def test_the_day_on_which_an_order_was_ended_is_its_last(officer: httpx.AsyncClient):
    """As the last day that the court named, and as whoever answers for the sentence on each day: decision 0025."""
    case = await an_open_case(officer)
    order = await case.record("orders", order_to_make(PROGRAMME))
    ended = {"reason": "revoked_in_the_interests_of_justice", "ended_on": "2010-12-01"}
    answer = await officer.post(f"/v1/orders/{order['order_id']}/end", json=ended, headers=once())
    assert answer.status_code == 201, answer.text

    days = ("2010-11-30", "2010-12-01", "2010-12-02")
    assert [len((await on(officer, case.crn, day))["orders"]) for day in days] == [1, 1, 0]


async def test_the_registers_of_the_day_are_those_that_stood_as_their_reviews_left_them(officer: httpx.AsyncClient):
    case = await an_open_case(officer)
    entered = await case.record("registrations", mappa())
    path = f"/v1/registrations/{entered['registration_id']}"
    for act, told in (("reviews", review(outcome="changed", level=3, category=2)), ("removal", removal())):
        answer = await officer.post(f"{path}/{act}", content=told.model_dump_json(), headers=JSON | once())
        assert answer.status_code == 201, answer.text

    days = ("2010-05-19", "2010-05-20", "2010-08-09", "2010-08-10", "2011-03-13", "2011-03-14")
    told = [(await on(officer, case.crn, day))["registrations"] for day in days]

    assert [[one["level"] for one in stood] for stood in told] == [[], [2], [2], [3], [3], []]
    assert told[2][0]["next_review_on"] == "2010-08-12"
    assert [one["notes"] for one in told[2][0]["reviews"]] == [None]
    assert {one["removed_on"] for stood in told for one in stood} == {None}


async def test_nobody_knew_of_a_register_before_it_was_recorded(officer: httpx.AsyncClient):
    case = await an_open_case(officer)
    await case.record("registrations", mappa())

    assert (await on(officer, case.crn, "2010-12-31", str(today() - timedelta(days=1))))["registrations"] == []


async def test_key_dates_and_licence_of_the_day_are_those_that_had_come_into_force(service: Running, officer: httpx.AsyncClient):
    full = await a_full_case(service)
    file = (await full.case.seen_by(officer).get("case-file")).json()
    now, then = await on(officer, full.case.crn, str(today())), await on(officer, full.case.crn, "2009-12-31")

    assert (now["key_dates"], now["licence"]["state"]) == (file["key_dates"], "RECALLED")
    assert {name: value for name, value in now["licence"].items() if name != "state"} == {
        name: value for name, value in file["licence"].items() if name != "state"
    }
    assert (then["key_dates"], then["licence"]) == (None, None)
