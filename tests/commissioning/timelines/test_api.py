"""Timelines and findings over HTTP."""

import pytest

from builders.commissioning.personas import LONDON_TRUST, OFFENDER_MANAGER, RYE_HILL_CONTRACTOR, STRANGER
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.responsibilities import FindingsView
from noms.contracts.commissioning.timelines import TimelineView

PATHS = ["/v1/responsibilities/timeline?establishment=RHI", "/v1/responsibilities/findings"]


@pytest.mark.parametrize("persona", [OFFENDER_MANAGER, LONDON_TRUST, RYE_HILL_CONTRACTOR], ids=lambda persona: persona.roles[0])
async def test_everybody_with_the_scope_follows_a_prison_through_the_years(service: Running, persona: Persona):
    async with service.as_(persona) as client:
        told = TimelineView.model_validate_json((await client.get(PATHS[0])).content)

    assert [stretch.standing for stretch in told.data] == ["commissioned", "undetermined", "commissioned", "commissioned"]


async def test_an_area_is_followed_from_board_to_trust(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        told = (await client.get("/v1/responsibilities/timeline", params={"area": "LDN"})).json()

    assert [stretch["service_class"] for stretch in told["data"]][-3:] == [
        "probation_board",
        "probation_trust",
        "probation_trust",
    ]
    assert told["data"][-1]["standing"] == "gap"


@pytest.mark.parametrize("query", [{}, {"establishment": "RHI", "area": "LDN"}])
async def test_one_prison_or_one_area_is_asked_for(service: Running, query: dict[str, str]):
    async with service.as_(OFFENDER_MANAGER) as client:
        refused = await client.get("/v1/responsibilities/timeline", params=query)

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "one_of_two")


@pytest.mark.parametrize("query", [{"establishment": "LDN"}, {"area": "RHI"}])
async def test_a_code_of_the_other_list_is_not_found(service: Running, query: dict[str, str]):
    async with service.as_(OFFENDER_MANAGER) as client:
        assert (await client.get("/v1/responsibilities/timeline", params=query)).status_code == 404


async def test_the_findings_stand_beside_the_conflicts_of_interest(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        told = FindingsView.model_validate_json((await client.get(PATHS[1])).content)

    assert [found.kind for found in told.data] == ["gap", "overlap", "undetermined", "no_purchaser", "gap"]
    assert (len(told.further_services), len(told.conflicts_of_interest)) == (2, 6)
    assert all(found.sources for found in told.conflicts_of_interest)


@pytest.mark.parametrize("path", PATHS)
async def test_without_the_scope_or_a_token_nothing_is_told(service: Running, path: str):
    for persona, status in ((STRANGER, 403), (None, 401)):
        async with service.as_(persona) as client:
            assert (await client.get(path)).status_code == status
