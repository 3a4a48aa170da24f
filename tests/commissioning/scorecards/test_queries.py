"""Scorecards hold to their contracts, and say what the periods themselves say."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from builders.commissioning.agreements import live
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import MAY, compute, computed_again, read
from builders.commissioning.personas import CONTRACT_MANAGER, LONDON_TRUST, NATIONAL_COMMISSIONER
from builders.commissioning.ratings import MODERATOR, a_gateway_event, a_moderation, purchaser_of, system_of
from house.running import Running, once
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.performance import PeriodView
from noms.contracts.commissioning.scorecards import (
    MeasureOverTime,
    MeasurePoint,
    ProviderScorecard,
    RegionScorecard,
    ScorecardMeasure,
    ScorecardPeriod,
)

JUNE = {"from_day": "2010-06-01", "to_day": "2010-06-30"}


@pytest.fixture(scope="module")
async def periods(service: Running, peers: Peers) -> list[PeriodView]:
    """London: April restated and moderated, May capped and its moderation stale, June with a measure missing. Kent: nothing yet."""
    peers.ledgers |= {"LDN": Ledger(), "KNT": Ledger()}
    own = peers.of("LDN")
    own.complete(*[date(2010, 4, 10)] * 31, *[date(2010, 5, 10)] * 29)
    for place in range(12):
        own.breach(date(2010, 4, 20), in_time=place < 9)
    agreement = await live(service)
    await live(service, purchaser_of("KNT"), system_of("KNT"), provider="KNT", commissioner="SE")
    await compute(service, agreement)
    april = await computed_again(service, agreement)
    may = await compute(service, agreement, MAY)
    await moderated(service, april, version=2, band=3)
    await moderated(service, may, version=1, band=may.rating.band)
    async with service.as_(CONTRACT_MANAGER) as client:
        event = a_gateway_event(occurred_on="2010-05-03", state="confirmed")
        assert (await client.post(f"/v1/agreements/{agreement}/gateway-events", json=event, headers=once())).status_code == 201
    peers.offered, peers.not_computed = frozenset({COMPLETIONS}), frozenset({BREACHES})
    june = await compute(service, agreement, JUNE)
    peers.offered, peers.not_computed = frozenset({COMPLETIONS, BREACHES}), frozenset()
    return [await read(service, agreement, period) for period in (june, may, april)]


async def moderated(service: Running, period: PeriodView, **changes: Any) -> None:
    path = f"/v1/agreements/{period.agreement_id}/periods/{period.period_id}/moderation"
    async with service.as_(MODERATOR) as client:
        answer = await client.post(path, json=a_moderation(**changes), headers=once())
    assert answer.status_code == 201, answer.text


async def told(service: Running, path: str, contract: type[BaseModel], **query: str) -> Any:
    """The answer, held against its contract to the last field."""
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    model = contract.model_validate_json(answer.content)
    assert json.loads(answer.content) == json.loads(model.model_dump_json())
    return model


def card_of(period: PeriodView) -> ScorecardPeriod:
    """What the scorecard says of a period, put together from the period itself."""
    rating, moderation = period.rating, period.moderation
    holds = moderation is not None and not moderation.stale
    return ScorecardPeriod(
        period_id=period.period_id,
        from_day=period.from_day,
        to_day=period.to_day,
        version=period.version,
        restated=period.version > 1,
        score=rating.score,
        band=rating.band,
        moderated_band=moderation.moderated_band if moderation is not None and holds else None,
        moderation_stale=moderation is not None and not holds,
        band_in_force=period.band_in_force,
        standing=rating.standing,
        share_from_events_percent=rating.share_from_events_percent,
        gateway=rating.gateway.state if rating.gateway else None,
        comparator_group=rating.comparator.group if rating.comparator else None,
        group_size=rating.comparator.group_size if rating.comparator else None,
        percentile=rating.comparator.percentile if rating.comparator else None,
    )


def measures_of(period: PeriodView) -> dict[str, ScorecardMeasure]:
    """What the scorecard says of the measures of a period, put together from the period itself."""
    scores = {score.measure_code: score for score in period.rating.measures}
    figures = [result for result in period.results if result.target is not None]
    common = ("measure_code", "from_day", "to_day", "unit", "floor", "target", "stretch", "evidence", "coverage_percent")
    cards = {}
    for figure in (*figures, *period.missing_results):
        score = scores[figure.measure_code]
        own = {
            name: getattr(figure, name, None) for name in (*common, "value", "lowest_value", "highest_value", "interval_method")
        }
        of_score = {name: getattr(score, name) for name in ("score", "band", "small_number", "missing")}
        dispute = figure.dispute.state if figure.dispute else None
        cards[figure.measure_code] = ScorecardMeasure.model_validate(own | of_score | {"dispute": dispute})
    return cards


async def test_the_scorecard_of_a_provider_says_what_its_periods_say(service: Running, periods: list[PeriodView]):
    card = await told(service, "/v1/scorecards/providers/LDN", ProviderScorecard)
    async with service.as_(LONDON_TRUST) as client:
        whole = AgreementView.model_validate_json((await client.get(f"/v1/agreements/{periods[0].agreement_id}")).content)

    (agreement,) = card.agreements
    assert (card.provider, agreement.agreement_id) == ("LDN", whole.id)
    assert agreement.specification_codes == [line.specification for line in whole.lines]
    for name in ("instrument", "commissioner", "provider", "starts_on", "ends_on"):
        assert getattr(agreement, name) == getattr(whole, name)
    assert agreement.periods == [card_of(period) for period in periods]
    assert agreement.domains == periods[0].rating.domains
    assert {measure.measure_code: measure for measure in agreement.measures} == measures_of(periods[0])


async def test_the_scorecard_shows_what_each_period_is_marked_by(service: Running, periods: list[PeriodView]):
    (agreement,) = (await told(service, "/v1/scorecards/providers/LDN", ProviderScorecard)).agreements
    june, may, april = agreement.periods

    assert (april.restated, april.version, april.band, april.moderated_band, april.band_in_force) == (True, 2, 2, 3, 3)
    assert (may.restated, may.gateway, may.band, may.moderation_stale, may.band_in_force) == (False, "confirmed", 1, True, 1)
    assert {measure.measure_code: measure.missing for measure in agreement.measures}[BREACHES] == "not_offered"
    assert june.band == 1


async def test_the_scorecard_of_a_region_has_a_line_for_each_agreement(service: Running, periods: list[PeriodView]):
    london = await told(service, "/v1/scorecards/regions/LON", RegionScorecard)
    kent = await told(service, "/v1/scorecards/regions/SE", RegionScorecard)

    assert [(line.provider, line.latest) for line in london.data] == [("LDN", card_of(periods[0]))]
    assert [(line.provider, line.latest) for line in kent.data] == [("KNT", None)]
    assert (london.region, london.next_after) == ("LON", None)


@pytest.mark.parametrize("code", [COMPLETIONS, BREACHES])
async def test_a_measure_over_time_has_every_period_by_its_latest_version(service: Running, periods: list[PeriodView], code: str):
    over_time = await told(service, f"/v1/scorecards/measures/{code}", MeasureOverTime, provider="LDN")

    (series,) = over_time.data
    assert (over_time.measure_code, series.provider, over_time.next_after) == (code, "LDN", None)
    assert series.points == [
        MeasurePoint(
            period_id=period.period_id,
            period_from_day=period.from_day,
            period_to_day=period.to_day,
            version=period.version,
            restated=period.version > 1,
            measure=measures_of(period)[code],
        )
        for period in periods
    ]


async def test_a_measure_over_time_shows_value_interval_target_and_band(service: Running, periods: list[PeriodView]):
    """9 of 12 in time is 75 %, Wilson 46.8 % to 91.1 %; under the floor of 80 it scores 1."""
    (series,) = (await told(service, f"/v1/scorecards/measures/{BREACHES}", MeasureOverTime, provider="LDN")).data
    april = series.points[-1].measure

    assert (april.value, str(april.target), april.score, april.band, april.small_number) == (75.0, "90.000", 1.0, 1, True)
    assert (round(april.lowest_value, 1), round(april.highest_value, 1), april.interval_method) == (46.8, 91.1, "wilson")
    assert (april.evidence, april.coverage_percent, april.missing) == ("evidenced", 100.0, None)


async def test_a_measure_over_time_is_asked_of_one_provider(service: Running, periods: list[PeriodView]):
    own = await told(service, f"/v1/scorecards/measures/{COMPLETIONS}", MeasureOverTime, provider="LDN")
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        other = await client.get(f"/v1/scorecards/measures/{COMPLETIONS}", params={"provider": "KNT"})

    assert [series.provider for series in own.data] == ["LDN"]
    assert other.status_code == 404


async def test_only_the_last_twelve_periods_are_on_a_scorecard_and_all_in_the_measure(service: Running, peers: Peers):
    peers.ledgers["MCG"] = Ledger()
    purchaser = purchaser_of("MCG")
    agreement = await live(service, purchaser, system_of("MCG"), provider="MCG", commissioner="NW")
    for day in range(1, 15):
        await compute(service, agreement, {"from_day": f"2010-04-{day:02}", "to_day": f"2010-04-{day:02}"}, purchaser)
    (card,) = (await told(service, "/v1/scorecards/providers/MCG", ProviderScorecard)).agreements
    over_time = await told(service, f"/v1/scorecards/measures/{COMPLETIONS}", MeasureOverTime, provider="MCG")

    assert [period.from_day.day for period in card.periods] == list(range(14, 2, -1))
    assert [point.period_from_day.day for point in over_time.data[0].points] == list(range(14, 0, -1))
