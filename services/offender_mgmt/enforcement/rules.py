"""The enforcement clock of one order: from its failures, warnings and breaches to the step that is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from noms.calendar import working_days_after
from noms.contracts.offender_mgmt.enforcement import BreachOutcome, EnforcementAction, GroundKind, WarningToGive
from noms.contracts.offender_mgmt.enforcement_views import Evidence, Ground
from noms.contracts.offender_mgmt.sentences import OrderKind, Term
from noms.contracts.offender_mgmt.terminations import TerminationReason
from noms.contracts.problems import FieldError

WARNING_LASTS_MONTHS = 12  # Source: Criminal Justice Act 2003 Sch 8 para 6(1)(b), Sch 12 para 5(1)(b)
BREACH_BEGUN_WITHIN_WORKING_DAYS = 10  # Source: National Standards 2007, enforcement; PC 43/2004

DUTY_TO_WARN = {
    OrderKind.COMMUNITY_ORDER: "Criminal Justice Act 2003 Sch 8 para 5",
    OrderKind.SUSPENDED_SENTENCE_ORDER: "Criminal Justice Act 2003 Sch 12 para 4",
}
DUTY_TO_LAY_INFORMATION = {
    OrderKind.COMMUNITY_ORDER: "Criminal Justice Act 2003 Sch 8 para 6",
    OrderKind.SUSPENDED_SENTENCE_ORDER: "Criminal Justice Act 2003 Sch 12 para 5",
}
TIME_TO_BEGIN_BREACH = "National Standards 2007, enforcement: breach action begun within ten working days"

END_OF_ORDER = {
    BreachOutcome.ORDER_REVOKED: TerminationReason.REVOKED_FOR_BREACH,
    BreachOutcome.CUSTODY_ACTIVATED: TerminationReason.CUSTODY_ACTIVATED,
}
ENDS_THE_ORDER = frozenset(END_OF_ORDER)
"""Outcomes after which nothing is left to enforce. Source: Criminal Justice Act 2003 Sch 8 para 9(5), Sch 12 para 8(2)."""


def open_to_the_court(outcome: BreachOutcome, kind: OrderKind) -> bool:
    """Whether a breach of this order can end like this: only a suspended sentence order holds custody to activate.

    Source: Criminal Justice Act 2003 Sch 8 paras 9(1) and 10(1), Sch 12 para 8(2).
    """
    return outcome is not BreachOutcome.CUSTODY_ACTIVATED or kind is OrderKind.SUSPENDED_SENTENCE_ORDER


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure to comply without reasonable excuse, on one day, with one requirement."""

    on: date
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FormalWarning:
    """A warning given to the person under the order, and the first failure that it answered."""

    given_on: date
    failed_on: date | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def in_force_until(self) -> date:
        """Last day of the twelve months beginning with the date on which the warning was given."""
        return Term(months=WARNING_LASTS_MONTHS).last_day(self.given_on)

    def covers(self, day: date) -> bool:
        """Whether a failure on the day is a further failure within the life of this warning.

        The Act asks for a failure since the date of the warning, so one on that very date is among those it answers. It is
        judged by the day of the failure, not by the day of the officer's opinion. House rule: 0051.
        """
        return self.given_on < day <= self.in_force_until

    def stands(self, days: Iterable[date]) -> bool:
        """Whether, after corrections, a failure is left that this warning answered. House rule: 0052."""
        return self.failed_on is None or any(self.failed_on <= day <= self.given_on for day in days)


