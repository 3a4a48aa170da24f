"""What a settlement run believes of a contract year that is closed: what its last run did, but for a contest and newer days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from noms.contracts.commissioning.settlement_facts import DisputeFact
from services.commissioning.beliefs.rules import Believed, Happened
from services.commissioning.bills.rules import MonthSettlement
from services.commissioning.evidence.rules import Facts
from services.commissioning.postings.rules import LineKey, Posting, Stood, postings
from services.commissioning.settlements.rules import YearSettlement, entitled

NO_LINES = "[]"
"""The lines of a month of which nothing is left."""


@dataclass(frozen=True)
class Drawn:
    """A contract year as it was computed, and what is left to post of it."""

    facts: Facts
    settled: YearSettlement
    months: Sequence[MonthSettlement]
    posted: Mapping[LineKey, Posting]
    new: frozenset[date]
    """The first days of the months that no run has settled before."""
    left: frozenset[date] = frozenset()
    """The first days of the months that stay as they stand, because their window has closed."""

    @property
    def adjusts(self) -> bool:
        """Whether something that was posted before would be adjusted."""
        return any(posting.adjusts_run for posting in self.posted.values())

    def leaving_what_stands(self) -> "Drawn":
        """The same, so that only months that no run has settled before are posted. House rule: 0168."""
        return replace(self, left=frozenset(each.month.from_day for each in self.months) - self.new)


def draw_up(
    facts: Facts,
    settled: YearSettlement,
    emptied: Sequence[MonthSettlement],
    stood: Mapping[LineKey, Stood],
    known: Collection[date],
) -> Drawn:
    """What a contract year leaves to post beside what stood; `known` are the first days of the months that were settled."""
    ours = [*settled.months, *emptied]
    first_days = [each.month.from_day for each in ours]
    return Drawn(facts, settled, ours, postings(entitled(ours), stood, first_days), frozenset(first_days) - frozenset(known))


@dataclass(frozen=True)
class About:
    """What a contest was about: something that happened, or a line of the account."""

    occurrence_id: UUID | None = None
    line_id: UUID | None = None


def believed_but(
    was: Facts, *, happened: Sequence[Happened], disputes: Sequence[DisputeFact], of_line: DisputeFact | None
) -> Facts:
    """What was believed at a run, with something that happened, or the disputes of a line, as they are believed now.

    What was not charged then is not charged now, and nothing counts for more than it did. House rule: 0176.
    """
    now = {each.occurrence_id: each for each in happened}
    kept = [each for each in was.disputes if of_line is None or _line(each) != _line(of_line)]
    return replace(
        was,
        occurrences=[_again(each, now[each.occurrence_id]) if each.occurrence_id in now else each for each in was.occurrences],
        disputes=[*kept, *disputes],
    )


def believed_since(was: Facts, now: Facts, *, through: date) -> Facts:
    """What was believed at a run of the months up to a day, and what is believed now of the days after it.

    So months that are settled for the first time leave those of a closed window as they stand. House rule: 0168.
    """
    cohorts = {cohort.code for cohort in was.cohorts}
    return replace(
        was,
        occurrences=[
            *(each for each in was.occurrences if each.occurred_on <= through),
            *(each for each in now.occurrences if each.occurred_on > through),
        ],
        outturns=[*(f for f in was.outturns if f.on <= through), *(f for f in now.outturns if f.on > through)],
        volumes=[*(f for f in was.volumes if f.on <= through), *(f for f in now.volumes if f.on > through)],
        cohorts=[*was.cohorts, *(each for each in now.cohorts if each.code not in cohorts)],
        disputes=[
            *(each for each in was.disputes if each.month_of <= through),
            *(each for each in now.disputes if each.month_of > through),
        ],
    )


def _line(dispute: DisputeFact) -> tuple[object, ...]:
    return dispute.month_of, dispute.step, dispute.code


def _again(was: Happened, now: Happened) -> Happened:
    return Believed(
        was.occurrence_id, was.kind, now.state, was.code, was.occurred_on, was.ended_on, was.places, was.used,
        min(was.count, now.count), was.same_event_as,
    )  # fmt: skip
