"""Handover: known dates of the service that followed NOMS, each override, and what holds for every case."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.handovers import SENTENCES, Circumstance, HandoverReason, Responsibility
from services.offender_mgmt.handover_dates.rules import (
    RULE_SETS,
    HandoverCase,
    earliest_release,
    months_after,
    rules_on,
)
from services.offender_mgmt.handovers.rules import changes_on, handover, turning_days

NEW_YEAR = date(2024, 1, 1)
ISP = Circumstance.INDETERMINATE
CUSTODY, SUPPORTED, COMMUNITY = Responsibility.CUSTODY, Responsibility.CUSTODY_SUPPORTED, Responsibility.COMMUNITY


def case(*circumstances: Circumstance, sentenced_on: date = NEW_YEAR, **facts) -> HandoverCase:
    return HandoverCase(sentenced_on, frozenset(circumstances), **facts)


def released(on: str, *circumstances: Circumstance, **facts) -> HandoverCase:
    return case(*circumstances, conditional_release_on=date.fromisoformat(on), **facts)


@pytest.mark.parametrize(
    ("of", "handover_on"),
    [
        # Source: manage-POM-cases, spec of handover_calculation.rb, sentence of 1 January 2024
        (released("2024-10-31"), None),
        (released("2024-11-01"), None),
        (released("2024-11-02"), "2024-02-17"),
        (released("2024-11-03"), "2024-02-18"),
        (released("2026-01-01", Circumstance.EARLY_ALLOCATION), "2024-10-01"),
        (case(Circumstance.EARLY_ALLOCATION, parole_eligibility_on=date(2026, 1, 1)), "2024-10-01"),
        (case(parole_eligibility_on=date(2026, 1, 1)), "2025-01-01"),
        (case(ISP, tariff_on=date(2026, 1, 1)), "2025-01-01"),
    ],
)
def test_the_community_takes_over_on_the_known_day(of: HandoverCase, handover_on: str | None):
    found = handover(of, NEW_YEAR)

    assert found.handover_on == (handover_on and date.fromisoformat(handover_on))


def test_a_sentence_of_ten_months_to_release_belongs_to_the_community_from_the_first_day():
    found = handover(released("2024-11-01"), NEW_YEAR)

    assert (found.responsible, found.reason) == (COMMUNITY, HandoverReason.SHORT)


@pytest.mark.parametrize(
    ("on", "side"), [("2024-02-16", CUSTODY), ("2024-02-17", COMMUNITY), ("2024-11-02", COMMUNITY), ("2030-01-01", COMMUNITY)]
)
def test_the_prison_is_responsible_until_the_day_before_the_handover(on: str, side: Responsibility):
    assert handover(released("2024-11-02"), date.fromisoformat(on)).responsible is side


@pytest.mark.parametrize(
    ("on", "side"),
    [("2024-05-31", CUSTODY), ("2024-06-01", SUPPORTED), ("2024-12-31", SUPPORTED), ("2025-01-01", COMMUNITY)],
)
def test_an_indeterminate_case_in_open_conditions_is_supported_from_its_arrival_there(on: str, side: Responsibility):
    opened = case(ISP, tariff_on=date(2026, 1, 1), open_conditions_from=date(2024, 6, 1))

    assert handover(opened, date.fromisoformat(on)).responsible is side


def test_open_conditions_move_nothing_for_a_determinate_sentence_nor_past_the_handover():
    determinate = released("2026-01-01", open_conditions_from=date(2024, 2, 1))
    late = case(ISP, tariff_on=date(2026, 1, 1), open_conditions_from=date(2025, 3, 1))

    assert handover(determinate, date(2024, 3, 1)).responsible is CUSTODY
    assert handover(late, NEW_YEAR).starts_on == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("facts", "as_at", "release_on"),
    [
        ({"tariff_on": date(2026, 1, 1), "target_hearing_on": date(2025, 1, 1)}, "2024-06-01", "2026-01-01"),
        ({"tariff_on": date(2023, 1, 1), "target_hearing_on": date(2025, 1, 1)}, "2024-06-01", "2025-01-01"),
        ({"tariff_on": date(2023, 1, 1), "target_hearing_on": date(2024, 1, 1)}, "2024-06-01", "2024-01-01"),
        ({"tariff_on": date(2024, 5, 1), "target_hearing_on": date(2024, 1, 1)}, "2024-06-01", "2024-05-01"),
        ({"tariff_on": date(2026, 1, 1)}, "2026-01-01", "2026-01-01"),
    ],
)
def test_an_indeterminate_release_is_the_tariff_ahead_else_the_hearing_ahead_else_the_nearer(facts, as_at, release_on):
    assert earliest_release(case(ISP, **facts), date.fromisoformat(as_at)) == date.fromisoformat(release_on)


def test_a_determinate_release_is_the_parole_date_else_the_earlier_of_the_two_others():
    dates = {"automatic_release_on": date(2025, 3, 1), "conditional_release_on": date(2025, 2, 1)}

    assert earliest_release(case(**dates), NEW_YEAR) == date(2025, 2, 1)
    assert earliest_release(case(parole_eligibility_on=date(2025, 6, 1), **dates), NEW_YEAR) == date(2025, 6, 1)
    assert earliest_release(case(), NEW_YEAR) is None


FAR, NEAR = date(2025, 1, 1), date(2024, 12, 31)
RECALLED, REFUSED = Circumstance.RECALLED, Circumstance.PAROLE_REFUSED


@pytest.mark.parametrize(
    ("of", "side", "reason"),
    [
        (case(ISP, RECALLED, Circumstance.INDETERMINATE_ADDED, target_hearing_on=FAR), CUSTODY, "indeterminate_added"),
        (case(ISP, RECALLED, target_hearing_on=FAR), SUPPORTED, "hearing_far_recalled"),
        (case(ISP, RECALLED, target_hearing_on=FAR, mappa_level=0), SUPPORTED, "hearing_far_recalled"),
        (case(ISP, RECALLED, target_hearing_on=FAR, mappa_level=1), SUPPORTED, "hearing_far_recalled"),
        (case(ISP, RECALLED, target_hearing_on=FAR, mappa_level=2), COMMUNITY, "recalled"),
        (case(ISP, RECALLED, REFUSED, target_hearing_on=FAR, mappa_level=3), COMMUNITY, "hearing_far_high_mappa"),
        (case(ISP, REFUSED, target_hearing_on=FAR, mappa_level=2), COMMUNITY, "hearing_far_high_mappa"),
        (case(ISP, REFUSED, target_hearing_on=FAR), SUPPORTED, "hearing_far_parole_refused"),
        (case(ISP, RECALLED, target_hearing_on=NEAR), COMMUNITY, "recalled"),
        (case(ISP, REFUSED, target_hearing_on=NEAR), COMMUNITY, "indeterminate"),
        (case(RECALLED, target_hearing_on=FAR), COMMUNITY, "recalled"),
        (case(RECALLED, Circumstance.IMMIGRATION_ONLY), COMMUNITY, "recalled"),
        (case(Circumstance.IMMIGRATION_ONLY), COMMUNITY, "immigration_only"),
        (case(), CUSTODY, "release_unknown"),
        (case(ISP), CUSTODY, "release_unknown"),
    ],
)
def test_the_first_override_that_fits_decides(of: HandoverCase, side: Responsibility, reason: str):
    found = handover(of, NEW_YEAR)

    assert (found.responsible, found.reason) == (side, reason)


def test_a_month_without_that_day_ends_with_its_last():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2024, 10, 31), -8) == date(2024, 2, 29)
    assert (months_after(date.max, 1), months_after(date(1, 1, 1), -1)) == (date.max, date.min)


def test_every_day_has_a_rule_set_and_every_reason_its_sentence():
    assert rules_on(date(1999, 1, 1)) is RULE_SETS[0]
    assert rules_on(date(2030, 1, 1)) is RULE_SETS[-1]
    assert set(SENTENCES) == set(HandoverReason)


days = st.dates(date(2004, 1, 1), date(2030, 12, 31))
maybe = st.none() | days
cases = st.builds(
    HandoverCase,
    days,
    st.frozensets(st.sampled_from(Circumstance)),
    tariff_on=maybe,
    target_hearing_on=maybe,
    parole_eligibility_on=maybe,
    automatic_release_on=maybe,
    conditional_release_on=maybe,
    open_conditions_from=maybe,
    mappa_level=st.none() | st.integers(0, 3),
)


@given(cases, days)
def test_nothing_changes_on_a_day_that_is_no_turning_day(of: HandoverCase, day: date):
    turning = turning_days(of)
    for offset in range(40):
        next_day = day + timedelta(days=offset + 1)
        before, after = handover(of, next_day - timedelta(days=1)), handover(of, next_day)
        assert next_day in turning or before == after


@given(cases, days)
def test_the_change_that_is_announced_is_the_first(of: HandoverCase, day: date):
    now, then = handover(of, day).responsible, changes_on(of, day)
    if then is None:
        assert handover(of, date(2100, 1, 1)).responsible is now
    else:
        assert handover(of, then).responsible is not now
        assert handover(of, then - timedelta(days=1)).responsible is now


@given(cases, days)
def test_support_begins_no_later_than_the_handover(of: HandoverCase, day: date):
    found = handover(of, day)

    assert (found.starts_on is None) == (found.handover_on is None)
    if found.starts_on is not None and found.handover_on is not None:
        assert found.starts_on <= found.handover_on
