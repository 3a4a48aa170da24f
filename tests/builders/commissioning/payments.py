"""Agreements under payment terms, in force, with what happened under them: by default the worked example at Rye Hill."""

from copy import deepcopy
from fractions import Fraction
from typing import Any
from uuid import uuid4

import httpx

from builders.commissioning.agreements import a_signature, live, measured
from builders.commissioning.occurrences import CONTROLLER
from builders.commissioning.personas import CONTRACT_MANAGER, LONDON_TRUST, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.settlement_runs import SettlementRunView
from noms.contracts.commissioning.terms_versions import PLAIN_TERMS
from noms.contracts.commissioning.worked_example import WORKED_EXAMPLE
from services.commissioning.prices.rules import whole_pence

TEN_YEARS = {"provider": "RHI", "commissioner": "NOMS", "starts_on": "2010-04-01", "ends_on": "2020-03-31"}
FIRST_VERSION = {"If-Match": '"0"'}


def plain_terms(**changes: Any) -> dict[str, Any]:
    """£24,000,000.00 a year, not indexed; an escape costs 0.25 % of it; cap 5 %."""
    return PLAIN_TERMS | {"ends_on": "2020-03-31"} | changes


def an_index_value(**changes: Any) -> dict[str, Any]:
    return {"month": "2011-01", "value": "229.9", "published_on": "2011-02-15"} | changes


def a_volume(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "volume", "on": "2010-06-30", "value": "2150", "source": "Orders commenced, weighted by tier",
        "event_ids": [str(uuid4())],
    } | changes  # fmt: skip


async def priced(
    service: Running,
    terms: dict[str, Any] | None = None,
    *,
    purchaser: Persona = NATIONAL_COMMISSIONER,
    deliverer: Persona = RYE_HILL_CONTRACTOR,
    **changes: Any,
) -> str:
    """An agreement in force under payment terms that were written in its draft."""
    agreement = await measured(service, purchaser, **(TEN_YEARS | changes))
    path = f"/v1/agreements/{agreement}"
    async with service.as_(purchaser) as ours, service.as_(deliverer) as theirs:
        body = {"terms": terms or plain_terms()}
        written = await ours.put(f"{path}/payment-terms", json=body, headers=FIRST_VERSION)
        assert written.status_code == 200, written.text
        await ours.post(f"{path}/offer", json={})
        await ours.post(f"{path}/offer", json={})
        await ours.post(f"{path}/commissioner-signature", json=a_signature(), headers=once())
        await theirs.post(f"{path}/provider-signature", json=a_signature(), headers=once())
        begun = await ours.post(f"{path}/commencement", json={})
    assert begun.status_code == 200, begun.text
    return agreement


async def happened(service: Running, agreement: str, facts: list[dict[str, Any]]) -> dict[str, str]:
    """Occurrences as the controller classifies them; answers their identifiers by those that they were told with."""
    known: dict[str, str] = {}
    async with service.as_(CONTROLLER) as client:
        for fact in facts:
            told = {key: value for key, value in fact.items() if key not in {"occurrence_id", "state", "same_event_as"}}
            if "same_event_as" in fact:
                told["same_event_as"] = known[fact["same_event_as"]]
            body = told | {
                "found_on": fact["occurred_on"],
                "held": fact.get("state") == "HELD",
                "event_ids": [str(uuid4())],
                "narrative": "As the record of the day shows.",
            }
            made = await client.post(f"/v1/agreements/{agreement}/occurrences", json=body, headers=once())
            assert made.status_code == 201, made.text
            known[fact["occurrence_id"]] = made.json()["id"]
    return known


async def worked_example(service: Running, index: str) -> tuple[str, dict[str, str]]:
    """The contract of the worked example with everything that happened; its index bears a name of its own."""
    told: dict[str, Any] = deepcopy(WORKED_EXAMPLE)
    told["terms"]["indexation"]["index"] = index
    agreement = await priced(service, told["terms"])
    await published(service, index)
    return agreement, await happened(service, agreement, told["facts"]["occurrences"])


async def published(service: Running, index: str, **changes: Any) -> httpx.Response:
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        return await client.post(f"/v1/indices/{index}/publications", json=an_index_value(**changes), headers=once())


async def settle(
    service: Running, agreement: str, through: str, persona: Persona = NATIONAL_COMMISSIONER, **changes: Any
) -> httpx.Response:
    """The answer to a settlement; it is made a month after the last day unless the test says otherwise."""
    async with service.as_(persona) as client:
        return await client.post(f"/v1/agreements/{agreement}/settlements", json={"through": through} | changes, headers=once())


async def settled(service: Running, agreement: str, through: str, **changes: Any) -> SettlementRunView:
    answer = await settle(service, agreement, through, **changes)
    assert answer.status_code in {200, 201}, answer.text
    return SettlementRunView.model_validate_json(answer.content)


MONITORING = {
    "specification": "ELECTRONIC-MONITORING",
    "specification_version": 1,
    "annual_volume": 36_500,
    "unit_price_pence": 849,
}


async def monitored(service: Running, **changes: Any) -> str:
    """The London trust's agreement that pays for each person monitored by the day, in force for a year."""
    return await live(service, lines=[MONITORING], ends_on="2011-03-31", **changes)


def an_invoice(**changes: Any) -> dict[str, Any]:
    """An invoice with the sums that its lines come to at 17.5 % VAT, unless they are given."""
    told = {"number": f"INV-{uuid4().hex[:8]}", "invoiced_on": "2010-04-30", "lines": [], "person_charges": []} | changes
    net = sum(line["charged_pence"] for line in (*told["lines"], *told["person_charges"]))
    vat = whole_pence(Fraction(net * 175, 1000))
    return {"net_pence": net, "vat_pence": vat, "gross_pence": net + vat} | told


def a_person_charge(**changes: Any) -> dict[str, Any]:
    """Thirty days of April 2010 at £8.49."""
    return {
        "service": "ELECTRONIC-MONITORING", "person_reference": "p-000000000001", "order_reference": "o-000000000001",
        "from_day": "2010-04-01", "to_day": "2010-04-30", "quantity": 30, "charged_pence": 25_470,
    } | changes  # fmt: skip


def a_provision_told(**changes: Any) -> dict[str, Any]:
    return {
        "service": "ELECTRONIC-MONITORING", "person_reference": "p-000000000001", "order_reference": "o-000000000001",
        "spells": [{"started_on": "2010-04-01", "ended_on": "2010-09-30"}], "event_ids": [str(uuid4())],
        "source": "Installation and removal events",
    } | changes  # fmt: skip


async def submit(service: Running, agreement: str, invoice: dict[str, Any], persona: Persona = LONDON_TRUST) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.post(f"/v1/agreements/{agreement}/invoices", json=invoice, headers=once())


async def provided(service: Running, agreement: str, persona: Persona = CONTRACT_MANAGER, **changes: Any) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.post(f"/v1/agreements/{agreement}/provisions", json=a_provision_told(**changes), headers=once())