@dataclass(frozen=True, slots=True)
class Breach:
    """Breach action: begun when the information is laid, decided by the court."""

    begun_on: date
    decided_on: date | None = None
    outcome: BreachOutcome | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is due, by when, for which failure, and the dated facts it rests on."""

    action: EnforcementAction
    due_by: date | None = None
    failed_on: date | None = None
    because: tuple[Ground, ...] = ()


NOTHING_DUE = NextStep(EnforcementAction.NONE)


def next_step(
    failures: Sequence[Failure], warnings: Sequence[FormalWarning], breaches: Sequence[Breach] = (), *, as_at: date
) -> NextStep:
    """What the responsible officer must do after these failures to comply, and by when, as things stood on the day.

    Failures on one day count once, whichever requirement of the order they concern. The earliest failure that nothing has
    answered decides: a later one neither moves its date nor takes its place. From the day breach action has begun nothing
    further is due until the court's outcome, which answers every failure up to its day.
    """
    days = failure_days(failures)
    warnings = [warning for warning in warnings if warning.given_on <= as_at and warning.stands(days)]
    breaches = [breach for breach in breaches if breach.begun_on <= as_at]
    if pending := _pending(breaches, as_at):
        return NextStep(EnforcementAction.AWAIT_COURT, because=(_ground(GroundKind.BREACH, pending.begun_on, pending.evidence),))
    if any(breach.outcome in ENDS_THE_ORDER for breach in breaches):
        return NOTHING_DUE
    for failed_on in days:
        if failed_on <= as_at and not _answered(failed_on, warnings, breaches):
            return _step_for(failed_on, failures, warning_in_force(warnings, on=failed_on))
    return NOTHING_DUE


def failure_days(failures: Iterable[Failure]) -> list[date]:
    """The distinct days of failure, in order."""
    return sorted({failure.on for failure in failures})


def warning_in_force(warnings: Iterable[FormalWarning], *, on: date) -> FormalWarning | None:
    """The latest warning under which a failure on the day must go to court."""
    return max((warning for warning in warnings if warning.covers(on)), key=lambda warning: warning.given_on, default=None)


def breach_due_by(failed_on: date) -> date:
    """Last day to begin breach action after a failure: ten working days later."""
    return working_days_after(failed_on, BREACH_BEGUN_WITHIN_WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything on record that bears on the enforcement of one order."""

    failures: tuple[Failure, ...]
    warnings: tuple[FormalWarning, ...]
    breaches: tuple[Breach, ...]
    ended_on: date | None = None

    def next_step(self, *, as_at: date) -> NextStep:
        """The step that is due on the day; none once the order has ended."""
        if self.ended_on is not None and self.ended_on <= as_at:
            return NOTHING_DUE
        return next_step(self.failures, self.warnings, self.breaches, as_at=as_at)

    def standing_warnings(self) -> list[FormalWarning]:
        """The warnings that no correction has undone."""
        days = failure_days(self.failures)
        return [warning for warning in self.warnings if warning.stands(days)]

    def latest_warning(self, *, as_at: date) -> FormalWarning | None:
        """The latest warning whose twelve months have begun and not ended on the day."""
        lasting = (warning for warning in self.standing_warnings() if warning.given_on <= as_at <= warning.in_force_until)
        return max(lasting, key=lambda warning: warning.given_on, default=None)

    def clock_stands(self, failed_on: date, *, begun: bool, as_at: date) -> bool:
        """Whether breach action is still due for this failure, or was rightly begun.

        A clock falls when a correction withdraws its failure or the failure behind its warning, and, until action has begun,
        when an earlier failure takes its place. House rule: 0054. The end of the order takes nothing back that was due before it.
        House rule: 0086.
        """
        if begun:
            stands = warning_in_force(self.standing_warnings(), on=failed_on) is not None
            return stands and failed_on in failure_days(self.failures)
        step = next_step(self.failures, self.warnings, self.breaches, as_at=as_at)
        return step.action is EnforcementAction.BREACH and step.failed_on == failed_on


def sources(action: EnforcementAction, kind: OrderKind) -> tuple[str, ...]:
    """The statute and the standard that ask for the step, for this kind of order."""
    if action is EnforcementAction.WARN:
        return (DUTY_TO_WARN[kind],)
    if action is EnforcementAction.BREACH:
        return (DUTY_TO_LAY_INFORMATION[kind], TIME_TO_BEGIN_BREACH)
    return ()


def faults_of_warning(warning: WarningToGive) -> tuple[FieldError, ...]:
    """What the warning failed to say. Source: Criminal Justice Act 2003 Sch 8 para 5(2), Sch 12 para 4(2)."""
    must_say = {
        "/says_unacceptable": (warning.says_unacceptable, "A warning states that the failure is unacceptable."),
        "/says_court_follows": (
            warning.says_court_follows,
            "A warning says that a further failure leads to court.",
        ),
    }
    return tuple(
        FieldError(pointer=pointer, code="warning_incomplete", message=message)
        for pointer, (said, message) in must_say.items()
        if not said
    )


def _pending(breaches: Iterable[Breach], as_at: date) -> Breach | None:
    undecided = (breach for breach in breaches if breach.decided_on is None or breach.decided_on > as_at)
    return min(undecided, key=lambda breach: breach.begun_on, default=None)


def _answered(failed_on: date, warnings: Sequence[FormalWarning], breaches: Iterable[Breach]) -> bool:
    if any(breach.decided_on is not None and failed_on <= breach.decided_on for breach in breaches):
        return True
    if warning_in_force(warnings, on=failed_on) is not None:
        return False
    return any(failed_on <= warning.given_on for warning in warnings)


def _step_for(failed_on: date, failures: Iterable[Failure], warning: FormalWarning | None) -> NextStep:
    evidence = tuple(item for failure in failures if failure.on == failed_on for item in failure.evidence)
    failure = _ground(GroundKind.FAILURE, failed_on, evidence)
    if warning is None:
        # House rule: 0053, the Act gives no days for a warning, so it is due on the day of the failure itself.
        return NextStep(EnforcementAction.WARN, failed_on, failed_on, (failure,))
    ground = _ground(GroundKind.WARNING, warning.given_on, warning.evidence)
    return NextStep(EnforcementAction.BREACH, breach_due_by(failed_on), failed_on, (ground, failure))


def _ground(kind: GroundKind, on: date, evidence: tuple[Evidence, ...]) -> Ground:
    return Ground(kind=kind, on=on, evidence=list(evidence))
