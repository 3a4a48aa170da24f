"""What is due for each line when an invoice comes, and what earlier invoices were paid of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from noms.contracts.commissioning.invoices import InvoiceLineKind
from noms.contracts.commissioning.settlements import DueInvoiceView, InvoiceKind, InvoiceLineView
from services.commissioning.prices.rules import contract_year, month_holding, months_of, numbered_year, year_number

TO_DATE = frozenset({InvoiceLineKind.PROGRAMME_COMPLETIONS, InvoiceLineKind.SERVICE_FEE})
"""Kinds that are reckoned over all periods to date, because a period need not be a month."""


@dataclass(frozen=True)
class LineRef:
    """What a line is for: the first day of its month, none for what is reckoned to date; its kind; its row of the terms."""

    from_day: date | None
    kind: InvoiceLineKind
    code: str | None


@dataclass(frozen=True)
class Due:
    """What is due for a line up to the invoice: its pence, the part of them in dispute, and what was counted."""

    pence: int
    disputed_pence: int = 0
    quantity: str | None = None


@dataclass(frozen=True)
class Account:
    """What is due for each line, what earlier invoices were paid of it, and the months that have been settled."""

    due: Mapping[LineRef, Due]
    paid: Mapping[LineRef, Sequence[int]] = field(default_factory=dict)
    settled: frozenset[date] = frozenset()

    def open_pence(self, ref: LineRef) -> int:
        """What is still payable for a line: less than nothing where a deduction is due, or too much was paid."""
        due = self.due.get(ref, Due(0))
        return due.pence - due.disputed_pence - sum(self.paid.get(ref, ()))


@dataclass(frozen=True)
class Asked:
    """The last month that an invoice, or one paid before it, charges for; its day; and whether it closes the agreement."""

    last_month: date
    invoiced_on: date
    closing: bool = False

    def bears(self, invoice: DueInvoiceView) -> bool:
        """Whether what a due invoice bears is due by now."""
        if invoice.kind is InvoiceKind.CLOSING:
            return self.closing or invoice.to_day <= self.invoiced_on
        return invoice.from_day <= self.last_month


def month_of(commenced_on: date | None, day: date) -> date:
    """The first day of the contract month that holds a day; without payment terms, of the calendar month."""
    if commenced_on is None or day < commenced_on:
        return day.replace(day=1)
    return month_holding(contract_year(commenced_on, day), day).from_day


def ref_of(commenced_on: date | None, kind: InvoiceLineKind, code: str | None, day: date) -> LineRef:
    """What a line of an invoice is for."""
    return LineRef(None if kind in TO_DATE else month_of(commenced_on, day), kind, code)


def due_lines(
    commenced_on: date,
    years: Iterable[tuple[int, Sequence[DueInvoiceView]]],
    *,
    asked: Asked,
    quantities: Mapping[LineRef, str],
) -> dict[LineRef, Due]:
    """What is due of every line up to the months that are asked for, by the invoices that follow from each contract year.

    A line of a quarter or a year is due with the month after it, and what is known only after the last month with the closing
    invoice.
    """
    due: dict[LineRef, Due] = {}
    for number, invoices in years:
        for invoice in invoices:
            if asked.bears(invoice):
                for ref, line in _lines(commenced_on, number, invoice):
                    was = due.get(ref, Due(0))
                    waits = max(line.withheld_pence, 0) if line.pence > 0 else 0
                    due[ref] = Due(was.pence + line.pence, was.disputed_pence + waits, quantities.get(ref))
    return due


def _lines(commenced_on: date, number: int, invoice: DueInvoiceView) -> Iterator[tuple[LineRef, InvoiceLineView]]:
    """The lines of an invoice with the months that they come from: a later month's number is one of the year before."""
    own = month_holding(numbered_year(commenced_on, number), invoice.from_day).number
    for line in invoice.lines:
        earlier = invoice.kind is InvoiceKind.MONTH and line.month > own
        months = months_of(numbered_year(commenced_on, number - 1 if earlier else number))
        kind = InvoiceLineKind(line.step) if line.step else InvoiceLineKind.DEPOSIT
        yield LineRef(months[line.month - 1].from_day, kind, line.code), line


def named(ref: LineRef) -> str:
    """A line in words."""
    parts = (ref.kind.value, ref.code, f"of the month from {ref.from_day}" if ref.from_day else None)
    return " ".join(part for part in parts if part)


def charged_years(commenced_on: date, days: Iterable[date]) -> set[int]:
    """The contract years that some days lie in; a day before the first belongs to it."""
    return {max(1, year_number(commenced_on, day)) for day in days}
