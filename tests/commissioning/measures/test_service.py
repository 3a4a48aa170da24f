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
from services.commissioning.measures.service import offers, pull, pull_offered

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


REPORTS = Asked(definition("court_reports_on_time"), *APRIL)


@pytest.fixture
def without_reports(peers: StandIns, ledger: Ledger) -> StandIns:
    """A service that computes everything but the timeliness of court reports, and lists what it computes."""
    peers.offered, peers.not_computed = frozenset({COMPLETIONS, BREACHES}), frozenset({REPORTS.definition.code})
    return peers


async def test_what_its_source_does_not_offer_is_told_apart_and_not_filled_in(service: Running, without_reports: StandIns):
    pulled = await pull_offered(service.app.state.peers, "LDN", [*BOTH, REPORTS])

    assert [figure.asked for figure in pulled.figures] == BOTH
    assert pulled.not_offered == (REPORTS,)


async def test_whoever_needs_every_figure_hears_which_one_is_missing(service: Running, without_reports: StandIns):
    with pytest.raises(PeerUnavailable, match="offender_mgmt refused to compute court_reports_on_time"):
        await pull(service.app.state.peers, "LDN", [*BOTH, REPORTS])


async def test_a_service_that_lists_a_measure_and_knows_none_of_this_provider_does_not_compute_it_for_it(
    service: Running, without_reports: StandIns
):
    """To ask again would bring no other answer: that is no service that fails."""
    without_reports.offered = frozenset({COMPLETIONS, BREACHES, REPORTS.definition.code})
    pulled = await pull_offered(service.app.state.peers, "LDN", [*BOTH, REPORTS])

    assert [figure.asked for figure in pulled.figures] == BOTH
    assert pulled.not_offered == (REPORTS,)


async def test_without_a_list_a_refusal_stays_a_refusal(service: Running, without_reports: StandIns):
    without_reports.offered = None

    with pytest.raises(PeerUnavailable, match="refused to compute court_reports_on_time"):
        await pull_offered(service.app.state.peers, "LDN", [REPORTS])


async def test_each_service_is_asked_what_it_offers_and_silence_is_no_answer(service: Running, without_reports: StandIns):
    listed = {COMPLETIONS, BREACHES}

    assert await offers(service.app.state.peers) == {"offender_mgmt": listed, "interventions": listed}
    without_reports.offered = None
    assert await offers(service.app.state.peers) == {"offender_mgmt": None, "interventions": None}
