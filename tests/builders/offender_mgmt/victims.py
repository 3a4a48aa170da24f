"""A victim of a man sentenced on 17 May 2010, and the liaison officer who alone knows of her; valid by default."""

from typing import Any

import httpx
from pydantic import BaseModel

from builders.offender_mgmt.cases import JSON
from house.running import once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.victims import ContactHeld, NewRepresentation, NewVictim, WishesTold

liaison_officer = Persona("viola", "LDN", CallerKind.STAFF, ("victim-liaison-officer",), {"organisations": ["LDN"]})
other_liaison_officer = Persona("victor", "WMP", CallerKind.STAFF, ("victim-liaison-officer",), {"organisations": ["WMP"]})

NAME, DETAILS, REASONS = "Persephone Quillfeather", "Twelve Larkspur Mews", "Dreads the bus stop by the bakery"
SECRETS = ("Persephone", "Quillfeather", "Larkspur", "bakery", "leaflet by courier")
CONDITION = "Not to enter the streets within the boundary shown on the map."


def a_victim(**changes: Any) -> NewVictim:
    return NewVictim.model_validate({"name": NAME, "relation": "victim", "details": DETAILS} | changes)


def an_offer(**changes: Any) -> ContactHeld:
    return ContactHeld.model_validate({"held_on": "2010-06-21", "kind": "offer", "summary": "leaflet by courier"} | changes)


def wishes(**changes: Any) -> WishesTold:
    facts = {"told_on": "2010-07-05", "opts_in": True, "to_make_representations": True, "to_receive_information": True}
    return WishesTold.model_validate(facts | changes)


def representation(**changes: Any) -> NewRepresentation:
    facts = {"made_on": "2010-11-01", "conditions": [CONDITION], "reasons": REASONS}
    return NewRepresentation.model_validate(facts | changes)


async def told(client: httpx.AsyncClient, victim_id: Any, act: str, body: BaseModel) -> httpx.Response:
    """Attempt one act of the liaison officer, whatever the answer."""
    return await client.post(f"/v1/victims/{victim_id}/{act}", content=body.model_dump_json(), headers=JSON | once())
