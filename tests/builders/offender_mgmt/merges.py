"""Merging over HTTP, and the whole of what is kept of two people."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
from sqlalchemy import text

from house.running import Running, once
from services.offender_mgmt.rows import Row

HISTORY = {"person_merge", "merge_change"}
"""What tells that there was a merge: it stays when the records are parted."""


def into(merged_crn: str, **changes: Any) -> dict[str, Any]:
    """The request to merge a record."""
    return {"merged_crn": merged_crn, "reason": "Same fingerprints."} | changes


async def merge(client: httpx.AsyncClient, crn: str, merged_crn: str) -> httpx.Response:
    """Try to merge one record into another."""
    return await client.post(f"/v1/persons/{crn}/merges", json=into(merged_crn), headers=once())


async def merged(client: httpx.AsyncClient, crn: str, merged_crn: str) -> str:
    """Merge one record into another; the id of the merge."""
    answer = await merge(client, crn, merged_crn)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["merge_id"])


async def part(client: httpx.AsyncClient, merge_id: str) -> httpx.Response:
    """Try to part two records."""
    return await client.post(f"/v1/merges/{merge_id}/parting", json={"reason": "Father and son."}, headers=once())


async def everything(service: Running) -> Mapping[str, list[str]]:
    """Every row of every table of the service, as PostgreSQL writes it, but for the history of merges."""
    kept = {}
    async with service.database.engine.begin() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
        for table in sorted(set(Row.metadata.tables) - HISTORY):
            found = await connection.scalars(text(f'SELECT to_jsonb(t)::text FROM "{table}" AS t'))
            kept[table] = sorted(json.dumps(json.loads(row), sort_keys=True) for row in found)
    return kept
