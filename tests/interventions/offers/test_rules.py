"""How long a programme takes, and over which days completions are counted."""

from datetime import date

import pytest

from noms.reference.programmes import load_programmes, programme
from services.interventions.offers.rules import counted_from, is_offered_to_courts, length_weeks


@pytest.mark.parametrize(("code", "weeks"), [("TSP", 19), ("ETS", 10), ("R&R", 19), ("IDAP", 27), ("JETS", None)])
def test_the_length_follows_from_sessions_and_pace(code: str, weeks: int | None):
    """TSP 19 sessions at one a week; ETS 20 and R&R 38 at two: HC 193 2004-05 gives 10 and 19 weeks as the longest."""
    assert length_weeks(programme(code)) == weeks


def test_completions_are_counted_over_two_years():
    assert counted_from(date(2010, 8, 2)) == date(2008, 8, 2)
    assert counted_from(date(2012, 2, 29)) == date(2010, 2, 28)
    assert counted_from(date(1, 5, 1)) == date(1, 5, 1)


def test_no_programme_for_custody_alone_is_offered_to_courts():
    offered = {row.code for row in load_programmes() if is_offered_to_courts(row, date(2010, 8, 2))}

    assert {"TSP", "IDAP"} <= offered
    assert not offered & {"SOTP-CORE", "JETS", "BBR"}
