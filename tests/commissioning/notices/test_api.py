"""Notices over HTTP: given on figures, answered by the provider, decided on, closed; nobody else sees or touches them."""

import asyncio
from datetime import date
from typing import Any

import pytest

from builders.commissioning.agreements import drawn_up, live
from builders.commissioning.peers import Peers
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    NOBODY,
)
from builders.commissioning.remedies import (
    ABSENT,
    computed,
    findings,
    given,
    new_notice,
    new_plan,
    new_statement,
    plan_decision,
    post,
    told,
)
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.notices import NoticeView

pytestmark = pytest.mark.usefixtures("clean_slate")

BOTH_SIDES = Persona(
    "both", "NOMS", CallerKind.STAFF, ("commissioner", "trust-system"), {"organisations": ["LDN"], "regions": ["LON"]}
)


ITS_SYSTEM = Persona(
    "both-system", "NOMS", CallerKind.SYSTEM, ("commissioner", "trust-system"), {"organisations": ["LDN"], "regions": ["LON"]},
    on_behalf_of="both",
)  # fmt: skip
"""Another client, of another name, by which the same person acts."""


@pytest.fixture
async def failing(service: Running, peers: Peers) -> str:
    """An agreement in force whose first quarter lies under the floor for completions."""
    peers.of("LDN").completions.clear()
    agreement = await live(service)
    await computed(service, agreement, 1)
    return agreement


@pytest.fixture
async def warned(service: Running, failing: str) -> dict[str, Any]:
    """The warning on that quarter."""
    return await given(service, failing)


async def test_a_warning_is_given_on_the_figure_that_calls_for_it_and_starts_its_clocks(service: Running, failing: str):
    (found,) = await findings(service, failing, "2010-07-12")
    answer = await post(service, CONTRACT_MANAGER, f"/v1/agreements/{failing}/notices", new_notice(found["evidence"]))
    notice = NoticeView.model_validate_json(answer.content)

    assert answer.status_code == 201
    assert (notice.number, notice.kind, notice.state, notice.trigger) == (1, "warning", "in_force", "measure_under_floor")
    assert (str(notice.plan_due_on), str(notice.rectify_by)) == ("2010-07-26", "2010-10-05")
    assert [item.model_dump(mode="json") for item in notice.evidence] == found["evidence"]
    assert notice.given_by == CONTRACT_MANAGER.name


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        ({"given_on": "2999-01-01"}, "day_in_the_future", ["/given_on"]),
        ({"given_on": "2010-03-31"}, "day_outside_the_agreement", ["/given_on"]),
        ({"given_on": "2012-04-01"}, "day_outside_the_agreement", ["/given_on"]),
        ({"clause": "VAT"}, "clause_speaks_of_no_default", ["/clause"]),
        ({"clause": "NO-SUCH-CLAUSE"}, "clause_speaks_of_no_default", ["/clause"]),
        ({"given_on": "2010-06-30"}, "nothing_calls_for_it", ["/evidence"]),
        ({"kind": "improvement"}, "nothing_calls_for_it", ["/evidence"]),
        ({"kind": "default"}, "nothing_calls_for_it", ["/evidence"]),
        ({"kind": "default", "matter": "deductions"}, "nothing_calls_for_it", ["/evidence"]),
        ({"matter": "breach_action_within_ten_working_days"}, "nothing_calls_for_it", ["/evidence"]),
    ],
)
async def test_a_notice_that_nothing_calls_for_is_refused_with_the_field_at_fault(
    service: Running, failing: str, changes: dict[str, str], code: str, fields: list[str]
):
    (found,) = await findings(service, failing, "2010-07-12")
    body = new_notice(found["evidence"], **changes)

    assert told(await post(service, LONDON_COMMISSIONER, f"/v1/agreements/{failing}/notices", body)) == (409, code, fields)


