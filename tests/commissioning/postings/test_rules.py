"""What a run adds to the account, what has changed since the run before, and when a year is closed."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.settlement_facts import SettlementFacts, Step
from noms.contracts.commissioning.settlement_runs import PostedChangeKind
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import PLAIN_TERMS
from services.commissioning.postings.rules import (
    Inputs,
    LineKey,
    SettlementObjection,
    Stood,
    changes_between,
    objection_to_settling,
    postings,
    window_closes_on,
    window_has_closed,
)

JUNE, JULY = date(2010, 6, 1), date(2010, 7, 1)
FEE, POINTS = LineKey(JUNE, Step.BASE_FEE, None), LineKey(JUNE, Step.QUARTER_POINTS, None)


def test_the_first_run_posts_every_line_in_full_and_adjusts_none():
    posted = postings({FEE: 100, POINTS: -20}, {}, [JUNE])

    assert {key: (each.posted_pence, each.adjusts_run) for key, each in posted.items()} == {FEE: (100, None), POINTS: (-20, None)}


def test_a_later_run_posts_what_differs_and_names_the_run_that_it_adjusts():
    stood = {FEE: Stood(100, 3), POINTS: Stood(-1_948_800, 3)}
    posted = postings({FEE: 100, POINTS: -2_236_800}, stood, [JUNE])

    assert (posted[FEE].posted_pence, posted[FEE].adjusts_run) == (0, None)
    assert (posted[POINTS].posted_pence, posted[POINTS].adjusts_run) == (-288_000, 3)


def test_a_line_that_is_new_in_a_month_settled_before_is_an_adjustment_too():
    assert postings({FEE: 100, POINTS: -20}, {FEE: Stood(100, 1)}, [JUNE])[POINTS].adjusts_run == 1


def test_a_line_that_is_no_more_is_taken_back_and_then_left_alone():
    gone = postings({FEE: 100}, {FEE: Stood(100, 1), POINTS: Stood(-20, 1)}, [JUNE])[POINTS]

    assert (gone.entitlement_pence, gone.posted_pence, gone.adjusts_run) == (0, 20, 1)
    assert POINTS not in postings({FEE: 100}, {FEE: Stood(100, 2), POINTS: Stood(0, 2)}, [JUNE])


def test_lines_of_months_that_the_run_does_not_settle_are_left_alone():
    later = LineKey(JULY, Step.BASE_FEE, None)

    assert later not in postings({FEE: 100}, {FEE: Stood(100, 1), later: Stood(70, 1)}, [JUNE])


KEYS = st.builds(LineKey, st.sampled_from([JUNE, JULY]), st.sampled_from(list(Step)[:4]), st.sampled_from([None, "a", "b"]))


@given(st.lists(st.dictionaries(KEYS, st.integers(-10_000, 10_000), max_size=8), min_size=1, max_size=6))
def test_all_postings_of_a_line_together_are_what_it_comes_to_now(runs: list[dict[LineKey, int]]):
    account: dict[LineKey, int] = {}
    stood: dict[LineKey, Stood] = {}
    for number, entitled in enumerate(runs, 1):
        for key, each in postings(entitled, stood, [JUNE, JULY]).items():
            account[key] = account.get(key, 0) + each.posted_pence
            stood[key] = Stood(each.entitlement_pence, number)
        assert not any(each.posted_pence for each in postings(entitled, stood, [JUNE, JULY]).values())

    assert {key: pence for key, pence in account.items() if pence} == {key: pence for key, pence in runs[-1].items() if pence}


def test_a_year_that_ends_in_march_closes_with_april_of_the_year_after():
    """Source and House rule: thirteen months after the end of the year, section 4.4 of the payment specification."""
    assert window_closes_on(date(2012, 3, 31), 13, first_posted_on=date(2011, 5, 4)) == date(2013, 4, 30)


def test_a_year_that_is_entered_late_closes_thirteen_months_after_its_first_posting():
    assert window_closes_on(date(2012, 3, 31), 13, first_posted_on=date(2026, 11, 22)) == date(2027, 12, 22)


@pytest.mark.parametrize(
    ("entered_on", "fraud", "closed"),
    [(date(2013, 4, 30), False, False), (date(2013, 5, 1), False, True), (date(2020, 5, 1), True, False)],
)
def test_the_day_of_entry_decides_about_the_window_and_fraud_knows_none(entered_on: date, *, fraud: bool, closed: bool):
    assert closed is window_has_closed(entered_on=entered_on, closes_on=date(2013, 4, 30), fraud=fraud)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"state": AgreementState.SIGNED}, SettlementObjection.NEVER_IN_FORCE),
        ({"ends_on": None}, SettlementObjection.OUTSIDE_THE_TERMS),
        ({"ends_on": date(2010, 6, 29)}, SettlementObjection.OUTSIDE_THE_TERMS),
        ({"settled_on": date(2010, 6, 30)}, SettlementObjection.NOT_OVER),
        ({"settled_on": date(2010, 9, 1)}, SettlementObjection.SETTLED_IN_THE_FUTURE),
        ({"last_settled_on": date(2010, 7, 6)}, SettlementObjection.BEFORE_THE_LAST),
        ({"last_settled_on": date(2010, 7, 5)}, None),
    ],
)
def test_what_stands_against_a_settlement(changes: dict[str, object], objection: SettlementObjection | None):
    told: dict[str, object] = {
        "through": date(2010, 6, 30), "settled_on": date(2010, 7, 5), "state": AgreementState.LIVE,
        "ends_on": date(2011, 3, 31), "last_settled_on": None, "as_at": date(2010, 8, 1),
    }  # fmt: skip

    assert objection_to_settling(**(told | changes)) is objection  # type: ignore[arg-type]  # the table holds each by its name


def inputs(
    through: date = JULY, fee_pence: int = 2_400_000_000, rule_version: int = 1, **facts: list[dict[str, object]]
) -> Inputs:
    terms = PaymentTerms.model_validate(PLAIN_TERMS | {"annual_fee_pence": fee_pence})
    return Inputs(rule_version, terms, SettlementFacts.model_validate(facts), through)


def an_escape(**changes: object) -> dict[str, object]:
    return {
        "occurrence_id": str(UUID(int=7)), "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": "2010-06-19",
    } | changes  # fmt: skip


def test_the_cause_of_an_adjustment_is_told_fact_by_fact():
    before = inputs(occurrences=[an_escape()], volumes=[{"on": "2010-06-30", "weighted_cases": "10"}])
    after = inputs(
        date(2010, 8, 1),
        2_448_000_000,
        2,
        occurrences=[an_escape(state="EXCUSED", excused_by="fire")],
        index_values=[{"index": "RPI", "month": "2010-01", "value": "220", "published_on": "2010-02-16"}],
    )
    changes = {(change.kind, change.what): change.how for change in changes_between(before, after)}

    assert changes == {
        (PostedChangeKind.RULES, "rule version"): "1 -> 2",
        (PostedChangeKind.TERMS, "payment terms"): "annual_fee_pence",
        (PostedChangeKind.THROUGH, "through"): "2010-07-01 -> 2010-08-01",
        (PostedChangeKind.OCCURRENCE, str(UUID(int=7))): "state: CLASSIFIED -> EXCUSED; excused_by: None -> fire",
        (PostedChangeKind.VOLUME, "2010-06-30"): "withdrawn",
        (PostedChangeKind.INDEX, "RPI 2010-01 2010-02-16"): "added",
    }


def test_nothing_has_changed_between_the_same_inputs():
    assert changes_between(inputs(occurrences=[an_escape()]), inputs(occurrences=[an_escape()])) == ()


def test_what_changed_stays_a_line():
    before, after = (inputs(occurrences=[an_escape(excused_by=letter * 150)]) for letter in "ab")
    (change,) = changes_between(before, after)

    assert len(change.how) == 200
    assert change.how.endswith("…")
