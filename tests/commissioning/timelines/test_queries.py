"""Every prison and area on every day of the lists: one answer each, and findings on exactly the days in doubt."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.responsibilities import FindingKind, Standing
from noms.contracts.commissioning.timelines import TimelineStretch, TimelineView
from noms.reference.establishments import load_establishments
from noms.reference.probation_areas import load_probation_areas
from services.commissioning.responsibilities import queries as responsibilities
from services.commissioning.timelines import queries

FIRST, LAST = date(2004, 6, 1), date(2014, 5, 31)
PRISONS = [prison.code for prison in load_establishments()]
AREAS = sorted({area.code for area in load_probation_areas()})
ONE_DAY = timedelta(days=1)
DOUBTS = {
    Standing.UNDETERMINED: FindingKind.UNDETERMINED,
    Standing.GAP: FindingKind.GAP,
    Standing.LINE_MANAGED_ONLY: FindingKind.NO_PURCHASER,
}


@cache
def timeline(code: str) -> TimelineView:
    return queries.timeline_of_prison(code) if code in PRISONS else queries.timeline_of_area(code)


def answers(code: str) -> list[tuple[str, str, str, str | None]]:
    return [
        (stretch.from_day.isoformat(), stretch.to_day.isoformat(), stretch.standing.value, stretch.commissioner)
        for stretch in timeline(code).data
    ]


@pytest.mark.parametrize("codes", [PRISONS, AREAS], ids=["prisons", "areas"])
def test_no_day_is_left_out_and_none_is_answered_twice(codes: list[str]):
    for code in codes:
        told = timeline(code)
        assert (told.data[0].from_day, told.data[-1].to_day) == (told.from_day, told.to_day), code
        assert told.from_day <= FIRST, code
        assert told.to_day >= LAST, code
        for one, following in pairwise(told.data):
            assert one.to_day + ONE_DAY == following.from_day, code


@settings(max_examples=400)
@given(st.sampled_from([*PRISONS, *AREAS]), st.dates(FIRST, LAST))
def test_on_every_day_every_prison_and_area_has_exactly_the_answer_of_that_day(code: str, day: date):
    [stretch] = [stretch for stretch in timeline(code).data if stretch.from_day <= day <= stretch.to_day]
    provider = responsibilities.provider_on(code, day)
    answer = responsibilities.answer_for(provider, day)

    assert (stretch.standing, stretch.service_class) == (answer.standing, provider.service_class)
    assert stretch.standing in {*DOUBTS, Standing.COMMISSIONED, Standing.NOT_DELIVERING}
    assert (stretch.standing is Standing.NOT_DELIVERING) == (not provider.delivering)
    assert (stretch.commissioner is None) == (stretch.standing is not Standing.COMMISSIONED)


def days_told(stretch: TimelineStretch, kind: FindingKind) -> int:
    """On how many days of the stretch a finding of the kind speaks of its provider's kind and region."""
    return sum(
        max(0, (min(stretch.to_day, found.to_day) - max(stretch.from_day, found.from_day)).days + 1)
        for found in queries.findings().data
        if found.kind is kind and found.service_class == stretch.service_class and stretch.region_code in found.regions
    )


def test_findings_cover_exactly_the_days_on_which_a_provider_was_not_commissioned():
    for code in (*PRISONS, *AREAS):
        for stretch in timeline(code).data:
            if stretch.standing is not Standing.NOT_DELIVERING:
                length = (stretch.to_day - stretch.from_day).days + 1
                expected = {kind: length if kind is DOUBTS.get(stretch.standing) else 0 for kind in DOUBTS.values()}
                assert {kind: days_told(stretch, kind) for kind in DOUBTS.values()} == expected, (code, stretch.from_day)


def test_leeds_lost_its_purchaser_for_a_year():
    """Source: founding papers 001 and 003; PSI 14/2012."""
    assert answers("LEI") == [
        ("2004-06-01", "2008-03-31", "commissioned", "ROM"),
        ("2008-04-01", "2009-03-31", "line_managed_only", None),
        ("2009-04-01", "2011-03-31", "commissioned", "DOM"),
        ("2011-04-01", "2017-03-31", "commissioned", "Deputy Director of Custody"),
    ]


