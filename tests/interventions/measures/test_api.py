"""Measures: counted from events, open to the last of them, and never nought for want of reach."""

from datetime import date

import pytest

from builders.interventions.cohorts import dated
from builders.interventions.completion import completed
from builders.interventions.personas import auditor, commissioner, offender_manager, other_trust, trust_system
from house.running import Running
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.referral_events import ProgrammeCompleted
from noms.contracts.interventions.referrals import ReferralState
from noms.contracts.measures import MeasureOffers, MeasureResult
from services.interventions.measures import queries

QUARTER = {"provider": "LDN", "from": "2010-10-01", "to": "2010-12-31"}


@pytest.fixture(scope="module")
async def three_completions(interventions: Running):
    """Two in the last quarter of 2010, one of them on its last day, and one on the day after."""
    cohort = await dated(interventions)
    for dated_on in ("2010-12-15", "2010-12-31", "2011-01-01"):
        await completed(interventions, cohort, dated_on=dated_on)


async def measure(interventions: Running, persona, code="programme_completions", **changes):
    async with interventions.as_(persona) as client:
        return await client.get(f"/v1/measures/{code}", params=QUARTER | changes)


async def test_completions_are_counted_from_the_events_of_the_period_both_days_included(interventions, three_completions):
    answer = await measure(interventions, commissioner)

    result = MeasureResult.model_validate_json(answer.content)
    assert (result.numerator, result.value, result.denominator, result.unit) == (2, 2, None, "count")
    assert (await measure(interventions, commissioner, to="2011-01-01")).json()["numerator"] == 3
    assert (await measure(interventions, commissioner, to="2010-12-30")).json()["numerator"] == 1


async def test_every_figure_opens_to_the_events_behind_it(interventions, three_completions):
    result = (await measure(interventions, commissioner)).json()
    async with interventions.as_(auditor) as client:
        events = {event["id"]: event for event in (await client.get("/v1/events")).json()}
    async with interventions.as_(commissioner) as client:
        listed = (await client.get("/v1/measures/programme_completions/events", params=QUARTER)).json()

    assert listed == {"event_ids": result["numerator_event_ids"], "next_after": None}
    behind = [events[event_id] for event_id in result["numerator_event_ids"]]
    assert {event["type"] for event in behind} == {ProgrammeCompleted.type}
    assert sorted(event["data"]["completed_on"] for event in behind) == ["2010-12-15", "2010-12-31"]
    assert all(event["sequence"] <= result["watermark"] for event in behind)


async def test_starts_are_counted_by_the_day_of_the_first_session_attended(interventions, three_completions):
    starts = (await measure(interventions, commissioner, "programme_starts", **{"from": "2010-09-06", "to": "2010-09-06"})).json()

    assert (starts["numerator"], len(starts["numerator_event_ids"])) == (3, 3)


async def test_a_plain_count_has_no_events_below_the_line(interventions, three_completions):
    async with interventions.as_(commissioner) as client:
        answer = await client.get("/v1/measures/programme_completions/events", params=QUARTER | {"part": "denominator"})

    assert answer.json() == {"event_ids": [], "next_after": None}


async def test_events_come_by_page_each_once_and_none_beyond_the_watermark(interventions, three_completions):
    asked = queries.Asked("LDN", ReferralState.COMPLETED, date(2010, 10, 1), date(2011, 3, 31))
    caller = Caller.service("interventions")
    async with await interventions.database.session(caller) as session:
        up_to = await queries.watermark(session, caller)
        whole = await queries.event_ids(session, caller, asked, up_to, after=None, at_most=10)
        first = await queries.event_ids(session, caller, asked, up_to, after=None, at_most=2)
        rest = await queries.event_ids(session, caller, asked, up_to, after=first[-1], at_most=2)
        none = await queries.count_events(session, caller, asked, 0)

    assert (first + rest, len(whole), none) == (whole, 3, 0)


@pytest.mark.parametrize("changes", [{"provider": "WMP"}, {"provider": "NOSUCH"}])
async def test_a_provider_out_of_reach_is_not_found_rather_than_counted_as_nought(interventions: Running, changes):
    assert (await measure(interventions, commissioner, **changes)).status_code == 404
    assert (await measure(interventions, other_trust)).status_code == 404


async def test_a_provider_that_delivered_nothing_counts_nought(interventions: Running):
    result = (await measure(interventions, auditor, provider="WMP")).json()

    assert (result["numerator"], result["value"], result["numerator_event_ids"]) == (0, 0, [])


async def test_an_unknown_measure_and_a_period_that_runs_backwards_are_refused(interventions: Running):
    unknown = await measure(interventions, commissioner, "reconvictions")
    backwards = await measure(interventions, commissioner, to="2010-09-30")

    assert (unknown.status_code, backwards.status_code) == (404, 422)
    assert backwards.json()["errors"][0]["pointer"] == "query:to"


async def test_the_trusts_own_system_may_check_its_figure_and_an_officer_may_not(interventions: Running):
    assert (await measure(interventions, trust_system)).status_code == 200
    assert (await measure(interventions, offender_manager)).status_code == 403


async def test_the_service_lists_what_it_computes(interventions):
    async with interventions.as_(commissioner) as client:
        told = MeasureOffers.model_validate_json((await client.get("/v1/measures")).content)

    assert [offer.code for offer in told.data] == ["programme_completions", "programme_starts"]
    assert all(offer.definition_version == 1 and offer.definition for offer in told.data)
