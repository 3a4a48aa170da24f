"""The engine against an oracle that shares no code with it: the first half of ten thousand contracts, to the penny.

The other half stands in `test_oracle_more.py`, so that two processes share them.
"""

from collections import Counter

import pytest

from builders.commissioning.agreement_of_two import differences, disagreements, settle
from builders.commissioning.contracts_at_random import a_contract
from builders.commissioning.payment_terms import Json, the_worked_example
from builders.commissioning.settlement_oracle_year import settle_slowly
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import InvoiceKind, LineState


@pytest.mark.parametrize("block", range(10))
def test_five_hundred_contracts_settle_alike(block: int):
    assert disagreements(range(block * 500, block * 500 + 500)) == {}


def test_the_oracle_comes_to_the_worked_example_too():
    """Source: payment specification 4.5."""
    found = settle_slowly(the_worked_example())

    assert [bill.net for bill in found.bills] == [202_032_787, 207_757_049, 206_001_291, 200_656_413]
    assert differences(settle(the_worked_example()), found) == []


def test_the_contracts_hold_every_step_state_and_kind_of_invoice():
    """A generator that never made a cap bite, an event charged once or a closing invoice would prove nothing of them."""
    found = [settle(a_contract(seed)) for seed in range(300)]
    steps = Counter(line.step for each in found for month in each.months for line in month.lines if line.pence)
    choices = sum(line.step is Step.CHARGED_ONCE for each in found for month in each.months for line in month.lines)
    states = {line.state for each in found for month in each.months for line in month.lines}
    repeated = sum("as in the period before" in line.working for each in found for month in each.months for line in month.lines)

    assert set(steps) == set(Step) - {Step.POINTS_COUNTED, Step.CHARGED_ONCE}
    assert min(steps.values()) >= 10
    assert choices >= 10
    assert repeated >= 10
    assert states == set(LineState)
    assert {invoice.kind for each in found for invoice in each.invoices} == set(InvoiceKind)
    assert any(invoice.withheld_pence for each in found for invoice in each.invoices)
    assert {each.number for each in found} >= {1, 2}


def moved(request: Json) -> Json:
    """The same contract at another price of a day."""
    return request | {"terms": request["terms"] | {"annual_fee_pence": request["terms"]["annual_fee_pence"] + 1_000}}


def test_the_comparison_sees_a_difference():
    request = a_contract(3)

    assert differences(settle(moved(request)), settle_slowly(request)) != []
