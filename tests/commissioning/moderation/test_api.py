"""Moderation over HTTP: by somebody independent, by one band at most, with both bands kept; one of two at once."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import Ledger, Peers
from builders.commissioning.performance import compute, computed_again, read
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    OFFENDER_MANAGER,
)
from builders.commissioning.ratings import MODERATOR, SECOND_MODERATOR, a_gateway_event, a_moderation
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.moderation import ModerationView
from noms.contracts.commissioning.performance import PeriodList, PeriodView

pytestmark = pytest.mark.usefixtures("clean_slate")

OF_KENT = Persona("mia", "MOJ", CallerKind.STAFF, ("moderator",), {"regions": ["SE"]})
BOTH_ROLES = Persona("boris", "NOMS", CallerKind.STAFF, ("moderator", "contract-manager"), {"everything": True})


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    """31 of 30 completions and 9 of 10 breaches: 2.7, band 3."""
    peers.ledgers["LDN"] = Ledger()
    own = peers.of("LDN")
    own.complete(*[date(2010, 4, 10)] * 31)
    for place in range(10):
        own.breach(date(2010, 4, 20), in_time=place < 9)
    return own


async def post(service: Running, period: PeriodView, persona: Persona = MODERATOR, **changes: Any) -> Any:
    path = f"/v1/agreements/{period.agreement_id}/periods/{period.period_id}/moderation"
    async with service.as_(persona) as client:
        return await client.post(path, json=a_moderation(**changes), headers=once())


async def code_of(service: Running, period: PeriodView, persona: Persona = MODERATOR, **changes: Any) -> tuple[int, str]:
    answer = await post(service, period, persona, **changes)
    return answer.status_code, answer.json().get("code", "")


async def test_both_bands_are_kept_and_shown_with_reason_and_evidence(service: Running, ledger: Ledger):
    agreement, evidence = await live(service), str(uuid4())
    period = await compute(service, agreement)
    answer = await post(service, period, band=2, reason="The reports are thin.", evidence_ids=[evidence])
    assert answer.status_code == 201, answer.text
    told = ModerationView.model_validate_json(answer.content)
    now = await read(service, agreement, period, LONDON_TRUST)

    assert (told.rated_band, told.moderated_band, told.stale, told.reason) == (3, 2, False, "The reports are thin.")
    assert [str(one) for one in told.evidence_ids] == [evidence]
    assert (now.rating, now.moderation, now.band_in_force) == (period.rating, told, 2)


async def test_a_moderator_may_confirm_what_was_rated(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)

    assert await code_of(service, period, band=3) == (201, "")
    assert (await read(service, agreement, period)).band_in_force == 3


async def test_nobody_on_the_providers_side_moderates_nor_whoever_recorded_what_caps_it(service: Running, ledger: Ledger):
    agreement = await live(service)
    of_the_trust = Persona("zz", "LDN", CallerKind.STAFF, ("moderator",), {"organisations": ["LDN"]})
    recorder = Persona("dec", "NOMS", CallerKind.STAFF, ("contract-manager",), {"regions": ["LON"]})
    the_same = Persona("dec", "MOJ", CallerKind.STAFF, ("moderator",), {"everything": True})
    async with service.as_(recorder) as client:
        capped = await client.post(f"/v1/agreements/{agreement}/gateway-events", json=a_gateway_event(), headers=once())
    assert capped.status_code == 201, capped.text
    period = await compute(service, agreement)

    its_system = replace(the_same, name="band-system", kind=CallerKind.SYSTEM, on_behalf_of="dec")
    assert await code_of(service, period, its_system, band=2) == (409, "moderator_not_independent")
    assert await code_of(service, period, of_the_trust, band=2) == (409, "moderator_not_independent")
    assert await code_of(service, period, the_same, band=2) == (409, "moderator_not_independent")
    assert await code_of(service, period, band=1) == (201, "")


async def test_two_who_moderate_at_once_leave_one_moderation(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    outcomes = await asyncio.gather(
        code_of(service, period, MODERATOR, band=2), code_of(service, period, SECOND_MODERATOR, band=4)
    )

    assert sorted(outcomes) == [(201, ""), (409, "moderated_already")]
    assert (await read(service, agreement, period)).moderation is not None


async def test_a_new_version_makes_the_moderation_stale_and_it_is_moderated_anew(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await post(service, period, band=2)
    again = await computed_again(service, agreement)

    assert again.moderation is not None
    assert (again.moderation.version, again.moderation.stale, again.band_in_force) == (1, True, 3)
    assert await code_of(service, period, version=1, band=2) == (409, "not_the_latest_rating")
    assert await code_of(service, period, version=2, band=4) == (201, "")
    assert (await read(service, agreement, period)).band_in_force == 4


async def test_the_version_that_was_moderated_still_shows_it(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await post(service, period, band=2)
    await computed_again(service, agreement)
    async with service.as_(AUDITOR) as client:
        path = f"/v1/agreements/{agreement}/periods/{period.period_id}"
        first = PeriodView.model_validate_json((await client.get(path, params={"version": 1})).content)

    assert first.moderation is not None
    assert (first.moderation.stale, first.band_in_force, first.rating.band) == (False, 2, 3)


async def test_a_new_rating_of_the_same_figures_makes_the_moderation_stale(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await post(service, period, band=4)
    async with service.as_(CONTRACT_MANAGER) as client:
        capped = await client.post(f"/v1/agreements/{agreement}/gateway-events", json=a_gateway_event(), headers=once())
    assert capped.status_code == 201, capped.text
    now = await read(service, agreement, period)

    assert now.moderation is not None
    assert (now.moderation.stale, now.band_in_force, now.rating.band) == (True, 2, 2)
    assert await code_of(service, period, rating=2, band=3) == (409, "above_the_gateway")
    assert await code_of(service, period, rating=2, band=1) == (201, "")


async def test_the_list_of_periods_shows_the_moderated_band_until_it_is_stale(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await post(service, period, band=2)

    async def listed() -> tuple[int | None, int | None, bool]:
        async with service.as_(LONDON_TRUST) as client:
            told = await client.get(f"/v1/agreements/{agreement}/periods")
        (row,) = PeriodList.model_validate_json(told.content).data
        return row.band, row.moderated_band, row.moderation_stale

    assert await listed() == (3, 2, False)
    await computed_again(service, agreement)
    assert await listed() == (3, None, True)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"band": 1}, (409, "too_far")),
        ({"version": 2}, (409, "not_the_latest_rating")),
        ({"rating": 2}, (409, "not_the_latest_rating")),
        ({"band": 5}, (422, "invalid")),
        ({"band": 0}, (422, "invalid")),
        ({"reason": ""}, (422, "invalid")),
        ({"evidence_ids": []}, (422, "invalid")),
    ],
)
async def test_a_moderation_without_reason_or_evidence_or_too_far_is_refused(
    service: Running, ledger: Ledger, changes: dict[str, Any], refused: tuple[int, str]
):
    period = await compute(service, await live(service))

    assert await code_of(service, period, **changes) == refused


async def test_what_has_no_band_is_not_moderated(service: Running, peers: Peers):
    peers.ledgers["LDN"] = Ledger(watermark=0)
    period = await compute(service, await live(service))

    assert period.rating.band is None
    assert await code_of(service, period) == (409, "not_banded")


async def test_whoever_holds_a_role_that_buys_does_not_moderate(service: Running, ledger: Ledger):
    period = await compute(service, await live(service))

    assert await code_of(service, period, BOTH_ROLES) == (409, "moderator_not_independent")


@pytest.mark.parametrize("hand", [CONTRACT_MANAGER, LONDON_COMMISSIONER, LONDON_TRUST])
async def test_whoever_computed_or_signed_does_not_moderate_in_another_role(service: Running, ledger: Ledger, hand: Persona):
    """The same person with a moderator's token: mark computed, carol and the trust's system signed."""
    period = await compute(service, await live(service))
    moderator = Persona(hand.name, hand.organisation, hand.kind, ("moderator",), {"everything": True})

    assert await code_of(service, period, moderator) == (409, "moderator_not_independent")


@pytest.mark.parametrize("persona", [CONTRACT_MANAGER, LONDON_COMMISSIONER, LONDON_TRUST, AUDITOR, OFFENDER_MANAGER])
async def test_no_other_role_moderates(service: Running, ledger: Ledger, persona: Persona):
    period = await compute(service, await live(service))

    assert (await code_of(service, period, persona))[0] == 403


async def test_a_moderator_moderates_only_within_reach(service: Running, ledger: Ledger):
    period = await compute(service, await live(service))
    absent = period.model_copy(update={"period_id": uuid4()})

    assert await code_of(service, period, OF_KENT) == (404, "not_found")
    assert await code_of(service, absent) == (404, "not_found")


async def test_a_moderation_is_published_to_both_parties(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await post(service, period, band=2)
    async with service.as_(LONDON_TRUST) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
    (event,) = [e for e in feed if e["type"] == "commissioning.rating.moderated" and e["subject"] == agreement]

    assert (event["data"]["rated_band"], event["data"]["moderated_band"]) == (3, 2)
