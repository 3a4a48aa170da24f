"""Figures over HTTP: counted, returned or missing; with coverage, interval and the target that judged them; never filled in."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from builders.commissioning.agreements import breach_measure, completions_line, completions_measure, live
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import compute, computed_again, refused
from builders.commissioning.returns import ARRIVALS, ASSAULTS, BELMARSH, COST, HIGH_SECURITY, counts, months_ago, prison_agreement
from house.running import Running, once
from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.measures import EvidenceMark, SourceService
from noms.contracts.commissioning.performance import PeriodView
from noms.contracts.commissioning.ratings import Missing
from noms.contracts.commissioning.results import MissingResultView, ResultView

pytestmark = pytest.mark.usefixtures("clean_slate")


@pytest.fixture
def ledger(peers: Peers) -> Iterator[Ledger]:
    peers.ledgers["LDN"] = Ledger()
    yield peers.of("LDN")
    peers.offered, peers.not_computed = frozenset({COMPLETIONS, BREACHES}), frozenset()


def figures(period: PeriodView) -> dict[str, ResultView]:
    return {result.measure_code: result for result in period.results}


def missing(period: PeriodView) -> dict[str, MissingResultView]:
    return {result.measure_code: result for result in period.missing_results}


def month_of(months: int) -> dict[str, str]:
    first = months_ago(months)
    return {"from_day": str(first), "to_day": str(months_ago(months - 1) - timedelta(days=1))}


async def of_belmarsh(service: Running, agreement: str, months: int, **why: str) -> PeriodView:
    return await compute(service, agreement, month_of(months) | why, HIGH_SECURITY)


async def file_return(service: Running, agreement: str, code: str, months: int, **changes: str | None) -> None:
    place = f"/v1/agreements/{agreement}/returns/{code}/{months_ago(months):%Y-%m}"
    async with service.as_(BELMARSH) as client:
        filed = await client.post(place, json=counts(**changes), headers=once())
    assert filed.status_code == 201, filed.text


async def test_every_figure_says_what_stands_behind_it_and_how_far_it_could_be_from_the_truth(service: Running, ledger: Ledger):
    """9 of 10: Wilson, 59.585 % to 98.212 %. 31 of 30: Garwood, 21.06 to 44.00 events, so 70.2 % to 146.7 %."""
    ledger.complete(*[date(2010, 4, 10)] * 31)
    for place in range(10):
        ledger.breach(date(2010, 4, 20), in_time=place < 9)
    told = figures(await compute(service, await live(service)))

    breach, completions = told[BREACHES], told[COMPLETIONS]
    assert (breach.lowest_value, breach.highest_value, breach.interval_method) == (59.585, 98.212, IntervalMethod.WILSON)
    assert (round(completions.lowest_value or 0, 1), round(completions.highest_value or 0, 1)) == (70.2, 146.7)
    assert completions.interval_method is IntervalMethod.EXACT_POISSON
    assert {result.evidence for result in told.values()} == {EvidenceMark.EVIDENCED}
    assert {result.coverage_percent for result in told.values()} == {100.0}
    assert (str(breach.floor), str(breach.target), str(breach.stretch)) == ("80.000", "90.000", "97.000")


async def test_a_measure_that_its_source_does_not_offer_is_missing_and_stops_nothing(
    service: Running, ledger: Ledger, peers: Peers
):
    ledger.complete(*[date(2010, 4, 10)] * 30)
    peers.offered, peers.not_computed = frozenset({COMPLETIONS}), frozenset({BREACHES})
    period = await compute(service, await live(service))

    absent = missing(period)[BREACHES]
    assert (absent.missing, absent.coverage_percent, absent.source_service) == (
        Missing.NOT_OFFERED, 0.0, SourceService.OFFENDER_MGMT,
    )  # fmt: skip
    assert list(figures(period)) == [COMPLETIONS]
    scored = {score.measure_code: (score.score, score.missing) for score in period.rating.measures}
    assert scored == {COMPLETIONS: (2.5, None), BREACHES: (None, Missing.NOT_OFFERED)}
    assert period.rating.because == ["too much of offender_management could not be rated"]
    assert period.settlement.entitlement_pence == 30 * 150_000


async def test_once_the_source_offers_it_the_next_version_has_the_figure(service: Running, ledger: Ledger, peers: Peers):
    peers.offered, peers.not_computed = frozenset({COMPLETIONS}), frozenset({BREACHES})
    agreement = await live(service)
    await compute(service, agreement)
    peers.offered, peers.not_computed = frozenset({COMPLETIONS, BREACHES}), frozenset()
    ledger.breach(date(2010, 4, 20), in_time=True)
    period = await computed_again(service, agreement)

    assert period.missing_results == []
    assert figures(period)[BREACHES].value == 100.0


async def test_a_measure_that_its_source_offers_but_not_of_this_provider_is_missing_too(
    service: Running, ledger: Ledger, peers: Peers
):
    ledger.complete(*[date(2010, 4, 10)] * 30)
    peers.not_computed = frozenset({BREACHES})
    period = await compute(service, await live(service))

    assert missing(period)[BREACHES].missing is Missing.NOT_OFFERED
    assert period.settlement.entitlement_pence == 30 * 150_000


@pytest.mark.parametrize("offered", [frozenset({BREACHES}), frozenset({BREACHES, COMPLETIONS})])
async def test_what_is_paid_for_may_not_be_missing(service: Running, ledger: Ledger, peers: Peers, offered: frozenset[str]):
    peers.offered, peers.not_computed = offered, frozenset({COMPLETIONS})

    assert await refused(service, await live(service)) == (409, "completions_not_counted")


async def test_completions_that_nobody_pays_for_are_not_asked_for(service: Running, ledger: Ledger, peers: Peers):
    """A prison whose agreement buys places: interventions counts no completions there, and nobody needs them."""
    peers.ledgers["BAI"], peers.not_computed = Ledger(), frozenset({COMPLETIONS})
    agreement = await prison_agreement(service, arrivals(), line=PLACES)
    period = await of_belmarsh(service, agreement, 2)

    assert peers.of("BAI").asked == []
    assert (list(figures(period)), list(missing(period))) == ([], [ARRIVALS])
    assert [(line.kind, line.entitlement_pence, line.working) for line in period.settlement.lines] == [
        ("programme_completions", 0, "no line pays for completions")
    ]


PLACES = {"specification": "CUSTODY-TRAINER", "specification_version": 1, "annual_volume": 800, "unit_price_pence": 4_000_000}


async def test_a_source_that_has_recorded_nothing_at_all_gives_no_figure(service: Running, ledger: Ledger):
    ledger.watermark = 0
    period = await compute(service, await live(service))

    silent = figures(period)[COMPLETIONS]
    assert (silent.value, silent.coverage_percent, silent.numerator) == (None, 0.0, 0)
    assert {score.missing for score in period.rating.measures} == {Missing.NOT_PRODUCED}
    assert period.rating.band is None


async def test_a_returned_figure_is_attested_and_the_share_of_events_says_so(service: Running, peers: Peers):
    """412 of 480 is 85.833 %: 2.5833, weight 2; completions 2.5 of weight 3. 3 of 5 rest on events."""
    peers.ledgers["BAI"] = Ledger()
    agreement = await prison_agreement(
        service, completions_measure(), {"measure_code": ARRIVALS, "floor": "75", "target": "85", "stretch": "95", "weight": 2}
    )
    days = month_of(2)
    profile = 365 * (months_ago(1) - months_ago(2)).days
    peers.of("BAI").complete(*[months_ago(2)] * -(-profile // 365))
    await file_return(service, agreement, ARRIVALS, 2)
    period = await compute(service, agreement, days, HIGH_SECURITY)

    told = figures(period)[ARRIVALS]
    assert (told.numerator, told.denominator, told.value, told.evidence) == (412, "480", 85.833, EvidenceMark.ATTESTED)
    assert (told.coverage_percent, told.returns_expected, told.returns_filed, told.watermark) == (100.0, 1, 1, 0)
    assert (told.source_service, told.numerator_event_ids) == (SourceService.COMMISSIONING, [])
    evidence = {score.measure_code: score.evidence for score in period.rating.measures}
    assert evidence == {COMPLETIONS: EvidenceMark.EVIDENCED, ARRIVALS: EvidenceMark.ATTESTED}
    assert period.rating.share_from_events_percent == 60.0


async def test_a_quantity_that_is_no_whole_number_is_told_exactly(service: Running, peers: Peers):
    """9 assaults among 598.5 held on average: 1.504 %; the count has an interval, the average none of its own."""
    agreement = await prison_agreement(service)
    await file_return(service, agreement, ASSAULTS, 2, numerator="9", denominator="598.5")
    told = figures(await of_belmarsh(service, agreement, 2))[ASSAULTS]

    assert (told.numerator, told.denominator, told.value) == (9, "1197/2", 1.504)
    assert told.interval_method is IntervalMethod.EXACT_POISSON


async def test_an_overdue_return_scores_the_lowest_and_one_that_may_still_come_is_not_rated(service: Running, peers: Peers):
    agreement = await prison_agreement(service, completions_measure(), arrivals())
    long_ago, lately = await of_belmarsh(service, agreement, 4), await of_belmarsh(service, agreement, 1)

    overdue, running = missing(long_ago)[ARRIVALS], missing(lately)[ARRIVALS]
    assert (overdue.missing, running.missing) == (Missing.RETURN_OVERDUE, Missing.NOT_PRODUCED)
    assert (overdue.returns_expected, overdue.returns_filed, overdue.coverage_percent) == (1, 0, 0.0)
    scored = {score.measure_code: score.score for score in long_ago.rating.measures}
    assert scored[ARRIVALS] == 1.0


def arrivals() -> dict[str, object]:
    return {"measure_code": ARRIVALS, "floor": "75", "target": "85", "stretch": "95", "weight": 2}


async def test_a_quarter_of_which_one_month_was_not_returned_has_no_figure_and_says_how_much_was(service: Running, peers: Peers):
    agreement = await prison_agreement(service, completions_measure(), arrivals())
    for months in (4, 3):
        await file_return(service, agreement, ARRIVALS, months)
    days = {"from_day": month_of(5)["from_day"], "to_day": month_of(3)["to_day"]}
    absent = missing(await compute(service, agreement, days, HIGH_SECURITY))[ARRIVALS]

    assert (absent.missing, absent.returns_expected, absent.returns_filed, absent.coverage_percent) == (
        Missing.RETURN_OVERDUE, 3, 2, 66.67,
    )  # fmt: skip


async def test_a_dated_target_judges_the_periods_that_begin_under_it(service: Running, peers: Peers):
    """As many as the profile asks for is 100 %: 2.5 by the agreement's own target of 100, 2.3 by one of 102 over a floor of 92."""
    peers.ledgers["BAI"] = Ledger()
    days = {months: (months_ago(months - 1) - months_ago(months)).days for months in (3, 2)}
    agreement = await prison_agreement(service, completions_measure(), line=completions_line(annual_volume=year_of(6)))
    for months, many in days.items():
        peers.of("BAI").complete(*[months_ago(months)] * many)
    target = {
        "measure_code": COMPLETIONS, "floor": "92", "target": "102", "stretch": "112", "valid_from": str(months_ago(2)),
        "valid_to": None, "set_by": "HSE", "reason": "The board met late.",
    }  # fmt: skip
    async with service.as_(HIGH_SECURITY) as client:
        made = await client.post(f"/v1/agreements/{agreement}/targets", json=target, headers=once())
    assert made.status_code == 201, made.text
    april, may = await of_belmarsh(service, agreement, 3), await of_belmarsh(service, agreement, 2)

    scores = [{m.measure_code: m.score for m in period.rating.measures}[COMPLETIONS] for period in (april, may)]
    judged = next(result for result in may.results if result.measure_code == COMPLETIONS and result.target is not None)
    assert scores == [2.5, 2.3]
    assert (str(judged.target), str(judged.target_id)) == ("102.000", made.json()["id"])
    assert figures(april)[COMPLETIONS].target_id is None
    began = judged.by_target_of_the_year
    assert began is not None
    assert (str(began.target), began.target_id, began.score) == ("100.000", None, 2.5)
    assert figures(april)[COMPLETIONS].by_target_of_the_year is None


def year_of(months: int) -> int:
    """The days of the contract year that began so many months ago: a volume of one a day."""
    return (months_ago(months - 12) - months_ago(months)).days


async def test_the_count_of_the_year_before_the_period_stands_beside_it_and_is_not_rated(service: Running, ledger: Ledger):
    ledger.complete(*[date(2010, 4, 10)] * 40)
    may = await compute(service, await live(service), {"from_day": "2010-05-01", "to_day": "2010-05-31"})

    before = next(result for result in may.results if result.from_day == date(2010, 4, 1))
    assert (before.target, before.numerator) == (None, 40)
    assert len(may.rating.measures) == 2


async def test_a_measure_alone_that_is_not_paid_for_leaves_completions_beside_it(service: Running, peers: Peers):
    """An agreement that pays for completions and is not judged by them."""
    agreement = await prison_agreement(service, breach_measure(), {**arrivals(), "measure_code": COST, "floor": "42000",
                                                                   "target": "38743", "stretch": "36000"})  # fmt: skip
    period = await of_belmarsh(service, agreement, 2)

    assert {score.measure_code for score in period.rating.measures} == {BREACHES, COST}
    assert [line.kind for line in period.settlement.lines] == ["programme_completions"]
