"""What each measure counts, and over which period."""

from datetime import date

from noms.contracts.interventions.referral_events import ProgrammeCompleted, ReferralMoved
from noms.contracts.interventions.referrals import ReferralState
from services.interventions.measures.rules import DEFINITIONS, is_period


def test_completions_are_counted_by_the_definition_of_the_circular_from_the_event_that_says_so():
    measure = DEFINITIONS["programme_completions"]

    assert measure.counts is ReferralState.COMPLETED
    assert "PC 09/2007" in measure.definition
    assert ProgrammeCompleted.type in measure.definition


def test_starts_are_counted_from_the_moves_of_referrals():
    measure = DEFINITIONS["programme_starts"]

    assert measure.counts is ReferralState.STARTED
    assert ReferralMoved.type in measure.definition


def test_every_measure_is_listed_under_its_own_code():
    assert all(code == measure.code for code, measure in DEFINITIONS.items())


def test_a_period_may_be_one_day_and_never_runs_backwards():
    assert is_period(date(2010, 10, 1), date(2010, 10, 1))
    assert not is_period(date(2010, 10, 1), date(2010, 9, 30))
