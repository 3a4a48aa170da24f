"""What is believed, put in order and sorted; and the fingerprint of the inputs."""

from datetime import date
from random import Random
from uuid import UUID

import pytest

from builders.commissioning.payment_terms import Json, an_occurrence, some_facts, some_points, some_terms, the_worked_example
from noms.contracts.commissioning.occurrences import OccurrenceKind
from noms.contracts.commissioning.settlement_facts import SettlementFacts
from noms.contracts.commissioning.settlements import SettlementRequest
from services.commissioning.evidence.rules import Facts, inputs_hash, sort_facts

DAY = date(2012, 3, 31)
TERMS = some_terms(points=some_points(), fixed_sums=[{"code": "escape", "pence": 1}])


def shuffled(request: Json) -> Json:
    """The same request, its facts in another order."""
    chance = Random(7)
    facts = {name: chance.sample(told, len(told)) for name, told in request["facts"].items()}
    return request | {"facts": facts}


def read(request: Json) -> Facts:
    return Facts.of(SettlementRequest.model_validate(request).facts)


def test_the_same_facts_in_another_order_have_the_same_fingerprint():
    plain, other = read(the_worked_example()), read(shuffled(the_worked_example()))

    assert inputs_hash(1, TERMS, plain, DAY) == inputs_hash(1, TERMS, other, DAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"occurrence_id": str(UUID(int=2))},
        {"kind": "FIXED_SUM_INCIDENT"},
        {"state": "CONFIRMED"},
        {"code": "other"},
        {"occurred_on": "2011-05-11"},
        {"ended_on": "2011-05-12"},
        {"places": 1},
        {"used": True},
        {"count": "1.5"},
        {"same_event_as": str(UUID(int=9))},
    ],
)
def test_whatever_differs_in_an_occurrence_changes_the_fingerprint(changes: Json):
    plain, other = some_facts(an_occurrence()), some_facts(an_occurrence() | changes)

    assert inputs_hash(1, TERMS, plain, DAY) != inputs_hash(1, TERMS, other, DAY)


@pytest.mark.parametrize(
    "facts",
    [
        {"index_values": [{"index": "RPI", "month": "2011-01", "value": "1", "published_on": "2011-02-01"}]},
        {"outturns": [{"code": "x", "on": "2011-05-01", "value": "1"}]},
        {"volumes": [{"on": "2011-05-01", "weighted_cases": "1"}]},
        {"cohorts": [{"code": "x", "change_points": "1"}]},
        {"vat_rates": [{"from_day": "2011-05-01", "percent": "1"}]},
        {"tax_points": [{"month_of": "2011-05-01", "tax_point": "2011-05-01"}]},
        {"disputes": [{"month_of": "2011-05-01", "step": "base_fee", "filed_on": "2011-05-01"}]},
    ],
)
def test_every_other_fact_changes_the_fingerprint(facts: Json):
    assert inputs_hash(1, TERMS, some_facts(**facts), DAY) != inputs_hash(1, TERMS, some_facts(), DAY)


def test_terms_day_and_rule_version_change_the_fingerprint():
    facts = some_facts()
    found = {
        inputs_hash(1, TERMS, facts, DAY),
        inputs_hash(2, TERMS, facts, DAY),
        inputs_hash(1, TERMS, facts, date(2012, 3, 30)),
        inputs_hash(1, TERMS.model_copy(update={"annual_fee_pence": 1}), facts, DAY),
    }

    assert len(found) == 4


def test_the_events_of_the_owning_service_change_nothing():
    """They open a line down to what happened, and no pence depends on them."""
    plain, other = some_facts(an_occurrence()), some_facts(an_occurrence(event_ids=[str(UUID(int=5))]))

    assert inputs_hash(1, TERMS, plain, DAY) == inputs_hash(1, TERMS, other, DAY)


def test_occurrences_are_ordered_by_their_day_and_then_by_their_id():
    told = [an_occurrence(3), an_occurrence(2), an_occurrence(1, occurred_on="2011-05-11")]

    assert [each.occurrence_id.int for _, each in some_facts(*told).records] == [2, 3, 1]


def test_what_no_row_prices_or_lies_outside_the_agreement_is_told_apart():
    told = [
        an_occurrence(1),
        an_occurrence(2, code="unheard_of"),
        an_occurrence(3, occurred_on="2010-03-31"),
        an_occurrence(4, occurred_on="2013-04-01"),
        an_occurrence(5, "UNAVAILABLE_PLACES", "failure"),
    ]
    found = sort_facts(TERMS, some_facts(*told))

    assert [each.int for each in found.unpriced] == [3, 2, 5, 4]
    assert [each.occurrence_id.int for each in found.failures] == [1]


def test_incidents_count_only_in_states_that_count_and_failures_are_kept_to_tell_what_is_held():
    told = [
        an_occurrence(n, "FIXED_SUM_INCIDENT", "escape", state=state)
        for n, state in enumerate(("CLASSIFIED", "HELD", "OVERTURNED"), 1)
    ]
    found = sort_facts(TERMS, some_facts(*told, an_occurrence(9, state="HELD")))

    assert [each.occurrence_id.int for each in found.incidents] == [1]
    assert [each.occurrence_id.int for each in found.failures] == [9]


def test_without_a_last_day_places_are_concerned_on_one_day():
    terms = some_terms(doubling=[{"code": "doubling", "pence": "1"}])
    (stay,) = sort_facts(terms, some_facts(an_occurrence(1, "UNAUTHORISED_DOUBLING", "doubling", places=2))).stays[
        OccurrenceKind.UNAUTHORISED_DOUBLING
    ]

    assert (stay.from_day, stay.to_day) == (date(2011, 5, 10), date(2011, 5, 10))


def test_facts_are_empty_by_default():
    assert Facts.of(SettlementFacts()) == Facts([], [], [], [], [], [], [], [])
