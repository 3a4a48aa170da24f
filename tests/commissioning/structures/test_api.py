"""The structure on a day over HTTP."""

import pytest

from builders.commissioning.personas import KENT_TRUST, LONDON_TRUST, OFFENDER_MANAGER, RYE_HILL_CONTRACTOR, STRANGER
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.structures import StructureView


async def asked(service: Running, persona: Persona = OFFENDER_MANAGER, **query: str) -> StructureView:
    async with service.as_(persona) as client:
        answer = await client.get("/v1/responsibilities", params=query)
    assert answer.status_code == 200, answer.text
    return StructureView.model_validate_json(answer.content)


async def test_the_structure_of_2008_is_answered_whole(service: Running):
    whole = await asked(service, on="2008-10-01")

    assert {entry.service_class for entry in whole.data} == {
        "public_prison",
        "private_prison",
        "probation_board",
        "probation_trust",
    }
    assert len(whole.data) == 41
    assert all(entry.in_words[0].isupper() for entry in whole.data)


async def test_one_kind_in_one_region_is_one_answer(service: Running):
    [entry] = (await asked(service, on="2008-10-01", **{"class": "private_prison"}, region="EM")).data

    assert (entry.standing, entry.commissioner, entry.line_management) == ("undetermined", None, "provider")
    assert entry.providers == ["LGI", "RHI"]


async def test_a_further_service_is_a_kind_too(service: Running):
    only = await asked(service, on="2010-06-30", **{"class": "electronic_monitoring"})

    assert (only.data, [entry.commissioner for entry in only.further_services]) == ([], ["NOMS"])


@pytest.mark.parametrize("persona", [LONDON_TRUST, KENT_TRUST, RYE_HILL_CONTRACTOR], ids=lambda persona: persona.organisation)
async def test_everybody_with_the_scope_is_told_the_same(service: Running, persona: Persona):
    assert await asked(service, persona, on="2010-06-30") == await asked(service, on="2010-06-30")


async def test_a_region_that_is_none_has_nothing(service: Running):
    nothing = await asked(service, on="2010-06-30", region="ZZ")

    assert (nothing.data, nothing.further_services) == ([], [])


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
async def test_the_first_and_the_last_day_of_all_have_an_answer(service: Running, on: str):
    assert (await asked(service, on=on)).data == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [({}, "query:on"), ({"on": "2008"}, "query:on"), ({"on": "2008-10-01", "class": "castle"}, "query:class")],
)
async def test_a_day_or_kind_that_is_none_is_refused_and_named(service: Running, query: dict[str, str], pointer: str):
    async with service.as_(OFFENDER_MANAGER) as client:
        refused = await client.get("/v1/responsibilities", params=query)

    assert refused.status_code == 422
    assert pointer in refused.json()["errors"][0]["pointer"]


async def test_without_the_scope_nothing_is_told(service: Running):
    async with service.as_(STRANGER) as client:
        assert (await client.get("/v1/responsibilities", params={"on": "2010-06-30"})).status_code == 403
