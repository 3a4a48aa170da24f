"""The catalogue over HTTP: what is counted, whether it can be had today, and what was published of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders.commissioning.peers import BREACHES, COMPLETIONS
from builders.commissioning.peers import Peers as StandIns
from builders.commissioning.personas import LONDON_TRUST, OFFENDER_MANAGER, STRANGER
from house.running import Running, running, settings_for_test
from noms.chassis.identity.issuer import DevelopmentIssuer
from noms.contracts.commissioning.measure_catalogue import (
    MeasureCatalogue,
    MeasureDefinitionView,
    PublishedTargets,
    PublishedTargetView,
)
from noms.contracts.commissioning.measures import Offering
from services.commissioning.main import service as commissioning


@pytest.fixture
def listing(peers: StandIns) -> StandIns:
    """The two services list what they compute: the two measures of the first journey."""
    peers.offered = frozenset({COMPLETIONS, BREACHES})
    return peers


@pytest.fixture
async def alone(service: Running, jwks: str, issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    """The same service without the address of any other."""
    settings = settings_for_test(service.database.url, jwks, issuer.issuer)
    async with running(commissioning, settings, issuer) as started:
        yield started


async def catalogue(service: Running, **query: Any) -> list[MeasureDefinitionView]:
    async with service.as_(LONDON_TRUST) as client:
        answer = await client.get("/v1/measures", params=query)
    assert answer.status_code == 200, answer.text
    return MeasureCatalogue.model_validate_json(answer.content).data


async def published(service: Running, code: str, **query: Any) -> list[PublishedTargetView]:
    async with service.as_(LONDON_TRUST) as client:
        answer = await client.get(f"/v1/measures/{code}/targets", params=query)
    assert answer.status_code == 200, answer.text
    return PublishedTargets.model_validate_json(answer.content).data


async def test_a_trust_reads_what_it_is_measured_by(service: Running, listing: StandIns):
    told = {measure.code: measure for measure in await catalogue(service)}

    assert list(told) == sorted(told)
    assert len(told) >= 50
    assert (told[COMPLETIONS].version, told[BREACHES].version) == (1, 1)


async def test_whether_a_measure_can_be_had_is_what_its_source_says_today(service: Running, listing: StandIns):
    told = {measure.code: measure.offering for measure in await catalogue(service)}

    assert (told[COMPLETIONS], told[BREACHES]) == (Offering.OFFERED, Offering.OFFERED)
    assert told["court_reports_on_time"] is Offering.NOT_OFFERED
    assert told["arrival_at_court_on_time"] is Offering.RETURNED

    listing.offered = frozenset({COMPLETIONS, BREACHES, "court_reports_on_time"})
    told = {measure.code: measure.offering for measure in await catalogue(service)}
    assert told["court_reports_on_time"] is Offering.OFFERED


async def test_a_service_that_says_nothing_leaves_it_unknown_and_the_catalogue_still_answers(service: Running, listing: StandIns):
    listing.offered = None
    told = {measure.code: measure.offering for measure in await catalogue(service)}

    assert told[COMPLETIONS] is told["court_reports_on_time"] is Offering.UNKNOWN
    assert told["arrival_at_court_on_time"] is Offering.RETURNED


async def test_without_the_addresses_of_the_others_nothing_is_pretended(alone: Running):
    assert {measure.offering for measure in await catalogue(alone)} == {Offering.UNKNOWN, Offering.RETURNED}


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"offered": "offered"}, {COMPLETIONS, BREACHES}),
        ({"offered": "offered", "domain": "interventions"}, {COMPLETIONS}),
        ({"source": "mixed", "offered": "returned"}, {"serious_assaults", "purposeful_activity"}),
        (
            {"source": "staffing"},
            {"staff_sickness_in_prisons", "staff_sickness_in_probation", "black_and_minority_ethnic_staff"},
        ),
        ({"source": "provider_return", "domain": "public_protection"}, {"serious_assaults", "assaults"}),
    ],
)
async def test_the_catalogue_is_narrowed_by_domain_source_and_offer(
    service: Running, listing: StandIns, query: dict[str, str], codes: set[str]
):
    assert {measure.code for measure in await catalogue(service, **query)} == codes


@pytest.mark.parametrize("query", ["domain=security", "source=hearsay", "offered=yes", "colour=blue"])
async def test_a_filter_that_there_is_not_is_refused(service: Running, query: str):
    async with service.as_(LONDON_TRUST) as client:
        refused = await client.get(f"/v1/measures?{query}")

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"query:{query.split('=', maxsplit=1)[0]}")


async def test_one_definition_says_what_it_counts_over_what(service: Running, listing: StandIns):
    async with service.as_(LONDON_TRUST) as client:
        told = await client.get("/v1/measures/programme_completions", params={"version": 1})

    measure = MeasureDefinitionView.model_validate_json(told.content)
    assert (measure.source_service, measure.direction, measure.unit) == ("interventions", "high", "percent_of_profile")
    assert (measure.offering, measure.evidence, measure.fields_per_return) == ("offered", "evidenced", 0)


async def test_the_two_compliances_are_kept_apart_each_with_its_own_years(service: Running, listing: StandIns):
    """Performance reports of the National Probation Service: 66 % and 79 % of 2004-05."""
    async with service.as_(LONDON_TRUST) as client:
        told = await client.get("/v1/measures/compliance_strict")
    [drift] = MeasureDefinitionView.model_validate_json(told.content).definition_drift

    assert (drift.code, drift.differs_in) == ("compliance_counting_orders_allowed_to_continue", ["numerator"])
    assert drift.years == ["2004-05", "2005-06"]
    assert [str(row.outturn) for row in await published(service, "compliance_strict", year="2004-05")] == ["66"]
    assert [str(row.outturn) for row in await published(service, drift.code, year="2004-05")] == ["79"]


async def test_the_published_targets_of_a_measure_come_by_year_with_their_sources(service: Running):
    """Key targets: HC162 Annex C for 2005-06, the erratum of HC160 for 2009-10, the list of 2002-03."""
    told = await published(service, "random_drug_tests_positive")

    assert [(row.year, str(row.target), row.outturn and str(row.outturn)) for row in told] == [
        ("2009-10", "9.3", "7.8"),
        ("2005-06", "11.8", "10.3"),
        ("2002-03", "10", None),
    ]
    assert all(row.source and row.scope == "England and Wales" and not row.higher_is_better for row in told)


async def test_figures_of_before_the_2003_act_belong_to_the_older_definition_of_breach(service: Running):
    assert [row.year for row in await published(service, BREACHES)] == ["2005-06"]
    assert [(row.year, str(row.outturn)) for row in await published(service, "breach_action_before_the_2003_act")] == [
        ("2004-05", "87"),
        ("2003-04", "77"),
        ("2002-03", "64"),
    ]


async def test_a_year_without_figures_is_an_empty_list_and_a_half_year_says_so(service: Running):
    assert await published(service, "compliance_strict", year="1999-00") == []
    [half] = await published(service, "compliance_strict", year="2005-06")
    assert (half.part_of_year, half.target, str(half.outturn)) == ("April to September 2005", None, "69")


@pytest.mark.parametrize(
    "path",
    ["/v1/measures/sickness", "/v1/measures/programme_completions?version=2", "/v1/measures/sickness/targets"],
)
async def test_what_the_catalogue_does_not_have_is_not_found(service: Running, path: str):
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.get(path)).status_code == 404


async def test_a_year_is_a_financial_year(service: Running):
    async with service.as_(LONDON_TRUST) as client:
        refused = await client.get("/v1/measures/programme_completions/targets?year=2005")

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "query:year")


@pytest.mark.parametrize(
    "path", ["/v1/measures", "/v1/measures/programme_completions", "/v1/measures/programme_completions/targets"]
)
async def test_every_role_of_the_house_reads_the_catalogue_and_a_stranger_does_not(service: Running, path: str):
    async with service.as_(OFFENDER_MANAGER) as known, service.as_(STRANGER) as stranger:
        assert (await known.get(path)).status_code == 200
        assert (await stranger.get(path)).status_code == 403