async def test_evidence_of_another_agreement_is_as_if_it_were_nowhere(service: Running, peers: Peers, failing: str):
    other = await live(service, starts_on="2012-04-01", ends_on="2013-03-31")
    (found,) = await findings(service, failing, "2010-07-12")
    for kind in ("result", "occurrence", "settlement", "notice"):
        answers = [
            told(await post(service, LONDON_COMMISSIONER, f"/v1/agreements/{other}/notices", body))
            for which in (found["evidence"][0]["id"], ABSENT)
            for body in [new_notice([{"kind": kind, "id": which}], given_on="2012-05-01")]
        ]
        assert answers == [(422, "invalid", ["/evidence/0/id"])] * 2


async def test_every_piece_of_evidence_that_is_not_there_is_named(service: Running, failing: str):
    (found,) = await findings(service, failing, "2010-07-12")
    cited = [{"kind": "occurrence", "id": ABSENT}, *found["evidence"], {"kind": "notice", "id": found["evidence"][0]["id"]}]
    answer = await post(service, LONDON_COMMISSIONER, f"/v1/agreements/{failing}/notices", new_notice(cited))

    assert told(answer) == (422, "invalid", ["/evidence/0/id", "/evidence/2/id"])


async def test_no_notice_is_given_under_an_agreement_that_is_not_in_force(service: Running):
    draft = await drawn_up(service)
    body = new_notice([{"kind": "result", "id": ABSENT}])

    assert told(await post(service, LONDON_COMMISSIONER, f"/v1/agreements/{draft}/notices", body))[:2] == (
        409,
        "agreement_not_in_force",
    )


async def test_a_second_warning_on_the_matter_waits_and_one_before_the_last_is_refused(
    service: Running, failing: str, warned: dict[str, Any]
):
    path, body = f"/v1/agreements/{failing}/notices", new_notice(warned["evidence"])

    assert told(await post(service, LONDON_COMMISSIONER, path, body)) == (409, "notice_in_force", ["/matter"])
    assert told(await post(service, LONDON_COMMISSIONER, path, body | {"given_on": "2010-07-11"})) == (
        409,
        "before_the_last_notice",
        ["/given_on"],
    )


async def test_of_warnings_given_at_the_same_instant_one_stands(service: Running, failing: str):
    (found,) = await findings(service, failing, "2010-07-12")
    body = new_notice(found["evidence"])
    path = f"/v1/agreements/{failing}/notices"
    answers = await asyncio.gather(*(post(service, LONDON_COMMISSIONER, path, body) for _ in range(4)))

    assert sorted(told(answer)[:2] for answer in answers) == [(201, "")] + [(409, "notice_in_force")] * 3


async def test_the_provider_states_its_side_once_and_amends_it_by_version(service: Running, warned: dict[str, Any]):
    path = f"/v1/notices/{warned['id']}/provider-statement"
    first = await post(service, LONDON_TRUST, path, new_statement(evidence=warned["evidence"]))
    again = await post(service, LONDON_TRUST, path, new_statement())
    amended = await post(service, LONDON_TRUST, path, new_statement(statement="By half.", amends_version=1))
    stale = await post(service, LONDON_TRUST, path, new_statement(amends_version=1))

    assert (first.status_code, amended.status_code) == (201, 201)
    assert told(again) == (409, "stated_already", ["/amends_version"])
    assert told(stale) == (409, "not_the_latest_version", ["/amends_version"])
    assert [(s["version"], s["statement"]) for s in amended.json()["statements"]] == [
        (1, "Referrals fell by a third in May."),
        (2, "By half."),
    ]


async def test_two_statements_at_the_same_instant_leave_one(service: Running, warned: dict[str, Any]):
    path = f"/v1/notices/{warned['id']}/provider-statement"
    answers = await asyncio.gather(*(post(service, LONDON_TRUST, path, new_statement()) for _ in range(3)))

    assert sorted(told(answer)[:2] for answer in answers) == [(201, "")] + [(409, "stated_already")] * 2


