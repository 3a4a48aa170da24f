"""Appearances before a court, valid by default."""

from typing import Any

import httpx

from house.running import once
from noms.contracts.offender_mgmt.appearances import AppearanceToRecord

MAIN_OFFENCE = {"main": True, "offence_code": "00801", "committed_from": "2009-12-12", "plea": "guilty", "finding": "guilty"}
ANOTHER_OFFENCE = {"offence_code": "10501", "committed_from": "2009-12-12", "plea": "not_guilty", "finding": "guilty"}


def appearance_to_record(*offences: dict[str, Any], **changes: Any) -> AppearanceToRecord:
    """Sentence in the Crown Court for one offence, or for those given."""
    facts: dict[str, Any] = {
        "court": "crown_court",
        "court_name": "Southwark Crown Court",
        "appeared_on": "2010-05-17",
        "remand_status": "custody",
        "outcome": "sentenced",
        "offences": list(offences) or [MAIN_OFFENCE],
    }
    return AppearanceToRecord.model_validate(facts | changes)


async def appeared(client: httpx.AsyncClient, crn: str, *offences: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An appearance recorded over HTTP."""
    told = appearance_to_record(*offences, **changes).model_dump(mode="json")
    answer = await client.post(f"/v1/persons/{crn}/appearances", json=told, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
