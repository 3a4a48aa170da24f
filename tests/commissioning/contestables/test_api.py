"""Figures and lines of invoices are contested by the same procedure, and follow their contest in their own rooms."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.contests import a_contest, decided, raised
from builders.commissioning.peers import COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import APRIL, compute, computed_again, read
from builders.commissioning.personas import LONDON_TRUST
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.performance import PeriodView

pytestmark = pytest.mark.usefixtures("clean_slate")

LONDON_MANAGER = Persona("lisa", "NOMS", CallerKind.STAFF, ("contract-manager",), {"regions": ["LON"]})


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    peers.ledgers["LDN"] = Ledger()
    return peers.of("LDN")


def figure(period: PeriodView) -> Any:
    (found,) = [result for result in period.results if result.measure_code == COMPLETIONS]
    return found


async def contest(service: Running, agreement: str, about: str, called: str, **changes: Any) -> tuple[int, str]:
    body = a_contest(about, called)
    body["about"] |= changes
    async with service.as_(LONDON_TRUST) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/contests", json=body, headers=once())
    return answer.status_code, answer.json()["id"] if answer.is_success else answer.json()["code"]


async def an_invoice(service: Running, agreement: str) -> dict[str, Any]:
    """One completion is charged before the period was computed."""
    body = {
        "number": "INV-1",
        "invoiced_on": "2010-05-04",
        "lines": [{"kind": COMPLETIONS, "month_of": "2010-04-30", "charged_pence": 150_000}],
        "net_pence": 150_000,
        "vat_pence": 26_250,
        "gross_pence": 176_250,
    }
    async with service.as_(LONDON_TRUST) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/invoices", json=body, headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.parametrize("outcome", ["upheld", "rejected"])
async def test_a_figure_waits_for_the_decision_and_then_stands_or_falls(service: Running, ledger: Ledger, outcome: str):
    ledger.complete(date(2010, 4, 10))
    agreement = await live(service)
    period = await compute(service, agreement)
    made = await raised(service, agreement, str(figure(period).result_id), LONDON_TRUST, kind="result", ground="wrong_figure")
    waiting = figure(await read(service, agreement, period)).dispute
    assert (str(waiting.contest_id), waiting.state) == (made["id"], "open")

    await decided(service, made, outcome, LONDON_MANAGER)
    assert figure(await read(service, agreement, period)).dispute.state == outcome


async def test_a_figure_is_contested_once_and_in_its_latest_version_alone(service: Running, ledger: Ledger):
    ledger.complete(date(2010, 4, 10))
    agreement = await live(service)
    old = figure(await compute(service, agreement))
    ledger.complete(date(2010, 4, 11))
    new = figure(await computed_again(service, agreement, APRIL))

    assert await contest(service, agreement, str(old.result_id), "result") == (409, "result_superseded")
    assert (await contest(service, agreement, str(new.result_id), "result"))[0] == 201
    assert await contest(service, agreement, str(new.result_id), "result") == (409, "contested_already")
    ledger.complete(date(2010, 4, 12))
    newest = figure(await computed_again(service, agreement, APRIL))
    assert await contest(service, agreement, str(newest.result_id), "result") == (409, "result_contested_already")


async def test_a_withdrawn_contest_of_a_figure_leaves_it_as_it_is(service: Running, ledger: Ledger):
    ledger.complete(date(2010, 4, 10))
    agreement = await live(service)
    period = await compute(service, agreement)
    _, made = await contest(service, agreement, str(figure(period).result_id), "result")
    async with service.as_(LONDON_TRUST) as client:
        back = await client.post(f"/v1/contests/{made}/withdrawal", json={"reason": "It was right."}, headers=once())

    assert back.status_code == 201
    assert figure(await read(service, agreement, period)).dispute.state == "rejected"


async def test_a_line_of_an_invoice_is_contested_by_its_place_and_matched_again_at_the_decision(service: Running, ledger: Ledger):
    agreement = await live(service)
    invoice = await an_invoice(service, agreement)
    line = (invoice["invoice_id"], "invoice_line")
    assert [found["place"] for found in invoice["match"]["findings"]] == ["/lines/0"]
    status, made = await contest(service, agreement, *line, place="/lines/0")
    assert (status, await contest(service, agreement, *line, place="/lines/0")) == (201, (409, "contested_already"))

    ledger.complete(*[date(2010, 4, 10)] * 2)
    await compute(service, agreement)
    ended = await decided(service, {"id": made}, "upheld", LONDON_MANAGER)
    async with service.as_(LONDON_TRUST) as client:
        matched = (await client.get(f"/v1/agreements/{agreement}/invoices/{invoice['invoice_id']}")).json()["match"]
    assert ended["about"] == {"kind": "invoice_line", "id": invoice["invoice_id"], "place": "/lines/0"}
    assert (invoice["match"]["payable_net_pence"], matched["match"], matched["payable_net_pence"]) == (0, 2, 150_000)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"place": "/lines/1"}, (409, "not_contestable")),
        ({"place": None}, (409, "place_of_a_line")),
        ({"kind": "occurrence"}, (409, "place_of_a_line")),
        ({"place": "lines/0"}, (422, "invalid")),
        ({"id": str(uuid4())}, (404, "not_found")),
    ],
)
async def test_a_line_that_is_not_there_or_is_not_withheld_is_not_contested(
    service: Running, ledger: Ledger, changes: dict[str, Any], refused: tuple[int, str]
):
    agreement = await live(service)
    invoice = await an_invoice(service, agreement)
    about = {"place": "/lines/0"} | changes

    assert await contest(service, agreement, invoice["invoice_id"], "invoice_line", **about) == refused