async def test_the_purchaser_does_not_speak_for_the_provider_nor_anybody_for_both(
    service: Running, failing: str, warned: dict[str, Any]
):
    path = f"/v1/notices/{warned['id']}"
    regional = Persona("lon-system", "NOMS", CallerKind.SYSTEM, ("trust-system",), {"regions": ["LON"]})

    assert told(await post(service, LONDON_COMMISSIONER, f"{path}/provider-statement", new_statement()))[0] == 403
    assert told(await post(service, regional, f"{path}/provider-statement", new_statement()))[1] == "not_for_the_provider"
    assert told(await post(service, LONDON_TRUST, f"{path}/withdrawal", {}))[0] == 403
    assert (await post(service, BOTH_SIDES, f"{path}/plan", new_plan())).status_code == 201
    for persona in (BOTH_SIDES, ITS_SYSTEM):
        assert told(await post(service, persona, f"{path}/plan-decision", plan_decision()))[1] == "spoke_for_the_other"


async def test_whoever_gave_the_notice_does_not_state_the_other_side(service: Running, failing: str):
    notice = await given(service, failing, by=BOTH_SIDES)
    for act, body in (("provider-statement", new_statement()), ("plan", new_plan())):
        assert told(await post(service, BOTH_SIDES, f"/v1/notices/{notice['id']}/{act}", body))[1] == "spoke_for_the_other"


@pytest.mark.parametrize(("one", "other"), [(BOTH_SIDES, ITS_SYSTEM), (ITS_SYSTEM, BOTH_SIDES)], ids=["itself", "its system"])
async def test_nobody_speaks_for_both_by_a_second_client(service: Running, failing: str, one: Persona, other: Persona):
    path = f"/v1/notices/{(await given(service, failing, by=one))['id']}"
    assert told(await post(service, other, f"{path}/provider-statement", new_statement()))[1] == "spoke_for_the_other"


async def test_whoever_does_not_reach_the_commissioning_office_gives_no_notice(service: Running, failing: str):
    (found,) = await findings(service, failing, "2010-07-12")
    of_the_trust = Persona("tess", "LDN", CallerKind.STAFF, ("contract-manager",), {"organisations": ["LDN"]})
    body = new_notice(found["evidence"])
    for persona in (of_the_trust, NATIONAL_COMMISSIONER):
        answer = await post(service, persona, f"/v1/agreements/{failing}/notices", body)
        assert told(answer)[:2] == (409, "not_for_the_commissioner")


async def test_a_plan_is_accepted_and_its_day_becomes_the_clock(service: Running, warned: dict[str, Any]):
    path = f"/v1/notices/{warned['id']}"
    plan = await post(service, LONDON_TRUST, f"{path}/plan", new_plan())
    second = await post(service, LONDON_TRUST, f"{path}/plan", new_plan())
    decided = await post(service, CONTRACT_MANAGER, f"{path}/plan-decision", plan_decision())
    after = await post(service, LONDON_TRUST, f"{path}/plan", new_plan())

    assert [(p["version"], p["due_on"], p["late"]) for p in plan.json()["plans"]] == [(1, "2010-07-26", False)]
    assert told(second)[:2] == (409, "plan_awaits_decision")
    assert decided.json()["rectify_by"] == "2010-11-01", "30 October 2010 was a Saturday"
    assert decided.json()["plans"][0]["decided_by"] == CONTRACT_MANAGER.name
    assert told(after)[:2] == (409, "plan_accepted_already")
    assert told(await post(service, CONTRACT_MANAGER, f"{path}/plan-decision", plan_decision()))[1] == "no_plan_to_decide"


async def test_a_late_plan_is_kept_as_late_and_after_a_rejection_a_new_one_is_due(service: Running, warned: dict[str, Any]):
    path = f"/v1/notices/{warned['id']}"
    late = await post(service, LONDON_TRUST, f"{path}/plan", new_plan(submitted_on="2010-07-27"))
    refused = plan_decision(decided_on="2010-07-28", outcome="rejected", reasons="It names no groups.")
    rejected = await post(service, LONDON_COMMISSIONER, f"{path}/plan-decision", refused)
    better = await post(service, LONDON_TRUST, f"{path}/plan", new_plan(submitted_on="2010-08-11"))

    assert late.json()["plans"][0]["late"] is True
    assert rejected.json()["plan_due_on"] == "2010-08-11"
    assert [(p["due_on"], p["late"], p["outcome"]) for p in better.json()["plans"]] == [
        ("2010-07-26", True, "rejected"),
        ("2010-08-11", False, None),
    ]