def test_wandsworth_was_never_without_a_purchaser_because_london_was_a_merged_pilot():
    """Source: founding paper 001."""
    assert [answer[3] for answer in answers("WWI")] == ["ROM", "DOM", "DOM", "Deputy Director of Custody"]


def test_wolds_was_bought_by_contract_until_its_contract_ended_and_closed_nine_months_later():
    """Source: private_prison_contracts.csv, establishments.csv."""
    assert [(a[0], a[1]) for a in answers("WOI")][-3:] == [
        ("2011-04-01", "2013-06-30"), ("2013-07-01", "2014-04-29"), ("2014-04-30", "2017-03-31"),
    ]  # fmt: skip
    assert [stretch.service_class for stretch in timeline("WOI").data][-3:] == [
        "private_prison",
        "public_prison",
        "public_prison",
    ]


def test_south_wales_was_a_board_then_a_trust_then_a_part_of_wales():
    """Source: Hansard 3 March 2010."""
    told = timeline("SWS").data

    assert [(stretch.from_day.isoformat(), stretch.service_class) for stretch in told] == [
        ("2001-04-01", "probation_board"), ("2004-06-01", "probation_board"), ("2008-04-01", "probation_trust"),
        ("2010-04-01", "probation_trust"),
    ]  # fmt: skip
    assert told[-1].in_words == "South Wales Probation Trust did not exist on 2010-04-01; its area passed to WPT."


def test_whitemoor_has_one_answer_for_all_its_days():
    [whole] = timeline("WRI").data

    assert (whole.commissioner, whole.region_code, whole.conflict_of_interest) == ("Director of High Security", "HSE", True)


def test_ashfield_shows_who_else_bought_places_there():
    """Source: Hansard 4 December 2013 and 18 July 2013."""
    [bought] = timeline("ASI").further_services

    assert (bought.commissioner, bought.direction, bought.extent, bought.places_bought) == (
        "Youth Justice Board", "inbound", "whole", 360,
    )  # fmt: skip


@pytest.mark.parametrize(("asked", "code"), [("prison", "LDN"), ("area", "RHI"), ("prison", "ZZZ"), ("area", "ZZZ")])
def test_a_code_of_the_other_list_has_no_timeline(asked: str, code: str):
    with pytest.raises(NotFound):
        (queries.timeline_of_prison if asked == "prison" else queries.timeline_of_area)(code)


def test_the_standing_conflicts_of_interest_are_those_of_directors_and_in_2008_of_regional_managers():
    """Source: founding papers 001 and 003, PSI 14/2012."""
    found = [
        (c.from_day.isoformat(), c.to_day.isoformat(), c.service_class, c.commissioner, len(c.regions))
        for c in queries.findings().conflicts_of_interest
    ]

    assert found == [
        ("2004-06-01", "2017-03-31", "public_prison", "Director of High Security", 1),
        ("2008-04-01", "2009-03-31", "probation_board", "DOM", 2),
        ("2008-04-01", "2009-03-31", "probation_board", "ROM", 8),
        ("2008-04-01", "2009-03-31", "public_prison", "DOM", 2),
        ("2009-04-01", "2011-03-31", "public_prison", "DOM", 10),
        ("2011-04-01", "2017-03-31", "public_prison", "Deputy Director of Custody", 10),
    ]


@settings(max_examples=200)
@given(st.sampled_from(PRISONS), st.dates(FIRST, LAST))
def test_a_conflict_of_interest_is_listed_exactly_on_the_days_on_which_an_answer_carries_it(code: str, day: date):
    [stretch] = [stretch for stretch in timeline(code).data if stretch.from_day <= day <= stretch.to_day]
    listed = [
        found
        for found in queries.findings().conflicts_of_interest
        if found.service_class == stretch.service_class
        and stretch.region_code in found.regions
        and found.from_day <= day <= found.to_day
    ]

    if stretch.standing is not Standing.NOT_DELIVERING:
        assert bool(listed) == stretch.conflict_of_interest


def test_gaps_in_what_is_bought_besides_are_computed():
    assert [
        (f.service, f.from_day.isoformat(), f.to_day.isoformat(), len(f.places)) for f in queries.findings().further_services
    ] == [
        ("electronic_monitoring", "2004-06-01", "2004-09-01", 10),
        ("detainee_places", "2013-04-01", "2015-12-30", 2),
    ]
