"""OGRS 3, OGP and OVP against what was published, and against what they must never do."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.predictors import for_ogp, for_ogrs3, for_ovp
from noms.contracts.offender_mgmt.predictors import Band, OgpAsked, Ogrs3Asked, OvpAsked, PredictorSex
from noms.reference.offence_groups import load_offence_groups, offence_group
from services.offender_mgmt.oasys_predictors import rules as oasys
from services.offender_mgmt.ogrs3 import rules
from services.offender_mgmt.ogrs3.rules import History
from services.offender_mgmt.predictions.rules import Prediction, age_at_follow_up, percent

M, F = PredictorSex.MALE, PredictorSex.FEMALE


def predicted(history: History, group: str) -> Prediction:
    listed = offence_group(group)
    return rules.ogrs3(history, weight=float(listed.ogrs3_weight), group=listed.name)


# Source: hmpps-arns-risk-actuarial-api, worked from the verified formula: sex, age at follow-up, at conviction, at the first sanction.
WORKED = [
    (History(M, 19, 19, 14, 6), "BD", -1.43233, 49, 67),
    (History(M, 22, 21, 15, 12), "TH", -0.287165, 75, 86),
    (History(M, 28, 27, 16, 25), "TH", 0.175697, 83, 91),
    (History(M, 33, 32, 30, 1), "V", -4.308776, 5, 10),
    (History(M, 45, 44, 18, 40), "HAN", -0.552921, 70, 83),
    (History(M, 52, 51, 50, 1), "SXC", -5.552615, 2, 3),
    (History(F, 24, 24, 17, 9), "TH", -0.699938, 67, 81),
    (History(F, 31, 30, 15, 30), "SOL", 0.322666, 85, 92),
    (History(F, 51, 50, 50, 1), "FR", -5.04457, 3, 5),
    (History(M, 20, 20, 13, 15), "TDA", 0.061466, 81, 90),
    (History(M, 36, 35, 20, 5), "DD", -3.03994, 16, 29),
    (History(M, 26, 25, 14, 18), "BO", -0.655901, 68, 81),
]


@pytest.mark.parametrize(("history", "group", "score", "one_year", "two_years"), WORKED)
def test_the_worked_values_of_ogrs3_come_out(history: History, group: str, score: float, one_year: int, two_years: int):
    answer = predicted(history, group)

    assert answer.score == pytest.approx(score, abs=1e-6)
    assert (answer.one_year_percent, answer.two_year_percent) == (one_year, two_years)
    assert sum(term.value for term in answer.terms) == answer.score


@pytest.mark.parametrize(
    ("changes", "expected"),
    [  # Source: hmpps-arns-risk-actuarial-api, tests of the service
        (
            {
                "date_of_birth": "1965-12-07", "convicted_on": "2025-05-13", "follow_up_starts_on": "2026-12-06",
                "as_at": "2026-12-06", "total_sanctions": 2, "first_sanction_age": 47, "offence_group": "PROST",
            },
            (8, 16, Band.LOW),
        ),
        (
            {
                "date_of_birth": "1991-07-17", "convicted_on": "2021-08-05", "follow_up_starts_on": "2021-12-12",
                "as_at": "2021-12-12", "total_sanctions": 2, "first_sanction_age": 21, "offence_group": "FRAUD",
            },
            (11, 20, Band.LOW),
        ),
    ],
)  # fmt: skip
def test_the_known_answers_of_ogrs3_from_dates(changes: dict[str, Any], expected: tuple[int, int, Band]):
    asked = Ogrs3Asked.model_validate(for_ogrs3(**changes))
    answer = predicted(rules.history_of(asked), str(asked.offence_group))

    assert rules.faults_of_ogrs3(asked) == ()
    assert (answer.one_year_percent, answer.two_year_percent, answer.band) == expected


@pytest.mark.parametrize(
    ("score", "one_year", "two_years"), [(0, 80, 89), (1, 92, 96), (-2.776835807, 20, 34), (50, 99, 99), (-50, 1, 1)]
)
def test_a_score_becomes_a_whole_percentage_from_one_to_ninety_nine(score: float, one_year: int, two_years: int):
    constants = rules.OGRS3_CONSTANTS

    assert [percent(score + constant) for constant in constants] == [one_year, two_years]


def test_the_bands_of_ogrs3_begin_at_fifty_seventy_five_and_ninety():
    bands = {predicted(history, group).two_year_percent: predicted(history, group).band for history, group, *_ in WORKED}

    assert (bands[29], bands[67], bands[86], bands[90]) == (Band.LOW, Band.MEDIUM, Band.HIGH, Band.VERY_HIGH)


def test_after_two_years_the_age_on_the_day_of_the_question_counts():
    born, start = date(1985, 6, 1), date(2010, 1, 4)

    assert age_at_follow_up(born, start, as_at=date(2012, 1, 4)) == 24
    assert age_at_follow_up(born, start, as_at=date(2012, 1, 5)) == 26


def test_the_age_at_the_first_sanction_may_be_given_as_its_day():
    by_day = Ogrs3Asked.model_validate(for_ogrs3(first_sanction_age=None, first_sanction_on="2004-02-29"))

    assert rules.history_of(by_day) == rules.history_of(Ogrs3Asked.model_validate(for_ogrs3()))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"first_sanction_age": 22}, ("/first_sanction_age", "after_the_conviction")),
        ({"first_sanction_age": 9}, ("/first_sanction_age", "too_young")),
        ({"first_sanction_age": None, "first_sanction_on": "2010-03-02"}, ("/first_sanction_on", "after_the_conviction")),
        ({"date_of_birth": "2000-01-11"}, ("/convicted_on", "too_young")),
        ({"follow_up_starts_on": "2010-01-09"}, ("/follow_up_starts_on", "before_the_conviction")),
        ({"as_at": "2010-01-09"}, ("/as_at", "before_the_conviction")),
    ],
)
def test_what_contradicts_itself_is_named(changes: dict[str, Any], fault: tuple[str, str]):
    found = rules.faults_of_ogrs3(Ogrs3Asked.model_validate(for_ogrs3(**changes)))

    assert fault in [(one.pointer, one.code) for one in found]


def test_a_figure_for_somebody_under_eighteen_carries_a_warning():
    young = Ogrs3Asked.model_validate(for_ogrs3(date_of_birth="1993-01-01"))

    assert rules.warnings_of(young) != []
    assert rules.warnings_of(Ogrs3Asked.model_validate(for_ogrs3())) == []


AGES = st.integers(18, 90)


@given(st.sampled_from([M, F]), AGES, st.integers(0, 60), st.integers(1, 200), st.sampled_from(load_offence_groups()))
def test_one_more_sanction_never_makes_reoffending_less_likely(sex: PredictorSex, age: int, back: int, total: int, group: Any):
    first = max(10, age - back)
    fewer, more = (predicted(History(sex, age, age, first, n), group.code) for n in (total, total + 1))

    assert more.score > fewer.score
    assert more.two_year_percent >= fewer.two_year_percent >= fewer.one_year_percent


@given(st.sampled_from([M, F]), AGES, AGES)
def test_among_adults_the_older_are_never_the_likelier(sex: PredictorSex, one: int, other: int):
    younger, older = (predicted(History(sex, age, 40, 20, 8), "THEFT") for age in sorted((one, other)))

    assert older.score <= younger.score


def test_ogp_scores_the_published_cases():
    # Source: hmpps-arns-risk-actuarial-api, tests of OGP
    high = oasys.ogp(OgpAsked.model_validate(for_ogp()))
    low = oasys.ogp(
        OgpAsked.model_validate(
            for_ogp(ogrs3_two_year_percent=17, drug_misuse=2, motivation_to_tackle_drug_misuse=0, understands_others_views=0)
        )
    )

    assert (high.score, high.one_year_percent, high.two_year_percent, high.band) == (62, 53, 68, Band.HIGH)
    assert (low.score, low.one_year_percent, low.two_year_percent, low.band) == (31, 15, 24, Band.LOW)


def test_half_a_point_of_ogp_goes_upwards():
    thinking = for_ogp(problem_solving=1, awareness_of_consequences="no", understands_others_views=0)
    terms = {term.name: term.value for term in oasys.ogp(OgpAsked.model_validate(thinking)).terms}

    assert terms["thinking"] == 3


@given(st.integers(1, 99), st.lists(st.integers(0, 2), min_size=6, max_size=6), st.booleans(), st.booleans())
def test_ogp_lies_between_nothing_and_a_hundred_and_never_falls_when_a_need_grows(
    static: int, items: list[int], homeless: bool, unemployed: bool
):
    names = (
        "activities_encourage_offending", "drug_misuse", "motivation_to_tackle_drug_misuse", "problem_solving",
        "understands_others_views", "pro_criminal_attitudes",
    )  # fmt: skip
    given_items = dict(zip(names, items, strict=True)) | {"no_fixed_abode": homeless, "unemployed": unemployed}
    score = oasys.ogp(OgpAsked.model_validate(for_ogp(ogrs3_two_year_percent=static, **given_items))).score

    assert 0 <= score <= 100
    for name in names:
        worse = given_items | {name: min(2, given_items[name] + 1)}
        assert oasys.ogp(OgpAsked.model_validate(for_ogp(ogrs3_two_year_percent=static, **worse))).score >= score


def test_ovp_scores_the_published_case():
    # Source: hmpps-arns-risk-actuarial-api, test of OVP
    answer = oasys.ovp(OvpAsked.model_validate(for_ovp()))

    assert (answer.score, answer.one_year_percent, answer.two_year_percent, answer.band) == (82, 80, 89, Band.VERY_HIGH)


@pytest.mark.parametrize(
    ("violent", "points"), [(0, 0), (1, 4), (2, 7), (3, 9), (4, 11), (5, 12), (6, 13), (17, 24), (18, 25), (99, 25)]
)
def test_violent_sanctions_weigh_as_printed(violent: int, points: int):
    terms = {
        term.name: term.value
        for term in oasys.ovp(OvpAsked.model_validate(for_ovp(total_sanctions=99, violent_sanctions=violent))).terms
    }

    assert terms["violent_sanctions"] == points


@pytest.mark.parametrize(("others", "points"), [(0, 0), (2, 0), (3, 2), (4, 2), (5, 3), (10, 3), (11, 4), (20, 4), (21, 5)])
def test_other_sanctions_weigh_as_printed(others: int, points: int):
    asked = OvpAsked.model_validate(for_ovp(total_sanctions=others + 1, violent_sanctions=1))

    assert {term.name: term.value for term in oasys.ovp(asked).terms}["other_sanctions"] == points


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"violent_sanctions": 32}, ("/violent_sanctions", "more_than_all")),
        ({"date_of_birth": "2002-01-01"}, ("/follow_up_starts_on", "too_young")),
    ],
)
def test_ovp_names_what_contradicts_itself(changes: dict[str, Any], fault: tuple[str, str]):
    assert [(one.pointer, one.code) for one in oasys.faults_of_ovp(OvpAsked.model_validate(for_ovp(**changes)))] == [fault]
