"""The phases of the Offender Management Model and whom each of them brought in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from noms.contracts.offender_mgmt.model_scopes import (
    ModelPhase,
    ModelScopeView,
    ModelSentence,
    RiskOfSeriousHarm,
    Scope,
    ScopeReason,
    ScopeTest,
    ScopeToCheck,
)

ADULT_FROM_YEARS = 18  # Source: HM Inspectorate of Prisons and Probation 2009-10, scope of custodial inspections: adults
CUSTODY_FROM_MONTHS = 12  # Source: HM Inspectorate of Prisons and Probation 2009-10: twelve months and over
HIGH_RISKS = frozenset({RiskOfSeriousHarm.HIGH, RiskOfSeriousHarm.VERY_HIGH})


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of the model: from which day, for which sentences."""

    phase: ModelPhase
    starts_on: date
    kinds: frozenset[ModelSentence]


COMMUNITY = frozenset({ModelSentence.COMMUNITY_ORDER, ModelSentence.SUSPENDED_SENTENCE_ORDER, ModelSentence.LICENCE})

PHASES = (
    Phase(ModelPhase.THREE, date(2008, 2, 1), frozenset({ModelSentence.IPP_CUSTODY})),  # House rule: 0098
    Phase(ModelPhase.TWO, date(2006, 11, 1), frozenset({ModelSentence.DETERMINATE_CUSTODY})),  # House rule: 0098
    Phase(ModelPhase.ONE, date(2006, 4, 1), COMMUNITY),  # House rule: 0098
)
"""Custody before the community: who is in prison is in scope there, or not.

Life sentences came into no phase: who serves one is managed as a lifer, whatever determinate sentence runs beside it.
"""


def model_scope(asked: ScopeToCheck) -> ModelScopeView:
    """Whether the case is in scope on the day: every test of its phase must be met, one of risk and priority is enough.

    Source: NPS Bulletin 41 (phase II), Hansard 14 July 2008 (phase III), joint inspection of 2009-10 (scope as at October 2009).
    """
    held = [kind for kind in asked.serving if kind not in COMMUNITY]
    kinds = frozenset(held or asked.serving)
    phase = next((phase for phase in PHASES if kinds & phase.kinds), None)
    if phase is not None and phase.phase is ModelPhase.TWO and ModelSentence.LIFE_CUSTODY in kinds:
        phase = None
    if phase is None:
        kind = ScopeTest(code=ScopeReason.KIND_IN_A_PHASE, met=False, says="No phase of the model covers what is served.")
        return ModelScopeView(as_at=asked.as_at, scope=Scope.OUT, phase=None, tests=[kind])
    tests = [*_general_tests(asked, phase), *(_custody_tests(asked) if phase.phase is ModelPhase.TWO else ())]
    return ModelScopeView(as_at=asked.as_at, scope=_scope(tests), phase=phase.phase, tests=tests)


def _general_tests(asked: ScopeToCheck, phase: Phase) -> Iterator[ScopeTest]:
    yield ScopeTest(code=ScopeReason.KIND_IN_A_PHASE, met=True, says=f"Phase {phase.phase} covers what is served.")
    begun = f"Phase {phase.phase} began on {phase.starts_on}."
    yield ScopeTest(code=ScopeReason.PHASE_BEGUN, met=asked.as_at >= phase.starts_on, says=begun)
    adult = asked.age_years >= ADULT_FROM_YEARS
    yield ScopeTest(code=ScopeReason.ADULT, met=adult, says=f"The model is for people of {ADULT_FROM_YEARS} and over.")


def _custody_tests(asked: ScopeToCheck) -> Iterator[ScopeTest]:
    months = asked.longest_sentence_months
    long = None if months is None else months >= CUSTODY_FROM_MONTHS
    yield ScopeTest(code=ScopeReason.TWELVE_MONTHS, met=long, says=f"A sentence of {CUSTODY_FROM_MONTHS} months or more.")
    high = None if asked.rosh is None else asked.rosh in HIGH_RISKS
    yield ScopeTest(code=ScopeReason.HIGH_RISK, met=high, says="High or very high risk of serious harm, or a priority offender.")
    says = "A priority offender (PPO), or high or very high risk of serious harm."
    yield ScopeTest(code=ScopeReason.PRIORITY_OFFENDER, met=asked.priority_offender, says=says)


def _scope(tests: list[ScopeTest]) -> Scope:
    """False decides before missing; of risk and priority the better outcome counts."""
    either = [test.met for test in tests if test.code in (ScopeReason.HIGH_RISK, ScopeReason.PRIORITY_OFFENDER)]
    outcomes = [test.met for test in tests if test.code not in (ScopeReason.HIGH_RISK, ScopeReason.PRIORITY_OFFENDER)]
    if either:
        outcomes.append(True if True in either else None if None in either else False)
    if False in outcomes:
        return Scope.OUT
    return Scope.UNKNOWN if None in outcomes else Scope.IN
