"""Papers that contradict themselves, and what is left to calculation by hand."""

import pytest

from builders.offender_mgmt.key_dates import Json, a_sentence, an_adjustment, papers, read
from services.offender_mgmt.warrants.rules import MOST_CHAINS, chains_of, contradictions, not_computed


def faults(asked: Json) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in contradictions(read(asked))]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (papers(), []),
        (papers(a_sentence("1"), a_sentence("1")), [("/sentences/0/id", "repeated"), ("/sentences/1/id", "repeated")]),
        (
            papers(a_sentence(offence_committed_on="2013-09-22")),
            [("/sentences/0/offence_committed_on", "after_the_sentence")],
        ),
        (papers(a_sentence(), date_of_birth="2012-05-05"), [("/sentences/0/offence_committed_on", "too_young")]),
        (papers(a_sentence(), date_of_birth="2002-01-02"), [("/sentences/0/offence_committed_on", "too_young")]),
        (papers(a_sentence(), date_of_birth="2002-01-01"), []),
        (papers(a_sentence(consecutive_to=["2"])), [("/sentences/0/consecutive_to/0", "unknown_sentence")]),
        (papers(a_sentence(consecutive_to=["1"])), [("/sentences/0/consecutive_to/0", "circle")]),
        (
            papers(a_sentence("1", consecutive_to=["2"]), a_sentence("2", consecutive_to=["1"])),
            [("/sentences/0/consecutive_to/0", "circle"), ("/sentences/1/consecutive_to/0", "circle")],
        ),
        (papers(a_sentence(recall="fixed_term")), [("/sentences/0/recall", "no_return")]),
        (
            papers(a_sentence(recall={"kind": "standard", "returned_to_custody_on": "2013-09-20"})),
            [("/sentences/0/recall/returned_to_custody_on", "before_the_sentence")],
        ),
        (
            papers(
                a_sentence(
                    sentenced_on="2005-09-01",
                    offence_committed_on="2005-05-01",
                    recall={"kind": "fixed_term", "returned_to_custody_on": "2008-07-13"},
                )
            ),
            [("/sentences/0/recall/returned_to_custody_on", "before_the_act")],
        ),
    ],
)
def test_what_cannot_be_true_is_named_with_its_field(asked: Json, expected: list[tuple[str, str]]):
    assert faults(asked) == expected


@pytest.mark.parametrize(
    ("adjustment", "expected"),
    [
        (an_adjustment("remand", 3, "2013-09-21", **{"from": "2013-09-18", "to": "2013-09-20"}), []),
        (an_adjustment("remand", 4, "2013-09-21", **{"from": "2013-09-18", "to": "2013-09-20"}), ["/adjustments/0/days"]),
        (an_adjustment("remand", 2, "2013-09-21", **{"from": "2013-09-18", "to": "2013-09-20"}), []),
        (an_adjustment("remand", 3, "2013-09-21", **{"from": "2013-09-20", "to": "2013-09-18"}), ["/adjustments/0/to"]),
        (an_adjustment("tagged_bail", 2, "2013-09-21", **{"from": "2013-09-18", "to": "2013-09-20"}), []),
        (an_adjustment("restoration_of_additional_days_awarded", 1, "2013-12-01"), ["/adjustments/0/days"]),
    ],
)
def test_an_adjustment_must_agree_with_its_own_days(adjustment: Json, expected: list[str]):
    assert [pointer for pointer, _ in faults(papers(adjustments=[adjustment]))] == expected


@pytest.mark.parametrize("other", ["extended", "life", "ipp", "detention_and_training_order", "fine_default"])
def test_other_than_standard_sentences_are_calculated_by_hand(other: str):
    (left,) = not_computed(read(papers(a_sentence(sentence_type=other))))

    assert (left.pointer, left.code) == ("/sentences/0/sentence_type", f"{other}_not_computed")


def test_a_short_chain_with_and_without_supervision_is_calculated_by_hand():
    before = a_sentence("1", sentenced_on="2015-03-02", offence_committed_on="2015-01-31", duration={"months": 4})
    after = a_sentence(
        "2", sentenced_on="2015-03-02", offence_committed_on="2015-02-01", duration={"months": 4}, consecutive_to=["1"]
    )

    assert [left.code for left in not_computed(read(papers(before, after)))] == ["mixed_supervision"]
    assert not_computed(read(papers(before, after | {"duration": {"months": 9}}))) == ()


def test_terms_that_outlast_the_calendar_are_refused():
    long = [a_sentence("0", duration={"years": 99})]
    long += [a_sentence(str(n), duration={"years": 99}, consecutive_to=[str(n - 1)]) for n in range(1, 90)]

    assert [left.code for left in not_computed(read(papers(*long)))] == ["beyond_the_calendar"]


def test_a_sentence_behind_two_concurrent_ones_follows_each_of_them():
    asked = read(papers(a_sentence("a"), a_sentence("b"), a_sentence("c", consecutive_to=["a", "b", "a"])))
    chains = [[sentence.sentence_id for sentence in chain.sentences] for chain in chains_of(asked)]

    assert chains == [["a", "c"], ["b", "c"]]


def test_a_thicket_of_sentences_is_refused_and_not_walked():
    floors = [[f"{floor}-{side}" for side in range(4)] for floor in range(20)]
    tangled = [
        a_sentence(one, consecutive_to=floors[floor - 1] if floor else [], duration={"days": 1})
        for floor, ones in enumerate(floors)
        for one in ones
    ]
    asked = read(papers(*tangled))

    assert len(chains_of(asked)) == MOST_CHAINS + 1
    assert [left.code for left in not_computed(asked)] == ["too_many_chains"]


@pytest.mark.parametrize("kind", ["additional_days_awarded", "unlawfully_at_large", "remand"])
def test_days_that_lead_out_of_the_calendar_are_refused_and_not_counted(kind: str):
    days = [an_adjustment(kind, 36500, "2013-10-01") for _ in range(90)]
    (left,) = not_computed(read(papers(adjustments=days)))

    assert (left.pointer, left.code) == ("/adjustments", "beyond_the_calendar")
    assert not_computed(read(papers(adjustments=days[:1]))) == ()


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ({"sentenced_on": "2024-09-09", "duration": {"years": 3}}, []),
        ({"sentenced_on": "2024-09-10", "duration": {"years": 3}}, ["later_law"]),
        ({"sentenced_on": "2022-06-27", "duration": {"years": 4}, "schedule_15": True}, []),
        ({"sentenced_on": "2022-06-28", "duration": {"years": 4}, "schedule_15": True}, ["later_law"]),
        ({"sentenced_on": "2022-06-28", "duration": {"years": 3}, "schedule_15": True}, []),
    ],
)
def test_what_later_acts_decide_is_calculated_by_hand(sentence: Json, left: list[str]):
    assert [fault.code for fault in not_computed(read(papers(a_sentence(**sentence))))] == left


def test_every_way_back_to_a_sentence_is_found_however_often_each_is_named():
    tangled = [a_sentence(str(n), consecutive_to=[str(ahead) for ahead in range(n)] * 2) for n in range(40)]
    tangled[0] |= {"consecutive_to": ["39"]}

    assert {code for _, code in faults(papers(*tangled))} == {"circle"}
