"""The responsible commissioner over HTTP."""

import pytest

from builders.commissioning.personas import LONDON_TRUST, OFFENDER_MANAGER
from house.running import Running
from noms.contracts.commissioning.responsibilities import FindingsView, ResponsibleCommissionerView


async def asked(service: Running, **query: str) -> ResponsibleCommissionerView:
    async with service.as_(OFFENDER_MANAGER) as client:
        answer = await client.get("/v1/responsible-commissioners", params=query)
    assert answer.status_code == 200, answer.text
    return ResponsibleCommissionerView.model_validate_json(answer.content)


async def test_who_bought_from_a_private_prison_in_2008_is_undetermined_and_that_is_an_answer(service: Running):
    answer = await asked(service, establishment="RHI", on="2008-10-01")

    assert (answer.standing, answer.commissioner, answer.instrument) == ("undetermined", None, None)
    assert (answer.certainty, answer.line_management) == ("unclear", "provider")


async def test_a_public_prison_in_2008_had_a_line_manager_and_no_commissioner(service: Running):
    answer = await asked(service, establishment="LEI", on="2008-10-01")

    assert (answer.standing, answer.commissioner, answer.line_management) == ("line_managed_only", None, "HMPS")


async def test_a_trust_of_2010_was_contracted_with_through_its_region(service: Running):
    answer = await asked(service, area="LDN", on="2010-10-01")

    assert (answer.standing, answer.instrument, answer.commissioning_office) == ("commissioned", "CONTRACT", "LON")
    assert answer.regional_post == "Director of Offender Management"


async def test_a_high_security_prison_answers_to_its_own_director_and_shows_where_it_lies(service: Running):
    answer = await asked(service, establishment="BAI", on="2010-10-01")

    assert (answer.commissioner, answer.region_code, answer.geographic_region_code) == ("Director of High Security", "HSE", "LON")


async def test_a_start_that_is_assumed_is_not_shown_as_history(service: Running):
    assert (await asked(service, establishment="LEI", on="2009-10-01")).dates_estimated


@pytest.mark.parametrize("query", [{}, {"establishment": "RHI", "area": "LDN"}])
async def test_one_prison_or_one_area_is_asked_for(service: Running, query: dict[str, str]):
    async with service.as_(OFFENDER_MANAGER) as client:
        refused = await client.get("/v1/responsible-commissioners", params=query | {"on": "2010-01-01"})

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "one_of_two")


@pytest.mark.parametrize("query", [{"establishment": "LDN"}, {"area": "RHI"}])
async def test_a_code_of_the_other_list_is_not_found(service: Running, query: dict[str, str]):
    async with service.as_(OFFENDER_MANAGER) as client:
        assert (await client.get("/v1/responsible-commissioners", params=query | {"on": "2010-01-01"})).status_code == 404


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("query", [{"establishment": "BAI"}, {"establishment": "BMI"}, {"area": "LDN"}])
async def test_the_first_and_the_last_day_of_all_have_an_answer(service: Running, query: dict[str, str], on: str):
    assert (await asked(service, **query, on=on)).in_words


async def test_the_findings_are_listed_with_their_sources(service: Running):
    async with service.as_(LONDON_TRUST) as client:
        findings = FindingsView.model_validate_json((await client.get("/v1/responsibilities/findings")).content).data

    assert [finding.kind for finding in findings] == ["gap", "overlap", "undetermined", "no_purchaser", "gap"]
    assert all(finding.sources for finding in findings if finding.kind != "gap")
