"""Where an agreement stands, over HTTP: the same bytes for both parties, on any day and as known at any instant."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import Peers
from builders.commissioning.personas import (
    AUDITOR,
    DOVEGATE_CONTRACTOR,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    NOBODY,
    OFFENDER_MANAGER,
)
from builders.commissioning.remedies import (
    ABSENT,
    BIRMINGHAM_CONTRACTOR,
    MEASURE,
    SECRETARY_OF_STATE,
    birmingham,
    computed,
    findings,
    given,
    new_plan,
    new_statement,
    new_step_in,
    plan_decision,
    post,
    remedies,
    told,
)
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.remedies import RemediesView
from noms.contracts.commissioning.triggers import TriggersView

pytestmark = pytest.mark.usefixtures("clean_slate")


@pytest.fixture
async def failing(service: Running, peers: Peers) -> str:
    """An agreement in force whose first quarter lies under the floor for completions."""
    peers.of("LDN").completions.clear()
    agreement = await live(service)
    await computed(service, agreement, 1)
    return agreement


async def test_before_anything_happens_there_is_no_remedy_and_the_figures_say_what_they_call_for(service: Running, failing: str):
    seen = RemediesView.model_validate(await remedies(service, failing, LONDON_TRUST, as_at="2010-07-12"))

    assert (seen.state, seen.because) == ("none", ["No notice is in force and no termination point counts."])
    assert [(f.trigger, f.matter, f.open) for f in seen.findings] == [("measure_under_floor", MEASURE, True)]
    assert [(m.move, m.by) for m in seen.open_moves] == [("give_warning", "commissioner")]
    assert (seen.notices, seen.clocks, seen.effects) == ([], [], [])


async def test_triggers_are_computed_and_nothing_is_kept(service: Running, failing: str):
    async with service.as_(LONDON_TRUST) as client:
        answers = [
            (await client.get("/v1/remedies/triggers", params={"agreement": failing, "as_at": "2010-07-12"})).content
            for _ in range(2)
        ]
        listed = (await client.get("/v1/remedies")).json()
    shown = TriggersView.model_validate_json(answers[0])

    assert answers[0] == answers[1]
    assert [(f.quarter, f.value, f.limit, f.fails) for f in shown.figures] == [(1, "0", "90", True)]
    assert shown.deductions == []
    assert listed == {"data": [], "next_after": None}


async def test_a_restated_figure_calls_for_nothing_any_more(service: Running, peers: Peers, failing: str):
    peers.of("LDN").complete(*[date(2010, month, day) for month in (4, 5, 6) for day in range(1, 31)])
    await computed(service, failing, 1, reason="late_events")

    assert await findings(service, failing, "2010-07-12") == []


async def with_everything_said(service: Running, agreement: str) -> dict[str, Any]:
    """A warning with both sides' words: statement, plan and its acceptance."""
    notice = await given(service, agreement)
    path = f"/v1/notices/{notice['id']}"
    for persona, act, body in (
        (LONDON_TRUST, "provider-statement", new_statement()),
        (LONDON_TRUST, "plan", new_plan()),
        (LONDON_COMMISSIONER, "plan-decision", plan_decision()),
    ):
        assert (await post(service, persona, f"{path}/{act}", body)).status_code == 201
    return notice


async def test_both_parties_and_the_auditor_read_the_same_bytes(service: Running, failing: str):
    await with_everything_said(service, failing)
    bodies = set()
    for persona in (LONDON_COMMISSIONER, LONDON_TRUST, AUDITOR, SECRETARY_OF_STATE):
        async with service.as_(persona) as client:
            bodies.add((await client.get(f"/v1/agreements/{failing}/remedies")).content)

    assert len(bodies) == 1
    (notice,) = RemediesView.model_validate_json(bodies.pop()).notices
    assert (len(notice.statements), len(notice.plans), notice.plans[0].outcome) == (1, 1, "accepted")


