"""Who may be referred, who is suitable by risk, need and responsivity, and how a referral moves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.contracts.interventions.referrals import ReferralState, ReferralWarning
from noms.contracts.interventions.suitability import Exclusion, Gate, UnsuitableReason
from noms.reference.programmes import Programme, ProgrammeSetting

PROGRAMME_REQUIREMENT = "PROG"  # Source: Criminal Justice Act 2003 s.177(1)(c), s.202; community_requirements

S = ReferralState
MOVES: Mapping[ReferralState, frozenset[ReferralState]] = {
    S.SUBMITTED: frozenset({S.SUITABLE, S.UNSUITABLE, S.WITHDRAWN}),  # the programme team decides
    S.SUITABLE: frozenset({S.ALLOCATED, S.WITHDRAWN}),  # a place is taken
    S.ALLOCATED: frozenset({S.STARTED, S.WITHDRAWN}),  # the first session is attended
    # The four evidences are there; or a correction dates the start anew or takes it back. House rule: 0311.
    S.STARTED: frozenset({S.COMPLETED, S.WITHDRAWN, S.STARTED, S.ALLOCATED}),
    S.UNSUITABLE: frozenset(),
    S.COMPLETED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
"""A closed referral never changes: whoever tries again makes a new one."""


class ReferralObjection(StrEnum):
    """Why a referral cannot be made, or cannot be judged yet."""

    NOT_A_PROGRAMME_REQUIREMENT = "not_a_programme_requirement"
    NOT_THE_PROGRAMME_OF_THE_ORDER = "not_the_programme_of_the_order"
    PROGRAMME_NOT_IN_THE_COMMUNITY = "programme_not_in_the_community"
    PROGRAMME_NOT_OFFERED = "programme_not_offered"
    OUTSIDE_THE_ORDER = "outside_the_order"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_REFERRAL = "before_the_referral"
    RISK_SCORE_NEEDED = "risk_score_needed"


def may_move(state: ReferralState, to: ReferralState) -> bool:
    """Whether a referral in the one state may go to the other."""
    return to in MOVES[state]


def is_open(state: ReferralState) -> bool:
    """Whether anything can still happen to a referral in this state."""
    return bool(MOVES[state])


def objection_to_referral(
    programme: Programme,
    *,
    requirement_code: str,
    programme_of_order: str | None,
    order_starts_on: date,
    order_ends_on: date,
    referred_on: date,
    as_at: date,
) -> ReferralObjection | None:
    """The first thing that stands against a referral to a programme under a requirement; None when nothing does."""
    stands = {
        ReferralObjection.NOT_A_PROGRAMME_REQUIREMENT: requirement_code != PROGRAMME_REQUIREMENT,
        ReferralObjection.NOT_THE_PROGRAMME_OF_THE_ORDER: programme_of_order not in (None, programme.code),
        ReferralObjection.PROGRAMME_NOT_IN_THE_COMMUNITY: programme.setting is ProgrammeSetting.CUSTODY,
        ReferralObjection.IN_THE_FUTURE: referred_on > as_at,
        ReferralObjection.OUTSIDE_THE_ORDER: not order_starts_on <= referred_on <= order_ends_on,
        ReferralObjection.PROGRAMME_NOT_OFFERED: not programme.possibly_offered_on(referred_on),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def warnings_for(latest_feasible_start: date | None, *, as_at: date) -> tuple[ReferralWarning, ...]:
    """What whoever refers should know at once about the dose and the end of the order."""
    if latest_feasible_start is None:
        return (ReferralWarning.DOSE_UNKNOWN,)
    return (ReferralWarning.DOSE_DOES_NOT_FIT,) if latest_feasible_start < as_at else ()


@dataclass(frozen=True, slots=True)
class RiskRange:
    """The scores of likelihood of reconviction, in per cent, for which a programme is meant."""

    programme_code: str
    lowest_percent: int
    highest_percent: int
    valid_from: date
    source: str


_ORDERS = date(2005, 4, 4)  # Source: Criminal Justice Act 2003 s.177, community orders in force from this day
_NEW_CATALOGUE = date(2009, 1, 1)  # Source: programmes, TSP and COVAID offered from 2009

RISK_RANGES = (
    RiskRange("ETS", 40, 100, _ORDERS, "Source: PC 38/2004, general offending programmes in the community, OGRS2 of at least 40"),
    RiskRange("TF", 40, 100, _ORDERS, "Source: PC 38/2004, general offending programmes in the community, OGRS2 of at least 40"),
    RiskRange("OTO", 40, 100, _ORDERS, "Source: PC 38/2004, general offending programmes in the community, OGRS2 of at least 40"),
    RiskRange("TSP", 50, 100, _NEW_CATALOGUE, "House rule: 0304, OGRS3 of at least 50"),
    RiskRange("COVAID", 35, 75, _NEW_CATALOGUE, "House rule: 0304, OGRS3 of 35 to 75"),
)

GATE_OF: Mapping[UnsuitableReason, Gate] = {
    UnsuitableReason.RISK_BELOW_RANGE: Gate.RISK,
    UnsuitableReason.RISK_ABOVE_RANGE: Gate.RISK,
    UnsuitableReason.NEED_NOT_EVIDENCED: Gate.NEED,
    UnsuitableReason.WRONG_OFFENCE_TYPE: Gate.NEED,
    UnsuitableReason.DENIES_OFFENCE: Gate.NEED,
    UnsuitableReason.INSTRUMENTAL_VIOLENCE: Gate.NEED,
    UnsuitableReason.DOMESTIC_VIOLENCE_ONLY: Gate.NEED,
    UnsuitableReason.SEXUAL_OFFENCE_ONLY: Gate.NEED,
    UnsuitableReason.SAME_PROGRAMME_WITHIN_TWO_YEARS: Gate.NEED,
    UnsuitableReason.NOT_FOR_THIS_POPULATION: Gate.RESPONSIVITY,
    UnsuitableReason.DRUG_DEPENDENCY_UNSTABLE: Gate.RESPONSIVITY,
    UnsuitableReason.SEVERE_MENTAL_ILLNESS: Gate.RESPONSIVITY,
    UnsuitableReason.LITERACY_OR_LANGUAGE: Gate.RESPONSIVITY,
}


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate, and the reasons that closed it."""

    gate: Gate
    reasons: tuple[UnsuitableReason, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing closed the gate."""
        return not self.reasons


def risk_range(programme_code: str, on: date) -> RiskRange | None:
    """The range of scores that a programme was meant for on the day; None where no source gives one."""
    return next((row for row in RISK_RANGES if row.programme_code == programme_code and row.valid_from <= on), None)


def objection_to_decision(
    programme_code: str, *, ogrs_percent: int | None, referred_on: date, decided_on: date, as_at: date
) -> ReferralObjection | None:
    """What stands against deciding on suitability with these facts; None when nothing does."""
    if decided_on > as_at:
        return ReferralObjection.IN_THE_FUTURE
    if decided_on < referred_on:
        return ReferralObjection.BEFORE_THE_REFERRAL
    if ogrs_percent is None and risk_range(programme_code, decided_on):
        return ReferralObjection.RISK_SCORE_NEEDED
    return None


def gates(
    programme_code: str, *, ogrs_percent: int | None, need_evidenced: bool, exclusions: Sequence[Exclusion], decided_on: date
) -> tuple[GateResult, ...]:
    """How the facts fare at risk, need and responsivity. A person is suitable only when all three are passed."""
    found = {UnsuitableReason(exclusion) for exclusion in exclusions}
    meant_for = risk_range(programme_code, decided_on)
    if meant_for and ogrs_percent is not None and ogrs_percent < meant_for.lowest_percent:
        found.add(UnsuitableReason.RISK_BELOW_RANGE)
    if meant_for and ogrs_percent is not None and ogrs_percent > meant_for.highest_percent:
        found.add(UnsuitableReason.RISK_ABOVE_RANGE)
    if not need_evidenced:
        found.add(UnsuitableReason.NEED_NOT_EVIDENCED)
    return gates_closed_by(found)


def gates_closed_by(found: Collection[UnsuitableReason]) -> tuple[GateResult, ...]:
    """The three gates in their order, each with the reasons among those found that closed it."""
    return tuple(
        GateResult(gate, tuple(reason for reason in GATE_OF if GATE_OF[reason] is gate and reason in found)) for gate in Gate
    )


def outcome(results: Sequence[GateResult]) -> ReferralState:
    """Suitable when every gate is passed, unsuitable otherwise."""
    return ReferralState.SUITABLE if all(result.passed for result in results) else ReferralState.UNSUITABLE
