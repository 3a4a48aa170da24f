"""What stands against facts that are offered, with the field named."""

from typing import Any
from uuid import UUID

import pytest

from builders.commissioning.payment_terms import (
    Json,
    a_scale,
    an_occurrence,
    some_points,
    some_terms,
    the_worked_example,
)
from noms.contracts.commissioning.settlement_facts import SettlementFacts
from noms.contracts.commissioning.settlements import SettlementRequest
from services.commissioning.simulations.rules import faults_in_facts, faults_in_request

TABLE = {"target": "90", "direction": "high", "steps": [{"more_than_percent": "0", "points": "5"}]}
TERMS = some_terms(
    indexation={
        "index": "RPI",
        "indexed_share_percent": "60",
        "base_month": "2010-01",
        "base_value": "220",
        "reference_month": 1,
    },
    availability={"place_types": [{"code": "cell", "places": 80}], "criteria": [{"code": "heating", "place_type": "cell"}]},
    doubling=[{"code": "doubling", "pence": "1"}],
    points=some_points(
        {"code": "failure", "points": "1"},
        {"code": "quarterly", "missed": TABLE},
        {"code": "yearly", "missed": TABLE, "assessed": "year"},
        annual=a_scale(),
    ),
    payment_by_results={
        "at_risk_percent": "10",
        "threshold_points": "5",
        "cohorts": [{"code": "first", "fee_year": 1, "matures_on": "2011-10-15"}],
    },
    excusing_causes=["riot elsewhere"],
)
JANUARY = {"index": "RPI", "month": "2011-01", "value": "229.9", "published_on": "2011-02-15"}
REVISED = JANUARY | {"revision": True, "published_on": "2011-03-15"}
OUTTURN = {"code": "quarterly", "on": "2011-05-01", "value": "80"}


def faults(*occurrences: Json, **facts: Any) -> list[tuple[str, str]]:
    told = SettlementFacts.model_validate({"occurrences": list(occurrences), **facts})
    return [(fault.pointer, fault.code) for fault in faults_in_facts(TERMS, told)]


def test_the_worked_example_stands():
    assert faults_in_request(SettlementRequest.model_validate(the_worked_example())) == []


def test_an_occurrence_is_told_once():
    assert faults(an_occurrence(), an_occurrence()) == [("/occurrences/1/occurrence_id", "in_twice")]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": "unheard_of"}, ("code", "unknown_code")),
        ({"kind": "FIXED_SUM_INCIDENT"}, ("code", "unknown_code")),
        ({"occurred_on": "2010-03-31"}, ("occurred_on", "outside_the_agreement")),
        ({"occurred_on": "2013-04-01"}, ("occurred_on", "outside_the_agreement")),
        ({"ended_on": "2011-05-09"}, ("ended_on", "ends_before_it_starts")),
        ({"ended_on": "2013-04-01"}, ("ended_on", "outside_the_agreement")),
        ({"kind": "UNAUTHORISED_DOUBLING", "code": "doubling"}, ("places", "no_places")),
        ({"kind": "UNAVAILABLE_PLACES", "code": "heating", "places": 81}, ("places", "too_many_places")),
        ({"state": "EXCUSED"}, ("excused_by", "not_excused")),
        ({"excused_by": "riot elsewhere"}, ("excused_by", "not_excused")),
        ({"state": "EXCUSED", "excused_by": "weather"}, ("excused_by", "unknown_code")),
    ],
)
def test_an_occurrence_fits_the_terms(changes: Json, fault: tuple[str, str]):
    field, code = fault

    assert faults(an_occurrence(**changes)) == [(f"/occurrences/0/{field}", code)]


