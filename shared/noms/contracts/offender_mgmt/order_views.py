"""Orders of the court as they are read, with their requirements and terms."""

from uuid import UUID

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.sentences import Court, OrderKind
from noms.contracts.wire import Code, Count, Day, Flag, Line, View


class RequirementView(View):
    """One requirement of an order on record."""

    requirement_id: UUID
    code: Code
    name: Line
    programme_code: Code | None
    quantity: Count | None
    unit: Line
    starts_on: Day | None
    ends_on: Day | None
    sub_category: Line | None
    consented: Flag


class TermView(View):
    """A length of time as the court pronounced it."""

    years: Count
    months: Count
    weeks: Count
    days: Count


class OrderView(View):
    """An order of the court on record."""

    order_id: UUID
    crn: Crn
    kind: OrderKind
    court: Court
    offence_code: Code
    offence_committed_on: Day
    convicted_on: Day
    made_on: Day
    ends_on: Day
    provider: Code
    custodial_term: TermView | None
    operational_period_ends_on: Day | None
    appearance_id: UUID | None
    requirements: list[RequirementView]
