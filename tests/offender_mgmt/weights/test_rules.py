"""What each feature weighs. Source of every weight: hmpps-person-match, the weights of its model."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.matching import BORN_ON, record
from noms.contracts.offender_mgmt.matching import MatchFeature
from services.offender_mgmt.weights.rules import Sharing, terms_of

PNC, CRO = frozenset({"2002/0073319Z"}), frozenset({"265416/21G"})
SENTENCED = frozenset({date(2010, 10, 4)})


def bits(feature: MatchFeature, one, other, sharing: Sharing | None = None) -> float | None:
    return {term.feature: term.bits for term in terms_of(one, other, sharing or Sharing())}.get(feature)


def named(*names: tuple[str, str]):
    return record(names=names)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((("ALEX", "MARLOW"),), (("ALEX", "MARLOW"),), 17.06),
        ((("ALEX", "MARLOW"),), (("ALEX", "MARLOWE"),), 7.30),
        ((("ALEX", "MARLOW"),), (("MARLOW", "ALEX"),), 14.01),
        ((("ALEX", "MARLOW"),), (("KIM", "OSTLER"), ("ALEX", "MARLOW")), 11.48),
        ((("ALEX", "MARLOW"), ("A", "B")), (("KIM", "OSTLER"), ("ALEX", "MARLOW")), 9.15),
        ((("ALEX", "MARLOW"),), (("ALAN", "MARTIN"),), 3.34),
        ((("ALEX", "MARLOW"),), (("ZOE", "MARLOW"),), 2.76),
        ((("ALEX", "MARLOW"),), (("ALEX", "QUINN"),), -0.02),
        ((("ALEX", "MARLOW"),), (("ZOE", "QUINN"),), -7.91),
    ],
)
def test_names_weigh_by_the_first_level_that_fits(one, other, expected):
    assert bits(MatchFeature.NAME, named(*one), named(*other)) == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [(("JAMES",), ("JAMES",), 6.24), (("JAMES",), ("J",), 3.63), (("JAMES",), ("OLAF",), -4.58), ((), ("JAMES",), None)],
)
def test_middle_names_weigh_only_where_both_have_one(mine, theirs, expected):
    assert bits(MatchFeature.MIDDLE_NAME, record(middle_names=mine), record(middle_names=theirs)) == expected


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ((BORN_ON,), 13.87), ((date(1970, 5, 5), BORN_ON), 9.68), ((date(1970, 5, 5), date(1971, 5, 5), BORN_ON), 8.84),
        ((date(1984, 3, 8),), 3.29), ((date(1994, 3, 9),), -8.58), ((date(1986, 7, 21),), -4.42), ((date(1950, 7, 21),), -8.58),
        ((), None),
    ],
)  # fmt: skip
def test_birthdays_weigh_by_the_first_level_that_fits(theirs, expected):
    assert bits(MatchFeature.DATE_OF_BIRTH, record(), record(birthdays=theirs)) == expected


@pytest.mark.parametrize(("people", "expected"), [(1, 15.06), (2, 15.06), (3, 12.03), (10, 12.03), (11, 7.13)])
def test_a_postcode_weighs_the_more_the_fewer_share_it(people, expected):
    lives = record(postcodes=frozenset({"SE5 8AF"}))

    assert bits(MatchFeature.POSTCODE, lives, lives, Sharing(postcodes={"SE5 8AF": people})) == expected


@pytest.mark.parametrize(("theirs", "expected"), [({"SE5 9ZZ"}, 5.25), ({"LS1 4AP"}, -2.32), (set(), None)])
def test_a_district_weighs_less_and_another_one_against(theirs, expected):
    one, other = record(postcodes=frozenset({"SE5 8AF"})), record(postcodes=frozenset(theirs))

    assert bits(MatchFeature.POSTCODE, one, other) == expected


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ({"pncs": PNC, "cros": CRO}, 29.9), ({"pncs": PNC}, 21.58), ({"cros": CRO}, 21.79),
        ({"pncs": frozenset({"2003/0073319A"})}, 14.53), ({"pncs": frozenset({"1981/0000034U"})}, -8.0), ({}, None),
    ],
)  # fmt: skip
def test_police_numbers_weigh_most(theirs, expected):
    assert bits(MatchFeature.PNC_AND_CRO, record(pncs=PNC, cros=CRO), record(**theirs)) == expected


@pytest.mark.parametrize(("people", "expected"), [(1, 10.9), (3, 9.38), (11, 8.26), (101, 7.33)])
def test_a_day_of_sentence_weighs_the_more_the_fewer_were_sentenced_on_it(people, expected):
    one = record(sentenced_on=SENTENCED)

    assert bits(MatchFeature.SENTENCE_DATE, one, one, Sharing(sentence_dates={date(2010, 10, 4): people})) == expected


@pytest.mark.parametrize(("day", "expected"), [("2010-10-18", 1.0), ("2010-10-19", -0.75), ("2010-09-20", 1.0)])
def test_a_sentence_within_fourteen_days_weighs_a_little(day, expected):
    one, other = record(sentenced_on=SENTENCED), record(sentenced_on=frozenset({date.fromisoformat(day)}))

    assert bits(MatchFeature.SENTENCE_DATE, one, other) == expected


DAYS = st.dates(date(1950, 1, 1), date(1999, 12, 31))
RECORDS = st.builds(
    record,
    names=st.lists(st.tuples(st.sampled_from(["AB", "CDE", "FGH"]), st.sampled_from(["JK", "LMN"])), min_size=1).map(tuple),
    birthdays=st.lists(DAYS, max_size=2).map(tuple),
    postcodes=st.frozensets(st.sampled_from(["SE5 8AF", "SE5 9ZZ", "LS1 4AP"])),
    pncs=st.frozensets(st.sampled_from(["2002/0073319Z", "1981/0000034U"])),
    sentenced_on=st.frozensets(DAYS, max_size=2),
)


@given(RECORDS, RECORDS)
def test_it_does_not_matter_which_record_is_compared_with_which(one, other):
    there, back = ({term.feature: term.bits for term in terms_of(*pair, Sharing())} for pair in ((one, other), (other, one)))

    assert there == back
