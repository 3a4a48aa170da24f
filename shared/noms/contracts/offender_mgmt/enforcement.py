"""Failures to comply, warnings, and return to court, for one whole order."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.wire import Day, Flag, Line, View, Wire, Words


class EnforcementAction(StrEnum):
    """What the responsible officer must do next."""

    NONE = "none"
    WARN = "warn"
    BREACH = "breach"
    AWAIT_COURT = "await_court"


class GroundKind(StrEnum):
    """The kinds of fact that an enforcement step rests on."""

    FAILURE = "failure"
    WARNING = "warning"
    BREACH = "breach"


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


class WarningToGive(Wire):
    """A warning as it was given. It must say three things. Source: Criminal Justice Act 2003 Sch 8 para 5(2)."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "given_on": "2010-11-10",
                    "circumstances": "Did not attend the programme session of 8 November and gave no reason when asked.",
                    "says_unacceptable": True,
                    "says_court_follows": True,
                }
            ]
        }
    )

    given_on: Day
    circumstances: Words
    says_unacceptable: Flag = Field(description="The warning states that the failure is unacceptable.")
    says_court_follows: Flag = Field(description="The warning says that another failure within twelve months leads to court.")


class WarningView(View):
    """A warning on record."""

    warning_id: UUID
    order_id: UUID
    given_on: Day
    failed_on: Day = Field(description="The first failure that the warning answers.")
    in_force_until: Day = Field(description="Last day on which a further failure must go to court.")
    circumstances: Words


class BreachToBegin(Wire):
    """Breach action as it was begun: the day on which the information was laid before the court."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"begun_on": "2010-12-01", "court_reference": "LDN/2010/4417"}]}
    )

    begun_on: Day
    court_reference: Line | None = None


class BreachOutcome(StrEnum):
    """What the court did with the breach. Source: Criminal Justice Act 2003 Sch 8 paras 9-10, Sch 12 para 8."""

    ORDER_CONTINUES = "order_continues"
    ORDER_AMENDED = "order_amended"
    ORDER_REVOKED = "order_revoked"
    CUSTODY_ACTIVATED = "custody_activated"
    NOT_PROVED = "not_proved"
    WITHDRAWN = "withdrawn"


class CourtDecision(Wire):
    """The court's outcome of one breach."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"decided_on": "2011-01-12", "outcome": "order_amended"}]}
    )

    decided_on: Day
    outcome: BreachOutcome


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
