"""Whether a court could have passed the sentence."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make, suspended_order_to_make
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.imprisonment.rules import faults_of_custodial_sentence
from services.offender_mgmt.sentences.rules import faults_of_appearance, faults_of_links, faults_of_order

BORN_ON = date(1984, 3, 9)
AS_AT = date(2026, 1, 1)


def faults(*, order=order_to_make, born_on=BORN_ON, as_at=AS_AT, **changes) -> dict[str, str]:
    return {fault.pointer: fault.code for fault in faults_of_order(order(**changes), born_on=born_on, as_at=as_at)}


def sentence_faults(*, born_on=BORN_ON, **changes) -> dict[str, str]:
    passed = custodial_sentence_to_record(**changes)
    return {fault.pointer: fault.code for fault in faults_of_custodial_sentence(passed, born_on=born_on, as_at=AS_AT)}


def test_a_child_cannot_be_sentenced_as_an_adult_nor_anybody_before_birth():
    # Source: PCC(S)A 2000 ss.89 to 100; the default sentence is of 17 May 2010.
    assert sentence_faults(born_on=date(1992, 5, 17)) == {}
    assert sentence_faults(born_on=date(1992, 5, 18)) == {"/sentenced_on": "too_young_for_the_sentence"}
    assert sentence_faults(born_on=date(2014, 5, 5)) == {
        "/sentenced_on": "too_young_for_the_sentence",
        "/offence_committed_on": "before_birth",
    }


def suspended(**changes):
    return {"suspended": {"custodial_term": {"months": 4}, "operational_period_ends_on": "2012-04-03"} | changes}


def test_an_order_of_two_years_can_be_made():
    assert faults() == {}


def test_a_suspended_sentence_order_can_be_made():
    assert faults(order=suspended_order_to_make) == {}


def test_a_community_order_ends_not_more_than_three_years_after_its_date():
    """Source: CJA 2003 s.177(5)."""
    assert faults(ends_on="2013-10-04") == {}
    assert faults(ends_on="2013-10-05") == {"/ends_on": "longer_than_the_act_allows"}


def test_an_order_ends_after_it_begins():
    assert faults(ends_on="2010-10-04") == {"/ends_on": "ends_before_it_begins"}


def test_an_order_is_for_an_offence_on_or_after_4_april_2005():
    """Source: SI 2005/950 art. 2(1)."""
    dates = {"convicted_on": "2005-06-01", "made_on": "2005-07-01", "ends_on": "2006-06-30"}

    assert faults(offence_committed_on="2005-04-04", **dates) == {}
    assert faults(offence_committed_on="2005-04-03", **dates) == {"/offence_committed_on": "offence_before_the_act"}


def test_an_order_is_not_recorded_before_it_is_made():
    assert faults(as_at=date(2010, 10, 4)) == {}
    assert faults(as_at=date(2010, 10, 3)) == {"/made_on": "in_the_future"}


@pytest.mark.parametrize("convicted_on", ["2010-07-01", "2010-10-05"])
def test_the_conviction_lies_between_offence_and_order(convicted_on):
    assert faults(convicted_on=convicted_on) == {"/convicted_on": "out_of_order"}


@pytest.mark.parametrize(("provider", "expected"), [("LDN", {}), ("ZZZ", {"/provider": "unknown_provider"})])
def test_the_provider_is_a_trust_or_board_of_that_day(provider, expected):
    assert faults(provider=provider) == expected


def test_a_board_that_has_merged_takes_no_new_orders():
    """Durham became part of Durham Tees Valley on 1 April 2010."""
    assert faults(provider="DRH") == {"/provider": "unknown_provider"}


def test_for_offences_from_30_november_2009_a_community_order_is_for_adults():
    """Source: CJIA 2008 Sch 27 para 1(1)(a); SI 2009/3074 art. 2. Convicted on 1 September 2010."""
    assert faults(born_on=date(1992, 9, 1)) == {}
    assert faults(born_on=date(1992, 9, 2)) == {"/convicted_on": "too_young_for_the_order"}
    assert faults(born_on=date(1992, 9, 2), offence_committed_on="2009-11-30") == {"/convicted_on": "too_young_for_the_order"}


def test_for_earlier_offences_a_community_order_was_open_from_sixteen():
    earlier = {"offence_committed_on": "2009-11-29"}

    assert faults(born_on=date(1994, 9, 1), **earlier) == {}
    assert faults(born_on=date(1994, 9, 2), **earlier) == {"/convicted_on": "too_young_for_the_order"}


def test_suspended_custody_is_for_adults_whatever_the_day_of_the_offence():
    young = {"born_on": date(1992, 9, 2), "order": suspended_order_to_make, "offence_committed_on": "2009-11-29"}

    assert faults(**young) == {"/convicted_on": "too_young_for_the_order"}


def test_only_a_suspended_sentence_order_suspends_custody():
    assert faults(**suspended()) == {"/suspended": "not_for_this_order"}
    assert faults(order=suspended_order_to_make, suspended=None) == {"/suspended": "missing"}


@pytest.mark.parametrize(
    ("court", "term", "expected"),
    [
        ("magistrates_court", {"days": 13}, "shorter_than_the_act_allows"),
        ("magistrates_court", {"days": 14}, None),
        ("magistrates_court", {"weeks": 2}, None),
        ("magistrates_court", {"months": 6}, None),
        ("magistrates_court", {"months": 6, "days": 1}, "longer_than_the_act_allows"),
        ("crown_court", {"months": 6, "days": 1}, None),
        ("crown_court", {"months": 12}, None),
        ("crown_court", {"years": 1}, None),
        ("crown_court", {"weeks": 52}, None),
        ("crown_court", {"weeks": 53}, "longer_than_the_act_allows"),
    ],
)
def test_suspended_custody_is_14_days_to_12_months_and_6_months_before_magistrates(court, term, expected):
    """Source: CJA 2003 s.189(1) as modified by SI 2005/643 art. 2(2)(a)."""
    found = faults(order=suspended_order_to_make, court=court, **suspended(custodial_term=term))

    assert found == ({"/suspended/custodial_term": expected} if expected else {})


@pytest.mark.parametrize(
    ("supervision_ends_on", "operational_ends_on", "expected"),
    [
        ("2011-04-03", "2011-04-03", {}),
        ("2012-10-03", "2012-10-03", {}),
        ("2011-04-02", "2011-04-03", {"/ends_on": "outside_the_period_of_the_act"}),
        ("2012-10-03", "2012-10-04", {"/suspended/operational_period_ends_on": "outside_the_period_of_the_act"}),
        ("2012-01-04", "2012-01-03", {"/ends_on": "supervision_outlasts_operational_period"}),
    ],
)
def test_both_periods_are_6_to_24_months_and_supervision_ends_first(supervision_ends_on, operational_ends_on, expected):
    """Source: CJA 2003 s.189(3) and (4): a period beginning with the date of the order, here 4 October 2010."""
    changes = {"ends_on": supervision_ends_on, **suspended(operational_period_ends_on=operational_ends_on)}

    assert faults(order=suspended_order_to_make, **changes) == expected


def test_a_determinate_sentence_has_a_length_and_no_minimum_term():
    assert sentence_faults() == {}
    assert sentence_faults(length=None) == {"/length": "missing"}
    assert sentence_faults(minimum_term={"years": 1}) == {"/minimum_term": "not_for_this_sentence"}


def test_a_sentence_for_public_protection_has_a_minimum_term_and_no_length():
    ipp = {"kind": "ipp", "length": None, "minimum_term": {"years": 2}}

    assert sentence_faults(**ipp) == {}
    assert sentence_faults(**ipp | {"minimum_term": None}) == {"/minimum_term": "missing"}
    assert sentence_faults(**ipp | {"length": {"years": 4}}) == {"/length": "not_for_this_sentence"}


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ({"months": 6}, {}),
        ({"weeks": 26}, {}),
        ({"months": 6, "days": 1}, {"/length": "longer_than_the_court_may_pass"}),
        ({"years": 40}, {"/length": "longer_than_the_court_may_pass"}),
    ],
)
def test_a_magistrates_court_passes_six_months_for_one_offence(length, expected):
    """Source: PCC(S)A 2000 s.78(1)."""
    assert sentence_faults(court="magistrates_court", length=length) == expected
    assert sentence_faults(length=length) == {}


@pytest.mark.parametrize("kind", ["life", "ipp"])
def test_only_the_crown_court_passes_a_sentence_without_a_length(kind):
    without = {"kind": kind, "length": None, "minimum_term": {"years": 2}}

    assert sentence_faults(court="magistrates_court", **without) == {"/court": "only_in_the_crown_court"}
    assert sentence_faults(**without) == {}


def test_a_life_sentence_may_be_for_the_whole_of_life():
    assert sentence_faults(kind="life", length=None) == {}


@pytest.mark.parametrize(
    ("offence", "sentenced", "expected"),
    [
        ("2005-04-04", "2012-12-02", {}),
        ("2005-04-03", "2006-01-01", {"/offence_committed_on": "offence_before_the_act"}),
        ("2012-01-01", "2012-12-03", {"/kind": "sentence_abolished"}),
    ],
)
def test_sentences_for_public_protection_were_passed_from_april_2005_to_december_2012(offence, sentenced, expected):
    ipp = {"kind": "ipp", "length": None, "minimum_term": {"years": 2}}

    assert sentence_faults(offence_committed_on=offence, sentenced_on=sentenced, **ipp) == expected


def test_a_sentence_follows_the_offence_and_is_not_in_the_future():
    assert sentence_faults(sentenced_on="2009-12-11") == {"/sentenced_on": "out_of_order"}
    assert "/sentenced_on" in sentence_faults(sentenced_on="2026-01-02")


@pytest.mark.parametrize(
    ("term", "first_day", "last_day"),
    [
        ({"years": 2}, "2013-09-21", "2015-09-20"),
        ({"years": 3}, "2012-12-15", "2015-12-14"),
        ({"months": 12}, "2008-02-29", "2009-02-28"),
        ({"months": 6}, "2010-08-31", "2011-02-28"),
        ({"months": 1}, "2012-01-31", "2012-02-29"),
        ({"weeks": 2}, "2010-10-04", "2010-10-17"),
        ({"days": 1}, "2010-10-04", "2010-10-04"),
        ({"months": 1, "days": 10}, "2010-10-04", "2010-11-13"),
        ({"months": 6}, "9999-12-01", "9999-12-31"),
        ({"days": 30}, "9999-12-31", "9999-12-31"),
    ],
)
def test_a_term_ends_the_day_before_its_first_day_comes_round(term, first_day, last_day):
    """Source: PSI 13/2013 worked examples 9 and 10 for the first two, before any adjustment."""
    assert Term(**term).last_day(date.fromisoformat(first_day)) == date.fromisoformat(last_day)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(1, 120), st.integers(1, 120))
def test_a_longer_term_never_ends_earlier(first_day, months, more):
    assert Term(months=months).last_day(first_day) < Term(months=months + more).last_day(first_day)
    assert Term(months=12 * months).last_day(first_day) == Term(years=months).last_day(first_day) if months <= 99 else True


FIRST, SECOND, THIRD = (UUID(int=place) for place in (1, 2, 3))


@pytest.mark.parametrize(
    ("own", "ahead", "expected"),
    [
        (None, [], []),
        (None, [FIRST, SECOND], []),
        (None, [FIRST, FIRST], [("/consecutive_to/1", "repeated")]),
        (None, [UUID(int=9)], [("/consecutive_to/0", "unknown_sentence")]),
        (FIRST, [FIRST], [("/consecutive_to/0", "follows_itself")]),
        (FIRST, [SECOND], [("/consecutive_to/0", "circle")]),
        (FIRST, [THIRD], [("/consecutive_to/0", "circle")]),
        (THIRD, [FIRST], []),
    ],
)
def test_a_sentence_follows_others_of_the_person_and_never_itself(own, ahead, expected):
    on_record = {FIRST: [], SECOND: [FIRST], THIRD: [SECOND]}

    assert [(fault.pointer, fault.code) for fault in faults_of_links(own, ahead, on_record)] == expected


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_however_sentences_are_linked_one_after_the_other_no_circle_is_ever_made(wishes):
    on_record: dict[UUID, list[UUID]] = {UUID(int=place): [] for place in range(8)}
    for own, behind in wishes:
        wanted = [UUID(int=behind)]
        if not faults_of_links(UUID(int=own), wanted, on_record):
            on_record[UUID(int=own)] = wanted

    for start, ahead in on_record.items():
        walked, way = set(), ahead
        while way:
            (one,) = way
            assert one != start
            assert one not in walked
            walked.add(one)
            way = on_record[one]


def test_what_was_passed_names_an_appearance_of_its_own_court_and_day():
    here = ("crown_court", date(2010, 5, 17))

    assert faults_of_appearance(here, here) == ()
    assert faults_of_appearance(None, here)[0].code == "unknown_appearance"
    assert faults_of_appearance(("crown_court", date(2010, 5, 18)), here)[0].code == "another_appearance"


def test_no_more_sentences_stand_on_a_record_than_the_calculation_takes():
    on_record = {UUID(int=place): [] for place in range(100)}

    assert [fault.code for fault in faults_of_links(None, [], on_record)] == ["too_many"]
    assert faults_of_links(UUID(int=1), [UUID(int=2)], on_record) == ()
