"""The engine and the oracle, held against each other over contracts made from seeds."""

from collections.abc import Iterable
from fractions import Fraction

from builders.commissioning.contracts_at_random import a_contract
from builders.commissioning.settlement_oracle import Json
from builders.commissioning.settlement_oracle_year import Found, settle_slowly
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import SettlementRequest
from services.commissioning.evidence.rules import Facts
from services.commissioning.settlements.rules import YearSettlement, settle_year

WITHOUT_MONEY = (Step.POINTS_COUNTED, Step.CHARGED_ONCE)


def settle(request: Json) -> YearSettlement:
    """By the engine."""
    read = SettlementRequest.model_validate(request)
    return settle_year(read.terms, Facts.of(read.facts), read.through)


def differences(quick: YearSettlement, slow: Found) -> list[str]:
    """Everything in which the two do not agree, to the penny."""
    lines = [(month, line) for month in quick.months for line in month.lines]
    money = {
        (m.contract_year, m.month.number, str(one.step), one.code): one.pence for m, one in lines if one.step not in WITHOUT_MONEY
    }
    counted = {
        (m.contract_year, m.month.number, one.code): Fraction(one.quantity)
        for m, one in lines
        if one.step is Step.POINTS_COUNTED and one.quantity != "0"
    }
    months = {(month.contract_year, month.month.number) for month in quick.months}
    pairs = {
        "fee": ((quick.fee.fee_pence, quick.fee.provisional), (slow.fee, slow.provisional)),
        "lines": (money, slow.lines),
        "points": (counted, {key: points for key, points in slow.points.items() if points and key[:2] in months}),
        "quarters": ({number: excess.points for number, excess in quick.quarters.items()}, slow.quarter_points),
        "cap": (
            (quick.cap.most_pence, quick.cap.collected_pence, quick.cap.uncollected_pence),
            (slow.cap, slow.collected, slow.uncollected),
        ),
        "invoices": (
            [(each.net_pence, each.vat_pence, each.withheld_pence, each.pay_by) for each in quick.invoices],
            [(each.net, each.vat, each.withheld, each.pay_by) for each in slow.bills],
        ),
    }
    return [f"{name}: engine {one}, oracle {other}" for name, (one, other) in pairs.items() if one != other]


def disagreements(seeds: Iterable[int]) -> dict[int, list[str]]:
    """The seeds of the contracts on which the two do not agree, and in what."""
    found = {}
    for seed in seeds:
        request = a_contract(seed)
        if differing := differences(settle(request), settle_slowly(request)):
            found[seed] = differing
    return found
