"""Audit samples over HTTP: drawn by a kept seed, examined event by event, with the rate of errors and its interval."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import compute, computed_again
from builders.commissioning.personas import AUDITOR, CONTRACT_MANAGER, KENT_COMMISSIONER, LONDON_TRUST, OFFENDER_MANAGER
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.performance import PeriodView
from noms.contracts.commissioning.samples import AuditSampleList, AuditSampleView
from services.commissioning.samples import rules

pytestmark = pytest.mark.usefixtures("clean_slate")


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    peers.ledgers["LDN"] = Ledger()
    own = peers.of("LDN")
    own.complete(*[date(2010, 4, 10)] * 100)
    return own


def path_of(period: PeriodView) -> str:
    return f"/v1/agreements/{period.agreement_id}/periods/{period.period_id}/audit-samples"


async def post(service: Running, path: str, body: dict[str, Any], persona: Persona = AUDITOR) -> Any:
    async with service.as_(persona) as client:
        return await client.post(path, json=body, headers=once())


async def draw(service: Running, period: PeriodView, **changes: Any) -> AuditSampleView:
    answer = await post(service, path_of(period), {"measure_code": COMPLETIONS} | changes)
    assert answer.status_code == 201, answer.text
    return AuditSampleView.model_validate_json(answer.content)


async def find(service: Running, sample: AuditSampleView, *findings: dict[str, Any], persona: Persona = AUDITOR) -> Any:
    path = f"/v1/agreements/{sample.agreement_id}/periods/{sample.period_id}/audit-samples/{sample.sample_id}/findings"
    return await post(service, path, {"findings": list(findings)}, persona)


def correct(event: UUID) -> dict[str, Any]:
    return {"event_id": str(event), "finding": "correct"}


def wrong(event: UUID) -> dict[str, Any]:
    return {"event_id": str(event), "finding": "wrong", "reason": "The report was sent after the period."}


async def test_one_in_twenty_is_drawn_and_the_seed_is_kept(service: Running, ledger: Ledger):
    period = await compute(service, await live(service))
    sample = await draw(service, period)
    events = next(result.numerator_event_ids for result in period.results if result.measure_code == COMPLETIONS)

    assert (sample.share_percent, sample.population_size, len(sample.event_ids)) == (5, 100, 5)
    assert sample.event_ids == rules.draw(events, 5, sample.seed)
    assert sample.population_hash == rules.population_hash(events)
    assert (sample.examined, sample.error_percent, sample.complete) == (0, None, False)


async def test_nobody_names_the_seed_of_a_sample(service: Running, ledger: Ledger):
    period = await compute(service, await live(service))
    refused = await post(service, path_of(period), {"measure_code": COMPLETIONS, "seed": 7})
    first, second = await draw(service, period), await draw(service, period)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/seed")
    assert first.seed != second.seed


async def test_a_sample_of_an_earlier_version_is_drawn_from_what_it_was_counted_from(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    ledger.complete(*[date(2010, 4, 11)] * 20)
    await computed_again(service, agreement)

    assert (await draw(service, period, version=1)).population_size == 100
    assert (await draw(service, period)).population_size == 120


async def test_what_was_found_comes_to_a_rate_with_its_interval(service: Running, ledger: Ledger):
    """1 wrong of 10: 10 %, Wilson 1.788 % to 40.415 %."""
    sample = await draw(service, await compute(service, await live(service)), share_percent=10)
    await find(service, sample, wrong(sample.event_ids[0]))
    told = AuditSampleView.model_validate_json((await find(service, sample, *map(correct, sample.event_ids[1:]))).content)

    assert (told.examined, told.wrong, told.complete, told.error_percent) == (10, 1, True, 10.0)
    assert (told.lowest_error_percent, told.highest_error_percent) == (1.788, 40.415)
    assert told.interval_method is IntervalMethod.WILSON
    assert {finding.reason for finding in told.findings} == {None, "The report was sent after the period."}


async def test_a_finding_is_never_changed_not_even_by_two_at_once(service: Running, ledger: Ledger):
    sample = await draw(service, await compute(service, await live(service)))
    event = sample.event_ids[0]
    answers = await asyncio.gather(find(service, sample, correct(event)), find(service, sample, wrong(event)))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert {answer.json().get("code") for answer in answers} == {None, "examined_already"}


async def test_all_findings_are_kept_or_none(service: Running, ledger: Ledger):
    sample = await draw(service, await compute(service, await live(service)))
    one, other = sample.event_ids[:2]
    faulty = await find(
        service, sample, correct(one), {"event_id": str(other), "finding": "wrong"}, correct(uuid4()), correct(one)
    )

    assert faulty.status_code == 422
    assert [(error["pointer"], error["code"]) for error in faulty.json()["errors"]] == [
        ("/findings/1/reason", "reason_missing"),
        ("/findings/2/event_id", "not_in_the_sample"),
        ("/findings/3/event_id", "named_twice"),
    ]
    async with service.as_(LONDON_TRUST) as client:
        path = f"/v1/agreements/{sample.agreement_id}/periods/{sample.period_id}/audit-samples"
        listed = AuditSampleList.model_validate_json((await client.get(path)).content)
        read = AuditSampleView.model_validate_json((await client.get(f"{path}/{sample.sample_id}")).content)
    assert listed.data == [read]
    assert read.examined == 0


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"measure_code": BREACHES, "part": "denominator"}, (409, "nothing_to_sample")),
        ({"measure_code": "sickness"}, (404, "not_found")),
        ({"version": 9}, (404, "not_found")),
        ({"share_percent": 0}, (422, "invalid")),
        ({"share_percent": 101}, (422, "invalid")),
        ({"part": "both"}, (422, "invalid")),
    ],
)
async def test_a_sample_that_cannot_be_drawn_is_refused(
    service: Running, ledger: Ledger, changes: dict[str, Any], refused: tuple[int, str]
):
    period = await compute(service, await live(service))
    answer = await post(service, path_of(period), {"measure_code": COMPLETIONS} | changes)

    assert (answer.status_code, answer.json()["code"]) == refused


@pytest.mark.parametrize(
    ("persona", "status"),
    [(AUDITOR, 201), (CONTRACT_MANAGER, 403), (LONDON_TRUST, 403), (OFFENDER_MANAGER, 403), (KENT_COMMISSIONER, 403)],
)
async def test_auditors_alone_draw_and_examine_and_the_parties_only_read(
    service: Running, ledger: Ledger, persona: Persona, status: int
):
    period = await compute(service, await live(service))
    sample = await draw(service, period)

    assert (await post(service, path_of(period), {"measure_code": COMPLETIONS}, persona)).status_code == status
    assert (await find(service, sample, correct(sample.event_ids[0]), persona=persona)).status_code == status


async def test_a_sample_that_is_hidden_looks_like_one_that_is_not_there(service: Running, ledger: Ledger):
    sample = await draw(service, await compute(service, await live(service)))
    path = f"/v1/agreements/{sample.agreement_id}/periods/{sample.period_id}/audit-samples"
    async with service.as_(KENT_COMMISSIONER) as client:
        hidden = await client.get(f"{path}/{sample.sample_id}")
    async with service.as_(AUDITOR) as client:
        absent = await client.get(f"{path}/{uuid4()}")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.json()["detail"] == absent.json()["detail"]
