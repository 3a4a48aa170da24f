"""The Commons question of 8 July 2009, answered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.office_staff import StaffOrigin
from noms.reference.regions import load_regions
from noms.reference.staffing import load_dom_office_headcounts, load_regional_office_staff
from services.commissioning.organisations import rules
from services.commissioning.organisations.rules import Census, OfficeCount

REGIONS = [region.code for region in load_regions() if region.kind == "region"]


def published() -> list[OfficeCount]:
    return rules.published_counts(load_dom_office_headcounts(), load_regional_office_staff(), load_regions())


def census(on: str, counts: list[OfficeCount] | None = None) -> Census:
    answer, _ = rules.census_answering(counts or published(), load_regions(), date.fromisoformat(on))
    assert answer is not None
    return answer


def office_return(region: str, as_at: str, people: tuple[int, int, int, int]) -> OfficeCount:
    by_origin = tuple(zip(StaffOrigin, people, strict=True))
    return OfficeCount(region, region, date.fromisoformat(as_at), by_origin, rules.RETURN_BASIS, "a return")


def test_on_31_august_2009_the_ten_offices_had_646_people_core_and_non_core():
    """Commons written answer, 9 September 2009, table 1."""
    answer = census("2009-08-31")

    assert {count.region_code: count.headcount for count in answer.counts} == {
        "EM": 84, "EE": 52, "LON": 48, "NE": 53, "NW": 123, "SE": 109, "SW": 43, "WAL": 30, "WM": 63, "YH": 41,
    }  # fmt: skip
    assert (answer.total_headcount, answer.basis) == (646, "core and non-core")


def test_the_origin_of_all_646_is_unknown_and_is_said_to_be():
    answer = census("2009-08-31")

    assert [answer.from_origin(origin) for origin in StaffOrigin] == [0, 0, 0, 646]
    assert rules.census_sentence(answer, date(2009, 8, 31)) == (
        "The 10 offices had 646 people on 2009-08-31 (core and non-core)."
        " Where they had worked before is known for 0 of them and unknown for 646."
    )


@pytest.mark.parametrize(
    ("on", "people", "printed"),
    [
        ("2004-12-31", 500, 501),
        ("2005-12-31", 627, None),
        ("2006-12-31", 675, None),
        ("2007-12-31", 602, None),
        ("2008-12-31", 518, None),
        ("2009-12-31", 484, 483),
    ],
)
def test_the_offices_at_each_31_december_sum_as_printed_but_for_one_person_in_2004_and_2009(
    on: str, people: int, printed: int | None
):
    """Hansard 2010-03-30 column 1085W."""
    assert (census(on).total_headcount, census(on).printed_total) == (people, printed)


def test_on_8_july_2009_the_latest_count_was_that_of_december_2008():
    assert (census("2009-07-08").as_at, census("2009-07-08").total_headcount) == (date(2008, 12, 31), 518)


def test_the_count_on_another_basis_is_shown_beside_the_answer_and_never_added():
    _, others = rules.census_answering(published(), load_regions(), date(2009, 8, 31))

    assert [(other.basis, other.total_headcount) for other in others] == [(rules.ANNUAL_BASIS, 518)]


def test_before_the_first_count_there_is_no_answer():
    answer, others = rules.census_answering(published(), load_regions(), date(2004, 12, 30))

    assert (answer, others) == (None, [])
    assert (
        rules.census_sentence(None, date(2004, 12, 30))
        == "No count of every director's office is known for 2004-12-30 or before."
    )


def test_returns_of_nine_offices_do_not_displace_a_count_of_ten():
    nine = [office_return(region, "2010-06-30", (5, 3, 1, 1)) for region in REGIONS[:9]]
    answer, others = rules.census_answering([*published(), *nine], load_regions(), date(2010, 7, 1))

    assert answer is not None
    assert answer.total_headcount == 484
    assert [(len(other.counts), other.total_headcount) for other in others if other.basis == rules.RETURN_BASIS] == [(9, 90)]


def test_when_all_ten_offices_have_returned_the_origins_are_known():
    ten = [office_return(region, "2010-06-30", (5, 3, 1, 1)) for region in REGIONS]
    answer = census("2010-07-01", [*published(), *ten])

    assert [answer.from_origin(origin) for origin in StaffOrigin] == [50, 30, 10, 10]


def test_a_corrected_return_for_the_same_day_prevails():
    first = office_return("LON", "2010-06-30", (5, 3, 1, 1))
    corrected = office_return("LON", "2010-06-30", (6, 3, 1, 0))
    counted = rules.census_on([first, corrected], rules.RETURN_BASIS, date(2010, 7, 1))

    assert counted is not None
    assert counted.from_origin(StaffOrigin.PROBATION) == 6


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(113, 4270, 2.6), (0, 646, 0.0), (646, 646, 100.0), (1, 8, 12.5), (1, 1600, 0.1), (0, 0, None)]
)
def test_shares_have_one_decimal(part: int, whole: int, percent: float | None):
    """113 of 4,270 at headquarters had a probation background: 2.6 %. Source: Commons written answer, 9 September 2009."""
    assert rules.share_percent(part, whole) == percent


def test_a_return_comes_from_a_directors_office_about_a_day_that_has_come():
    today = date(2010, 7, 1)

    assert rules.objection_to_return("LON", today, load_regions(), as_at=today) is None
    assert rules.objection_to_return("HSE", today, load_regions(), as_at=today) is rules.ReturnObjection.NOT_A_DIRECTORS_OFFICE
    assert rules.objection_to_return("LON", date(2010, 7, 2), load_regions(), as_at=today) is rules.ReturnObjection.IN_THE_FUTURE


def test_both_conflicts_and_the_answer_of_8_july_2009_are_told():
    assert [code for code, _ in rules.CONFLICTS] == ["C1", "C2"]
    assert [day for day, _ in rules.ANSWERED_IN_PARLIAMENT] == [date(2009, 7, 8), date(2009, 9, 9)]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2020, 1, 1)))
def test_no_answer_ever_rests_on_two_bases_or_on_a_later_day(on: date):
    answer, others = rules.census_answering(published(), load_regions(), on)

    for known in [*others, *([answer] if answer else [])]:
        assert {count.basis for count in known.counts} == {known.basis}
        assert all(count.as_at <= on for count in known.counts)


@given(st.lists(st.tuples(*[st.integers(0, 200)] * 4), min_size=10, max_size=10))
def test_origins_always_sum_to_the_headcount(rows: list[tuple[int, int, int, int]]):
    counts = [office_return(region, "2010-06-30", row) for region, row in zip(REGIONS, rows, strict=True)]
    answer = census("2010-07-01", counts)

    assert sum(answer.from_origin(origin) for origin in StaffOrigin) == answer.total_headcount == sum(map(sum, rows))
