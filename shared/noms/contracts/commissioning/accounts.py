"""What has been settled and posted under payment terms: runs in a list, lines down to what happened, the account."""

from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.payment_bases import YearNumber
from noms.contracts.commissioning.payments import LineDisputeView, LineKind
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlement_runs import PostedLineView
from noms.contracts.commissioning.settlements import LineState
from noms.contracts.wire import Day, Flag, Instant, Line, Pence, View


class SettlementRunSummary(View):
    """A settlement run in a list."""

    run: int = Field(ge=1)
    contract_year: YearNumber
    through: Day
    settled_on: Day
    recorded_at: Instant
    rule_version: int = Field(ge=1)
    inputs_hash: Line
    entitlement_pence: Pence
    posted_pence: Pence
    uncollected_pence: Pence
    provisional: Flag


class SettlementRunList(View):
    """The settlement runs of an agreement, the latest first."""

    data: list[SettlementRunSummary]
    next_after: int | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class OccurrenceBehind(View):
    """An occurrence that a line rests on, as it is believed now, with the events of the owning service."""

    occurrence_id: UUID
    kind: Line
    state: Line
    code: Line
    occurred_on: Day
    event_ids: list[UUID]


class LineBehindView(View):
    """A line opened down to what happened."""

    run: int = Field(ge=1)
    from_day: Day
    to_day: Day
    line: PostedLineView
    occurrences: list[OccurrenceBehind]
    disputes: list[LineDisputeView]


class AccountLineView(View):
    """What has been posted for one line of one month, all runs together."""

    step: Step
    code: Line | None
    posted_pence: Pence
    state: LineState
    last_run: int = Field(ge=1, description="The last run that looked at it.")


class AccountMonthView(View):
    """What has been posted for one month, all runs together."""

    from_day: Day
    to_day: Day
    posted_pence: Pence
    lines: list[AccountLineView]


class AccountPeriodLineView(View):
    """What has been posted for one line of one period, all its runs together."""

    kind: LineKind
    posted_pence: Pence


class AccountPeriodView(View):
    """What has been posted for one computed period, all its runs together."""

    period_id: UUID
    from_day: Day
    to_day: Day
    posted_pence: Pence
    lines: list[AccountPeriodLineView]


class AccountView(View):
    """What has been posted to date for an agreement: under payment terms by month and line, otherwise by computed period."""

    agreement_id: UUID
    posted_pence: Pence = Field(description="All months and all periods together.")
    months: list[AccountMonthView]
    periods: list[AccountPeriodView]