def test_an_excused_occurrence_names_a_cause_of_the_terms():
    assert faults(an_occurrence(state="EXCUSED", excused_by="riot elsewhere")) == []


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ([JANUARY, JANUARY | {"value": "230"}], ("/index_values/1/month", "in_twice")),
        ([JANUARY, REVISED, REVISED], ("/index_values/2/published_on", "in_twice")),
        ([REVISED], ("/index_values/0/published_on", "revises_nothing")),
        ([JANUARY, REVISED | {"published_on": "2011-02-15"}], ("/index_values/1/published_on", "revises_nothing")),
        ([JANUARY | {"index": "CPI"}], ("/index_values/0/index", "unknown_code")),
        ([JANUARY | {"value": "0"}], ("/index_values/0/value", "zero_index")),
    ],
)
def test_an_index_is_published_once_for_a_month_and_revised_later(values: list[Json], fault: tuple[str, str]):
    assert faults(index_values=values) == [fault]


def test_a_revision_stands_beside_the_value_that_it_revises():
    assert faults(index_values=[REVISED, JANUARY, REVISED | {"published_on": "2011-04-15"}]) == []


@pytest.mark.parametrize(
    ("outturns", "fault"),
    [
        ([OUTTURN | {"code": "failure"}], ("/outturns/0/code", "unknown_code")),
        ([OUTTURN | {"value": "100.5"}], ("/outturns/0/value", "outside_range")),
        ([OUTTURN | {"on": "2013-04-01"}], ("/outturns/0/on", "outside_the_agreement")),
        ([OUTTURN, OUTTURN | {"on": "2011-06-30"}], ("/outturns/1/on", "in_twice")),
        ([OUTTURN | {"code": "yearly"}, OUTTURN | {"code": "yearly", "on": "2012-03-31"}], ("/outturns/1/on", "in_twice")),
    ],
)
def test_a_measure_has_one_outturn_in_a_quarter_or_a_year(outturns: list[Json], fault: tuple[str, str]):
    assert faults(outturns=outturns) == [fault]


def test_two_quarters_have_an_outturn_each():
    assert faults(outturns=[OUTTURN, OUTTURN | {"on": "2011-07-01"}]) == []


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"volumes": [{"on": "2011-05-01", "weighted_cases": "1"}]}, ("/volumes/0", "no_volume")),
        ({"cohorts": [{"code": "second", "change_points": "1"}]}, ("/cohorts/0/code", "unknown_code")),
        ({"cohorts": [{"code": "first", "change_points": "1"}] * 2}, ("/cohorts/1/code", "in_twice")),
        ({"vat_rates": [{"from_day": "2011-05-01", "percent": "1"}] * 2}, ("/vat_rates/1/from_day", "in_twice")),
        (
            {"tax_points": [{"month_of": f"2011-05-{day}", "tax_point": "2011-06-01"} for day in ("01", "31")]},
            ("/tax_points/1/month_of", "in_twice"),
        ),
        (
            {"tax_points": [{"month_of": "2011-05-01", "tax_point": "2099-06-01"}]},
            ("/tax_points/0/tax_point", "beyond_the_calendar"),
        ),
        (
            {"disputes": [{"month_of": "2011-05-01", "step": "fixed_sum", "code": "x", "filed_on": "2011-06-01"}]},
            ("/disputes/0/code", "unknown_code"),
        ),
    ],
)
def test_every_other_fact_fits_the_terms(facts: Json, fault: tuple[str, str]):
    assert faults(**facts) == [fault]


