"""The right to terminate over HTTP: three months of deductions, three default notices, one decision."""

import asyncio

import pytest

from builders.commissioning.occurrences import CONTROLLER, moved
from builders.commissioning.payments import happened, plain_terms, priced, settled
from builders.commissioning.peers import Peers
from builders.commissioning.personas import (
    CONTRACT_MANAGER,
    DOVEGATE_CONTRACTOR,
    KENT_COMMISSIONER,
    NATIONAL_COMMISSIONER,
    RYE_HILL_CONTRACTOR,
)
from builders.commissioning.remedies import ABSENT, computed, findings, given, post, remedies, told
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

pytestmark = pytest.mark.usefixtures("clean_slate")

DECLINED = {"outcome": "do_not_terminate", "decided_on": "2011-01-20", "reasons": "A new director is in post."}
ENDED = {
    "outcome": "terminate", "decided_on": "2011-01-20", "ends_on": "2011-03-31", "clause": "TERMINATION",
    "reasons": "Deductions do not fall.",
}  # fmt: skip
ESCAPES = ("2010-05-10", "2010-08-10", "2010-11-10")
NATIONAL_PURCHASER = Persona("nora", "NOMS", CallerKind.STAFF, ("contract-manager",), {"organisations": ["NOMS"]})


@pytest.fixture
async def under_notice(service: Running, peers: Peers) -> str:
    """Rye Hill under an improvement notice, with 30 % of the charge deducted in June, September and December 2010."""
    peers.of("RHI").completions.clear()
    terms = plain_terms(fixed_sums=[{"code": "escape", "percent_of_fee": "2.5"}], cap_percent_of_fee=None)
    agreement = await priced(service, terms)
    for quarter, notice in ((1, {"given_on": "2010-07-12"}), (2, {"kind": "improvement", "given_on": "2010-10-11"})):
        await computed(service, agreement, quarter, NATIONAL_COMMISSIONER)
        await given(service, agreement, by=NATIONAL_COMMISSIONER, **notice)
    escapes = [
        {"occurrence_id": str(place), "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": day}
        for place, day in enumerate(ESCAPES)
    ]
    await happened(service, agreement, escapes)
    await settled(service, agreement, "2010-12-31", settled_on="2011-01-04")
    return agreement


async def score(service: Running, agreement: str, times: int) -> list[str]:
    """Default notices on so many months, by their identifiers."""
    default = {"kind": "default", "matter": "deductions", "given_on": "2011-01-10"}
    return [(await given(service, agreement, by=NATIONAL_COMMISSIONER, **default))["id"] for _ in range(times)]


@pytest.fixture
async def with_the_right(service: Running, under_notice: str) -> str:
    await score(service, under_notice, 3)
    return under_notice


async def test_each_month_over_a_quarter_of_the_charge_calls_for_a_default_notice(service: Running, under_notice: str):
    found = [
        f
        for f in await findings(service, under_notice, "2011-01-10", NATIONAL_COMMISSIONER)
        if f["trigger"] == "deductions_in_a_month"
    ]

    assert [(finding["open"], finding["calls_for"]) for finding in found] == [(True, "default")] * 3
    assert [finding["in_words"].rpartition(" ")[2] for finding in found] == ["2010-06-30", "2010-09-30", "2010-12-31"]


async def test_a_month_is_counted_by_one_default_notice(service: Running, under_notice: str):
    first = next(
        f
        for f in await findings(service, under_notice, "2011-01-10", NATIONAL_COMMISSIONER)
        if f["trigger"] == "deductions_in_a_month"
    )
    body = {
        "kind": "default", "matter": "deductions", "given_on": "2011-01-10", "clause": "DEFAULT", "grounds": "Deductions.",
        "evidence": first["evidence"],
    }  # fmt: skip
    path = f"/v1/agreements/{under_notice}/notices"
    answers = await asyncio.gather(*(post(service, NATIONAL_COMMISSIONER, path, body) for _ in range(3)))

    assert sorted(told(answer)[:2] for answer in answers) == [(201, "")] + [(409, "nothing_calls_for_it")] * 2


