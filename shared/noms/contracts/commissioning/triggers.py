"""What the figures of an agreement call for: findings, what each of them rests on, and what stands against the move."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.wire import Code, Day, Flag, Line, Pence, View, Wire, Words

MOST_EVIDENCE = 200


class RemedyState(StrEnum):
    """Where an agreement stands between no remedy and the right to end it."""

    NONE = "none"
    WARNING = "warning"
    IMPROVEMENT_NOTICE = "improvement_notice"
    DEFAULT = "default"
    RIGHT_TO_TERMINATE = "right_to_terminate"
    STEP_IN = "step_in"
    """The Secretary of State has appointed a governor; the notices underneath go on."""


class Trigger(StrEnum):
    """What leads from one state to the next."""

    MEASURE_UNDER_FLOOR = "measure_under_floor"
    POINTS_OVER_BASELINE = "points_over_baseline"
    NOT_RECTIFIED = "not_rectified"
    SECOND_QUARTER = "second_quarter"
    SEVERAL_NOTICES = "several_notices"
    DEDUCTIONS_IN_A_MONTH = "deductions_in_a_month"
    DEDUCTIONS_MONTHS_RUNNING = "deductions_months_running"
    TERMINATION_POINTS = "termination_points"
    LOSS_OF_CONTROL = "loss_of_control"
    LIKELY_LOSS_OF_CONTROL = "likely_loss_of_control"


class Effect(StrEnum):
    """What a state brings with it."""

    PLAN_DUE = "plan_due"
    REPEAT_MULTIPLIER = "repeat_multiplier"
    WEEKLY_MONITORING = "weekly_monitoring"
    TERMINATION_POINT = "termination_point"
    PURCHASER_DECIDES = "purchaser_decides"
    FUNCTIONS_MOVE = "functions_move"
    NOTICE_TO_CONTRACTOR = "notice_to_contractor"
    COSTS_TO_CONTRACTOR = "costs_to_contractor"


class Obstacle(StrEnum):
    """What stands against a move that the figures call for."""

    NOTICE_IN_FORCE = "notice_in_force"
    """A notice on the same matter is in force already."""
    NO_IMPROVEMENT_NOTICE = "no_improvement_notice"
    """A default notice follows an improvement notice, or another default."""
    AGREEMENT_NOT_IN_FORCE = "agreement_not_in_force"


class EvidenceKind(StrEnum):
    """What a notice can rest on."""

    RESULT = "result"
    """A figure of a computed period."""
    OCCURRENCE = "occurrence"
    SETTLEMENT = "settlement"
    """A settlement run, or the settlement of a month."""
    NOTICE = "notice"
    """An earlier notice under the same agreement."""


class Evidence(Wire):
    """Something on record under the same agreement, by its kind and identifier."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"kind": "result", "id": "6f1e1a52-3f0c-4b83-8f55-1f5e4a3f2b10"}]}
    )

    kind: EvidenceKind
    id: UUID


class TriggerFindingView(View):
    """One thing that the figures call for."""

    trigger: Trigger
    matter: Line = Field(description="A measure's code, or `performance_points`, `deductions`, `notices`, `termination_points`.")
    calls_for: RemedyState
    in_words: Words
    evidence: list[Evidence] = Field(description="What it rests on: to be cited by the notice that answers it.")
    open: Flag = Field(description="Whether the move may be made now.")
    obstacle: Obstacle | None = Field(description="What stands against it, when it is not open.")


class FigureView(View):
    """One figure that remedies go by, whether it fails or not: its evidence can be cited for either."""

    matter: Line
    quarter: int = Field(ge=1, description="The contract quarter in which its days end, counted from the beginning.")
    ends_on: Day
    value: Line = Field(description="As an exact fraction.")
    limit: Line = Field(description="What must be reached, or not be passed: a floor, or so many times a baseline.")
    fails: Flag
    evidence: list[Evidence]


class DeductionView(View):
    """What was deducted from the charge of one month."""

    from_day: Day
    to_day: Day
    charge_pence: Pence
    deducted_pence: Pence
    share_percent: Line = Field(description="Of the charge, to two decimals; what counts is the exact share.")
    evidence: list[Evidence]


class TriggersView(View):
    """What the figures of an agreement call for on a day: computed when it is asked for, and kept nowhere."""

    agreement_id: UUID
    provider: Code
    as_at: Day
    state: RemedyState
    findings: list[TriggerFindingView]
    figures: list[FigureView]
    deductions: list[DeductionView]
