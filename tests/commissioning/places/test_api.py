"""Who buys the places of one prison: NOMS, and those who buy from NOMS."""

from typing import Any

import pytest

from builders.commissioning.agreements import a_signature, live, offered
from builders.commissioning.personas import (
    AUDITOR,
    KENT_TRUST,
    NATIONAL_COMMISSIONER,
    NOMS_AS_PROVIDER,
    OFFENDER_MANAGER,
    YOUTH_JUSTICE_BOARD,
)
from builders.commissioning.variations import post
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.places import PlacesOfPrison

pytestmark = pytest.mark.usefixtures("clean_slate")

PARC_CONTRACTOR = Persona("pri-system", "G4S", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["PRI"]})
DAYS = {"starts_on": "2009-04-01", "ends_on": "2011-03-31"}


def places(specification: str, number: int, **changes: Any) -> dict[str, Any]:
    return {
        "specification": specification, "specification_version": 1, "annual_volume": number, "unit_price_pence": 100, "place": "PRI",
    } | changes  # fmt: skip


async def parc(service: Running) -> tuple[str, str]:
    """Parc: NOMS buys it from its contractor, and the Youth Justice Board buys a part of it from NOMS."""
    bought = await live(
        service, NATIONAL_COMMISSIONER, PARC_CONTRACTOR, provider="PRI", commissioner="NOMS",
        lines=[places("CUSTODY-LOCAL", 1000), places("CUSTODY-JUVENILE", 64)], **DAYS,
    )  # fmt: skip
    inbound = {"direction": "inbound", "instrument": "CONTRACT", "commissioner": "YJB", "provider": "NOMS"}
    sold = await live_inbound(service, lines=[places("CUSTODY-JUVENILE", 64)], **inbound, **DAYS)
    return bought, sold


async def live_inbound(service: Running, **changes: Any) -> str:
    """An agreement in which NOMS provides: drawn up by NOMS, signed by the other for itself."""
    agreement = await offered(service, NATIONAL_COMMISSIONER, **changes)
    path = f"/v1/agreements/{agreement}"
    await post(service, YOUTH_JUSTICE_BOARD, f"{path}/commissioner-signature", a_signature())
    await post(service, NOMS_AS_PROVIDER, f"{path}/provider-signature", a_signature())
    begun = await post(service, NATIONAL_COMMISSIONER, f"{path}/commencement", {})
    assert begun.json()["state"] == "live", begun.text
    return agreement


async def told(service: Running, persona: Persona, on: str = "2010-06-30") -> PlacesOfPrison:
    async with service.as_(persona) as client:
        answer = await client.get("/v1/establishments/PRI/places", params={"on": on})
    assert answer.status_code == 200, answer.text
    return PlacesOfPrison.model_validate_json(answer.content)


async def test_one_prison_has_several_commissioners_and_its_places_are_split_among_them(service: Running):
    """Source: Hansard 2013-12-04, part of Parc was bought by the Youth Justice Board."""
    bought, sold = await parc(service)
    known = await told(service, AUDITOR)

    assert (known.bought_by_noms, known.bought_from_noms) == (1064, 64)
    assert [(str(each.agreement_id), each.direction, each.commissioner, each.provider, each.places) for each in known.data] == [
        (sold, "inbound", "YJB", "NOMS", 64),
        (bought, "outbound", "NOMS", "PRI", 64),
        (bought, "outbound", "NOMS", "PRI", 1000),
    ]


@pytest.mark.parametrize(
    ("persona", "seen"),
    [(YOUTH_JUSTICE_BOARD, (0, 64)), (PARC_CONTRACTOR, (1064, 0)), (NOMS_AS_PROVIDER, (1064, 64)), (KENT_TRUST, (0, 0))],
    ids=lambda given: given.name if isinstance(given, Persona) else "",
)
async def test_each_sees_what_it_buys_or_sells_itself(service: Running, persona: Persona, seen: tuple[int, int]):
    await parc(service)
    known = await told(service, persona)

    assert (known.bought_by_noms, known.bought_from_noms) == seen


async def test_on_a_day_without_an_agreement_nobody_buys(service: Running):
    await parc(service)

    assert (await told(service, AUDITOR, "2009-03-31")).data == []


async def test_an_unknown_prison_is_not_found_and_a_practitioner_is_not_told(service: Running):
    async with service.as_(AUDITOR) as client:
        assert (await client.get("/v1/establishments/ZZZ/places", params={"on": "2010-06-30"})).status_code == 404
        assert (await client.get("/v1/establishments/PRI/places")).status_code == 422
    async with service.as_(OFFENDER_MANAGER) as client:
        assert (await client.get("/v1/establishments/PRI/places", params={"on": "2010-06-30"})).status_code == 403