@pytest.mark.parametrize(
    ("act", "body", "code", "field"),
    [
        ("plan", new_plan(submitted_on="2999-01-01", rectified_by="2999-02-01"), "answered_in_the_future", "/submitted_on"),
        ("plan", new_plan(submitted_on="2010-07-11"), "before_what_it_answers", "/submitted_on"),
        ("plan", new_plan(rectified_by="2010-07-23"), "rectified_before_submitted", "/rectified_by"),
        ("plan", new_plan(rectified_by="9999-12-31"), "rectified_after_the_agreement", "/rectified_by"),
        ("provider-statement", new_statement(stated_on="2010-07-11"), "before_what_it_answers", "/stated_on"),
        ("provider-statement", new_statement(stated_on="2999-01-01"), "answered_in_the_future", "/stated_on"),
    ],
)
async def test_an_answer_out_of_its_time_is_refused_with_the_field(
    service: Running, warned: dict[str, Any], act: str, body: dict[str, Any], *, code: str, field: str
):
    assert told(await post(service, LONDON_TRUST, f"/v1/notices/{warned['id']}/{act}", body)) == (409, code, [field])


async def test_a_statement_cites_only_what_stands_under_the_agreement(service: Running, warned: dict[str, Any]):
    body = new_statement(evidence=[{"kind": "occurrence", "id": ABSENT}])
    answer = await post(service, LONDON_TRUST, f"/v1/notices/{warned['id']}/provider-statement", body)

    assert told(answer) == (422, "invalid", ["/evidence/0/id"])


async def test_a_second_quarter_under_the_floor_is_followed_by_an_improvement_notice_and_that_by_its_rectification(
    service: Running, peers: Peers, failing: str, warned: dict[str, Any]
):
    await computed(service, failing, 2)
    improvement = await given(service, failing, kind="improvement", given_on="2010-10-11")
    path, rectified = f"/v1/notices/{improvement['id']}/rectification", {"rectified_on": "2011-01-20", "reasons": "Over it."}
    await computed(service, failing, 3)
    failing_on = await findings(service, failing, "2011-01-20")
    third = {finding["evidence"][0]["id"] for finding in failing_on if finding["trigger"] == "measure_under_floor"}
    newer = [{"kind": "result", "id": result} for result in third]

    assert (improvement["follows"], improvement["trigger"]) == (warned["id"], "second_quarter")
    assert told(await post(service, LONDON_COMMISSIONER, path, rectified | {"evidence": improvement["evidence"]})) == (
        409,
        "no_new_evidence",
        ["/evidence"],
    )
    assert told(await post(service, LONDON_COMMISSIONER, path, rectified | {"evidence": newer}))[1] == "still_failing"
    assert told(await post(service, LONDON_TRUST, f"/v1/notices/{warned['id']}/plan", new_plan()))[1] == "no_plan_now"


async def test_a_failure_is_put_right_on_a_later_figure(service: Running, peers: Peers, failing: str, warned: dict[str, Any]):
    delivered = [f"2010-{month:02}-{day:02}" for month in (7, 8, 9) for day in range(1, 31)]
    peers.of("LDN").complete(*[date.fromisoformat(day) for day in delivered])
    await computed(service, failing, 2)
    async with service.as_(LONDON_COMMISSIONER) as client:
        shown = (await client.get("/v1/remedies/triggers", params={"agreement": failing, "as_at": "2010-10-12"})).json()
    (second,) = [figure for figure in shown["figures"] if figure["quarter"] == 2]
    body = {"rectified_on": "2010-10-18", "reasons": "Over the floor.", "evidence": second["evidence"]}
    path = f"/v1/notices/{warned['id']}/rectification"
    done = await post(service, LONDON_COMMISSIONER, path, body)

    assert (done.status_code, done.json()["state"]) == (201, "rectified")
    assert told(await post(service, LONDON_COMMISSIONER, path, body))[1] == "notice_not_in_force"
    withdrawn = {"withdrawn_on": "2010-11-01", "reasons": "The first quarter was restated."}
    last = await post(service, LONDON_COMMISSIONER, f"/v1/notices/{warned['id']}/withdrawal", withdrawn)
    assert (last.json()["state"], len(last.json()["closings"])) == ("withdrawn", 2)


