"""Variations, valid by default: from April 2011, forty completions more in a year."""

from typing import Any

import httpx

from builders.commissioning.agreements import a_signature, completions_line
from builders.commissioning.personas import LONDON_COMMISSIONER, LONDON_TRUST
from house.running import Running, once
from noms.chassis.identity.issuer import Persona

BIRMINGHAM = {"exercise_by": "2011-12-31", "extends_to_at_most": "2014-03-31"}
"""An option with a deadline before the agreement of the builders ends, on 31 March 2012."""


def a_variation(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "discretionary", "reason": "More orders than were planned for", "effective_on": "2011-04-01",
        "changes": {"lines": [completions_line(annual_volume=405)]},
    } | changes  # fmt: skip


def an_extension(**changes: Any) -> dict[str, Any]:
    return {"option_number": 1, "ends_on": "2014-03-31", "reason": "The service is needed and performs"} | changes


async def post(service: Running, persona: Persona, path: str, body: dict[str, Any]) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.post(path, json=body, headers=once())


async def refused(service: Running, persona: Persona, path: str, body: dict[str, Any]) -> tuple[int, str]:
    """Status and code of the answer; the code is empty where it was no refusal."""
    answer = await post(service, persona, path, body)
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def proposed(
    service: Running, agreement: str, persona: Persona = LONDON_COMMISSIONER, *, under: str = "variations", **changes: Any
) -> str:
    """The path of a variation, or with `under="extensions"` of an extension, that nobody has signed."""
    body = an_extension(**changes) if under == "extensions" else a_variation(**changes)
    made = await post(service, persona, f"/v1/agreements/{agreement}/{under}", body)
    assert made.status_code == 201, made.text
    return f"/v1/agreements/{agreement}/variations/{made.json()['variation_id']}"


async def settled(
    service: Running,
    agreement: str,
    purchaser: Persona = LONDON_COMMISSIONER,
    deliverer: Persona = LONDON_TRUST,
    *,
    under: str = "variations",
    **changes: Any,
) -> dict[str, Any]:
    """A variation or extension that both have signed."""
    path = await proposed(service, agreement, purchaser, under=under, **changes)
    await post(service, purchaser, f"{path}/commissioner-signature", a_signature())
    both = await post(service, deliverer, f"{path}/provider-signature", a_signature())
    assert both.status_code == 201, both.text
    assert both.json()["state"] == "settled"
    return both.json()


async def agreed_by_both(
    service: Running, agreement: str, on: str, purchaser: Persona = LONDON_COMMISSIONER, deliverer: Persona = LONDON_TRUST
) -> str:
    """A variation of the day that both have signed, by which what counts from it may take settled days away."""
    words = {"code": "VOLUNTARY-TERMINATION", "wording": "Both have agreed what counts from this day."}
    told = await settled(service, agreement, purchaser, deliverer, effective_on=on, changes={"clauses": [words]})
    return str(told["variation_id"])


async def text_of(service: Running, agreement: str, persona: Persona = LONDON_TRUST, **query: str) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.get(f"/v1/agreements/{agreement}/text", params=query)
