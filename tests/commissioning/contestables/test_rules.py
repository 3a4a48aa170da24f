"""When a thing was told as it stands, and where its contest leads an occurrence."""

from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.contests import ContestState as C
from noms.contracts.commissioning.occurrences import OccurrenceState as S
from services.commissioning.contestables.rules import OCCURRENCE_BECOMES, first_told
from services.commissioning.occurrences.rules import COUNTS, MOVES


def test_a_line_was_told_by_the_run_since_which_its_pence_are_the_same():
    assert first_told([(4, -100), (3, -100), (2, -50), (1, -100)]) == 3


def test_what_is_told_for_the_first_time_was_told_by_that():
    assert first_told([(1, -100)]) == 1


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_from_the_telling_on_nothing_has_changed_and_just_before_it_was_otherwise(said: list[int]):
    tellings = [(number, said[number]) for number in range(len(said) - 1, -1, -1)]
    told = first_told(tellings)

    assert {said[number] for number in range(told, len(said))} == {said[-1]}
    assert told == 0 or said[told - 1] != said[-1]


def test_every_end_of_a_contest_leads_out_of_dispute_and_only_an_upheld_one_takes_the_charge_away():
    assert set(OCCURRENCE_BECOMES) == set(C) - {C.OPEN}
    assert all(to in MOVES[S.DISPUTED] for to in OCCURRENCE_BECOMES.values())
    assert {end for end, to in OCCURRENCE_BECOMES.items() if to not in COUNTS} == {C.UPHELD}
