"""What each measure counts, and over which period."""

from datetime import date

from noms.contracts.interventions.referrals import ProgrammeCompleted, ReferralMoved
from services.interventions.measures.rules import DEFINITIONS, is_period


def test_completions_are_counted_from_the_event_that_says_so_by_the_definition_of_the_circular():
    measure = DEFINITIONS["programme_completions"]

    assert measure.event_type == ProgrammeCompleted.type
    assert "PC 09/2007" in measure.definition


def test_starts_are_counted_from_the_moves_of_referrals():
    assert DEFINITIONS["programme_starts"].event_type == ReferralMoved.type


def test_every_measure_is_listed_under_its_own_code():
    assert all(code == measure.code for code, measure in DEFINITIONS.items())


def test_a_period_may_be_one_day_and_never_runs_backwards():
    assert is_period(date(2010, 10, 1), date(2010, 10, 1))
    assert not is_period(date(2010, 10, 1), date(2010, 9, 30))
