"""Agreements, valid by default: the London Probation Trust's programme completions of 2010-11."""

from typing import Any

from builders.commissioning.personas import LONDON_COMMISSIONER, LONDON_TRUST
from house.running import Running, once
from noms.chassis.identity.issuer import Persona


def completions_line(**changes: Any) -> dict[str, Any]:
    return {
        "specification": "PROGRAMME-COMPLETION", "specification_version": 1, "annual_volume": 365, "unit_price_pence": 150_000,
    } | changes  # fmt: skip


def an_agreement(**changes: Any) -> dict[str, Any]:
    return {
        "instrument": "CONTRACT",
        "commissioner": "LON",
        "provider": "LDN",
        "lines": [completions_line()],
        "starts_on": "2010-04-01",
        "ends_on": "2012-03-31",
    } | changes


def completions_measure(**changes: Any) -> dict[str, Any]:
    return {"measure_code": "programme_completions", "floor": "90", "target": "100", "stretch": "110", "weight": 3} | changes


def breach_measure(**changes: Any) -> dict[str, Any]:
    return {
        "measure_code": "breach_action_within_ten_working_days", "floor": "80", "target": "90", "stretch": "97", "weight": 4,
    } | changes  # fmt: skip


def a_signature(**changes: Any) -> dict[str, Any]:
    return {"signed_by": "Chief Executive", "signed_on": "2010-03-22"} | changes


async def drawn_up(service: Running, persona: Persona = LONDON_COMMISSIONER, **changes: Any) -> str:
    """A draft, by its identifier."""
    async with service.as_(persona) as client:
        made = await client.post("/v1/agreements", json=an_agreement(**changes), headers=once())
    assert made.status_code == 201, made.text
    return made.json()["id"]


async def measured(service: Running, persona: Persona = LONDON_COMMISSIONER, **changes: Any) -> str:
    """A draft with both measures."""
    agreement = await drawn_up(service, persona, **changes)
    async with service.as_(persona) as client:
        for measure in (completions_measure(), breach_measure()):
            put_in = await client.post(f"/v1/agreements/{agreement}/measures", json=measure, headers=once())
            assert put_in.status_code == 201, put_in.text
    return agreement


async def offered(service: Running, persona: Persona = LONDON_COMMISSIONER, **changes: Any) -> str:
    """An agreement with both measures, on offer to its provider."""
    agreement = await measured(service, persona, **changes)
    async with service.as_(persona) as client:
        offer = await client.post(f"/v1/agreements/{agreement}/offer", json={})
    assert offer.status_code == 200, offer.text
    return agreement


async def signed(
    service: Running, purchaser: Persona = LONDON_COMMISSIONER, deliverer: Persona = LONDON_TRUST, **changes: Any
) -> str:
    """An agreement that both have signed."""
    agreement = await offered(service, purchaser, **changes)
    path = f"/v1/agreements/{agreement}"
    async with service.as_(purchaser) as ours, service.as_(deliverer) as theirs:
        await ours.post(f"{path}/commissioner-signature", json=a_signature(), headers=once())
        both = await theirs.post(f"{path}/provider-signature", json=a_signature(), headers=once())
    assert both.json()["state"] == "signed", both.text
    return agreement


async def live(
    service: Running, purchaser: Persona = LONDON_COMMISSIONER, deliverer: Persona = LONDON_TRUST, **changes: Any
) -> str:
    """An agreement in force, with both measures."""
    agreement = await signed(service, purchaser, deliverer, **changes)
    async with service.as_(purchaser) as ours:
        begun = await ours.post(f"/v1/agreements/{agreement}/commencement", json={})
    assert begun.json()["state"] == "live", begun.text
    return agreement