async def test_every_day_of_the_past_can_be_asked_for(service: Running, failing: str):
    await with_everything_said(service, failing)

    async def on(day: str) -> tuple[str, list[tuple[str, int]], set[str]]:
        seen = await remedies(service, failing, LONDON_TRUST, as_at=day)
        clocks = [(clock["kind"], clock["working_days_left"]) for clock in seen["clocks"]]
        return seen["state"], clocks, {move["move"] for move in seen["open_moves"]}

    closing = {"declare_rectified", "withdraw"}
    assert await on("2010-07-11") == ("none", [], {"give_warning"})
    assert await on("2010-07-13") == (
        "warning", [("plan", 9), ("rectification", 59)], closing | {"state_side", "submit_plan"},
    )  # fmt: skip
    assert await on("2010-07-27") == ("warning", [("rectification", 49)], closing | {"decide_on_plan"})
    assert await on("2010-11-03") == ("warning", [("rectification", -2)], closing | {"give_improvement_notice"})


async def test_what_was_known_at_an_instant_can_be_asked_for(service: Running, failing: str):
    before = datetime.now(UTC)
    notice = await given(service, failing)
    between = datetime.now(UTC)
    await post(service, LONDON_TRUST, f"/v1/notices/{notice['id']}/provider-statement", new_statement())

    async def known(at: datetime) -> tuple[str, list[int]]:
        seen = await remedies(service, failing, LONDON_TRUST, known_at=at.isoformat())
        return seen["state"], [len(told_of["statements"]) for told_of in seen["notices"]]

    assert [await known(at) for at in (before, between, datetime.now(UTC))] == [
        ("none", []), ("warning", [0]), ("warning", [1]),
    ]  # fmt: skip


async def test_before_a_figure_was_computed_nothing_was_known_to_call_for_a_warning(service: Running, peers: Peers):
    peers.of("LDN").completions.clear()
    agreement = await live(service)
    before = datetime.now(UTC).isoformat()
    await computed(service, agreement, 1)
    seen = [await remedies(service, agreement, LONDON_TRUST, as_at="2010-07-12", **known) for known in ({"known_at": before}, {})]

    assert [len(view["findings"]) for view in seen] == [0, 1]


async def test_an_improvement_notice_brings_the_multiplier_and_weekly_monitoring_with_it(service: Running, failing: str):
    await given(service, failing)
    await computed(service, failing, 2)
    improvement = await given(service, failing, kind="improvement", given_on="2010-10-11")
    seen = await remedies(service, failing, LONDON_TRUST, as_at="2010-10-13")

    assert seen["state"] == "improvement_notice"
    assert [(e["effect"], e["since"], e["notice_id"]) for e in seen["effects"]] == [
        ("repeat_multiplier", "2010-10-11", improvement["id"]),
        ("weekly_monitoring", "2010-10-11", improvement["id"]),
    ]
    assert [notice["state"] for notice in seen["notices"]] == ["followed", "in_force"]
    assert ("monitoring", "2010-10-18", 3) in [(c["kind"], c["due_on"], c["working_days_left"]) for c in seen["clocks"]]


@pytest.mark.parametrize(
    ("persona", "sees"),
    [
        (LONDON_TRUST, True),
        (LONDON_COMMISSIONER, True),
        (AUDITOR, True),
        (KENT_TRUST, False),
        (KENT_COMMISSIONER, False),
        (DOVEGATE_CONTRACTOR, False),
        (NOBODY, False),
    ],
    ids=lambda told_of: told_of.name if isinstance(told_of, Persona) else "",
)
async def test_remedies_are_seen_by_the_parties_and_hidden_looks_like_absent(
    service: Running, failing: str, persona: Persona, sees: bool
):
    await given(service, failing)
    async with service.as_(persona) as client:
        for path in ("/v1/agreements/{}/remedies", "/v1/remedies/triggers?agreement={}"):
            answers = [await client.get(path.format(which)) for which in (failing, ABSENT)]
            assert [answer.status_code for answer in answers] == [200 if sees else 404, 404]
            if not sees:
                assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1
        listed = [row["agreement_id"] for row in (await client.get("/v1/remedies")).json()["data"]]
    assert listed == ([failing] if sees else [])


