"""The key dates of whole sets of sentences. Known answers: the worked examples of PSI 03/2015, by their numbers."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.key_dates import Json, a_sentence, an_adjustment, papers, read
from noms.contracts.offender_mgmt.key_date_views import KeyDatesView
from services.offender_mgmt.key_dates import rules
from services.offender_mgmt.warrants.rules import adjustments_of, chains_of, contradictions, not_computed

OLD = "2005-01-01"


def calculated(asked: Json) -> KeyDatesView:
    request = read(asked)
    assert contradictions(request) == () == not_computed(request)
    found = rules.key_dates(chains_of(request), adjustments_of(request), sex_offender_register=request.sex_offender_register)
    return rules.shown(found, adjustments_of(request))


def dates(asked: Json) -> dict[str, str]:
    return {code.value: str(on) for code, on in calculated(asked).dates.items()}


def taken_off(applies_from: str, **days: int) -> list[Json]:
    return [an_adjustment(kind, number, applies_from) for kind, number in days.items()]


def long_ago(**changes: Any) -> Json:
    return a_sentence(offence_committed_on=OLD, **changes)


EXAMPLES = {
    "9": (papers(a_sentence()), {"SLED": "2015-09-20", "CRD": "2014-09-20", "HDCED": "2014-05-09", "ESED": "2015-09-20"}),
    "10": (
        papers(
            a_sentence(sentenced_on="2012-12-15", duration={"years": 3}),
            adjustments=taken_off("2012-12-15", remand=35, tagged_bail=10),
        ),
        {"SLED": "2015-10-30", "CRD": "2014-05-01", "HDCED": "2013-12-18", "ESED": "2015-12-14"},
    ),
    "14": (
        papers(
            a_sentence("1", sentenced_on="2013-11-15"),
            a_sentence("2", sentenced_on="2013-11-15", duration={"years": 3}),
            adjustments=taken_off("2013-11-15", remand=50),
        ),
        {"SLED": "2016-09-25", "CRD": "2015-03-27", "HDCED": "2014-11-13", "ESED": "2016-11-14"},
    ),
    "17": (
        papers(
            a_sentence("1", sentenced_on="2013-05-17"),
            a_sentence("2", sentenced_on="2014-03-27", duration={"months": 18}),
            a_sentence("3", sentenced_on="2014-08-05", duration={"months": 12}),
            adjustments=taken_off("2013-05-17", remand=20),
        ),
        {"SLED": "2015-09-06", "CRD": "2015-01-14", "HDCED": "2014-10-16", "ESED": "2015-09-26"},
    ),
    "20": (
        papers(
            a_sentence("1", sentenced_on="2015-02-23", offence_committed_on="2015-02-10", duration={"months": 4}),
            a_sentence(
                "2", sentenced_on="2015-02-23", offence_committed_on="2015-02-10", duration={"months": 6}, consecutive_to=["1"]
            ),
        ),
        {"SLED": "2015-12-22", "CRD": "2015-07-24", "HDCED": "2015-05-10", "ESED": "2015-12-22"},
    ),
    "22": (
        papers(
            a_sentence("1", sentenced_on="2013-09-20", duration={"years": 3}),
            a_sentence("2", sentenced_on="2013-09-20", duration={"months": 18}, consecutive_to=["1"]),
            adjustments=taken_off("2013-09-20", remand=30),
        ),
        {"SLED": "2018-02-17", "CRD": "2015-11-19", "ESED": "2018-03-19"},
    ),
    "28": (
        papers(long_ago(sentenced_on="2009-10-09"), adjustments=taken_off("2009-10-09", remand=20, tagged_bail=10)),
        {"SED": "2011-09-08", "CRD": "2010-09-08", "LED": "2011-03-10", "HDCED": "2010-04-27", "ESED": "2011-10-08"},
    ),
    "29": (
        papers(
            long_ago(sentenced_on="2009-09-17", duration={"years": 6}, schedule_15=True),
            adjustments=taken_off("2009-09-17", remand=100),
        ),
        {"PED": "2012-06-08", "NPD": "2013-06-08", "LED": "2013-12-08", "SED": "2015-06-08", "ESED": "2015-09-16"},
    ),
    "40": (
        papers(
            a_sentence(
                "1", sentenced_on="2011-10-13", offence_committed_on="2005-04-03", duration={"years": 5}, schedule_15=True
            ),
            a_sentence("2", sentenced_on="2013-08-08", consecutive_to=["1"]),
            adjustments=taken_off("2011-10-13", remand=60),
        ),
        {"SLED": "2018-08-13", "NCRD": "2012-08-13", "PED": "2015-02-12", "NPD": "2015-12-14", "ESED": "2018-10-12"},
    ),
}


@pytest.mark.parametrize("number", EXAMPLES)
def test_the_worked_examples_come_out_to_the_day(number: str):
    asked, expected = EXAMPLES[number]

    assert dates(asked) == expected


def test_the_effective_length_runs_to_the_latest_end_before_adjustment():
    length = calculated(EXAMPLES["17"][0]).effective_length

    assert (length.years, length.months, length.days) == (2, 4, 10)


def test_a_sentence_under_twelve_months_under_either_act_ends_without_a_licence():
    for offence in (OLD, "2009-01-01"):
        found = dates(papers(a_sentence(sentenced_on="2010-03-01", offence_committed_on=offence, duration={"months": 6})))

        assert found == {"ARD": "2010-05-31", "SED": "2010-08-31", "HDCED": "2010-04-16", "ESED": "2010-08-31"}


def test_a_long_term_under_the_act_of_1991_without_schedule_15_is_let_go_half_way_on_licence_to_the_end():
    assert dates(papers(long_ago(sentenced_on="2009-09-17", duration={"years": 6}))) == {
        "CRD": "2012-09-16",
        "SLED": "2015-09-16",
        "ESED": "2015-09-16",
    }


def test_from_december_2012_the_day_of_sentence_decides_whatever_the_offence():
    assert "LED" in dates(papers(long_ago(sentenced_on="2012-12-02")))
    assert "SLED" in dates(papers(long_ago(sentenced_on="2012-12-03")))


def test_nobody_is_released_before_the_day_of_sentence_and_unused_remand_leaves_the_licence():
    found = dates(papers(long_ago(sentenced_on="2009-10-09"), adjustments=taken_off("2009-10-09", remand=400)))

    assert found["CRD"] == "2009-10-09"
    assert found["LED"] == str(date(2011, 4, 9) - timedelta(days=400) + timedelta(days=36))
    assert "HDCED" not in found


def test_days_at_large_move_everything_later_and_additional_days_the_release_alone():
    plain, absent = dates(papers()), dates(papers(adjustments=taken_off("2013-12-01", unlawfully_at_large=10)))
    added = dates(papers(adjustments=taken_off("2013-12-01", additional_days_awarded=10)))

    assert (absent["CRD"], absent["SLED"], absent["HDCED"]) == ("2014-09-30", "2015-09-30", "2014-05-19")
    assert (added["CRD"], added["SLED"], added["HDCED"]) == ("2014-09-30", plain["SLED"], "2014-05-19")


def test_additional_days_that_the_sentence_cannot_hold_are_not_served():
    found = dates(papers(adjustments=taken_off("2013-12-01", additional_days_awarded=500)))

    assert (found["CRD"], found["SLED"]) == ("2015-09-20", "2015-09-20")
    assert found["HDCED"] == str(date(2014, 5, 9) + timedelta(days=365))


def test_an_absence_after_the_release_moves_nothing_and_is_shown_as_not_counted():
    answer = calculated(papers(adjustments=taken_off("2014-09-21", unlawfully_at_large=5)))

    assert {code.value: str(on) for code, on in answer.dates.items()} == EXAMPLES["9"][1]
    assert [step.counted for step in answer.adjustments] == [False]


def test_restored_days_bring_the_release_back_and_never_before_it():
    restored = taken_off("2013-12-01", additional_days_awarded=14) + taken_off(
        "2014-02-01", restoration_of_additional_days_awarded=14
    )

    assert dates(papers(adjustments=restored)) == EXAMPLES["9"][1]


def test_whoever_is_on_the_sex_offender_register_has_no_home_detention_curfew():
    assert "HDCED" not in dates(papers(sex_offender_register=True))


@pytest.mark.parametrize(("duration", "eligible"), [({"weeks": 11, "days": 6}, False), ({"weeks": 12}, True)])
def test_home_detention_curfew_needs_a_sentence_of_twelve_weeks(duration: Json, eligible: bool):
    assert ("HDCED" in dates(papers(a_sentence(duration=duration)))) is eligible


def test_home_detention_curfew_is_never_before_a_release_that_has_none():
    short = a_sentence("2", sentenced_on="2014-04-20", duration={"weeks": 10})

    assert dates(papers(a_sentence("1"), short))["HDCED"] == "2014-05-24"


def test_home_detention_curfew_outside_its_regime_is_left_out():
    assert "HDCED" not in dates(papers(a_sentence(sentenced_on="2001-01-05", offence_committed_on="2000-05-05")))


def test_a_standard_recall_lasts_as_long_as_the_licence_and_a_fixed_one_twenty_eight_days():
    standard = dates(papers(a_sentence(recall="standard")))
    fixed = dates(papers(a_sentence(recall={"kind": "fixed_term", "returned_to_custody_on": "2015-01-10"})))
    late = dates(papers(a_sentence(recall={"kind": "fixed_term", "returned_to_custody_on": "2015-09-10"})))

    assert (standard["PRRD"], "HDCED" in standard) == ("2015-09-20", False)
    assert (fixed["PRRD"], late["PRRD"]) == ("2015-02-06", "2015-09-20")


def test_where_the_parole_board_decides_a_concurrent_sentence_keeps_the_person_until_its_own_release():
    board = long_ago(sentenced_on="2009-09-17", duration={"years": 6}, schedule_15=True)
    other = a_sentence("2", sentenced_on="2010-01-04", offence_committed_on="2009-01-01", duration={"years": 6})
    found = dates(papers(board, other))

    assert (found["PED"], found["NPD"], "CRD" in found) == ("2013-01-03", "2013-09-16", False)


def test_a_concurrent_release_after_the_non_parole_date_is_the_only_one():
    board = long_ago(sentenced_on="2009-09-17", duration={"years": 4}, schedule_15=True)
    other = a_sentence("2", sentenced_on="2010-01-04", offence_committed_on="2009-01-01", duration={"years": 8})
    found = dates(papers(board, other))

    assert (found["CRD"], "PED" in found, "NPD" in found) == ("2014-01-03", False, False)


def test_the_days_of_a_sentence_that_was_over_do_not_move_a_later_one():
    over = a_sentence("1", sentenced_on="2010-01-04", offence_committed_on="2009-06-01", duration={"months": 6})
    later = a_sentence("2", sentenced_on="2012-06-01", offence_committed_on="2012-02-01")
    days = taken_off("2010-01-04", remand=50) + taken_off("2010-02-10", additional_days_awarded=14)
    own = taken_off("2012-06-01", remand=30)

    assert dates(papers(over, later, adjustments=days + own)) == dates(papers(later, adjustments=own))
    assert "HDCED" in dates(papers(over, later, adjustments=days))


def test_a_sentence_passed_on_the_day_of_release_is_served_together_with_the_one_before():
    first = a_sentence("1", sentenced_on="2010-01-04", offence_committed_on="2009-06-01", duration={"months": 6})
    days = taken_off("2010-01-04", remand=50)
    later = {"offence_committed_on": "2009-08-01", "duration": {"months": 6}}
    together = papers(first, a_sentence("2", sentenced_on="2010-02-13", **later), adjustments=days)
    apart = papers(first, a_sentence("2", sentenced_on="2010-02-14", **later), adjustments=days)

    assert (dates(together)["ARD"], dates(apart)["ARD"]) == ("2010-03-25", "2010-05-15")


def test_nobody_is_let_go_under_a_chain_before_its_last_sentence_was_passed():
    first = a_sentence("1", sentenced_on="2013-01-01", duration={"months": 4})
    second = a_sentence("2", sentenced_on="2013-02-01", duration={"months": 2}, consecutive_to=["1"])

    found = dates(papers(first, second, adjustments=taken_off("2013-01-01", remand=100)))
    assert (found["ARD"], found["SED"], "HDCED" in found) == ("2013-02-01", "2013-03-22", False)


def test_additional_days_count_where_remand_covers_all_of_the_custody():
    days = taken_off("2009-11-03", remand=100, additional_days_awarded=60)
    sentence = a_sentence(sentenced_on="2009-11-03", offence_committed_on="2009-04-01", duration={"weeks": 23})

    assert dates(papers(sentence, adjustments=days))["ARD"] == "2009-12-13"


def test_no_date_of_the_parole_board_lies_after_the_end_of_everything():
    board = long_ago(sentenced_on="2009-09-17", duration={"years": 6}, schedule_15=True)
    other = a_sentence("2", sentenced_on="2009-09-17", offence_committed_on="2009-01-01", duration={"years": 3})
    found = dates(papers(board, other, adjustments=taken_off("2010-01-01", additional_days_awarded=1500)))

    assert (found["PED"], found["NPD"], found["SED"]) == ("2015-09-16",) * 3


def test_a_short_term_with_supervision_is_recalled_for_fourteen_days():
    short = {"sentenced_on": "2015-06-01", "offence_committed_on": "2015-03-01", "duration": {"months": 6}}
    recall = {"kind": "fixed_term", "returned_to_custody_on": "2015-09-20"}

    assert dates(papers(a_sentence(recall=recall, **short)))["PRRD"] == "2015-10-03"
    assert dates(papers(a_sentence(recall=recall, **short | {"duration": {"months": 12}})))["PRRD"] == "2015-10-17"


def test_a_recall_ends_with_the_licence_and_not_with_a_sentence_that_has_none():
    licensed = a_sentence("1", sentenced_on="2010-01-04", offence_committed_on="2009-06-01", recall="standard")
    without = a_sentence(
        "2", sentenced_on="2011-06-04", offence_committed_on="2011-05-01", duration={"months": 11}, recall="standard"
    )

    assert dates(papers(licensed, without))["PRRD"] == "2012-01-03"


def test_whoever_is_recalled_and_stays_at_large_serves_those_days_and_keeps_the_day_of_release():
    """Source: Criminal Justice Act 2003 s.254(6); Prison Act 1952 s.49."""
    sentence = {"sentenced_on": "2010-06-01", "offence_committed_on": "2010-01-01", "duration": {"years": 3}}
    absent = taken_off("2012-01-10", unlawfully_at_large=30)
    recalled = dates(papers(a_sentence(recall="standard", **sentence), adjustments=absent))

    assert (recalled["CRD"], recalled["SLED"], recalled["PRRD"]) == ("2011-11-30", "2013-06-30", "2013-06-30")
    assert dates(papers(a_sentence(**sentence), adjustments=absent))["SLED"] == "2013-05-31"


def test_every_date_tells_the_days_it_was_moved_by_its_rule_and_source():
    steps = {step.code.value: step for step in calculated(EXAMPLES["10"][0]).breakdown}

    assert (steps["CRD"].unadjusted, steps["CRD"].adjusted_by_days) == (date(2014, 6, 15), -45)
    assert (steps["CRD"].rule, steps["CRD"].source) == ("half of 1095 days", "Criminal Justice Act 2003 s.244 and s.249")
    assert steps["ESED"].adjusted_by_days == 0


SENTENCED = st.dates(date(2005, 6, 1), date(2016, 12, 31))
TERMS = st.fixed_dictionaries({"years": st.integers(0, 9), "months": st.integers(0, 11), "days": st.integers(1, 60)})


@st.composite
def sets_of_sentences(draw: st.DrawFn) -> list[Json]:
    made: list[Json] = []
    for place in range(draw(st.integers(1, 4))):
        day = draw(SENTENCED)
        offence = draw(st.sampled_from([OLD, str(min(day, date(2011, 3, 3)))]))
        ahead = draw(st.lists(st.sampled_from([one["id"] for one in made]), max_size=1)) if made else []
        made.append(
            a_sentence(
                str(place), sentenced_on=str(day), offence_committed_on=offence, duration=draw(TERMS), consecutive_to=ahead,
                schedule_15=draw(st.booleans()),
            )
        )  # fmt: skip
    return made


@given(sets_of_sentences(), st.integers(0, 900), st.randoms(use_true_random=False))
def test_the_order_of_the_papers_changes_nothing_and_the_steps_are_the_dates(sentences: list[Json], remand: int, order: Any):
    days = taken_off("2005-06-01", remand=remand) if remand else []
    answer = calculated(papers(*sentences, adjustments=days))
    shuffled = sentences[:]
    order.shuffle(shuffled)

    assert dates(papers(*shuffled, adjustments=days)) == {code.value: str(on) for code, on in answer.dates.items()}
    assert {step.code: step.on for step in answer.breakdown} == answer.dates


@given(sets_of_sentences(), st.integers(1, 900))
def test_remand_never_makes_any_date_later_and_never_lets_anybody_go_before_sentence(sentences: list[Json], remand: int):
    plain, less = dates(papers(*sentences)), dates(papers(*sentences, adjustments=taken_off("2005-06-01", remand=remand)))
    first = min(sentence["sentenced_on"] for sentence in sentences)

    assert all(less[code] <= plain[code] for code in less.keys() & plain.keys() - {"LED"})
    assert all(on >= first for on in less.values())


@given(sets_of_sentences())
def test_release_is_never_after_the_end_and_the_end_is_there_once(sentences: list[Json]):
    found = dates(papers(*sentences))
    ends = [found[code] for code in ("SED", "SLED") if code in found]

    assert len(ends) == 1
    assert all(found[code] <= ends[0] for code in ("ARD", "CRD", "PED", "NPD", "NCRD", "HDCED", "LED") if code in found)
    assert ("SED" in found) or ("LED" not in found)
