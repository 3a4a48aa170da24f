"""Settling a contract year on what is believed now, and what a restatement posts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.wire import MAX_INT64
from services.commissioning.billing.rules import due_invoices
from services.commissioning.bills.rules import DueInvoice, MonthSettlement, Told
from services.commissioning.deductions.rules import Cap
from services.commissioning.entitlements.rules import settled_year
from services.commissioning.evidence.rules import Facts, inputs_hash
from services.commissioning.indexation.rules import Indexed
from services.commissioning.postings.rules import LineKey, Stood, postings
from services.commissioning.prices.rules import ContractYear, months_until, year_number
from services.commissioning.readings.rules import Terms
from services.commissioning.scales.rules import Excess

PAYMENT_RULE_VERSION = 1  # House rule: 0155


@dataclass(frozen=True)
class YearSettlement:
    """A contract year as far as it has gone: months with their lines, quarters, the cap, and the invoices that follow."""

    number: int
    year: ContractYear
    complete: bool
    fee: Indexed
    months: tuple[MonthSettlement, ...]
    quarters: Mapping[int, Excess]
    cap: Cap
    invoices: tuple[DueInvoice, ...]
    unpriced: tuple[UUID, ...]
    """Occurrences that no row of the terms prices, or that lie outside the agreement's days."""
    rule_version: int
    inputs_hash: str

    @property
    def entitlement_pence(self) -> int:
        """What the provider is entitled to for the months so far."""
        return sum(month.entitlement_pence for month in self.months)


def settle_year(
    terms: PaymentTerms, facts: Facts, through: date, others: Mapping[int, PaymentTerms] = MappingProxyType({})
) -> YearSettlement:
    """Settle every month of the contract year that holds `through` and has ended by then, in the order of the months.

    The first invoice bears what the facts tell of the last quarter of the year before, and the deposit looks back to it.
    `others` are the terms of earlier contract years, where they were others: by them the year before is carried, and what a
    cohort puts at risk is a part of the fee of its own year.
    """
    read, number = Terms(terms, facts, others), year_number(terms.commenced_on, min(through, terms.ends_on))
    settled = settled_year(read, number, through)
    carried = settled_year(read.of_year(number - 1), number - 1, through).months if number > 1 else ()
    return YearSettlement(
        number=number,
        year=settled.year,
        complete=len(settled.months) == len(months_until(settled.year, terms.ends_on)),
        fee=settled.fee,
        months=settled.months,
        quarters=settled.quarters,
        cap=settled.cap,
        invoices=due_invoices(terms, settled.months, Told(facts.vat_rates, facts.tax_points, facts.disputes), carried),
        unpriced=settled.unpriced,
        rule_version=PAYMENT_RULE_VERSION,
        inputs_hash=inputs_hash(PAYMENT_RULE_VERSION, terms, facts, through),
    )


def fits(settlement: YearSettlement) -> bool:
    """Whether every sum of pence fits the eight bytes in which it is told and kept."""
    sums = [
        settlement.fee.fee_pence,
        settlement.entitlement_pence,
        settlement.cap.most_pence or 0,
        settlement.cap.uncollected_pence,
    ]
    sums += [each.gross_pence for each in settlement.invoices] + [each.net_pence for each in settlement.invoices]
    sums += [pence for month in settlement.months for pence in (month.entitlement_pence, *(line.pence for line in month.lines))]
    return all(abs(pence) <= MAX_INT64 for pence in sums)


def entitled(months: Iterable[MonthSettlement]) -> dict[LineKey, int]:
    """What every line of some months comes to, by what makes it the same line in every run."""
    return {LineKey(each.month.from_day, line.step, line.code or None): line.pence for each in months for line in each.lines}


def adjustments(before: Sequence[MonthSettlement], after: Sequence[MonthSettlement]) -> dict[LineKey, int]:
    """What is left to post after a restatement, line by line in the order of the months: new less posted, where they differ.

    A line that is no more is taken back. The same inputs again leave nothing.
    """
    stood = {key: Stood(pence, 1) for key, pence in entitled(before).items()}
    posted = postings(entitled(after), stood, (each.month.from_day for each in after))
    found = {key: posting.posted_pence for key, posting in posted.items() if posting.posted_pence}
    return dict(sorted(found.items(), key=lambda each: each[0].from_day))
