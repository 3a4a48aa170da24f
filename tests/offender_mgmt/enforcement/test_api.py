"""From an absence heard of to a warning, to court, and to the court's outcome."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from builders.offender_mgmt import personas
from builders.offender_mgmt.enforcement import attendance_recorded, correction_of, hear, warning_to_give
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import PROGRAMME, UNPAID_WORK, order_made
from house.running import Running, once
from noms.chassis.database.rows import AuditRow


class Case:
    """One person under one order, and the acts of their offender manager."""

    def __init__(self, service: Running, client, order: dict) -> None:
        self.service, self.client, self.order = service, client, order
        self.url = f"/v1/orders/{order['order_id']}"

    async def fails(self, on: str, **changes) -> tuple[UUID, object]:
        told = attendance_recorded(self.order, on, **changes)
        return await hear(self.service, told), told

    async def warned(self, given_on: str, **changes):
        return await self.client.post(f"{self.url}/warnings", json=warning_to_give(given_on, **changes), headers=once())

    async def taken_to_court(self, begun_on: str):
        return await self.client.post(f"{self.url}/breaches", json={"begun_on": begun_on}, headers=once())

    async def decided(self, breach_id: str, decided_on: str, outcome: str):
        return await self.client.post(f"/v1/breaches/{breach_id}/outcome", json={"decided_on": decided_on, "outcome": outcome})

    async def clock(self, as_at: str | None = None) -> dict:
        answer = await self.client.get(f"{self.url}/enforcement", params={"as_at": as_at} if as_at else {})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def events(self, *kinds: str) -> list[tuple[str, dict]]:
        async with self.service.as_(personas.auditor) as client:
            feed = (await client.get("/v1/events", params={"limit": 5000})).json()
        mine = [event for event in feed if event["data"].get("order_id") == self.order["order_id"]]
        return [(event["type"], event["data"] | {"id": event["id"]}) for event in mine if event["type"] in kinds]


BREACH_EVENTS = ("offender_mgmt.breach.due", "offender_mgmt.breach_due.withdrawn", "offender_mgmt.breach.begun")


@pytest.fixture
async def case(service: Running):
    async with service.as_(personas.offender_manager) as client:
        yield Case(service, client, await order_made(client, await registered(client), PROGRAMME, UNPAID_WORK))


async def test_an_order_without_failures_has_nothing_due(case: Case):
    clock = await case.clock()

    assert clock["next_step"] == {
        "action": "none", "due_by": None, "overdue": False, "failed_on": None, "because": [], "sources": [],
    }  # fmt: skip
    assert (clock["failure_days"], clock["warnings"], clock["breaches"], clock["warning_in_force_until"]) == ([], [], [], None)


async def test_the_first_absence_asks_for_a_warning_and_names_the_attendance_behind_it(case: Case):
    event_id, told = await case.fails("2010-11-08")
    step = (await case.clock())["next_step"]

    assert (step["action"], step["due_by"], step["overdue"]) == ("warn", "2010-11-08", True)
    assert step["sources"] == ["Criminal Justice Act 2003 Sch 8 para 5"]
    assert step["because"] == [
        {
            "kind": "failure",
            "on": "2010-11-08",
            "evidence": [{"record_id": str(told.attendance_id), "event_id": str(event_id), "detail_url": told.detail_url}],
        }
    ]


async def test_an_acceptable_absence_starts_no_clock(case: Case):
    await case.fails("2010-11-08", failure_to_comply=False, outcome_code="AAME")

    assert (await case.clock())["failure_days"] == []


async def test_an_event_heard_twice_counts_once(case: Case):
    _, told = await case.fails("2010-11-08")
    await hear(case.service, told)

    (day,) = (await case.clock())["failure_days"]
    assert len(day["evidence"]) == 1


async def test_absences_of_one_day_under_two_requirements_are_one_failure_day(case: Case):
    await case.fails("2010-11-08")
    await case.fails("2010-11-08", requirement_id=UUID(case.order["requirements"][1]["requirement_id"]))
    clock = await case.clock()

    assert [(day["on"], len(day["evidence"])) for day in clock["failure_days"]] == [("2010-11-08", 2)]
    assert clock["next_step"]["action"] == "warn"


async def test_a_warning_answers_the_failure_and_lasts_twelve_months(case: Case):
    await case.fails("2010-11-08")
    given = await case.warned("2010-11-10")
    clock = await case.clock("2010-11-11")

    assert given.status_code == 201, given.text
    assert (given.json()["failed_on"], given.json()["in_force_until"]) == ("2010-11-08", "2011-11-09")
    assert (clock["next_step"]["action"], clock["warning_in_force_until"]) == ("none", "2011-11-09")
    assert [kind for kind, _ in await case.events("offender_mgmt.warning.given")] == ["offender_mgmt.warning.given"]


async def test_a_second_failure_makes_breach_due_within_ten_working_days(case: Case):
    await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    await case.fails("2010-12-17")
    step = (await case.clock("2010-12-20"))["next_step"]
    ((_, due),) = await case.events("offender_mgmt.breach.due")

    assert (step["action"], step["due_by"], step["overdue"]) == ("breach", "2011-01-05", False)
    assert [(ground["kind"], ground["on"]) for ground in step["because"]] == [
        ("warning", "2010-11-10"),
        ("failure", "2010-12-17"),
    ]
    assert step["sources"][0] == "Criminal Justice Act 2003 Sch 8 para 6"
    assert (due["failed_on"], due["due_by"], due["provider"]) == ("2010-12-17", "2011-01-05", "LDN")


async def test_a_third_failure_starts_no_second_clock(case: Case):
    await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    await case.fails("2010-12-17")
    await case.fails("2010-12-20")

    assert len(await case.events("offender_mgmt.breach.due")) == 1


async def test_breach_begun_in_time_is_told_and_waits_for_the_court(case: Case):
    await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    await case.fails("2010-12-17")
    begun = await case.taken_to_court("2011-01-05")
    await case.fails("2011-01-10")

    assert begun.status_code == 201, begun.text
    assert (begun.json()["failed_on"], begun.json()["due_by"], begun.json()["in_time"]) == ("2010-12-17", "2011-01-05", True)
    assert (await case.clock())["next_step"]["action"] == "await_court"
    assert [kind for kind, _ in await case.events(*BREACH_EVENTS)] == ["offender_mgmt.breach.due", "offender_mgmt.breach.begun"]


async def test_after_the_courts_outcome_enforcement_goes_on_under_the_same_warning(case: Case):
    await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    await case.fails("2010-12-17")
    breach_id = (await case.taken_to_court("2011-01-05")).json()["breach_id"]
    decided = await case.decided(breach_id, "2011-02-01", "order_amended")
    settled = (await case.clock())["next_step"]["action"]
    await case.fails("2011-02-08")

    assert (decided.status_code, decided.json()["outcome"]) == (200, "order_amended")
    assert settled == "none"
    assert (await case.clock())["next_step"]["action"] == "breach"
    assert [data["failed_on"] for _, data in await case.events("offender_mgmt.breach.due")] == ["2010-12-17", "2011-02-08"]


async def test_an_order_that_the_court_has_revoked_is_not_enforced(case: Case):
    await case.fails("2010-11-08")
    breach_id = (await case.taken_to_court("2010-11-12")).json()["breach_id"]
    await case.decided(breach_id, "2010-12-01", "order_revoked")
    await case.fails("2010-12-06")

    assert (await case.clock())["next_step"]["action"] == "none"


async def test_a_breach_of_a_community_order_activates_no_custody(case: Case):
    await case.fails("2010-11-08")
    breach_id = (await case.taken_to_court("2010-11-12")).json()["breach_id"]
    answer = await case.decided(breach_id, "2010-12-01", "custody_activated")

    assert (answer.status_code, answer.json()["code"]) == (409, "no_custody_to_activate")
    assert (await case.clock())["next_step"]["action"] == "await_court"


@pytest.mark.parametrize(("decided_on", "expected"), [("2010-11-11", 409), ("2999-01-01", 409), ("2010-11-12", 200)])
async def test_an_outcome_lies_between_the_breach_and_today(case: Case, decided_on: str, expected: int):
    await case.fails("2010-11-08")
    breach_id = (await case.taken_to_court("2010-11-12")).json()["breach_id"]

    assert (await case.decided(breach_id, decided_on, "not_proved")).status_code == expected


async def test_an_outcome_is_recorded_once(case: Case):
    await case.fails("2010-11-08")
    breach_id = (await case.taken_to_court("2010-11-12")).json()["breach_id"]
    await case.decided(breach_id, "2010-12-01", "order_continues")
    again = await case.decided(breach_id, "2010-12-02", "order_revoked")

    assert (again.status_code, again.json()["code"]) == (409, "outcome_not_possible")


async def test_the_officer_may_go_to_court_at_once_without_a_warning(case: Case):
    """Source: CJA 2003 Sch 8 para 5(1)(b)."""
    await case.fails("2010-11-08")
    begun = await case.taken_to_court("2010-11-09")

    assert begun.status_code == 201
    assert [kind for kind, _ in await case.events(*BREACH_EVENTS)] == ["offender_mgmt.breach.begun"]


async def test_there_is_no_warning_and_no_breach_without_a_failure(case: Case):
    warned, breached = await case.warned("2010-11-10"), await case.taken_to_court("2010-11-10")

    assert (warned.status_code, warned.json()["code"]) == (409, "nothing_to_warn_of")
    assert (breached.status_code, breached.json()["code"]) == (409, "nothing_to_breach")


async def test_a_failure_that_must_go_to_court_cannot_be_answered_by_a_warning(case: Case):
    await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    await case.fails("2010-12-17")

    assert (await case.warned("2010-12-20")).json()["code"] == "nothing_to_warn_of"


@pytest.mark.parametrize("day", ["2010-11-07", "2999-01-01"])
async def test_nothing_is_done_before_the_failure_or_in_the_future(case: Case, day: str):
    await case.fails("2010-11-08")

    assert (await case.warned(day)).status_code == (await case.taken_to_court(day)).status_code == 409


async def test_a_warning_that_leaves_out_the_court_is_no_warning(case: Case):
    await case.fails("2010-11-08")
    answer = await case.warned("2010-11-10", says_court_follows=False)

    assert (answer.status_code, answer.json()["code"]) == (409, "warning_incomplete")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/says_court_follows"]


async def test_a_correction_withdraws_the_failure_and_the_clock_that_ran(case: Case):
    await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    _, second = await case.fails("2010-12-17")
    await hear(case.service, correction_of(second))
    clock = await case.clock()

    assert clock["next_step"]["action"] == "none"
    assert [day["on"] for day in clock["failure_days"]] == ["2010-11-08"]
    (_, due), (kind, withdrawn) = await case.events(*BREACH_EVENTS)
    assert (kind, withdrawn["withdrawn_event_id"]) == ("offender_mgmt.breach_due.withdrawn", due["id"])


async def test_a_correction_that_undoes_the_warning_undoes_the_breach_that_rested_on_it(case: Case):
    _, first = await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    await case.fails("2010-12-17")
    await hear(case.service, correction_of(first))
    clock = await case.clock()

    assert (clock["next_step"]["action"], clock["next_step"]["failed_on"]) == ("warn", "2010-12-17")
    assert clock["warning_in_force_until"] is None
    assert [kind for kind, _ in await case.events(*BREACH_EVENTS)] == [
        "offender_mgmt.breach.due",
        "offender_mgmt.breach_due.withdrawn",
    ]


async def test_a_correction_from_one_failure_to_another_keeps_the_day(case: Case):
    _, told = await case.fails("2010-11-08")
    later = correction_of(told, outcome_code="AFTC", failure_to_comply=True)
    await hear(case.service, later)
    (day,) = (await case.clock())["failure_days"]

    assert [item["record_id"] for item in day["evidence"]] == [str(later.attendance_id)]


async def test_an_earlier_failure_heard_of_later_takes_the_place_of_the_clock(case: Case):
    await case.fails("2010-11-08")
    await case.warned("2010-11-10")
    await case.fails("2010-12-17")
    await case.fails("2010-12-13")
    told = [(kind.rsplit(".", 1)[-1], data["failed_on"]) for kind, data in await case.events(*BREACH_EVENTS)]

    assert (await case.clock())["next_step"]["due_by"] == "2010-12-29"
    assert told == [("due", "2010-12-17"), ("withdrawn", "2010-12-17"), ("due", "2010-12-13")]


async def test_a_warning_recorded_late_makes_the_failure_after_it_a_breach(case: Case):
    await case.fails("2010-11-08")
    await case.fails("2010-11-22")
    await case.warned("2010-11-10")

    assert [data["failed_on"] for _, data in await case.events("offender_mgmt.breach.due")] == ["2010-11-22"]


async def test_two_officers_at_the_same_instant_begin_one_breach(case: Case):
    await case.fails("2010-11-08")
    answers = await asyncio.gather(*(case.taken_to_court("2010-11-12") for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert len(await case.events("offender_mgmt.breach.begun")) == 1


async def test_two_warnings_at_the_same_instant_are_one(case: Case):
    await case.fails("2010-11-08")
    answers = await asyncio.gather(*(case.warned("2010-11-10") for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


async def test_enforcement_out_of_reach_and_absent_look_the_same(service: Running, case: Case):
    await case.fails("2010-11-08")
    breach_id = (await case.taken_to_court("2010-11-12")).json()["breach_id"]
    outcome = {"decided_on": "2010-12-01", "outcome": "not_proved"}
    async with service.as_(personas.other_offender_manager) as client:
        for method, hidden, absent, body in (
            ("GET", f"{case.url}/enforcement", f"/v1/orders/{uuid4()}/enforcement", None),
            ("POST", f"{case.url}/warnings", f"/v1/orders/{uuid4()}/warnings", warning_to_give("2010-11-10")),
            ("POST", f"{case.url}/breaches", f"/v1/orders/{uuid4()}/breaches", {"begun_on": "2010-11-10"}),
            ("POST", f"/v1/breaches/{breach_id}/outcome", f"/v1/breaches/{uuid4()}/outcome", outcome),
        ):
            answers = [await client.request(method, url, json=body, headers=once()) for url in (hidden, absent)]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert {**answers[0].json(), "instance": ""} == {**answers[1].json(), "instance": ""}


async def test_only_offender_managers_and_their_systems_enforce(service: Running, case: Case):
    for persona in (personas.programme_team, personas.commissioner, personas.auditor):
        async with service.as_(persona) as client:
            answer = await client.post(f"{case.url}/breaches", json={"begun_on": "2010-11-10"}, headers=once())
            assert answer.status_code == 403


async def test_every_act_of_enforcement_is_audited_under_the_persons_crn(case: Case):
    await case.fails("2010-11-08")
    breach_id = (await case.taken_to_court("2010-11-12")).json()["breach_id"]
    await case.decided(breach_id, "2010-12-01", "not_proved")
    await case.clock()
    about = select(AuditRow.action).where(AuditRow.subject == case.order["crn"])
    async with case.service.database.engine.connect() as connection:
        told = set((await connection.execute(about)).scalars().all())

    assert {"begin_breach", "record_outcome", "read_enforcement"} <= told
