"""The timing of invoices: the month that bears a line, what disputes withhold, the deposit of the final month."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from noms.calendar import working_days_after
from noms.contracts.commissioning.settlement_facts import DisputeFact
from noms.contracts.commissioning.settlements import InvoiceKind
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.bills.rules import LATER, BilledLine, DueInvoice, MonthSettlement, Told, vat_percent
from services.commissioning.prices.rules import KEPT, ONE_DAY, ContractMonth, divided_pence, months_later
from services.commissioning.workings.rules import StepLine

DEPOSIT_MONTHS = 6  # Source: standard PFI payment mechanism, mean of the current and the five previous months


def mean_deduction(deductions_pence: Sequence[int]) -> int:
    """The deposit of the final month: the mean of its deductions and those of the five months before it."""
    last = deductions_pence[-DEPOSIT_MONTHS:]
    return divided_pence(sum(last), len(last))


def withheld_pence(settled: MonthSettlement, line: StepLine, told: Told, *, until: date) -> int:
    """The part of a line that waits for the decision of disputes that were filed in time, and never more than the line.

    A dispute that names no row of the terms is about every line of its step.
    """
    disputed = (
        abs(line.pence) if dispute.disputed_pence is None else dispute.disputed_pence
        for dispute in told.disputes
        if settled.holds(dispute.month_of)
        and dispute.step is line.step
        and dispute.code in {None, line.code}
        and dispute.filed_on <= until
        and not dispute.upheld
    )
    return min(abs(line.pence), sum(disputed))


def given_back(month: ContractMonth, lines: Iterable[StepLine], disputes: Sequence[DisputeFact]) -> list[StepLine]:
    """The lines of a month, each deduction less what upheld disputes give back, never more than itself. House rule: 0176."""
    ours = [dispute for dispute in disputes if dispute.upheld and month.holds(dispute.month_of)]
    return [_less_upheld(line, ours) for line in lines] if ours else list(lines)


def _less_upheld(line: StepLine, upheld: Iterable[DisputeFact]) -> StepLine:
    parts = [each.disputed_pence or -line.pence for each in upheld if each.step is line.step and each.code in {None, line.code}]
    back = min(-line.pence, sum(parts))
    if back <= 0:
        return line
    return line._replace(pence=line.pence + back, working=f"{line.working}; {back}p given back: a contest of it was upheld")


def tax_point_of(days: ContractMonth, told: Told) -> date:
    """The tax point of an invoice: as it is told, else the last day that is invoiced. House rule: 0164."""
    return next((fact.tax_point for fact in told.tax_points if days.holds(fact.month_of)), days.to_day)


def closing_days(last: MonthSettlement) -> ContractMonth:
    """The month after the agreement's last one: what is known only then is invoiced in it. House rule: 0165."""
    first = last.month.to_day + ONE_DAY
    return ContractMonth(last.month.number, first, months_later(first, 1) - ONE_DAY)


@lru_cache(KEPT)
def deadline(day: date, working_days: int) -> date:
    """The working day that lies so many working days later: the same month ends come up in every agreement."""
    return working_days_after(day, working_days)


def _invoice(
    terms: PaymentTerms,
    told: Told,
    days: ContractMonth,
    lines: Iterable[tuple[MonthSettlement, StepLine]],
    kind: InvoiceKind = InvoiceKind.MONTH,
) -> DueInvoice:
    tax_point = tax_point_of(days, told)
    until = deadline(tax_point, terms.dispute_working_days)
    billed = (
        BilledLine(line.step, line.code, settled, line.pence, withheld_pence(settled, line, told, until=until))
        for settled, line in lines
        if line.pence
    )
    rate = vat_percent(tax_point, terms.vat, told.vat_rates)
    return DueInvoice(kind, days, tax_point, tuple(billed), rate, deadline(tax_point, terms.payment_working_days))


def due_invoices(
    terms: PaymentTerms, months: Sequence[MonthSettlement], told: Told, carried: Sequence[MonthSettlement] = ()
) -> tuple[DueInvoice, ...]:
    """The invoice of each month: its own lines of steps 2 to 5, and those of the quarter or year that ended the month before.

    `carried` are the months before the first: what ended with them is invoiced here, and the deposit looks back to them.
    """
    everything = [*carried, *months]
    invoices = []
    for before, now in zip([None, *everything], everything, strict=False):
        ended = [(before, line) for line in before.lines if line.step in LATER] if before else []
        own = [(now, line) for line in now.lines if line.step not in LATER]
        invoices.append(_invoice(terms, told, now.month, [*own, *ended]))
    if everything and everything[-1].last:
        last = everything[-1]
        ended = [(last, line) for line in last.lines if line.step in LATER]
        closing = _invoice(terms, told, closing_days(last), ended, InvoiceKind.CLOSING)
        if terms.final_deposit:
            invoices[-1], closing = _with_deposit(invoices, closing, last)
        invoices.append(closing)
    return tuple(invoices[len(carried) :])


def _with_deposit(invoices: Sequence[DueInvoice], closing: DueInvoice, last: MonthSettlement) -> tuple[DueInvoice, DueInvoice]:
    """The final month keeps the deposit back, the closing invoice gives it back. House rule: 0165."""
    final = invoices[-1]
    kept = mean_deduction([invoice.deductions_pence for invoice in invoices])
    if not kept:
        return final, closing
    return (
        replace(final, lines=(*final.lines, BilledLine(None, "", last, -kept))),
        replace(closing, lines=(*closing.lines, BilledLine(None, "", last, kept))),
    )
