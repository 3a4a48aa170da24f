"""Key dates on record, valid by default."""

from typing import Any

import httpx

from house.running import once

OVERRIDE = {
    "dates": {"SLED": "2013-05-16", "CRD": "2011-11-14"},
    "reason": "override",
    "explanation": "The warrant was amended on appeal.",
}


async def calculated(client: httpx.AsyncClient, crn: str, **changes: Any) -> dict[str, Any]:
    """A calculation made over HTTP."""
    asked = {"reason": "new_sentence"} | changes
    answer = await client.post(f"/v1/persons/{crn}/key-dates/calculations", json=asked, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def entered(client: httpx.AsyncClient, crn: str, **changes: Any) -> dict[str, Any]:
    """An entry by hand made over HTTP, not checked yet."""
    answer = await client.post(f"/v1/persons/{crn}/key-dates/entries", json=OVERRIDE | changes, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def adjusted(
    client: httpx.AsyncClient, crn: str, kind: str, days: int, applies_from: str, **changes: Any
) -> dict[str, Any]:
    """An adjustment recorded over HTTP."""
    told = {"kind": kind, "days": days, "applies_from": applies_from} | changes
    answer = await client.post(f"/v1/persons/{crn}/sentence-adjustments", json=told, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
