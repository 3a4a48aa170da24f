"""What a settlement run believes of a contract year that is closed: what its last run did, but for what a contest was about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from noms.contracts.commissioning.settlement_facts import DisputeFact
from services.commissioning.beliefs.rules import Believed, Happened
from services.commissioning.evidence.rules import Facts

NO_LINES = "[]"
"""The lines of a month of which nothing is left."""


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


def _line(dispute: DisputeFact) -> tuple[object, ...]:
    return dispute.month_of, dispute.step, dispute.code


def _again(was: Happened, now: Happened) -> Happened:
    return Believed(
        was.occurrence_id, was.kind, now.state, was.code, was.occurred_on, was.ended_on, was.places, was.used,
        min(was.count, now.count), was.same_event_as,
    )  # fmt: skip
