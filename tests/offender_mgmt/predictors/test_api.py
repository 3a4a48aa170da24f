"""Predictors over HTTP."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.predictors import Json, for_ogp, for_ogrs3, for_ovp
from house.running import Running


async def test_ogrs3_shows_the_figure_and_every_term(service: Running):
    async with service.as_(personas.offender_manager) as client:
        answer = (await client.post("/v1/predictors/ogrs3", json=for_ogrs3())).json()
        by_code = (await client.post("/v1/predictors/ogrs3", json=for_ogrs3(offence_group=None, offence_code="03900"))).json()

    assert (answer["one_year_percent"], answer["two_year_percent"], answer["band"]) == (75, 86, "high")
    assert sum(term["value"] for term in answer["terms"]) == pytest.approx(answer["score"])
    assert by_code == answer


async def test_ogp_and_ovp_answer_the_published_cases(service: Running):
    async with service.as_(personas.trust_system) as client:
        ogp = (await client.post("/v1/predictors/ogp", json=for_ogp())).json()
        ovp = (await client.post("/v1/predictors/ovp", json=for_ovp())).json()

    assert (ogp["one_year_percent"], ogp["two_year_percent"], ogp["band"]) == (53, 68, "high")
    assert (ovp["one_year_percent"], ovp["two_year_percent"], ovp["band"]) == (80, 89, "very_high")


@pytest.mark.parametrize(
    ("asked", "pointer", "code"),
    [
        (for_ogrs3(total_sanctions=0), "/total_sanctions", "greater_than_equal"),
        (for_ogrs3(offence_group="NONE"), "/offence_group", "unknown_code"),
        (for_ogrs3(offence_group=None, offence_code="25299"), "/offence_code", "unknown_code"),
        (for_ogrs3(offence_code="03900"), "", "value_error"),
        (for_ogrs3(first_sanction_age=None), "", "value_error"),
        (for_ogrs3(follow_up_starts_on="2009-01-01"), "/follow_up_starts_on", "before_the_conviction"),
    ],
)
async def test_what_cannot_be_computed_is_refused_with_the_field(service: Running, asked: Json, pointer: str, code: str):
    async with service.as_(personas.offender_manager) as client:
        refused = await client.post("/v1/predictors/ogrs3", json=asked)

    assert refused.status_code == 422
    assert (pointer, code) in [(error["pointer"], error["code"]) for error in refused.json()["errors"]]


@pytest.mark.parametrize(("code", "refusal"), [("08800", "needs_exact_offence"), ("95001", "no_offence_group")])
async def test_a_code_without_a_group_says_why(service: Running, code: str, refusal: str):
    async with service.as_(personas.offender_manager) as client:
        read = await client.get(f"/v1/offence-groups/{code}")
        asked = await client.post("/v1/predictors/ogrs3", json=for_ogrs3(offence_group=None, offence_code=code))

    assert (read.status_code, read.json()["code"]) == (asked.status_code, asked.json()["code"]) == (409, refusal)


async def test_an_offence_code_leads_to_its_group_and_an_unknown_one_to_nothing(service: Running):
    async with service.as_(personas.auditor) as client:
        known = (await client.get("/v1/offence-groups/00832")).json()
        unknown = await client.get("/v1/offence-groups/25299")
        malformed = await client.get("/v1/offence-groups/832")

    assert (known["offence_group"], known["letters"], known["ogrs3_weight"]) == ("OTHER", "OTH", -0.0607)
    assert (unknown.status_code, malformed.status_code) == (404, 422)