async def test_a_warning_under_a_graver_notice_is_not_withdrawn_before_it(service: Running, failing: str, warned: dict[str, Any]):
    await computed(service, failing, 2)
    improvement = await given(service, failing, kind="improvement", given_on="2010-10-11")
    body = {"withdrawn_on": "2010-10-20", "reasons": "Given in error."}

    assert told(await post(service, LONDON_COMMISSIONER, f"/v1/notices/{warned['id']}/withdrawal", body))[1] == (
        "notice_not_in_force"
    )
    assert (await post(service, LONDON_COMMISSIONER, f"/v1/notices/{improvement['id']}/withdrawal", body)).status_code == 201
    assert (await post(service, LONDON_COMMISSIONER, f"/v1/notices/{warned['id']}/withdrawal", body)).status_code == 201


ACTS: list[tuple[Persona, str, dict[str, Any]]] = [
    (KENT_TRUST, "provider-statement", new_statement()),
    (KENT_TRUST, "plan", new_plan()),
    (KENT_COMMISSIONER, "plan-decision", plan_decision()),
    (
        KENT_COMMISSIONER,
        "rectification",
        {"rectified_on": "2010-10-18", "reasons": "x", "evidence": [{"kind": "result", "id": ABSENT}]},
    ),
    (NOBODY, "withdrawal", {"withdrawn_on": "2010-10-18", "reasons": "x"}),
]


@pytest.mark.parametrize(("persona", "act", "body"), ACTS, ids=lambda told: told if isinstance(told, str) else "")
async def test_a_hidden_notice_and_an_absent_one_look_the_same(
    service: Running, warned: dict[str, Any], persona: Persona, act: str, body: dict[str, Any]
):
    answers = [await post(service, persona, f"/v1/notices/{which}/{act}", body) for which in (warned["id"], ABSENT)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1


async def test_a_hidden_agreement_takes_no_notice(service: Running, failing: str):
    body = new_notice([{"kind": "result", "id": ABSENT}])
    answers = [await post(service, KENT_COMMISSIONER, f"/v1/agreements/{which}/notices", body) for which in (failing, ABSENT)]

    assert [told(answer)[:2] for answer in answers] == [(404, "not_found")] * 2


async def test_an_auditor_reads_and_does_not_act(service: Running, warned: dict[str, Any]):
    assert (await post(service, AUDITOR, f"/v1/notices/{warned['id']}/withdrawal", {})).status_code == 403


async def test_both_parties_hear_of_every_act_and_nobody_else(service: Running, failing: str, warned: dict[str, Any]):
    path = f"/v1/notices/{warned['id']}"
    await post(service, LONDON_TRUST, f"{path}/provider-statement", new_statement())
    await post(service, LONDON_TRUST, f"{path}/plan", new_plan())
    await post(service, LONDON_COMMISSIONER, f"{path}/plan-decision", plan_decision())
    await post(service, LONDON_COMMISSIONER, f"{path}/withdrawal", {"withdrawn_on": "2010-08-02", "reasons": "Restated."})

    async def heard(persona: Persona) -> list[str]:
        async with service.as_(persona) as client:
            feed = await client.get("/v1/events", params={"limit": 5000})
        return [e["type"].removeprefix("commissioning.") for e in feed.json() if e["data"].get("notice_id") == warned["id"]]

    acts = ["notice.given", "notice.answered", "notice.answered", "plan.decided", "notice.closed"]
    assert (await heard(LONDON_TRUST), await heard(LONDON_COMMISSIONER), await heard(KENT_TRUST)) == (acts, acts, [])