@pytest.mark.parametrize(
    ("volumes", "found"),
    [
        ([("2011-05-01", "60000"), ("2011-09-30", "40000"), ("2012-05-01", "60000")], []),
        ([("2011-05-01", "60000"), ("2011-09-30", "40000.5")], [("/volumes/1/weighted_cases", "too_many_cases")]),
        ([("2011-05-01", "999999999.999999")], [("/volumes/0/weighted_cases", "too_many_cases")]),
    ],
)
def test_a_contract_year_has_at_most_ten_times_the_cases_that_are_expected(
    volumes: list[tuple[str, str]], found: list[tuple[str, str]]
):
    """House rule: 0162."""
    terms = some_terms(volume={"fee_pence": 1, "expected_cases": "10000", "band_percent": "5", "marginal_percent": "60"})
    told = SettlementFacts.model_validate({"volumes": [{"on": on, "weighted_cases": cases} for on, cases in volumes]})

    assert [(each.pointer, each.code) for each in faults_in_facts(terms, told)] == found


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"step": "quarter_points", "code": "failure"}, ("/disputes/0/code", "unknown_code")),
        ({"step": "fixed_sum", "code": "failure"}, ("/disputes/0/code", "unknown_code")),
        ({"step": "points_counted", "code": "failure"}, ("/disputes/0/step", "no_money")),
        ({"step": "charged_once"}, ("/disputes/0/step", "no_money")),
        ({"step": "payment_by_results", "disputed_pence": 1}, ("/disputes/0/code", "code_missing")),
        ({"month_of": "2013-04-01"}, ("/disputes/0/month_of", "outside_the_agreement")),
    ],
)
def test_a_dispute_for_which_nothing_could_wait_is_refused(changes: Json, fault: tuple[str, str]):
    cohort = {"fee_year": 1, "matures_on": "2011-10-15"}
    results = {
        "at_risk_percent": "10", "threshold_points": "5", "cohorts": [cohort | {"code": code} for code in ("first", "second")],
    }  # fmt: skip
    terms = some_terms(points=some_points(), payment_by_results=results)
    dispute = {"month_of": "2011-05-01", "step": "base_fee", "filed_on": "2011-06-01"} | changes
    told = SettlementFacts.model_validate({"disputes": [dispute]})

    assert [(found.pointer, found.code) for found in faults_in_facts(terms, told)] == [fault]


@pytest.mark.parametrize(
    "changes",
    [
        {"step": "payment_by_results"},
        {"step": "payment_by_results", "disputed_pence": 1},
        {"step": "payment_by_results", "code": "first", "disputed_pence": 1},
        {"step": "quarter_points", "disputed_pence": 1},
        {"step": "fixed_sum"},
    ],
)
def test_a_dispute_names_a_row_or_is_about_every_line_of_its_step(changes: Json):
    assert faults(disputes=[{"month_of": "2011-05-01", "filed_on": "2011-06-01"} | changes]) == []


@pytest.mark.parametrize("through", ["2010-04-29", "2011-04-29", "2012-04-15"])
def test_a_month_of_the_contract_year_must_have_ended(through: str):
    found = faults_in_request(SettlementRequest.model_validate(the_worked_example() | {"through": through}))

    assert ("/through", "no_month_over") in [(fault.pointer, fault.code) for fault in found]


def test_the_faults_of_the_terms_are_told_before_facts_are_read_by_them():
    request = the_worked_example()
    request["terms"] = request["terms"] | {"ends_on": "2009-01-01"}

    assert [fault.pointer for fault in faults_in_request(SettlementRequest.model_validate(request))] == ["/terms/ends_on"]


def test_an_occurrence_may_name_another_that_is_not_told():
    assert faults(an_occurrence(same_event_as=str(UUID(int=77)))) == []


@pytest.mark.parametrize("day", ["0001-01-01", "2010-03-31", "2013-04-01", "9999-12-31"])
def test_a_day_however_far_outside_the_agreement_is_told_and_breaks_nothing(day: str):
    facts = {
        "outturns": [OUTTURN | {"on": day}],
        "volumes": [{"on": day, "weighted_cases": "1"}],
        "disputes": [{"month_of": day, "step": "base_fee", "filed_on": day}],
    }
    found = faults(an_occurrence(occurred_on=day, ended_on=day), **facts)

    assert {("/occurrences/0/occurred_on", "outside_the_agreement"), ("/outturns/0/on", "outside_the_agreement")} <= set(found)


@pytest.mark.parametrize(
    ("day", "stands"), [("2013-04-30", True), ("2013-05-01", False), ("2010-03-31", False), ("0001-01-01", False)]
)
def test_a_tax_point_is_told_for_a_month_of_the_agreement_or_for_the_one_that_closes_it(day: str, stands: bool):
    assert (faults(tax_points=[{"month_of": day, "tax_point": "2012-01-01"}]) == []) is stands
