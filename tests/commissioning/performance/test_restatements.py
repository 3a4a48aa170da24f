"""A period computed again: with its reason, what changed, and the version before left as it was; races; reach of every operation."""

import asyncio
from datetime import date
from uuid import uuid4

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import APRIL, LATE, MAY, compute, computed_again, read, refused
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    OFFENDER_MANAGER,
)
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.performance import ChangedPart, PeriodList, PeriodView, RestatementReason

pytestmark = pytest.mark.usefixtures("clean_slate")


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    peers.ledgers["LDN"] = Ledger()
    return peers.of("LDN")


async def test_the_first_version_has_no_restatement(service: Running, ledger: Ledger):
    assert (await compute(service, await live(service), APRIL | LATE)).restatement is None


async def test_computing_again_without_a_reason_is_refused_before_anybody_is_asked(service: Running, ledger: Ledger):
    agreement = await live(service)
    await compute(service, agreement)
    ledger.asked.clear()

    assert await refused(service, agreement) == (409, "reason_missing")
    assert ledger.asked == []


async def test_a_reason_that_is_none_of_the_four_is_refused(service: Running, ledger: Ledger):
    assert await refused(service, await live(service), APRIL | {"reason": "because"}) == (422, "invalid")


async def test_a_restatement_tells_its_reason_and_every_part_that_differs(service: Running, ledger: Ledger):
    """Ten completions and then twelve, one of the ten withdrawn; the band goes from 1 to 1 and the money from 10 to 11."""
    ledger.complete(*[date(2010, 4, 10)] * 10)
    ledger.breach(date(2010, 4, 20), in_time=True)
    agreement = await live(service)
    first = await compute(service, agreement)
    ledger.completions.pop()
    ledger.complete(date(2010, 4, 11), date(2010, 4, 12))
    second = await computed_again(service, agreement, reason="correction", explanation="One was entered twice.")

    told = second.restatement
    assert told is not None
    assert (told.reason, told.explanation) == (RestatementReason.CORRECTION, "One was entered twice.")
    assert (told.band_before, told.entitlement_before_pence) == (first.rating.band, 10 * 150_000)
    assert [(c.measure_code, c.part, c.before, c.after) for c in told.changes] == [
        (COMPLETIONS, ChangedPart.VALUE, "100/3", "110/3"),
        (COMPLETIONS, ChangedPart.NUMERATOR, "10", "11"),
        (COMPLETIONS, ChangedPart.EVENTS_ADDED, None, "2"),
        (COMPLETIONS, ChangedPart.EVENTS_WITHDRAWN, None, "1"),
    ]


async def test_a_restatement_that_changes_nothing_says_so(service: Running, ledger: Ledger):
    agreement = await live(service)
    await compute(service, agreement)
    again = await computed_again(service, agreement)

    assert again.restatement is not None
    assert again.restatement.changes == []
    assert again.settlement.posted_pence == 0


async def test_the_version_before_stands_as_it_was(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 10)
    agreement = await live(service)
    first = await compute(service, agreement)
    ledger.complete(date(2010, 4, 11))
    second = await computed_again(service, agreement)
    async with service.as_(LONDON_TRUST) as client:
        path = f"/v1/agreements/{agreement}/periods/{first.period_id}"
        was = PeriodView.model_validate_json((await client.get(path, params={"version": 1})).content)

    assert was == first.model_copy(update={"latest_version": 2})
    assert await read(service, agreement, first) == second


async def test_two_who_compute_again_at_once_make_two_versions_and_post_once(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 10)
    agreement = await live(service)
    first = await compute(service, agreement)
    ledger.complete(date(2010, 4, 11))
    async with service.as_(CONTRACT_MANAGER) as client:
        path = f"/v1/agreements/{agreement}/periods"
        answers = await asyncio.gather(*(client.post(path, json=APRIL | LATE, headers=once()) for _ in range(2)))

    views = [PeriodView.model_validate_json(answer.content) for answer in answers]
    assert sorted(view.version for view in views) == [2, 3]
    assert sorted(view.settlement.posted_pence for view in views) == [0, 150_000]
    assert {view.period_id for view in views} == {first.period_id}


async def test_a_first_computation_that_comes_second_must_say_why(service: Running, ledger: Ledger):
    """Two at once, neither with a reason: one is the first version, and the other is told that there is one now."""
    agreement = await live(service)
    answers = await asyncio.gather(*(refused(service, agreement) for _ in range(2)))

    assert sorted(answers) == [(201, ""), (409, "reason_missing")]


async def test_rating_again_adds_nothing_while_nothing_has_changed(service: Running, ledger: Ledger):
    agreement = await live(service)
    first = await compute(service, agreement)
    async with service.as_(CONTRACT_MANAGER) as client:
        path = f"/v1/agreements/{agreement}/periods/{first.period_id}/ratings"
        again = PeriodView.model_validate_json((await client.post(path, json={})).content)

    assert again == first


async def test_whatever_is_listed_is_what_is_read(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 30)
    agreement = await live(service)
    april = await compute(service, agreement)
    may = await compute(service, agreement, MAY)
    async with service.as_(AUDITOR) as client:
        listed = PeriodList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/periods")).content).data

    for row, period in zip(listed, (may, april), strict=True):
        assert (row.period_id, row.band, row.latest_version) == (period.period_id, period.rating.band, period.version)
        assert (row.entitlement_pence, row.moderated_band) == (period.settlement.entitlement_pence, None)
        assert row.moderation_stale is False


PATHS = (
    "/v1/agreements/{agreement}/periods",
    "/v1/agreements/{agreement}/periods/{period}",
    "/v1/agreements/{agreement}/periods/{period}/results/" + BREACHES + "/events",
    "/v1/agreements/{agreement}/periods/{period}/audit-samples",
    "/v1/agreements/{agreement}/gateway-events",
)


@pytest.mark.parametrize("path", PATHS)
async def test_what_is_hidden_looks_like_what_is_not_there(service: Running, ledger: Ledger, path: str):
    agreement = await live(service)
    period = (await compute(service, agreement)).period_id
    hidden, absent = path.format(agreement=agreement, period=period), path.format(agreement=uuid4(), period=uuid4())
    for persona in (KENT_TRUST, KENT_COMMISSIONER):
        async with service.as_(persona) as client:
            there, nowhere = await client.get(hidden), await client.get(absent)
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert {k: v for k, v in there.json().items() if k != "instance"} == {
            k: v for k, v in nowhere.json().items() if k != "instance"
        }


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("persona", "status"), [(LONDON_TRUST, 200), (NATIONAL_COMMISSIONER, 200), (OFFENDER_MANAGER, 403)])
async def test_both_parties_read_the_same_and_practitioners_nothing(
    service: Running, ledger: Ledger, path: str, persona: Persona, status: int
):
    agreement = await live(service)
    period = (await compute(service, agreement)).period_id
    async with service.as_(persona) as client:
        assert (await client.get(path.format(agreement=agreement, period=period))).status_code == status


@pytest.mark.parametrize(("persona", "status"), [(LONDON_TRUST, 403), (AUDITOR, 403), (KENT_COMMISSIONER, 404)])
async def test_only_the_purchaser_computes_and_rates(service: Running, ledger: Ledger, persona: Persona, status: int):
    agreement = await live(service)
    period = (await compute(service, agreement)).period_id
    async with service.as_(persona) as client:
        base = f"/v1/agreements/{agreement}/periods"
        assert (await client.post(base, json=MAY, headers=once())).status_code == status
        assert (await client.post(f"{base}/{period}/ratings", json={})).status_code == status
