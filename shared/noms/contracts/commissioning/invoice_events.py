"""What is published of invoices."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.wire import Code, Line


class InvoiceMatched(Event):
    """An invoice was matched, on receipt or again; the number of the match tells which."""

    type: ClassVar[str] = "commissioning.invoice.matched"

    agreement_id: UUID
    invoice_id: UUID
    provider: Code
    match: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
