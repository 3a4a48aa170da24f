"""People, valid by default; a test names only what it is about."""

from datetime import date
from typing import Any

import httpx

from house.running import once
from noms.contracts.offender_mgmt.persons import PersonToRegister

BORN_ON = date(1984, 3, 9)


def person_to_register(**changes: Any) -> PersonToRegister:
    """A man of London with one PNC number."""
    facts: dict[str, Any] = {
        "forename": "Alex",
        "surname": "Marlow",
        "date_of_birth": BORN_ON,
        "sex": "male",
        "provider": "LDN",
        "identifiers": [{"kind": "pnc", "value": "02/73319Z", "held_from": "2002-11-04"}],
    }
    return PersonToRegister.model_validate(facts | changes)


def pnc(value: str) -> list[dict[str, str]]:
    """One PNC number, held since 2003."""
    return [{"kind": "pnc", "value": value, "held_from": "2003-01-01"}]


async def registered(client: httpx.AsyncClient, **changes: Any) -> str:
    """The CRN of a person registered over HTTP; without numbers, unless the test gives some."""
    facts = person_to_register(**{"identifiers": []} | changes).model_dump(mode="json")
    answer = await client.post("/v1/persons", json=facts, headers=once())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["crn"])
