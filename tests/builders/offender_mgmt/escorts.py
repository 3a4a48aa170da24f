"""Escorts of a man from Rye Hill to court, valid by default."""

from typing import Any

import httpx

from builders.offender_mgmt.cases import OpenCase
from noms.contracts.offender_mgmt.escorts import EscortToBook


def escort(**changes: Any) -> EscortToBook:
    """To be collected at a quarter past eight of London, due at ten."""
    facts: dict[str, Any] = {
        "direction": "to_court",
        "establishment_code": "RHI",
        "court": "Inner London Crown Court",
        "provider": "LDN",
        "contractor": "SERCO",
        "collect_at": "2010-09-06T07:15:00Z",
        "due_at": "2010-09-06T09:00:00Z",
    }
    return EscortToBook.model_validate(facts | changes)


async def booked(case: OpenCase, **changes: Any) -> str:
    """An escort that was booked: its identifier."""
    made = await case.record("escorts", escort(**changes))
    return str(made["escort_id"])


async def moved(client: httpx.AsyncClient, escort_id: str, act: str, **said: Any) -> httpx.Response:
    """Attempt to let an escort go on."""
    return await client.post(f"/v1/escorts/{escort_id}/{act}", json=said)
