"""Step 15: an invoice with its VAT by tax point, and what of it waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from noms.contracts.commissioning.payment_bases import VatTreatment
from noms.contracts.commissioning.settlement_facts import DisputeFact, Step, TaxPointFact, VatRateFact
from noms.contracts.commissioning.settlements import InvoiceKind
from services.commissioning.prices.rules import WHOLE, ContractMonth, whole_pence
from services.commissioning.workings.rules import StepLine

LATER = frozenset({Step.FIXED_SUM, Step.QUARTER_POINTS, Step.YEAR_POINTS, Step.OVER_THE_CAP, Step.VOLUME})
"""Steps of a quarter or a year: they go into the invoice of the month after it.

Source and House rule: 0165, standard PFI payment mechanism, one month's lag.
"""


DEDUCTIONS = LATER - {Step.VOLUME} | {Step.UNAVAILABLE_PLACES, Step.UNAUTHORISED_DOUBLING}
"""What the deposit of the final month is reckoned from. House rule: 0165."""


# House rule: 0164, VAT by tax point: general knowledge (SI 2008/3020, Finance Act 2009 s.9, Finance (No. 2) Act 2010 s.3);
# of the years before, Finance (No. 2) Act 1979 s.1 and Finance Act 1991 s.13.
VAT_PERCENT = (
    (date(2011, 1, 4), Fraction(20)),
    (date(2010, 1, 1), Fraction("17.5")),
    (date(2008, 12, 1), Fraction(15)),
    (date(1991, 4, 1), Fraction("17.5")),
    (date.min, Fraction(15)),
)


@dataclass(frozen=True)
class MonthSettlement:
    """One month of a contract year with every line that its numbered steps put out."""

    contract_year: int
    month: ContractMonth
    ends_quarter: bool
    last: bool
    """Whether the agreement ends with it."""
    lines: tuple[StepLine, ...]

    @cached_property
    def entitlement_pence(self) -> int:
        return sum(line.pence for line in self.lines)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the month."""
        return self.month.holds(day)


@dataclass(frozen=True)
class BilledLine:
    """A line on an invoice; without a step it is the deposit."""

    step: Step | None
    code: str
    settled: MonthSettlement
    pence: int
    withheld_pence: int = 0


@dataclass(frozen=True)
class DueInvoice:
    """What is invoiced for a month, and what of it is paid when."""

    kind: InvoiceKind
    days: ContractMonth
    tax_point: date
    lines: tuple[BilledLine, ...]
    vat_percent: Fraction
    pay_by: date

    @cached_property
    def net_pence(self) -> int:
        return sum(line.pence for line in self.lines)

    @cached_property
    def vat_pence(self) -> int:
        """VAT on the net of the invoice, rounded once."""
        return vat_pence(self.net_pence, self.vat_percent)

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence

    @cached_property
    def withheld_pence(self) -> int:
        """What waits, with its VAT: charges in dispute. A deduction in dispute has been kept back by itself."""
        net = sum(line.withheld_pence for line in self.lines if line.pence > 0)
        return net + vat_pence(net, self.vat_percent)

    @property
    def deductions_pence(self) -> int:
        return -sum(line.pence for line in self.lines if line.step in DEDUCTIONS)


@dataclass(frozen=True)
class Told:
    """What is told of invoices besides their lines."""

    vat_rates: Sequence[VatRateFact] = ()
    tax_points: Sequence[TaxPointFact] = ()
    disputes: Sequence[DisputeFact] = ()


def vat_percent(tax_point: date, treatment: VatTreatment, told: Iterable[VatRateFact] = ()) -> Fraction:
    """The rate on a tax point. A rate that is told counts from its first day until the next change, told or known."""
    if treatment is VatTreatment.CROWN_BODY:
        return Fraction(0)
    rates = dict(VAT_PERCENT) | {fact.from_day: Fraction(fact.percent) for fact in told}
    return rates[max(day for day in rates if day <= tax_point)]


def vat_pence(net_pence: int, percent: Fraction) -> int:
    """VAT on an amount, to the penny."""
    return whole_pence(net_pence * percent / WHOLE)
