"""The enforcement clock held against an oracle that walks the calendar day by day, as an officer would."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from noms.calendar import is_working_day
from noms.contracts.offender_mgmt.enforcement import BreachOutcome, EnforcementAction
from services.offender_mgmt.enforcement.rules import Breach, Failure, FormalWarning, next_step

FIRST = date(2008, 1, 1)
DAYS = st.integers(0, 900).map(lambda number: FIRST + timedelta(days=number))
AROUND_A_YEAR = st.integers(363, 367).map(lambda number: timedelta(days=number))


@st.composite
def successive_breaches(draw) -> list[Breach]:
    """Breaches one after the other: the next begins after the court has decided the last."""
    days = sorted(draw(st.sets(DAYS, max_size=5)))
    breaches = [
        Breach(begun, decided, BreachOutcome.ORDER_CONTINUES) for begun, decided in zip(days[0::2], days[1::2], strict=False)
    ]
    return [*breaches, Breach(days[-1])] if len(days) % 2 else breaches


@st.composite
def histories(draw) -> tuple[list[Failure], list[FormalWarning], list[Breach], date]:
    """Failures, warnings and breaches of one order, and a day to ask about; failures crowd where a warning runs out."""
    given_on = draw(st.lists(DAYS, max_size=4))
    run_out = st.builds(lambda day, later: day + later, st.sampled_from(given_on), AROUND_A_YEAR) if given_on else DAYS
    failed_on = draw(st.lists(DAYS | run_out, max_size=7))
    as_at = draw(DAYS | st.just(FIRST + timedelta(days=1300)))
    return [Failure(day) for day in failed_on], [FormalWarning(day) for day in given_on], draw(successive_breaches()), as_at


@dataclass
class Officer:
    """Lives through the order one day at a time and remembers only what the Act says to remember."""

    warned_on: list[date] = field(default_factory=list)
    to_answer: list[tuple[EnforcementAction, date]] = field(default_factory=list)
    at_court: bool = False

    def live(self, day: date, failures: list[Failure], warnings: list[FormalWarning], breaches: list[Breach]) -> None:
        if any(failure.on == day for failure in failures) and not self.at_court:
            self.to_answer.append((EnforcementAction.BREACH if self.in_force(day) else EnforcementAction.WARN, day))
        if any(breach.decided_on == day for breach in breaches):
            self.at_court, self.to_answer = False, []
        if any(warning.given_on == day for warning in warnings):
            self.to_answer = [owed for owed in self.to_answer if owed[0] is EnforcementAction.BREACH]
            self.warned_on.append(day)
        if any(breach.begun_on == day for breach in breaches):
            self.at_court, self.to_answer = True, []

    def in_force(self, day: date) -> bool:
        """Twelve months beginning with the warning: the day before the same date a year later is the last."""
        return any(
            given < day and (day.year, day.month, day.day) < (given.year + 1, given.month, given.day) for given in self.warned_on
        )

    def step(self) -> tuple[EnforcementAction, date | None]:
        if self.at_court:
            return EnforcementAction.AWAIT_COURT, None
        return self.to_answer[0] if self.to_answer else (EnforcementAction.NONE, None)


def lived_through(
    failures: list[Failure], warnings: list[FormalWarning], breaches: list[Breach], as_at: date
) -> tuple[EnforcementAction, date | None]:
    officer = Officer()
    for number in range((as_at - FIRST).days + 1):
        officer.live(FIRST + timedelta(days=number), failures, warnings, breaches)
    return officer.step()


@settings(max_examples=500)
@given(histories())
def test_the_step_is_the_one_that_an_officer_reaches_day_by_day(history):
    failures, warnings, breaches, as_at = history
    step = next_step(failures, warnings, breaches, as_at=as_at)

    assert (step.action, step.failed_on) == lived_through(failures, warnings, breaches, as_at)


@given(histories(), st.randoms())
def test_the_order_in_which_facts_were_recorded_does_not_matter(history, random):
    failures, warnings, breaches, as_at = history
    expected = next_step(failures, warnings, breaches, as_at=as_at)
    for facts in (failures, warnings, breaches):
        random.shuffle(facts)

    assert next_step(failures, warnings, breaches, as_at=as_at) == expected


@given(histories())
def test_a_failure_recorded_twice_for_one_day_changes_nothing(history):
    failures, warnings, breaches, as_at = history
    once = next_step(failures, warnings, breaches, as_at=as_at)
    twice = next_step(failures + failures, warnings, breaches, as_at=as_at)

    assert twice == once


@given(histories())
def test_what_happens_after_the_day_asked_about_changes_nothing(history):
    failures, warnings, breaches, as_at = history
    known = [
        [fact for fact in facts if day(fact) <= as_at]
        for facts, day in ((failures, lambda f: f.on), (warnings, lambda w: w.given_on), (breaches, lambda b: b.begun_on))
    ]

    assert next_step(*known, as_at=as_at) == next_step(failures, warnings, breaches, as_at=as_at)


@given(histories())
def test_breach_is_due_on_the_tenth_working_day_after_the_failure(history):
    failures, warnings, breaches, as_at = history
    step = next_step(failures, warnings, breaches, as_at=as_at)
    if step.action is EnforcementAction.BREACH:
        assert step.failed_on is not None
        assert step.due_by is not None
        between = (step.failed_on + timedelta(days=ahead) for ahead in range(1, (step.due_by - step.failed_on).days + 1))
        assert sum(map(is_working_day, between)) == 10
        assert is_working_day(step.due_by)
