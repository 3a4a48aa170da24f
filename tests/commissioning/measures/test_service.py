"""Pulling figures over real HTTP: page by page, in time, or not at all."""

from datetime import date

import pytest

from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger
from builders.commissioning.peers import Peers as StandIns
from house.running import Running, settings_for_test
from noms.chassis.peers import Peers
from noms.chassis.refusals import PeerUnavailable
from services.commissioning.measures.queries import definition
from services.commissioning.measures.rules import Asked
from services.commissioning.measures.service import pull

APRIL = (date(2010, 4, 1), date(2010, 4, 30))
BOTH = [Asked(definition(COMPLETIONS), *APRIL), Asked(definition(BREACHES), *APRIL)]


@pytest.fixture
def ledger(peers: StandIns) -> Ledger:
    peers.ledgers["LDN"] = Ledger()
    return peers.of("LDN")


async def test_figures_come_in_the_order_asked_with_every_event_behind_them(service: Running, ledger: Ledger):
    ledger.ids_in_answer = 1
    done = ledger.complete(*[date(2010, 4, 10)] * 5)
    breaches = [ledger.breach(date(2010, 4, 20), in_time=place != 1) for place in range(4)]
    completions, breach = await pull(service.app.state.peers, "LDN", BOTH)

    assert completions.numerator_event_ids == done
    assert breach.denominator_event_ids == [due for due, _ in breaches]
    assert breach.numerator_event_ids == [begun for _, begun in breaches if begun]


async def test_a_service_that_hangs_is_not_waited_for_for_ever(service: Running, ledger: Ledger):
    ledger.broken = "hangs"

    with pytest.raises(PeerUnavailable, match="did not answer in time"):
        await pull(service.app.state.peers, "LDN", BOTH, within_seconds=0.3)


async def test_a_service_that_nobody_configured_is_unavailable():
    alone = Peers(settings_for_test("postgresql+asyncpg://nowhere/none", "keys.json", "http://issuer.test"))

    with pytest.raises(PeerUnavailable, match="interventions is not configured"):
        await pull(alone, "LDN", BOTH[:1])


async def test_a_service_that_is_down_is_named(service: Running, peers: StandIns):
    down = settings_for_test(
        "postgresql+asyncpg://nowhere/none", "keys.json", "http://issuer.test",
        token_url=f"{peers.url}/oauth/token", client_id="commissioning", offender_mgmt_url="http://127.0.0.1:9",
    )  # fmt: skip

    unreachable = Peers(down)
    try:
        with pytest.raises(PeerUnavailable, match="offender_mgmt does not answer"):
            await pull(unreachable, "LDN", BOTH[1:])
    finally:
        await unreachable.close()
