"""Which sentences of a person are served together, and how the calculation is asked about them."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.key_dates import AdjustmentForDates, RecallKind, SentenceType
from noms.contracts.offender_mgmt.recalls import RecallType
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.sentence_papers.rules import (
    WHOLE_LIFE,
    Papers,
    RecallOnRecord,
    SentenceOnRecord,
    asked_of,
    served_together,
)

BORN_ON = date(1984, 3, 9)


def a_sentence(number: int, sentenced_on: str, months: int | None = 12, *follows: int, **changes) -> SentenceOnRecord:
    facts = {
        "sentence_id": UUID(int=number),
        "kind": CustodialSentenceKind.DETERMINATE,
        "sentenced_on": date.fromisoformat(sentenced_on),
        "offence_committed_on": date(2005, 6, 1),
        "length": Term(months=months) if months else None,
        "minimum_term": None,
        "extension": None,
        "schedule_15": False,
        "consecutive_to": tuple(UUID(int=ahead) for ahead in follows),
    }
    return SentenceOnRecord(**facts | changes)


def together(*sentences: SentenceOnRecord) -> list[int]:
    return [one.sentence_id.int for one in served_together(sentences)]


def test_sentences_that_overlap_are_served_together():
    assert together(a_sentence(1, "2010-01-04"), a_sentence(2, "2010-06-01")) == [1, 2]
    assert together(a_sentence(1, "2010-01-04"), a_sentence(2, "2011-01-03")) == [1, 2]


def test_what_had_run_out_before_the_next_was_passed_is_of_the_past():
    assert together(a_sentence(1, "2010-01-04"), a_sentence(2, "2011-01-04")) == [2]


def test_overlap_reaches_back_by_way_of_others():
    assert together(a_sentence(1, "2010-01-04"), a_sentence(2, "2010-12-01"), a_sentence(3, "2011-11-01")) == [1, 2, 3]
    assert together(a_sentence(1, "2010-01-04", 60), a_sentence(2, "2010-12-01"), a_sentence(3, "2014-11-01")) == [1, 2, 3]


def test_consecutive_sentences_reach_to_the_end_of_their_chain():
    chain = (a_sentence(1, "2010-01-04"), a_sentence(2, "2010-01-04", 12, 1))

    assert together(*chain, a_sentence(3, "2011-06-01")) == [1, 2, 3]
    assert together(*chain, a_sentence(3, "2012-01-04")) == [3]


def test_a_sentence_without_an_end_never_runs_out():
    life = a_sentence(1, "2006-01-09", None, kind=CustodialSentenceKind.LIFE)

    assert together(life, a_sentence(2, "2030-01-01")) == [1, 2]


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 36)), min_size=1, max_size=8), st.randoms())
def test_the_order_of_recording_changes_nothing_and_the_last_sentence_always_counts(drawn, random):
    sentences = [
        a_sentence(number, (date(2005, 1, 3) + timedelta(days=day)).isoformat(), months)
        for number, (day, months) in enumerate(drawn, start=1)
    ]
    found = served_together(sentences)
    shuffled = random.sample(sentences, len(sentences))
    last_day = max(one.sentenced_on for one in sentences)

    assert served_together(shuffled) == found
    assert {one for one in sentences if one.sentenced_on == last_day} <= set(found)


def asked(*sentences: SentenceOnRecord, **changes):
    papers = Papers(BORN_ON, sentences, **changes)
    return asked_of(papers, served_together(sentences))


def test_the_papers_name_each_sentence_by_its_id_and_kind():
    life = a_sentence(2, "2010-06-01", None, kind=CustodialSentenceKind.LIFE)
    told = asked(a_sentence(1, "2010-01-04", 12, schedule_15=True), life)

    assert [(one.id, one.sentence_type) for one in told.sentences] == [
        (str(UUID(int=1)), SentenceType.STANDARD),
        (str(UUID(int=2)), SentenceType.LIFE),
    ]
    assert told.sentences[0].schedule_15
    assert told.sentences[1].duration == WHOLE_LIFE


def test_a_sentence_that_followed_one_now_ended_waits_for_nothing():
    assert asked(a_sentence(2, "2010-01-04", 12, 1)).sentences[0].consecutive_to == []


def test_an_adjustment_of_an_earlier_sentence_is_left_out():
    def remand(day: str) -> AdjustmentForDates:
        return AdjustmentForDates.model_validate({"kind": "remand", "days": 5, "applies_from": day})

    told = asked(a_sentence(2, "2010-01-04"), adjustments=(remand("2010-01-03"), remand("2010-01-04")))

    assert [one.applies_from for one in told.adjustments] == [date(2010, 1, 4)]


@pytest.mark.parametrize(
    ("kind", "returned", "expected"),
    [
        (RecallType.STANDARD, None, RecallKind.STANDARD),
        (RecallType.EMERGENCY, date(2011, 1, 10), RecallKind.STANDARD),
        (RecallType.FIXED_TERM, date(2011, 1, 10), RecallKind.FIXED_TERM),
        (RecallType.FIXED_TERM, None, None),
        (RecallType.HOME_DETENTION_CURFEW, date(2011, 1, 10), None),
    ],
)
def test_a_recall_bears_on_the_sentences_passed_before_it(kind, returned, expected):
    recall = RecallOnRecord(kind, date(2011, 1, 5), returned)
    old, new = asked(a_sentence(1, "2010-01-04", 24), a_sentence(2, "2011-01-06"), recall=recall).sentences

    assert (old.recall and old.recall.kind) == expected
    assert new.recall is None
