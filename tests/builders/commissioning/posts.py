"""Holdings of posts, valid by default: an interim in London in the summer of 2009."""

from typing import Any

from builders.commissioning.personas import LONDON_COMMISSIONER
from house.running import Running, once
from noms.chassis.identity.issuer import Persona

LONDON_DIRECTOR = "DOM-LON"


def a_holding(**changes: Any) -> dict[str, Any]:
    return {
        "state": "interim",
        "valid_from": "2009-07-01",
        "valid_to": "2009-08-31",
        "source": "Return of the London office",
    } | changes


def named(name: str = "A. Director", named_in: str = "Hansard 2009-09-09") -> dict[str, str]:
    return {"name": name, "named_in": named_in}


async def recorded(service: Running, code: str = LONDON_DIRECTOR, persona: Persona = LONDON_COMMISSIONER, **changes: Any) -> str:
    """A holding on record, by its identifier."""
    async with service.as_(persona) as client:
        made = await client.post(f"/v1/posts/{code}/holdings", json=a_holding(**changes), headers=once())
    assert made.status_code == 201, made.text
    return str(made.json()["holding_id"])
