"""The catalogue over HTTP."""

import pytest

from builders.commissioning.personas import LONDON_TRUST
from house.running import Running
from noms.contracts.commissioning.measures import MeasureCatalogue, MeasureDefinitionView


async def test_a_trust_reads_what_it_is_measured_by(service: Running):
    async with service.as_(LONDON_TRUST) as client:
        catalogue = MeasureCatalogue.model_validate_json((await client.get("/v1/measures")).content).data

    assert [(measure.code, measure.version) for measure in catalogue] == [
        ("breach_action_within_ten_working_days", 1),
        ("programme_completions", 1),
    ]


async def test_one_definition_says_what_it_counts_over_what(service: Running):
    async with service.as_(LONDON_TRUST) as client:
        told = await client.get("/v1/measures/programme_completions", params={"version": 1})

    measure = MeasureDefinitionView.model_validate_json(told.content)
    assert (measure.source_service, measure.direction, measure.unit) == ("interventions", "high", "percent_of_profile")


@pytest.mark.parametrize("path", ["/v1/measures/sickness", "/v1/measures/programme_completions?version=2"])
async def test_what_the_catalogue_does_not_have_is_not_found(service: Running, path: str):
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.get(path)).status_code == 404
