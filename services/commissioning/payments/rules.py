"""What is owed, as everybody above asks for it: a contract year under payment terms, or a period without them."""

from services.commissioning.completions.rules import (
    SETTLEMENT_RULE_VERSION,
    Delivery,
    Settlement,
    SettlementLine,
    Terms,
    completions_line,
    fee_line,
    inputs_hash,
    payable_volume,
    posting_pence,
    profiled_volume,
    settle,
)
from services.commissioning.evidence.rules import Facts
from services.commissioning.prices.rules import (
    ContractYear,
    Period,
    anniversary,
    contract_year,
    fee_through_pence,
    service_fee_pence,
    whole_pence,
)
from services.commissioning.settlements.rules import PAYMENT_RULE_VERSION, YearSettlement, adjustments, entitled, settle_year
from services.commissioning.statements.rules import settle_request, statement_of

__all__ = [
    "PAYMENT_RULE_VERSION", "SETTLEMENT_RULE_VERSION", "ContractYear", "Delivery", "Facts", "Period", "Settlement",
    "SettlementLine", "Terms", "YearSettlement", "adjustments", "anniversary", "completions_line", "contract_year", "entitled",
    "fee_line", "fee_through_pence", "inputs_hash", "payable_volume", "posting_pence", "profiled_volume", "service_fee_pence",
    "settle", "settle_request", "settle_year", "statement_of", "whole_pence",
]  # fmt: skip
