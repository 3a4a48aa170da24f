"""Agreements that ask for returns: a high-security prison's, in force since some months ago, and what its parties are told."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from builders.commissioning.agreements import a_signature, an_agreement, completions_measure
from builders.commissioning.personas import LONDON_COMMISSIONER, LONDON_TRUST
from house.running import Running, once
from noms.chassis.clock import today
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.due_returns import DueReturn, ReturnCalendar

HIGH_SECURITY = Persona("hugh", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": ["HSE"]})
BELMARSH = Persona("bai-system", "HMPS", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["BAI"]})
FULL_SUTTON = Persona("fsi-system", "HMPS", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["FSI"]})

ARRIVALS, ASSAULTS, COST = "arrival_at_court_on_time", "serious_assaults", "cost_per_prisoner"
RETURNED = (
    {"measure_code": ARRIVALS, "floor": "75", "target": "85", "stretch": "95", "weight": 2},
    {"measure_code": ASSAULTS, "floor": "2.5", "target": "1.53", "stretch": "1", "weight": 3},
    {"measure_code": COST, "floor": "42000", "target": "38743", "stretch": "36000", "weight": 1},
)


def months_ago(months: int) -> date:
    """The first day of the month that lies so many months before this one."""
    counted = today().year * 12 + today().month - 1 - months
    return date(counted // 12, counted % 12 + 1, 1)


def month(months: int) -> str:
    """The name of the month so many months ago."""
    return f"{months_ago(months):%Y-%m}"


def counts(**changes: Any) -> dict[str, Any]:
    return {"numerator": "412", "denominator": "480"} | changes


async def prison_agreement(
    service: Running, *measures: dict[str, Any], months: int = 6, begun: bool = True, line: dict[str, Any] | None = None
) -> str:
    """An agreement with Belmarsh since the first day of a month, for two years; with the measures given, or those returned."""
    starts_on = months_ago(months)
    ends_on = date(starts_on.year + 2, starts_on.month, 28)
    body = an_agreement(instrument="SLA", commissioner="HSE", provider="BAI", starts_on=str(starts_on), ends_on=str(ends_on))
    body |= {"lines": [line]} if line else {}
    agreement = await drawn(service, HIGH_SECURITY, body, measures or (completions_measure(), *RETURNED))
    return await begin(service, HIGH_SECURITY, BELMARSH, agreement) if begun else agreement


async def trust_agreement(service: Running, *measures: dict[str, Any], **changes: Any) -> str:
    """The London trust's agreement of 2010 to 2012, in force, with the measures given."""
    agreement = await drawn(service, LONDON_COMMISSIONER, an_agreement(**changes), measures)
    return await begin(service, LONDON_COMMISSIONER, LONDON_TRUST, agreement)


async def drawn(service: Running, purchaser: Persona, body: dict[str, Any], measures: Iterable[dict[str, Any]]) -> str:
    async with service.as_(purchaser) as client:
        made = await client.post("/v1/agreements", json=body, headers=once())
        assert made.status_code == 201, made.text
        for measure in measures:
            put_in = await client.post(f"/v1/agreements/{made.json()['id']}/measures", json=measure, headers=once())
            assert put_in.status_code == 201, put_in.text
    return made.json()["id"]


async def begin(service: Running, purchaser: Persona, deliverer: Persona, agreement: str) -> str:
    path = f"/v1/agreements/{agreement}"
    async with service.as_(purchaser) as ours, service.as_(deliverer) as theirs:
        await ours.post(f"{path}/offer", json={})
        await ours.post(f"{path}/commissioner-signature", json=a_signature(), headers=once())
        await theirs.post(f"{path}/provider-signature", json=a_signature(), headers=once())
        live = await ours.post(f"{path}/commencement", json={})
    assert live.json()["state"] == "live", live.text
    return agreement


async def calendar(service: Running, agreement: str, persona: Persona = BELMARSH, **query: Any) -> list[DueReturn]:
    async with service.as_(persona) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/returns", params=query)
    assert answer.status_code == 200, answer.text
    return ReturnCalendar.model_validate_json(answer.content).data


async def heard(service: Running, agreement: str, kind: str, persona: Persona = HIGH_SECURITY) -> list[dict[str, Any]]:
    async with service.as_(persona) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
    return [event["data"] for event in feed if event["subject"] == agreement and event["type"] == f"commissioning.return.{kind}"]
