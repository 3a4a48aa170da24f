"""Where an order stands between failure and court, as it is read: each step with its evidence and ground."""

from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.enforcement import BreachOutcome, EnforcementAction, GroundKind
from noms.contracts.wire import Day, Flag, Line, View, Words


class Evidence(View):
    """Where one fact was recorded."""

    record_id: UUID = Field(description="The attendance, warning or breach record.")
    event_id: UUID | None = Field(default=None, description="The event that brought it here, for facts of another service.")
    detail_url: Line


class Ground(View):
    """A dated fact that the step rests on, with its sources."""

    kind: GroundKind
    on: Day
    evidence: list[Evidence] = Field(default=[])


class NextStepView(View):
    """The next step of enforcement, by when, and by which authority."""

    action: EnforcementAction
    due_by: Day | None = Field(description="Last day to do it; absent when nothing is due.")
    overdue: Flag
    failed_on: Day | None = Field(description="The failure that must be answered.")
    because: list[Ground]
    sources: list[Line] = Field(description="The statute and the standard that ask for it.")


class WarningView(View):
    """A warning on record."""

    warning_id: UUID
    order_id: UUID
    given_on: Day
    failed_on: Day = Field(description="The first failure that the warning answers.")
    in_force_until: Day = Field(description="Last day on which a further failure must go to court.")
    circumstances: Words


class BreachView(View):
    """Breach action on record."""

    breach_id: UUID
    order_id: UUID
    failed_on: Day
    due_by: Day
    begun_on: Day
    in_time: Flag
    court_reference: Line | None
    decided_on: Day | None
    outcome: BreachOutcome | None


class FailureDay(View):
    """A day on which the person failed to comply with the order, however many requirements it concerned."""

    on: Day
    evidence: list[Evidence]


class EnforcementView(View):
    """The enforcement clock of one order: what is due, and everything that it rests on."""

    crn: Crn
    order_id: UUID
    as_at: Day
    next_step: NextStepView
    warning_in_force_until: Day | None
    failure_days: list[FailureDay]
    warnings: list[WarningView]
    breaches: list[BreachView]
