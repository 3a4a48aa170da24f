"""Which notice may be given on which finding, what its clocks are, and which act on it is open to whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.calendar import working_days_after
from noms.contracts.commissioning.notices import NoticeKind, NoticeState
from noms.contracts.commissioning.triggers import Evidence, Obstacle
from services.commissioning.escalation.rules import STATE_OF, Parameters, falls_out_on
from services.commissioning.triggers.rules import Finding

AGREEMENT_IN_FORCE = frozenset({"live", "suspended", "expiring"})
"""The states of an agreement under which a notice may be given: signed by both and not at its end."""

PLANNED_FOR = frozenset({NoticeKind.WARNING, NoticeKind.IMPROVEMENT})
"""The notices that ask for a plan and for the failure to be put right; a default notice counts for its months instead."""


class NoticeObjection(StrEnum):
    """Why a notice cannot be given or closed."""

    NOT_THE_COMMISSIONER = "not_the_commissioner"
    AGREEMENT_NOT_IN_FORCE = "agreement_not_in_force"
    IN_THE_FUTURE = "in_the_future"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    NO_SUCH_CLAUSE = "no_such_clause"
    BEFORE_THE_LAST_NOTICE = "before_the_last_notice"
    NOTHING_CALLS_FOR_IT = "nothing_calls_for_it"
    NOTICE_IN_FORCE = "notice_in_force"
    NO_IMPROVEMENT_NOTICE = "no_improvement_notice"
    BEFORE_THE_NOTICE = "before_the_notice"
    NOTICE_NOT_IN_FORCE = "notice_not_in_force"
    NO_NEW_EVIDENCE = "no_new_evidence"
    STILL_FAILING = "still_failing"


O = NoticeObjection  # noqa: E741 - read as the objections that they are
_OBSTACLES = {
    Obstacle.NOTICE_IN_FORCE: O.NOTICE_IN_FORCE,
    Obstacle.NO_IMPROVEMENT_NOTICE: O.NO_IMPROVEMENT_NOTICE,
}


@dataclass(frozen=True)
class Clocks:
    """The days that a notice sets: working days for what the provider must do, calendar days for a termination point."""

    plan_due_on: date | None
    rectify_by: date | None
    scored_on: date | None
    falls_out_on: date | None


def _first(stands: dict[NoticeObjection, bool]) -> NoticeObjection | None:
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_giving(
    *,
    for_the_commissioner: bool,
    agreement_state: str,
    given_on: date,
    starts_on: date,
    ends_on: date,
    last_given_on: date | None,
    clause_allows: bool,
    as_at: date,
) -> NoticeObjection | None:
    """What stands against giving any notice: the wrong side, an agreement not in force, a day out of order, no clause."""
    return _first(
        {
            O.NOT_THE_COMMISSIONER: not for_the_commissioner,
            O.AGREEMENT_NOT_IN_FORCE: agreement_state not in AGREEMENT_IN_FORCE,
            O.IN_THE_FUTURE: given_on > as_at,
            O.OUTSIDE_THE_AGREEMENT: not starts_on <= given_on <= ends_on,
            O.BEFORE_THE_LAST_NOTICE: last_given_on is not None and given_on < last_given_on,
            O.NO_SUCH_CLAUSE: not clause_allows,
        }
    )


def finding_for(
    findings: Iterable[Finding], *, kind: NoticeKind, matter: str, cited: Collection[Evidence]
) -> Finding | NoticeObjection:
    """The finding that calls for this notice and is shown by the evidence cited, or what stands against the notice."""
    fitting = [
        finding
        for finding in findings
        if (finding.calls_for, finding.matter) == (STATE_OF[kind], matter) and set(finding.evidence) & set(cited)
    ]
    if not fitting:
        return O.NOTHING_CALLS_FOR_IT
    allowed = next((finding for finding in fitting if finding.obstacle is None), None)
    return allowed or _OBSTACLES[fitting[0].obstacle or Obstacle.NOTICE_IN_FORCE]


def clocks_of(kind: NoticeKind, given_on: date, finding: Finding, parameters: Parameters) -> Clocks:
    """The clocks that a notice starts. House rule: 0179 and 0180 for plan and rectification, 0183 for the point."""
    if kind in PLANNED_FOR:
        plan_due_on = working_days_after(given_on, parameters.plan_working_days)
        return Clocks(plan_due_on, working_days_after(given_on, parameters.rectification_working_days), None, None)
    scored_on = finding.months[-1] if finding.months else given_on
    return Clocks(None, None, scored_on, falls_out_on(scored_on, parameters))


def objection_to_rectification(
    *,
    for_the_commissioner: bool,
    state: NoticeState | None,
    given_on: date,
    rectified_on: date,
    rests_on: Collection[Evidence],
    cited: Collection[Evidence],
    fails_since: bool,
    as_at: date,
) -> NoticeObjection | None:
    """What stands against calling a failure put right: no later figure may fail, and something new must show it."""
    return _first(
        {
            O.NOT_THE_COMMISSIONER: not for_the_commissioner,
            O.NOTICE_NOT_IN_FORCE: state is not NoticeState.IN_FORCE,
            O.IN_THE_FUTURE: rectified_on > as_at,
            O.BEFORE_THE_NOTICE: rectified_on < given_on,
            O.NO_NEW_EVIDENCE: set(cited) <= set(rests_on),
            O.STILL_FAILING: fails_since,
        }
    )


def objection_to_withdrawal(
    *, for_the_commissioner: bool, state: NoticeState | None, given_on: date, withdrawn_on: date, as_at: date
) -> NoticeObjection | None:
    """What stands against a withdrawal: one that a graver notice follows stands until that is withdrawn."""
    return _first(
        {
            O.NOT_THE_COMMISSIONER: not for_the_commissioner,
            O.NOTICE_NOT_IN_FORCE: state in {NoticeState.FOLLOWED, NoticeState.WITHDRAWN},
            O.IN_THE_FUTURE: withdrawn_on > as_at,
            O.BEFORE_THE_NOTICE: withdrawn_on < given_on,
        }
    )
