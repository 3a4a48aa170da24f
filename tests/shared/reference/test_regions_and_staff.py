"""Regions, posts, responsibilities and staff, against the founding papers and Parliament's tables."""

from datetime import date, timedelta

import pytest

from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.reading import Mark
from noms.reference.regions import (
    HIGH_SECURITY_ESTATE,
    Certainty,
    Instrument,
    RegionKind,
    ServiceClass,
    load_regional_posts,
    load_regions,
    load_responsibilities,
    region,
    regional_post_on,
    responsibility_on,
)
from noms.reference.staffing import HEADQUARTERS, load_dom_office_headcounts, load_regional_office_staff, regional_office_staff_on

TEN = {"EM", "EE", "LON", "NE", "NW", "SE", "SW", "WAL", "WM", "YH"}


def test_there_are_ten_regions_and_the_high_security_estate() -> None:
    """Source: founding papers 002 and 003."""
    assert {row.code for row in load_regions() if row.kind is RegionKind.REGION} == TEN
    assert [row.code for row in load_regions() if row.kind is RegionKind.FUNCTIONAL] == [HIGH_SECURITY_ESTATE]
    assert region("WAL").name == "Wales"


def test_a_region_that_is_not_listed_is_refused() -> None:
    with pytest.raises(UnknownCode, match="regions has no ZZ"):
        region("ZZ")


def test_on_every_day_before_2011_each_region_was_led_by_exactly_one_post() -> None:
    day = date(2004, 6, 1)
    while day <= date(2011, 3, 31):
        assert sorted(post.region_code for post in load_regional_posts() if post.in_force_on(day)) == sorted(TEN)
        day += timedelta(days=31)


@pytest.mark.parametrize(
    ("code", "day", "post"),
    [
        ("LON", date(2008, 3, 31), "ROM"),
        ("LON", date(2008, 4, 1), "DOM"),
        ("NW", date(2008, 4, 1), "ROM"),
        ("NW", date(2009, 7, 8), "DOM"),
    ],
)
def test_london_and_wales_had_a_director_a_year_before_the_others(code: str, day: date, post: str) -> None:
    """Source: founding paper 001 (merged pilots from 1 April 2008); the day of 2009 is an estimate."""
    assert regional_post_on(code, day).post_code == post


def test_before_noms_no_post_led_a_region_and_none_ever_led_the_high_security_estate() -> None:
    with pytest.raises(NotInForce):
        regional_post_on("NW", date(2004, 5, 31))
    with pytest.raises(NotInForce):
        regional_post_on(HIGH_SECURITY_ESTATE, date(2009, 7, 8))


def test_the_days_of_the_posts_that_were_not_found_are_marked_as_estimates() -> None:
    assert all(Mark.ESTIMATE in post.marks for post in load_regional_posts() if post.post_code == "DOM")


@pytest.mark.parametrize(
    ("service_class", "code", "day", "commissioner", "instrument"),
    [
        (ServiceClass.PUBLIC_PRISON, "EM", date(2006, 1, 1), "ROM", Instrument.SLA),
        (ServiceClass.PUBLIC_PRISON, "EM", date(2008, 6, 1), "HMPS", Instrument.LINE),
        (ServiceClass.PUBLIC_PRISON, "LON", date(2008, 6, 1), "DOM", Instrument.SLA),
        (ServiceClass.PUBLIC_PRISON, "WAL", date(2008, 6, 1), "DOM", Instrument.SLA),
        (ServiceClass.PUBLIC_PRISON, "HSE", date(2008, 6, 1), "Director of High Security", Instrument.SLA),
        (ServiceClass.PRIVATE_PRISON, "NW", date(2009, 7, 8), "NOMS Agency", Instrument.CONTRACT),
        (ServiceClass.PROBATION_BOARD, "NW", date(2009, 7, 8), "DOM", Instrument.SLA),
    ],
)
def test_who_commissioned_a_service(
    service_class: ServiceClass, code: str, day: date, commissioner: str, instrument: Instrument
) -> None:
    """Source: founding papers 000, 001 and 003."""
    answer = responsibility_on(service_class, code, day)

    assert (answer.commissioner, answer.instrument) == (commissioner, instrument)


def test_who_commissioned_private_prisons_in_2008_stays_unresolved_as_the_source_has_it() -> None:
    """Source: founding paper 001, which calls it unclear."""
    answer = responsibility_on(ServiceClass.PRIVATE_PRISON, "SE", date(2008, 10, 1))

    assert (answer.commissioner, answer.certainty) == ("UNDETERMINED", Certainty.UNCLEAR)


def test_nobody_commissioned_a_trust_before_there_were_trusts() -> None:
    with pytest.raises(NotInForce, match="probation_trust in NW"):
        responsibility_on(ServiceClass.PROBATION_TRUST, "NW", date(2008, 3, 31))


def test_no_service_ever_has_two_commissioners_in_one_region() -> None:
    for day in {row.valid_from for row in load_responsibilities()}:
        for code in (*TEN, HIGH_SECURITY_ESTATE):
            in_force = [row.service_class for row in load_responsibilities() if row.covers(code) and row.in_force_on(day)]
            assert len(in_force) == len(set(in_force))


def test_the_offices_of_directors_of_offender_management_had_646_people() -> None:
    """Source: founding paper 002, table 1: 31 August 2009, core and non-core."""
    assert sum(office.headcount for office in load_dom_office_headcounts()) == 646
    assert {office.region_code for office in load_dom_office_headcounts()} == TEN
    assert {office.as_at for office in load_dom_office_headcounts()} == {date(2009, 8, 31)}


@pytest.mark.parametrize(
    ("year", "regions", "headquarters"),
    [(2004, 500, 1906), (2005, 627, 1351), (2006, 675, 1398), (2007, 602, 1297), (2008, 518, 2207), (2009, 484, 2188)],
)
def test_regional_and_headquarters_staff_are_those_given_to_parliament(year: int, regions: int, headquarters: int) -> None:
    """Source: Hansard 30 March 2010, column 1085W, which prints the totals 501 for 2004 and 483 for 2009: off by one each."""
    day = date(year, 12, 31)

    assert sum(row.staff for row in load_regional_office_staff() if row.as_at == day and row.region_code in TEN) == regions
    assert regional_office_staff_on(HEADQUARTERS, day) == headquarters


def test_staff_are_known_only_for_the_days_reported() -> None:
    assert regional_office_staff_on("NW", date(2009, 12, 30)) is None
