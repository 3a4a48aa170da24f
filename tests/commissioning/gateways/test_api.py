"""Gateway events over HTTP: recorded with evidence, stepped through, and every period they lie in rated again at once."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.payments import a_volume
from builders.commissioning.peers import Ledger, Peers
from builders.commissioning.performance import MAY, compute, computed_again, read
from builders.commissioning.personas import AUDITOR, CONTRACT_MANAGER, KENT_COMMISSIONER, LONDON_COMMISSIONER, LONDON_TRUST
from builders.commissioning.ratings import a_gateway_event, a_step
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.gateways import GatewayEventList, GatewayEventView, GatewayState
from noms.contracts.commissioning.ratings import RatedBecause

pytestmark = pytest.mark.usefixtures("clean_slate")

CONTROLLER = Persona("cora", "NOMS", CallerKind.STAFF, ("controller",), {"regions": ["LON"]})


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    """31 of 30 completions and 9 of 10 breaches in April: 2.7, band 3; nothing in May."""
    peers.ledgers["LDN"] = Ledger()
    own = peers.of("LDN")
    own.complete(*[date(2010, 4, 10)] * 31)
    for place in range(10):
        own.breach(date(2010, 4, 20), in_time=place < 9)
    return own


async def post(service: Running, path: str, body: dict[str, Any], persona: Persona = CONTRACT_MANAGER) -> Any:
    async with service.as_(persona) as client:
        return await client.post(path, json=body, headers=once())


async def record(service: Running, agreement: str, persona: Persona = CONTRACT_MANAGER, **changes: Any) -> GatewayEventView:
    answer = await post(service, f"/v1/agreements/{agreement}/gateway-events", a_gateway_event(**changes), persona)
    assert answer.status_code == 201, answer.text
    return GatewayEventView.model_validate_json(answer.content)


async def move(service: Running, event: GatewayEventView, to: str) -> Any:
    path = f"/v1/agreements/{event.agreement_id}/gateway-events/{event.gateway_event_id}/moves"
    return await post(service, path, a_step(to))


async def test_an_event_before_the_period_is_computed_caps_it(service: Running, ledger: Ledger):
    agreement = await live(service)
    event = await record(service, agreement, state="confirmed")
    rating = (await compute(service, agreement)).rating

    assert (rating.band, rating.band_by_score, rating.number) == (1, 3, 1)
    assert rating.because == ["a gateway event that is confirmed holds the band at 1"]
    assert rating.gateway is not None
    assert (rating.gateway.state, rating.gateway.cap, rating.gateway.gateway_event_ids) == (
        GatewayState.CONFIRMED, 1, [event.gateway_event_id],
    )  # fmt: skip


async def test_every_step_of_the_inquiry_rates_the_period_again_on_the_same_figures(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    event = await record(service, agreement)
    bands = [(await read(service, agreement, period)).rating.band]
    for to in ("confirmed", "lifted"):
        assert (await move(service, event, to)).status_code == 201
        bands.append((await read(service, agreement, period)).rating.band)
    now = await read(service, agreement, period)

    assert bands == [2, 1, 3]
    assert (now.rating.number, now.rating.rated_because, now.version) == (4, RatedBecause.GATEWAY_EVENT, 1)
    assert (now.results, now.settlement) == (period.results, period.settlement)


async def test_only_the_period_in_which_it_happened_is_capped(service: Running, ledger: Ledger):
    agreement = await live(service)
    april, may = await compute(service, agreement), await compute(service, agreement, MAY)
    await record(service, agreement, occurred_on="2010-04-30", state="confirmed")

    assert (await read(service, agreement, april)).rating.band == 1
    assert (await read(service, agreement, may)).rating == may.rating


async def test_the_next_version_is_capped_as_well(service: Running, ledger: Ledger):
    agreement = await live(service)
    await compute(service, agreement)
    await record(service, agreement, state="confirmed")

    assert (await computed_again(service, agreement)).rating.band == 1


async def test_the_heaviest_of_several_events_counts(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    inquired = await record(service, agreement)
    confirmed = await record(service, agreement, kind="loss_of_control", state="confirmed")
    assert (await read(service, agreement, period)).rating.band == 1
    await move(service, confirmed, "lifted")
    now = (await read(service, agreement, period)).rating

    assert now.band == 2
    assert now.gateway is not None
    assert now.gateway.gateway_event_ids == [inquired.gateway_event_id]


async def test_every_step_is_kept_with_its_reason_and_evidence(service: Running, ledger: Ledger):
    agreement = await live(service)
    event = await record(service, agreement)
    await move(service, event, "lifted")
    async with service.as_(LONDON_TRUST) as client:
        listed = GatewayEventList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/gateway-events")).content)

    (told,) = listed.data
    assert [step.state for step in told.moves] == [GatewayState.UNDER_INQUIRY, GatewayState.LIFTED]
    assert told.state is GatewayState.LIFTED
    assert told.moves[0].reason == "Reports bear a date before the last session."
    assert all(isinstance(one, UUID) for step in told.moves for one in step.evidence_ids)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"state": "lifted"}, (409, "begins_lifted")),
        ({"occurred_on": "2010-03-31"}, (409, "not_under_the_agreement")),
        ({"occurred_on": "2012-04-01"}, (409, "not_under_the_agreement")),
        ({"kind": "late_returns"}, (422, "invalid")),
        ({"evidence_ids": []}, (422, "invalid")),
        ({"account": ""}, (422, "invalid")),
    ],
)
async def test_an_event_that_cannot_be_is_refused(
    service: Running, ledger: Ledger, changes: dict[str, Any], refused: tuple[int, str]
):
    path = f"/v1/agreements/{await live(service)}/gateway-events"
    answer = await post(service, path, a_gateway_event(**changes))

    assert (answer.status_code, answer.json()["code"]) == refused


async def test_a_step_that_the_inquiry_cannot_take_is_refused_and_keeps_nothing(service: Running, ledger: Ledger):
    agreement = await live(service)
    event = await record(service, agreement, state="confirmed")
    answer = await move(service, event, "under_inquiry")

    assert (answer.status_code, answer.json()["code"]) == (409, "gateway_move_not_allowed")
    async with service.as_(AUDITOR) as client:
        listed = GatewayEventList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/gateway-events")).content)
    assert len(listed.data[0].moves) == 1


@pytest.mark.parametrize(
    ("persona", "status"),
    [(CONTROLLER, 201), (LONDON_COMMISSIONER, 201), (LONDON_TRUST, 403), (AUDITOR, 403), (KENT_COMMISSIONER, 404)],
)
async def test_the_purchasers_side_records_what_caps_a_rating(service: Running, ledger: Ledger, persona: Persona, status: int):
    path = f"/v1/agreements/{await live(service)}/gateway-events"

    assert (await post(service, path, a_gateway_event(), persona)).status_code == status


async def test_an_event_of_another_agreement_takes_no_step_here(service: Running, ledger: Ledger):
    agreement = await live(service)
    event = await record(service, agreement)

    assert (await move(service, event.model_copy(update={"gateway_event_id": uuid4()}), "lifted")).status_code == 404
    assert (await move(service, event.model_copy(update={"agreement_id": uuid4()}), "lifted")).status_code == 404


async def test_the_parties_are_told_of_the_event_and_of_the_new_rating(service: Running, ledger: Ledger):
    agreement = await live(service)
    await compute(service, agreement)
    await record(service, agreement)
    async with service.as_(LONDON_TRUST) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
    told = [event["type"] for event in feed if event["subject"] == agreement][-2:]

    assert told == ["commissioning.period.rated_again", "commissioning.gateway_event.recorded"]


async def test_whoever_delivers_records_nothing_whatever_role_the_token_holds(service: Running):
    agreement = await live(service)
    of_the_trust = Persona("gerd", "LDN", CallerKind.STAFF, ("contract-manager",), {"organisations": ["LDN"], "regions": ["LON"]})
    path = f"/v1/agreements/{agreement}"
    refused = [
        await post(service, f"{path}/gateway-events", a_gateway_event(), of_the_trust),
        await post(service, f"{path}/payment-facts", a_volume(), of_the_trust),
        await post(service, f"{path}/settlements", {"through": "2010-06-30"}, of_the_trust),
        await post(service, f"{path}/periods", {"from_day": "2010-04-01", "to_day": "2010-04-30"}, of_the_trust),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(409, "not_the_commissioner")] * 4
