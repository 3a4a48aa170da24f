"""What is due of an agreement, from its settlement runs and its periods."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.invoices import InvoiceLineKind
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.dues.rules import Account, Asked, Due, LineRef, due_lines
from services.commissioning.ledger.rules import lines_from, statement_from
from services.commissioning.payments.queries import owed_for_periods
from services.commissioning.runs.queries import runs_of, standing_months
from services.commissioning.runs.rules import NO_LINES
from services.commissioning.runs.tables import SettlementMonthRow

_KINDS = frozenset(kind.value for kind in InvoiceLineKind)


async def account_of(session: AsyncSession, agreement_id: UUID, terms: PaymentTerms | None, asked: Asked) -> Account:
    """What is due of every line for the months that an invoice charges for; what was paid of it is added by whoever knows."""
    owed = await owed_for_periods(session, agreement_id)
    due = {LineRef(None, InvoiceLineKind(kind), None): Due(pence) for kind, pence in owed.items()}
    if terms is None:
        return Account(due)
    months = [month for month in await standing_months(session, agreement_id) if month.lines != NO_LINES]
    latest = {run.contract_year: run for run in reversed(await runs_of(session, agreement_id))}
    standing = sorted({month.contract_year for month in months})
    years = [(number, statement_from(latest[number].statement).invoices) for number in standing]
    by_month = due_lines(terms.commenced_on, years, asked=asked, quantities=_quantities(months))
    return Account(due | by_month, settled=frozenset(month.from_day for month in months))


def _quantities(months: Sequence[SettlementMonthRow]) -> dict[LineRef, str]:
    """What was counted for every line that can stand on an invoice."""
    return {
        LineRef(month.from_day, InvoiceLineKind(line.step), line.code or None): line.quantity
        for month in months
        for line in lines_from(month.lines)
        if line.step.value in _KINDS
    }