async def test_a_practitioner_reads_no_remedies(service: Running, failing: str):
    async with service.as_(OFFENDER_MANAGER) as client:
        for path in (f"/v1/agreements/{failing}/remedies", f"/v1/remedies/triggers?agreement={failing}", "/v1/remedies"):
            assert (await client.get(path)).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {"as_at": "yesterday"},
        {"known_at": "2010-07-12"},
        {"colour": "red"},
        {"as_at": "9999-12-31"},
        {"as_at": "0001-01-01"},
        {"known_at": "0001-01-01T00:00:00Z"},
        {"known_at": "9999-12-31T23:59:59-05:00"},
    ],
)
async def test_a_question_that_cannot_be_read_is_refused(service: Running, failing: str, query: dict[str, str]):
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.get(f"/v1/agreements/{failing}/remedies", params=query)).status_code == 422


QUARTERS_AT_BIRMINGHAM = (("2017-10-01", "2017-12-31"), ("2018-01-01", "2018-03-31"), ("2018-04-01", "2018-06-30"))


async def test_birmingham_prison_from_notices_to_step_in_and_back_to_the_public_sector(service: Running, peers: Peers):
    """Several notices, a step-in for six months first, put off once, and the end of the contract.

    Source: Ministry of Justice, 20 August 2018; National Audit Office to the Justice Committee, 7 December 2018; statement to
    the Commons of 2 April 2019. The measures of that contract are not public: completions stand for them here.
    """
    peers.of("BMI").completions.clear()
    agreement = await birmingham(service)
    for number, (first, last) in enumerate(QUARTERS_AT_BIRMINGHAM):
        async with service.as_(NATIONAL_COMMISSIONER) as client:
            days = {"from_day": first, "to_day": last}
            assert (await client.post(f"/v1/agreements/{agreement}/periods", json=days, headers=once())).status_code == 201
        if number == 0:
            warning = await given(service, agreement, by=NATIONAL_COMMISSIONER, given_on="2018-03-05")
    notice = await given(service, agreement, by=NATIONAL_COMMISSIONER, kind="improvement", given_on="2018-07-09")
    answer = await post(service, SECRETARY_OF_STATE, f"/v1/agreements/{agreement}/step-in", new_step_in())
    path = f"/v1/step-ins/{answer.json()['id']}"
    extension = {"decided_on": "2019-02-14", "until_day": "2019-08-31", "reasons": "The work is not done."}
    await post(service, SECRETARY_OF_STATE, f"{path}/extension", extension)
    ending = {
        "ground": "agreement_ended",
        "ended_on": "2019-06-30",
        "contractor_told_on": "2019-04-01",
        "reasons": "Public again.",
    }
    await post(service, SECRETARY_OF_STATE, f"{path}/ending", ending)

    async def stood(day: str) -> tuple[str, str]:
        seen = await remedies(service, agreement, BIRMINGHAM_CONTRACTOR, as_at=day)
        return seen["state"], seen["state_by_notices"]

    assert notice["follows"] == warning["id"]
    assert [await stood(day) for day in ("2018-03-04", "2018-03-05", "2018-07-09", "2018-08-20", "2019-02-20", "2019-07-01")] == [
        ("none", "none"),
        ("warning", "warning"),
        ("improvement_notice", "improvement_notice"),
        ("step_in", "improvement_notice"),
        ("step_in", "improvement_notice"),
        ("improvement_notice", "improvement_notice"),
    ]
    seen = await remedies(service, agreement, BIRMINGHAM_CONTRACTOR, as_at="2018-08-20")
    assert seen["because"][0] == "The Secretary of State stepped in on 2018-08-20 and has not ended the appointment."
    assert [(c["kind"], c["due_on"]) for c in seen["clocks"] if c["step_in_id"]] == [("step_in_review", "2019-02-19")]


async def test_the_contractor_of_another_prison_sees_nothing_of_birmingham(service: Running):
    agreement = await birmingham(service)
    await post(service, SECRETARY_OF_STATE, f"/v1/agreements/{agreement}/step-in", new_step_in())
    async with service.as_(DOVEGATE_CONTRACTOR) as client:
        assert (await client.get(f"/v1/agreements/{agreement}/remedies")).status_code == 404
        assert (await client.get("/v1/remedies")).json()["data"] == []
    assert told(await post(service, KENT_COMMISSIONER, f"/v1/agreements/{agreement}/notices", {}))[0] == 422
