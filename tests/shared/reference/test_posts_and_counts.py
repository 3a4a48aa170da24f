"""Posts, reports of how many were held, counts of staff, and what is bought besides."""

from datetime import date

import pytest

from noms.reference.establishments import establishment, load_establishments
from noms.reference.faults import UnknownCode
from noms.reference.further_responsibilities import Direction, FurtherService, load_further_responsibilities
from noms.reference.posts import load_posts, load_reported_posts, post
from noms.reference.regions import RegionKind, load_regions
from noms.reference.register import organisation
from noms.reference.staff_counts import ALL_REGIONS, Bound, load_staff_counts

TEN = {row.code for row in load_regions() if row.kind is RegionKind.REGION}


def test_each_region_has_one_post_of_each_kind_and_every_post_leads_an_office_of_the_register() -> None:
    for kind in ("ROM", "DOM"):
        assert sorted(known.region_code or "" for known in load_posts() if known.kind == kind) == sorted(TEN)
    assert all(organisation(known.organisation_id) for known in load_posts())


def test_a_post_that_there_never_was_is_refused() -> None:
    with pytest.raises(UnknownCode, match="posts has no DOM-HSE"):
        post("DOM-HSE")


def test_on_8_june_2009_nine_directors_were_in_post_and_one_region_had_an_interim() -> None:
    """Source: Hansard 8 June 2009; the answer of 8 July 2009 counts eleven, which is conflict C1."""
    counted = {report.as_at: (report.counted, report.conflict) for report in load_reported_posts() if report.post_kind == "DOM"}

    assert counted == {date(2009, 6, 8): (10, None), date(2009, 7, 8): (11, "C1")}


def test_113_of_4270_at_headquarters_had_a_background_in_probation() -> None:
    """Source: founding paper 002."""
    [told] = [row for row in load_staff_counts() if row.probation is not None]

    assert (told.office_code, told.people, told.probation, told.prison, told.other) == ("HQ", 4270, 113, None, None)


def test_of_october_2008_two_kinds_of_office_are_counted_apart() -> None:
    """Source: Hansard 30 March 2010, column 1085W."""
    october = {row.basis: row.people for row in load_staff_counts() if str(row.as_at) == "2008-10"}

    assert october == {"area offices of the Prison Service": 451, "offices of Regional Offender Managers": 119}


def test_plans_and_bounds_are_told_from_counts() -> None:
    """Source: Hansard 8 July 2009 (over 500) and 30 March 2010 (576 reduced by 180); founding paper 002 (300)."""
    others = {row.people: row.bound for row in load_staff_counts() if row.office_code == ALL_REGIONS and row.bound != "exact"}

    assert others == {500: Bound.MORE_THAN, 300: Bound.PLANNED, 576: Bound.PLANNED, 396: Bound.PLANNED}
    assert 576 - 180 == 396


def test_places_for_children_are_bought_where_children_were_held_in_mid_2010() -> None:
    """Source: establishments.csv; Ashfield and a part of Parc also in Hansard 4 December 2013."""
    held = {prison.code: prison.population_2010 for prison in load_establishments() if "M_JUV" in prison.population_2010}
    bought = {row.place[0]: row for row in load_further_responsibilities() if row.service is FurtherService.JUVENILE_PLACES}

    assert set(bought) == set(held)
    assert {code for code, row in bought.items() if row.extent == "part"} == {code for code in held if len(held[code]) > 1}


def test_the_places_that_the_youth_justice_board_gave_back() -> None:
    """Source: Hansard 18 July 2013."""
    places = {row.place[0]: row.places_bought for row in load_further_responsibilities() if row.places_bought}

    assert places == {"ASI": 360, "CSI": 168, "HCI": 270}


def test_detainees_are_held_for_the_border_agency_at_the_two_removal_centres() -> None:
    on = date(2010, 6, 30)
    rows = [r for r in load_further_responsibilities() if r.service is FurtherService.DETAINEE_PLACES and r.in_force_on(on)]

    assert {row.commissioner for row in rows} == {"Border Agency"}
    assert {row.place[0] for row in rows} == {prison.code for prison in load_establishments() if prison.function_2010 == "irc"}


def test_no_further_service_has_two_buyers_in_one_place_on_a_day() -> None:
    rows = load_further_responsibilities()
    for day in {row.valid_from for row in rows}:
        for place in {code for row in rows for code in row.place if code != "ALL"}:
            held = [row.service for row in rows if row.covers(place) and row.in_force_on(day)]
            assert len(held) == len(set(held)), (day, place)


def test_inbound_places_are_prisons_and_monitoring_is_bought_for_regions() -> None:
    for row in load_further_responsibilities():
        if row.direction is Direction.INBOUND:
            assert establishment(row.place[0]).code == row.place[0]
        else:
            assert set(row.place) <= {*TEN, "ALL"}


def test_electronic_monitoring_was_shared_out_by_region_until_april_2005() -> None:
    """Source: SI 2004/2172 art. 2; PC 23/2005."""
    on = date(2005, 3, 31)
    rows = [r for r in load_further_responsibilities() if r.service is FurtherService.ELECTRONIC_MONITORING and r.in_force_on(on)]

    assert {code: row.provider for row in rows for code in row.place} == (
        dict.fromkeys(("EM", "EE", "LON", "WAL", "WM"), "Premier Monitoring Services")
        | dict.fromkeys(("NE", "NW", "YH"), "Securicor Justice Services")
        | dict.fromkeys(("SE", "SW"), "Reliance Monitoring Services")
    )