async def test_three_points_that_count_at_once_give_the_right_until_the_first_falls_out(service: Running, under_notice: str):
    points = await score(service, under_notice, 2)
    assert (await remedies(service, under_notice, RYE_HILL_CONTRACTOR, as_at="2011-01-10"))["state"] == "default"
    points += await score(service, under_notice, 1)
    seen = await remedies(service, under_notice, RYE_HILL_CONTRACTOR, as_at="2011-01-10")

    assert (seen["state"], seen["points_for_the_right"]) == ("right_to_terminate", 3)
    assert [(p["notice_id"], p["scored_on"], p["falls_out_on"], p["live"]) for p in seen["termination_points"]] == [
        (points[0], "2010-06-30", "2011-07-30", True),
        (points[1], "2010-09-30", "2011-10-30", True),
        (points[2], "2010-12-31", "2012-01-31", True),
    ]
    assert "decide_on_termination" in {move["move"] for move in seen["open_moves"]}
    later = [await remedies(service, under_notice, RYE_HILL_CONTRACTOR, as_at=day) for day in ("2011-07-29", "2011-07-30")]
    assert [view["state"] for view in later] == ["right_to_terminate", "default"]


async def test_a_contract_ends_for_default_only_as_it_was_decided_and_without_default_under_another_clause(
    service: Running, under_notice: str
):
    path, ended = (
        f"/v1/agreements/{under_notice}/termination",
        {"effective_on": "2011-03-31", "reason": "Deductions do not fall."},
    )
    for_default = ended | {"clause": "TERMINATION"}
    assert told(await post(service, NATIONAL_COMMISSIONER, path, for_default))[:2] == (409, "no_right_to_terminate")

    await score(service, under_notice, 3)
    assert told(await post(service, NATIONAL_COMMISSIONER, path, for_default))[:2] == (409, "no_right_to_terminate")
    without = await post(service, NATIONAL_COMMISSIONER, path, ended | {"clause": "VOLUNTARY-TERMINATION"})
    assert (without.status_code, without.json()["state"]) == (200, "terminated")


async def test_nobody_decides_without_the_right(service: Running, under_notice: str):
    path = f"/v1/agreements/{under_notice}/termination-decision"

    assert told(await post(service, NATIONAL_COMMISSIONER, path, DECLINED)) == (409, "no_right_to_terminate", ["/decided_on"])
    await score(service, under_notice, 3)
    early = DECLINED | {"decided_on": "2011-01-09"}
    assert told(await post(service, NATIONAL_COMMISSIONER, path, early))[1] == "no_right_to_terminate"
    fallen_out = DECLINED | {"decided_on": "2011-07-30"}
    assert told(await post(service, NATIONAL_COMMISSIONER, path, fallen_out))[1] == "no_right_to_terminate"


async def test_a_decision_not_to_terminate_uses_the_right_up(service: Running, with_the_right: str):
    path = f"/v1/agreements/{with_the_right}/termination-decision"
    answers = await asyncio.gather(*(post(service, NATIONAL_PURCHASER, path, DECLINED) for _ in range(3)))

    assert sorted(told(answer)[:2] for answer in answers) == [(201, "")] + [(409, "decided_already")] * 2
    states = [(await remedies(service, with_the_right, RYE_HILL_CONTRACTOR, as_at=day))["state"] for day in DAYS]
    assert states == ["right_to_terminate", "default"]


DAYS = ("2011-01-19", "2011-01-20")


async def test_a_decision_to_terminate_ends_the_agreement_in_the_same_act(service: Running, with_the_right: str):
    path = f"/v1/agreements/{with_the_right}"
    answer = await post(service, NATIONAL_COMMISSIONER, f"{path}/termination-decision", ENDED)
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        agreement = (await client.get(path)).json()
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()

    assert (answer.status_code, answer.json()["agreement_state"], len(answer.json()["decision"]["points"])) == (
        201, "terminated", 3,
    )  # fmt: skip
    assert (agreement["state"], agreement["ends_on"]) == ("terminated", "2011-03-31")
    heard = [event["type"] for event in feed if event["data"].get("agreement_id") == with_the_right]
    assert heard[-2:] == ["commissioning.termination.decided", "commissioning.agreement.terminated"]
    seen = await remedies(service, with_the_right, RYE_HILL_CONTRACTOR, as_at="2011-01-21")
    assert (seen["state"], seen["decisions"][0]["outcome"]) == ("right_to_terminate", "terminate")


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        ({"decided_on": "2999-01-01", "ends_on": None}, "decided_in_the_future", ["/decided_on"]),
        ({"ends_on": "2011-01-19"}, "ends_before_decided", ["/ends_on"]),
        ({"clause": None}, "end_without_clause", ["/clause"]),
        ({"outcome": "do_not_terminate"}, "last_day_without_end", ["/ends_on"]),
        ({"clause": "VAT"}, "clause_does_not_allow", []),
        ({"ends_on": "2020-04-01"}, "outside_the_agreements_days", []),
    ],
)
async def test_a_decision_that_cannot_be_carried_out_is_refused_and_leaves_nothing(
    service: Running, with_the_right: str, changes: dict[str, str | None], code: str, fields: list[str]
):
    path = f"/v1/agreements/{with_the_right}/termination-decision"

    assert told(await post(service, NATIONAL_COMMISSIONER, path, ENDED | changes)) == (409, code, fields)
    assert (await remedies(service, with_the_right, RYE_HILL_CONTRACTOR))["decisions"] == []


