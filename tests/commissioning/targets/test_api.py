"""Targets over HTTP: set for some days, replaced with a reason, never two on one day."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from builders.commissioning.agreements import breach_measure, completions_measure, measured
from builders.commissioning.peers import Ledger, Peers
from builders.commissioning.performance import compute
from builders.commissioning.personas import AUDITOR, KENT_COMMISSIONER, NOBODY, OFFENDER_MANAGER
from builders.commissioning.returns import BELMARSH, FULL_SUTTON, HIGH_SECURITY, months_ago, prison_agreement
from house.running import Running, once
from noms.chassis.clock import today
from noms.chassis.identity.caller import EVERYTHING, Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.targets import TargetList, TargetView
from services.commissioning.targets.queries import targets_on

pytestmark = pytest.mark.usefixtures("clean_slate")

COMPLETIONS = "programme_completions"
FIRST, LAST = str(months_ago(-1)), str(months_ago(-7) - timedelta(days=1))
"""Six months from the first of the next one on: no day of them is over."""
BEFORE, AFTER = str(months_ago(-1) - timedelta(days=1)), str(months_ago(-7))


async def in_force(service: Running) -> str:
    """The agreement with Belmarsh, in force for six months and for eighteen more."""
    return await prison_agreement(service, completions_measure(), breach_measure())


def a_target(**changes: Any) -> dict[str, Any]:
    return {
        "measure_code": COMPLETIONS, "floor": "92", "target": "102", "stretch": "112", "valid_from": FIRST,
        "valid_to": LAST, "set_by": "HSE",
    } | changes  # fmt: skip


async def post(service: Running, agreement: str, body: dict[str, Any], persona: Persona = HIGH_SECURITY) -> Any:
    async with service.as_(persona) as client:
        return await client.post(f"/v1/agreements/{agreement}/targets", json=body, headers=once())


async def set_target(service: Running, agreement: str, **changes: Any) -> TargetView:
    answer = await post(service, agreement, a_target(**changes))
    assert answer.status_code == 201, answer.text
    return TargetView.model_validate_json(answer.content)


async def targets(service: Running, agreement: str, persona: Persona = BELMARSH, **query: Any) -> TargetList:
    async with service.as_(persona) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/targets", params=query)
    assert answer.status_code == 200, answer.text
    return TargetList.model_validate_json(answer.content)


async def judged_by(service: Running, agreement: str, on: str) -> dict[str, tuple[str, bool]]:
    told = (await targets(service, agreement, on=on)).judged_by or []
    return {one.measure_code: (str(one.target), one.dated) for one in told}


async def test_a_dated_target_judges_on_its_days_and_the_agreements_own_on_all_others(service: Running):
    agreement = await in_force(service)
    target = await set_target(service, agreement)

    assert (str(target.floor), target.set_by, target.superseded_at) == ("92.000", "HSE", None)
    assert await judged_by(service, agreement, BEFORE) == {COMPLETIONS: ("100.000", False), **BREACH_AS_AGREED}
    assert await judged_by(service, agreement, FIRST) == {COMPLETIONS: ("102.000", True), **BREACH_AS_AGREED}
    assert await judged_by(service, agreement, LAST) == {COMPLETIONS: ("102.000", True), **BREACH_AS_AGREED}
    assert await judged_by(service, agreement, AFTER) == {COMPLETIONS: ("100.000", False), **BREACH_AS_AGREED}


BREACH_AS_AGREED = {"breach_action_within_ten_working_days": ("90.000", False)}


async def test_whoever_rates_asks_for_the_targets_of_a_day(service: Running):
    agreement = await in_force(service)
    target = await set_target(service, agreement)
    async with await service.database.session(reaching_everything()) as session:
        held = await targets_on(session, UUID(agreement), months_ago(-2))
        before = await targets_on(session, UUID(agreement), months_ago(0))

    assert (held[COMPLETIONS].target_id, str(held[COMPLETIONS].thresholds.stretch)) == (target.id, "112.000")
    assert (before[COMPLETIONS].target_id, str(before[COMPLETIONS].thresholds.stretch)) == (None, "110.000")


def reaching_everything() -> Caller:
    return Caller("test", "test", "NOMS", CallerKind.SYSTEM, frozenset(), frozenset(), (EVERYTHING,))


async def test_a_target_is_replaced_with_a_reason_and_both_stay_readable(service: Running):
    agreement = await in_force(service)
    first = await set_target(service, agreement)
    second = await set_target(service, agreement, target="101", replaces=str(first.id), reason="Misread in the minutes.")

    assert [one.id for one in (await targets(service, agreement)).data] == [second.id]
    assert await judged_by(service, agreement, FIRST) == {COMPLETIONS: ("101.000", True), **BREACH_AS_AGREED}
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    assert (await targets(service, agreement, known_on=yesterday, on=FIRST)).data == []
    assert [one.id for one in (await targets(service, agreement, known_on=tomorrow)).data] == [second.id]


async def test_a_target_is_replaced_once(service: Running):
    agreement = await in_force(service)
    first = await set_target(service, agreement)
    again = a_target(replaces=str(first.id), reason="Misread.")

    assert (await post(service, agreement, again)).status_code == 201
    refused = await post(service, agreement, again)
    assert (refused.status_code, [error["pointer"] for error in refused.json()["errors"]]) == (422, ["/replaces"])


async def test_an_open_target_holds_until_another_begins_nowhere(service: Running):
    agreement = await in_force(service)
    await set_target(service, agreement, valid_to=None)

    assert (await judged_by(service, agreement, str(months_ago(-17))))[COMPLETIONS] == ("102.000", True)
    refused = await post(service, agreement, a_target(valid_from=AFTER, valid_to=AFTER))
    assert (refused.status_code, refused.json()["code"]) == (409, "targets_overlap")


@pytest.mark.parametrize(
    ("changes", "code", "pointers"),
    [
        ({"measure_code": "compliance_strict"}, "invalid", ["/measure_code"]),
        ({"measure_code": "no_such_measure"}, "invalid", ["/measure_code"]),
        ({**breach_measure(stretch="100.001"), "weight": None}, "invalid", ["/stretch"]),
        ({**breach_measure(floor="-1"), "weight": None}, "invalid", ["/floor"]),
        ({"floor": "-5", "target": "-3", "stretch": "-1"}, "invalid", ["/floor", "/target", "/stretch"]),
        ({"valid_from": str(months_ago(7)), "reason": "Forgotten."}, "invalid", ["/valid_from"]),
        ({"valid_to": str(months_ago(-19))}, "invalid", ["/valid_to"]),
        ({"valid_to": BEFORE}, "invalid", ["/valid_to"]),
        ({"replaces": "00000000-0000-4000-8000-000000000000", "reason": "x"}, "invalid", ["/replaces"]),
        ({"set_by": "the office"}, "invalid", ["/set_by"]),
        ({"set_by": "LON"}, "invalid", ["/set_by"]),
        ({"valid_from": str(months_ago(1))}, "invalid", ["/reason"]),
        ({"floor": 92.5}, "invalid", ["/floor"]),
        ({"floor": "102"}, "thresholds_out_of_order", ["/floor", "/target", "/stretch"]),
        ({"floor": "112", "stretch": "92"}, "thresholds_out_of_order", ["/floor", "/target", "/stretch"]),
    ],
)
async def test_a_target_that_cannot_be_meant_is_refused_with_its_fields_named(
    service: Running, changes: dict[str, Any], code: str, pointers: list[str]
):
    agreement = await in_force(service)
    body = {name: value for name, value in a_target(**changes).items() if name != "weight"}
    refused = await post(service, agreement, body)

    assert (refused.status_code, refused.json()["code"]) == (409 if code != "invalid" else 422, code)
    assert [error["pointer"] for error in refused.json()["errors"]] == pointers
    assert (await targets(service, agreement)).data == []


async def test_two_targets_for_one_day_set_at_once_leave_one(service: Running):
    agreement = await in_force(service)
    answers = await asyncio.gather(*(post(service, agreement, a_target()) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409).json()
    assert (refused["code"], [error["pointer"] for error in refused["errors"]]) == (
        "targets_overlap",
        ["/valid_from", "/valid_to"],
    )
    assert len((await targets(service, agreement)).data) == 1


async def test_two_who_replace_one_target_at_once_leave_one_in_its_place(service: Running):
    agreement = await in_force(service)
    first = await set_target(service, agreement)
    bodies = [a_target(target=f"10{n}", replaces=str(first.id), reason="Corrected.") for n in range(1, 4)]
    answers = await asyncio.gather(*(post(service, agreement, body) for body in bodies))

    assert sorted(answer.status_code for answer in answers) == [201, 422, 422]
    assert len((await targets(service, agreement)).data) == 1


async def test_a_repeated_request_sets_one_target(service: Running):
    agreement, key = await in_force(service), once()
    async with service.as_(HIGH_SECURITY) as client:
        answers = [await client.post(f"/v1/agreements/{agreement}/targets", json=a_target(), headers=key) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len((await targets(service, agreement)).data) == 1


async def test_a_target_that_was_set_is_told_to_both_parties_alone(service: Running):
    agreement = await in_force(service)
    target = await set_target(service, agreement)

    async def heard(persona: Persona) -> list[str]:
        async with service.as_(persona) as client:
            feed = (await client.get("/v1/events", params={"limit": 5000})).json()
        return [event["data"]["target_id"] for event in feed if event["type"] == "commissioning.target.set"]

    assert str(target.id) in await heard(BELMARSH)
    assert str(target.id) not in await heard(FULL_SUTTON)


@pytest.mark.parametrize("persona", [BELMARSH, AUDITOR, OFFENDER_MANAGER], ids=lambda p: p.roles[0])
async def test_only_the_purchasers_side_sets_targets(service: Running, persona: Persona):
    agreement = await in_force(service)

    assert (await post(service, agreement, a_target(), persona)).status_code == 403


@pytest.mark.parametrize("persona", [KENT_COMMISSIONER, NOBODY], ids=lambda p: p.name)
async def test_the_targets_of_a_hidden_agreement_and_of_an_absent_one_look_the_same(service: Running, persona: Persona):
    hidden, absent = await measured(service), "00000000-0000-4000-8000-000000000000"
    async with service.as_(persona) as client:
        answers = [await client.get(f"/v1/agreements/{which}/targets") for which in (hidden, absent)]
        answers += [
            await client.post(f"/v1/agreements/{which}/targets", json=a_target(), headers=once()) for which in (hidden, absent)
        ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1


def over(months: int) -> dict[str, str]:
    """The days of a month that is over."""
    return {"from_day": str(months_ago(months)), "to_day": str(months_ago(months - 1) - timedelta(days=1))}


async def test_a_target_for_days_that_are_over_is_shown_as_retroactive(service: Running):
    agreement = await in_force(service)
    ahead = await set_target(service, agreement)
    back = {"valid_from": str(months_ago(3)), "valid_to": over(3)["to_day"]}
    late = await set_target(service, agreement, **back, reason="The board met late.")

    assert (ahead.retroactive, late.retroactive) == (False, True)
    assert [one.retroactive for one in (await targets(service, agreement)).data] == [True, False]


async def test_what_judged_a_computed_period_is_not_changed_by_a_later_target(service: Running, peers: Peers):
    peers.ledgers["BAI"] = Ledger()
    agreement = await in_force(service)
    first = await set_target(service, agreement, valid_from=str(months_ago(3)), valid_to=None, reason="The board met late.")
    await compute(service, agreement, over(2), HIGH_SECURITY)
    back = {"reason": "Too kind.", "target": "101"}
    same_days = a_target(valid_from=str(months_ago(2)), valid_to=None, replaces=str(first.id), **back)
    refused = await post(service, agreement, same_days)
    added = await post(service, agreement, {**breach_target(), "valid_from": str(months_ago(2)), "reason": "Forgotten."})

    assert (refused.status_code, refused.json()["code"]) == (409, "days_already_computed")
    assert (added.status_code, added.json()["code"]) == (409, "days_already_computed")
    second = await set_target(service, agreement, valid_from=str(months_ago(1)), valid_to=None, replaces=str(first.id), **back)
    held = [await judged_by(service, agreement, str(months_ago(months))) for months in (4, 3, 2, 1)]
    assert [on[COMPLETIONS] for on in held] == [("100.000", False), ("102.000", True), ("102.000", True), ("101.000", True)]
    kept = next(one for one in (await targets(service, agreement)).data if one.id != second.id)
    assert (str(kept.valid_to), kept.target, kept.replaces) == (over(2)["to_day"], first.target, None)


def breach_target() -> dict[str, Any]:
    measure = {name: value for name, value in breach_measure().items() if name != "weight"}
    return measure | {"valid_from": FIRST, "set_by": "HSE"}


async def test_no_target_is_set_before_both_have_signed(service: Running):
    agreement = await prison_agreement(service, completions_measure(), begun=False)
    refused = await post(service, agreement, a_target())

    assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (422, ["before_it_was_signed"])
