"""What an invoice claims: each line by what it is for, each charge by person and order, and what cannot be true of it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from noms.calendar import FIRST_YEAR, LAST_YEAR
from noms.contracts.commissioning.invoices import InvoiceLine, NewInvoice, PersonCharge
from noms.contracts.problems import FieldError
from services.commissioning.charges.rules import Charge, Days
from services.commissioning.dues.rules import LineRef, month_of, ref_of


@dataclass(frozen=True)
class Billed:
    """A line of the invoice."""

    place: str
    ref: LineRef
    charged_pence: int
    quantity: str | None = None


def billed_lines(commenced_on: date | None, lines: Sequence[InvoiceLine]) -> list[Billed]:
    """The lines of an invoice, each by its place and by what it is for."""
    return [
        Billed(f"/lines/{place}", ref_of(commenced_on, line.kind, line.code, line.month_of), line.charged_pence, line.quantity)
        for place, line in enumerate(lines)
    ]


def charges_of(charges: Iterable[PersonCharge]) -> list[Charge]:
    """The charges for persons, each with its place on the invoice."""
    return [
        Charge(
            place=f"/person_charges/{place}",
            service=each.service,
            person=each.person_reference,
            order=each.order_reference,
            days=Days(each.from_day, each.to_day),
            quantity=each.quantity,
            charged_pence=each.charged_pence,
            event_ids=frozenset(each.event_ids),
        )
        for place, each in enumerate(charges)
    ]


def faults_in(invoice: NewInvoice) -> list[FieldError]:
    """What cannot be true of an invoice, whatever was agreed: days beyond the calendar, and periods that end first."""
    named = [
        *((f"/lines/{place}/month_of", line.month_of) for place, line in enumerate(invoice.lines)),
        *((f"/person_charges/{place}/from_day", each.from_day) for place, each in enumerate(invoice.person_charges)),
        *((f"/person_charges/{place}/to_day", each.to_day) for place, each in enumerate(invoice.person_charges)),
    ]
    backward = [place for place, each in enumerate(invoice.person_charges) if each.to_day < each.from_day]
    return [
        *(
            FieldError(pointer=pointer, code="beyond_the_calendar", message="No working days are known for the year.")
            for pointer, day in named
            if not FIRST_YEAR <= day.year < LAST_YEAR
        ),
        *(
            FieldError(pointer=f"/person_charges/{place}/to_day", code="ends_before_it_starts", message="It ends first.")
            for place in backward
        ),
    ]


def charged_too_early(invoice: NewInvoice, commenced_on: date | None) -> list[FieldError]:
    """What an invoice charges for before it has begun: a month, or a person's days, whose first day comes after the invoice's."""
    begins = [
        *((f"/lines/{place}/month_of", month_of(commenced_on, line.month_of)) for place, line in enumerate(invoice.lines)),
        *((f"/person_charges/{place}/from_day", each.from_day) for place, each in enumerate(invoice.person_charges)),
    ]
    return [
        FieldError(pointer=pointer, code="not_begun", message="It begins after the day of the invoice.")
        for pointer, day in begins
        if day > invoice.invoiced_on
    ]


def fingerprint(invoice: NewInvoice) -> str:
    """What makes an invoice the same invoice: everything that it says."""
    return hashlib.sha256(invoice.model_dump_json().encode()).hexdigest()
