"""Whether a case is in scope of the Offender Management Model on a day, in which phase, and why."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.wire import Count, Day, Flag, Line, View, Wire


class ModelSentence(StrEnum):
    """What the person is serving on the day, as the model tells cases apart."""

    COMMUNITY_ORDER = "community_order"
    SUSPENDED_SENTENCE_ORDER = "suspended_sentence_order"
    LICENCE = "licence"
    DETERMINATE_CUSTODY = "determinate_custody"
    IPP_CUSTODY = "ipp_custody"
    LIFE_CUSTODY = "life_custody"


class RiskOfSeriousHarm(StrEnum):
    """The overall level."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class ModelPhase(StrEnum):
    """The three phases in which the model came."""

    ONE = "I"
    TWO = "II"
    THREE = "III"


class Scope(StrEnum):
    """In scope, out of it, or not to be said because a fact is missing."""

    IN = "in_scope"
    OUT = "out_of_scope"
    UNKNOWN = "not_known"


class ScopeReason(StrEnum):
    """Each test that was made."""

    ADULT = "adult"
    PHASE_BEGUN = "phase_begun"
    KIND_IN_A_PHASE = "kind_in_a_phase"
    TWELVE_MONTHS = "twelve_months"
    HIGH_RISK = "high_risk"
    PRIORITY_OFFENDER = "priority_offender"


class ScopeToCheck(Wire):
    """The facts that the model asks for, of one person on one day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "as_at": "2009-10-01",
                    "age_years": 24,
                    "serving": ["determinate_custody"],
                    "longest_sentence_months": 36,
                    "rosh": "high",
                    "priority_offender": False,
                }
            ]
        }
    )

    as_at: Day
    age_years: Count
    serving: list[ModelSentence] = Field(max_length=6, description="Everything that is served on the day.")
    longest_sentence_months: Count | None = Field(default=None, description="Of the determinate sentences: whole months.")
    rosh: RiskOfSeriousHarm | None = Field(default=None, description="Absent where the risk has not been assessed.")
    priority_offender: Flag = Field(default=False, description="A prolific and other priority offender (PPO).")


class ScopeTest(View):
    """One test of the model: what was asked, and what came out; absent where the fact is missing."""

    code: ScopeReason
    met: Flag | None
    says: Line


class ModelScopeView(View):
    """Whether the case is in scope on the day, with every test that was made."""

    as_at: Day
    scope: Scope
    phase: ModelPhase | None = Field(description="The phase that brings the case into scope, or would.")
    tests: list[ScopeTest]


class PersonScopeView(ModelScopeView):
    """The same for a person on record, with the facts that were read."""

    crn: Crn
    serving: list[ModelSentence]
    longest_sentence_months: int | None
    rosh: RiskOfSeriousHarm | None
    priority_offender: Flag
