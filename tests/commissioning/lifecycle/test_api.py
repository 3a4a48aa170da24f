"""Moves of an agreement over HTTP: who moves it, when, why, and under which clause."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from builders.commissioning.agreements import a_signature, drawn_up, live, measured, offered, signed
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
)
from builders.commissioning.returns import BELMARSH, HIGH_SECURITY
from builders.commissioning.variations import BIRMINGHAM, a_variation, an_extension, post, refused
from house.running import Running
from noms.chassis.clock import today
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.lifecycle import MoveList

OF_BELMARSH: dict[str, Any] = {"instrument": "SLA", "commissioner": "HSE", "provider": "BAI"}
"""Whose office and prison the lists know without an end."""

pytestmark = pytest.mark.usefixtures("clean_slate")

REST = {"effective_on": "2010-11-01", "reason": "The premises are closed after a fire"}
ON = {"effective_on": "2010-12-01", "reason": "The premises are open again"}
LAPSE = {"effective_on": "2011-01-04", "reason": "The service is to be competed for"}
BREAK = {"effective_on": "2011-02-28", "clause": "VOLUNTARY-TERMINATION", "reason": "Three default notices in a year"}


async def moved(
    service: Running, agreement: str, act: str, body: dict | None = None, persona: Persona = LONDON_COMMISSIONER
) -> AgreementView:
    answer = await post(service, persona, f"/v1/agreements/{agreement}/{act}", body or {})
    assert answer.status_code == 200, answer.text
    return AgreementView.model_validate_json(answer.content)


async def code(
    service: Running, agreement: str, act: str, body: dict | None = None, persona: Persona = LONDON_COMMISSIONER
) -> str:
    return (await refused(service, persona, f"/v1/agreements/{agreement}/{act}", body or {}))[1]


async def heard(service: Running, agreement: str, persona: Persona = LONDON_TRUST) -> list[str]:
    async with service.as_(persona) as client:
        feed = await client.get("/v1/events", params={"limit": 5000})
    return [event["type"].rpartition(".")[2] for event in feed.json() if event["subject"] == agreement]


async def test_an_agreement_lives_from_its_offer_to_its_end(service: Running):
    agreement = await live(service)
    for act, body, state in (
        ("suspension", REST, "suspended"), ("resumption", ON, "live"), ("expiry-notice", LAPSE, "expiring"), ("end", None, "ended"),
    ):  # fmt: skip
        assert (await moved(service, agreement, act, body)).state == state
    async with service.as_(LONDON_TRUST) as client:
        moves = MoveList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/moves")).content).data

    assert [(move.number, move.act, move.to_state) for move in moves] == [
        (1, "offer", "offered"),
        (2, "sign_as_commissioner", "signed_by_commissioner"),
        (3, "sign_as_provider", "signed"),
        (4, "commence", "live"),
        (5, "suspend", "suspended"),
        (6, "resume", "live"),
        (7, "let_expire", "expiring"),
        (8, "end", "ended"),
    ]
    assert [(move.moved_by, move.clause, move.reason) for move in moves[4:6]] == [
        ("carol", "DEFAULT", REST["reason"]),
        ("carol", None, ON["reason"]),
    ]
    assert await heard(service, agreement) == ["signed", "commenced", "suspended", "resumed", "ended"]
    assert await heard(service, agreement, KENT_TRUST) == []


async def test_an_offer_can_be_withdrawn_until_somebody_signs(service: Running):
    agreement = await offered(service)
    assert (await moved(service, agreement, "offer-withdrawal")).state == "draft"
    assert await code(service, agreement, "offer-withdrawal") == "move_not_allowed"
    await moved(service, agreement, "offer")
    await post(service, LONDON_TRUST, f"/v1/agreements/{agreement}/provider-signature", a_signature())

    assert await code(service, agreement, "offer-withdrawal") == "move_not_allowed"
    assert await code(service, agreement, "offer") == "move_not_allowed"


async def test_what_nobody_could_judge_is_not_offered(service: Running):
    assert await code(service, await drawn_up(service), "offer") == "no_measure"


async def test_an_agreement_comes_into_force_once_and_only_when_both_have_signed(service: Running):
    draft, offer, begun = await measured(service), await offered(service), await live(service)
    tomorrow = today() + timedelta(days=1)
    late = await signed(service, HIGH_SECURITY, BELMARSH, **OF_BELMARSH, ends_on=str(tomorrow))

    assert await code(service, draft, "commencement") == "not_signed_by_both"
    assert await code(service, offer, "commencement") == "not_signed_by_both"
    assert await code(service, begun, "commencement") == "already_live"
    assert await code(service, late, "commencement", persona=HIGH_SECURITY) == ""


async def test_an_agreement_is_terminated_under_a_clause_that_allows_it_and_what_follows_is_free_again(service: Running):
    agreement = await live(service)

    assert await code(service, agreement, "termination", BREAK | {"clause": "PRICE"}) == "clause_does_not_allow"
    assert await code(service, agreement, "termination", BREAK | {"clause": "NOTHING"}) == "clause_does_not_allow"
    ended = await moved(service, agreement, "termination", BREAK)
    assert (ended.state, str(ended.ends_on)) == ("terminated", "2011-02-28")
    assert (await heard(service, agreement))[-1] == "terminated"
    assert await live(service, starts_on="2011-03-01", ends_on="2012-03-31")


async def test_an_sla_ends_early_by_notice_and_has_no_clause_of_termination(service: Running):
    board = {"instrument": "SLA", "starts_on": "2009-04-01", "ends_on": "2010-03-31"}
    agreement = await live(service, KENT_COMMISSIONER, KENT_TRUST, provider="KNT", commissioner="SE", **board)
    early = {"effective_on": "2009-12-31", "reason": "A trust takes over"}

    assert (
        await code(service, agreement, "termination", early | {"clause": "VOLUNTARY-TERMINATION"}, KENT_COMMISSIONER)
        == "clause_does_not_allow"
    )
    assert await code(service, agreement, "termination", early | {"clause": "NOTICE-OF-CHANGE"}, KENT_COMMISSIONER) == ""


@pytest.mark.parametrize(
    ("act", "body", "refusal"),
    [
        ("resumption", ON, "move_not_allowed"),
        ("suspension", REST | {"effective_on": "2010-03-31"}, "outside_the_agreements_days"),
        ("suspension", REST | {"effective_on": "2012-04-01"}, "outside_the_agreements_days"),
        ("termination", BREAK | {"effective_on": "2012-04-01"}, "outside_the_agreements_days"),
    ],
)
async def test_a_move_that_does_not_follow_is_refused(service: Running, act: str, body: dict, refusal: str):
    assert await code(service, await live(service), act, body) == refusal


async def test_a_move_is_recorded_when_its_day_has_come_and_never_before_the_last(service: Running):
    far = today() + timedelta(days=400)
    agreement = await live(service, HIGH_SECURITY, BELMARSH, **OF_BELMARSH, ends_on=str(far))
    told: dict[str, Any] = {"persona": HIGH_SECURITY}
    ahead = REST | {"effective_on": str(today() + timedelta(days=1))}

    assert await code(service, agreement, "suspension", ahead, **told) == "not_yet"
    assert await code(service, agreement, "end", **told) == "not_yet"
    await moved(service, agreement, "suspension", REST, **told)
    assert await code(service, agreement, "resumption", ON | {"effective_on": "2010-10-31"}, **told) == "before_the_last_move"
    assert (await moved(service, agreement, "resumption", ON, **told)).state == "live"


async def test_whom_nobody_extends_is_not_extended_and_still_varied(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM])
    await moved(service, agreement, "expiry-notice", LAPSE)

    assert await code(service, agreement, "extensions", an_extension()) == "cannot_be_varied"
    assert await code(service, agreement, "variations", a_variation()) == ""


async def test_whom_nobody_extends_stays_so_after_a_suspension(service: Running):
    """A resumption undoes the suspension, and not what was said before it."""
    agreement = await live(service, extension_options=[BIRMINGHAM])
    await moved(service, agreement, "expiry-notice", LAPSE)
    await moved(service, agreement, "suspension", REST | {"effective_on": "2011-02-01"})

    assert (await moved(service, agreement, "resumption", ON | {"effective_on": "2011-03-01"})).state == "expiring"
    assert await code(service, agreement, "extensions", an_extension()) == "cannot_be_varied"
    assert await code(service, agreement, "suspension", REST | {"effective_on": "2011-04-01"}) == ""
    assert (await moved(service, agreement, "resumption", ON | {"effective_on": "2011-05-01"})).state == "expiring"


async def test_what_has_ended_is_neither_moved_nor_varied(service: Running):
    agreement = await live(service)
    await moved(service, agreement, "end")

    for act, body in (("suspension", REST), ("termination", BREAK), ("end", None), ("expiry-notice", LAPSE)):
        assert await code(service, agreement, act, body) == "move_not_allowed"
    assert await code(service, agreement, "variations", a_variation()) == "cannot_be_varied"


ACTS = (("suspension", REST), ("resumption", ON), ("expiry-notice", LAPSE), ("end", {}), ("termination", BREAK))


@pytest.mark.parametrize("persona", [LONDON_TRUST, AUDITOR], ids=lambda p: p.roles[0])
async def test_only_the_purchasers_side_moves_an_agreement(service: Running, persona: Persona):
    agreement = await live(service)
    for act, body in (*ACTS, ("offer", {}), ("offer-withdrawal", {}), ("commencement", {})):
        assert await code(service, agreement, act, body, persona) == "not_permitted"


async def test_an_agreement_in_force_is_moved_by_its_own_office(service: Running):
    agreement = await live(service)
    for act, body in ACTS:
        assert (await refused(service, KENT_COMMISSIONER, f"/v1/agreements/{agreement}/{act}", body))[0] == 404
        expected = "move_not_allowed" if act == "resumption" else "not_the_commissioner"
        assert await code(service, agreement, act, body, NATIONAL_COMMISSIONER) == expected
    assert await code(service, agreement, "suspension", REST, CONTRACT_MANAGER) == ""


async def test_of_two_moves_at_the_same_instant_one_is_made(service: Running):
    agreement = await live(service)
    answers = await asyncio.gather(code(service, agreement, "suspension", REST), code(service, agreement, "end"))
    both = sorted([await code(service, agreement, "resumption", ON), await code(service, agreement, "resumption", ON)])

    assert answers.count("") >= 1
    assert both in (["", "move_not_allowed"], ["move_not_allowed", "move_not_allowed"])
    async with service.as_(LONDON_TRUST) as client:
        moves = MoveList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/moves")).content).data
    assert [move.number for move in moves] == list(range(1, len(moves) + 1))
    assert all(one.to_state == other.from_state for one, other in pairwise(moves))


async def test_moves_of_a_hidden_agreement_look_like_those_of_none(service: Running):
    agreement = await live(service)
    async with service.as_(KENT_TRUST) as client:
        assert (await client.get(f"/v1/agreements/{agreement}/moves")).status_code == 404
