"""Payment terms and facts as a request sends them: valid by default, `**changes` for what the test is about."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

from noms.contracts.commissioning.settlement_facts import SettlementFacts
from noms.contracts.commissioning.stakes import StakesRequest
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.worked_example import WORKED_EXAMPLE
from services.commissioning.evidence.rules import Facts
from services.commissioning.settlements.rules import YearSettlement, settle_year

Json = dict[str, Any]
DOUBLE_BANDS = [
    {"above": "0", "up_to": "50", "factor": "1"},
    {"above": "50", "up_to": "150", "factor": "1.2"},
    {"above": "150", "factor": "1.5"},
]


def a_scale(**changes: Any) -> Json:
    """A pound a point over a baseline of 10, without bands."""
    plain = {"pence_a_point": "100", "baselines": [{"from_year": 1, "points": "10"}], "bands": [{"above": "0", "factor": "1"}]}
    return plain | changes


def some_points(*measures: Json, **scales: Any) -> Json:
    """A points table; by default one measure of one point a failure, assessed by quarter."""
    return {"measures": list(measures) or [{"code": "failure", "points": "1"}], "quarterly": a_scale()} | scales


def some_terms(**changes: Any) -> PaymentTerms:
    """Three contract years from April 2010 at £366,000.00, which is £1,000.00 a day in the second of them."""
    plain = {"commenced_on": "2010-04-01", "ends_on": "2013-03-31", "annual_fee_pence": 36_600_000}
    return PaymentTerms.model_validate(plain | changes)


def an_occurrence(number: int = 1, kind: str = "PERFORMANCE_FAILURE", code: str = "failure", **changes: Any) -> Json:
    """Something that happened on 10 May 2011."""
    plain = {"occurrence_id": str(UUID(int=number)), "kind": kind, "code": code, "occurred_on": "2011-05-10"}
    return plain | changes


def failures(*days: str, code: str = "failure", first: int = 100, **changes: Any) -> list[Json]:
    """One performance failure on each of some days."""
    return [an_occurrence(first + place, code=code, occurred_on=day, **changes) for place, day in enumerate(days)]


def some_facts(*occurrences: Json, **others: Any) -> Facts:
    """What is believed."""
    return Facts.of(SettlementFacts.model_validate({"occurrences": list(occurrences), **others}))


def settled(terms: PaymentTerms, facts: Facts, through: str = "2012-03-31") -> YearSettlement:
    """The contract year that holds a day, settled through it."""
    return settle_year(terms, facts, date.fromisoformat(through))


def money(settlement: YearSettlement, step: str, code: str = "") -> Mapping[int, int]:
    """The pence of one step, by month of the contract year."""
    return {
        month.month.number: line.pence
        for month in settlement.months
        for line in month.lines
        if line.step == step and line.code == code
    }


def working(settlement: YearSettlement, step: str, code: str = "") -> list[str]:
    """The workings of one step, in the order of the months."""
    return [line.working for month in settlement.months for line in month.lines if (line.step, line.code) == (step, code)]


def the_worked_example(**facts: Any) -> Json:
    """The request of the specification's worked example, with other facts where the test is about them."""
    request: Json = deepcopy(WORKED_EXAMPLE)
    request["facts"] |= facts
    return request


def some_stakes(**changes: Any) -> StakesRequest:
    """One measure, expected twelve times a year, under a cap of five per cent."""
    terms = {
        "commenced_on": "2010-04-01",
        "ends_on": "2013-03-31",
        "annual_fee_pence": 36_600_000,
        "points": some_points(),
        "cap_percent_of_fee": "5",
    }
    rates = [{"kind": "PERFORMANCE_FAILURE", "code": "failure", "a_year": "60"}]
    return StakesRequest.model_validate({"terms": terms, "rates": rates, "seed": 7, "runs": 50} | changes)