async def test_only_the_purchaser_decides_and_hidden_looks_like_absent(service: Running, with_the_right: str):
    path = "/v1/agreements/{}/termination-decision"
    everywhere = Persona("eve", "NOMS", CallerKind.STAFF, ("contract-manager",), {"establishments": ["RHI"]})

    assert (await post(service, RYE_HILL_CONTRACTOR, path.format(with_the_right), DECLINED)).status_code == 403
    assert told(await post(service, everywhere, path.format(with_the_right), DECLINED))[1] == "not_the_purchasers_decision"
    for persona in (KENT_COMMISSIONER, CONTRACT_MANAGER):
        answers = [await post(service, persona, path.format(which), DECLINED) for which in (with_the_right, ABSENT)]
        assert [told(answer)[:2] for answer in answers] == [(404, "not_found")] * 2
    async with service.as_(DOVEGATE_CONTRACTOR) as client:
        assert (await client.get(f"/v1/agreements/{with_the_right}/remedies")).status_code == 404


async def test_a_restated_month_is_told_and_its_point_counts_until_the_notice_is_withdrawn(service: Running, under_notice: str):
    points = await score(service, under_notice, 3)
    async with service.as_(CONTROLLER) as client:
        listed = (await client.get(f"/v1/agreements/{under_notice}/occurrences")).json()["data"]
    first = next(row for row in listed if row["occurred_on"] == ESCAPES[0])
    await moved(service, first | {"agreement_id": under_notice}, "OVERTURNED")
    await settled(service, under_notice, "2010-12-31", settled_on="2011-01-18", cause="The escape was no escape.")
    seen = await remedies(service, under_notice, RYE_HILL_CONTRACTOR, as_at="2011-01-20")

    assert (seen["state"], seen["no_longer_borne_out"]) == ("right_to_terminate", points[:1])


async def test_a_withdrawn_default_notice_takes_the_right_with_it(service: Running, under_notice: str):
    _, _, last = await score(service, under_notice, 3)
    body = {"withdrawn_on": "2011-01-15", "reasons": "The escape was overturned."}
    assert (await post(service, NATIONAL_COMMISSIONER, f"/v1/notices/{last}/withdrawal", body)).status_code == 201
    seen = await remedies(service, under_notice, RYE_HILL_CONTRACTOR, as_at="2011-01-20")

    assert (seen["state"], [point["live"] for point in seen["termination_points"]]) == ("default", [True, True, False])


async def test_deductions_without_an_improvement_notice_are_told_and_refused(service: Running, peers: Peers):
    terms = plain_terms(fixed_sums=[{"code": "escape", "percent_of_fee": "2.5"}], cap_percent_of_fee=None)
    agreement = await priced(service, terms)
    escape = {"occurrence_id": "1", "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": "2010-05-10"}
    await happened(service, agreement, [escape])
    await settled(service, agreement, "2010-06-30")
    (found,) = await findings(service, agreement, "2010-07-12", NATIONAL_COMMISSIONER)
    body = {
        "kind": "default", "matter": "deductions", "given_on": "2010-07-12", "clause": "DEFAULT", "grounds": "Deductions.",
        "evidence": found["evidence"],
    }  # fmt: skip

    assert (found["open"], found["obstacle"]) == (False, "no_improvement_notice")
    assert told(await post(service, NATIONAL_COMMISSIONER, f"/v1/agreements/{agreement}/notices", body)) == (
        409, "no_improvement_notice", ["/kind"],
    )  # fmt: skip
