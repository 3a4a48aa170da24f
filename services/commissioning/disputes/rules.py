"""What a dispute is about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class DisputedLine:
    """The line of the account that a dispute is about."""

    agreement_id: UUID
    line_id: UUID
    contract_year: int
    month: int
    month_of: date
    step: str
    code: str
    pence: int
    """What it comes to; 0 when nothing is left of it."""
