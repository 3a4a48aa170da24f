"""Which occurrences are read a second time, and how far two readers agree beyond chance."""

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.commissioning.second_readings.rules import (
    NOTHING,
    Pair,
    ReadingObjection,
    agreement,
    cohens_kappa,
    judgement,
    objection_to_sample,
    objection_to_second_reading,
    sample_size,
    sampled,
)

judgements = st.sampled_from(["2.2g", "2.2h", NOTHING])
pairs = st.lists(st.builds(Pair, judgements, judgements), max_size=30)
identifiers = st.sets(st.uuids(version=4), max_size=60)


def times(number: int, first: str, second: str) -> list[Pair]:
    return [Pair(first, second)] * number


def test_kappa_of_cohens_own_kind_of_table_is_exact():
    """Two readers, 50 cases: both yes 20, both no 15, split 5 and 10; observed 0.7, chance 0.5, kappa 0.4.

    Source: the worked example of the encyclopaedias (grant proposals), arithmetic of Cohen 1960.
    """
    read = times(20, "yes", "yes") + times(5, "yes", "no") + times(10, "no", "yes") + times(15, "no", "no")

    assert cohens_kappa(read) == Fraction(2, 5)
    assert agreement(read).meets is False


def test_same_agreement_by_chance_of_another_shape_gives_another_kappa():
    """60 of 100 agree in both, yet kappa differs: 0.1304 and 0.2593. Source: the same, unequal marginals."""
    even = times(45, "yes", "yes") + times(15, "yes", "no") + times(25, "no", "yes") + times(15, "no", "no")
    uneven = times(25, "yes", "yes") + times(35, "yes", "no") + times(5, "no", "yes") + times(35, "no", "no")

    assert [round(float(kappa), 4) for kappa in (cohens_kappa(even), cohens_kappa(uneven))] == [0.1304, 0.2593]


def test_exactly_four_fifths_is_enough():
    read = times(9, "a", "a") + times(9, "b", "b") + times(1, "a", "b") + times(1, "b", "a")

    assert cohens_kappa(read) == Fraction(4, 5)
    assert agreement(read).meets is True


def test_where_chance_alone_always_agrees_kappa_says_nothing_and_full_agreement_is_enough():
    assert cohens_kappa(times(10, "a", "a")) is None
    assert agreement(times(10, "a", "a")).meets is True


def test_nothing_read_is_no_agreement_and_no_disagreement():
    assert (agreement([]).kappa, agreement([]).meets, agreement([]).read) == (None, None, 0)


@given(pairs)
def test_kappa_lies_between_minus_one_and_one_and_is_one_only_in_full_agreement(read: list[Pair]):
    kappa = cohens_kappa(read)

    if kappa is not None:
        assert -1 <= kappa <= 1
        assert (kappa == 1) == all(pair.agrees for pair in read)


@given(pairs)
def test_it_does_not_matter_who_read_first(read: list[Pair]):
    assert cohens_kappa(read) == cohens_kappa([Pair(pair.second, pair.first) for pair in read])


@pytest.mark.parametrize(("population", "size"), [(0, 0), (1, 1), (9, 9), (10, 10), (200, 10), (201, 11), (1000, 50)])
def test_a_twentieth_is_read_again_and_never_fewer_than_ten(population: int, size: int):
    assert sample_size(population) == size


@given(identifiers, st.integers(0, 2**31 - 1))
def test_anybody_draws_the_same_sample_in_whatever_order_the_occurrences_come(found: set[UUID], seed: int):
    chosen = sampled(found, seed)

    assert chosen == sampled(sorted(found, reverse=True), seed)
    assert set(chosen) <= found
    assert len(set(chosen)) == sample_size(len(found))


def test_the_sample_is_the_published_method_digit_by_digit():
    """SHA-256 of `7:<identifier>` for the identifiers 0 to 11, as sha256sum computes it: 6 and 9 come last."""
    found = [UUID(int=number) for number in range(12)]

    assert {one.int for one in set(found) - set(sampled(found, 7))} == {6, 9}


def test_another_seed_draws_another_sample():
    found = [UUID(int=number) for number in range(100)]

    assert len({sampled(found, seed) for seed in range(20)}) == 20


@pytest.mark.parametrize(
    ("days", "population", "objection"),
    [
        ((date(2010, 4, 1), date(2010, 6, 30)), 3, None),
        ((date(2010, 4, 1), date(2010, 4, 1)), 1, None),
        ((date(2010, 4, 2), date(2010, 4, 1)), 3, ReadingObjection.ENDS_BEFORE_IT_STARTS),
        ((date(2010, 4, 1), date(2010, 6, 30)), 0, ReadingObjection.NOTHING_TO_READ),
    ],
)
def test_what_stands_against_a_sample(days: tuple[date, date], population: int, objection: ReadingObjection | None):
    assert objection_to_sample(*days, population=population) is objection


def test_a_second_reading_is_somebody_elses_and_whole():
    def objection(*readers: str, kind: str | None = "PERFORMANCE_FAILURE", code: str | None = "2.2g"):
        return objection_to_second_reading(readers=readers or ("colin",), read_before_by={"cora"}, kind=kind, code=code)

    assert objection() is None
    assert objection(kind=None, code=None) is None
    assert objection("cora") is ReadingObjection.READ_BY_THE_FIRST
    assert objection("reading-system", "cora") is ReadingObjection.READ_BY_THE_FIRST
    assert objection(kind=None) is ReadingObjection.HALF_A_JUDGEMENT
    assert objection(code=None) is ReadingObjection.HALF_A_JUDGEMENT


def test_under_nothing_is_a_judgement_of_its_own():
    assert judgement(None, None) == NOTHING != judgement("PERFORMANCE_FAILURE", "2.2g")
