"""Steps 6, 8 and 12: fixed sums, one event charged once, and the cap over the year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.occurrences import OccurrenceKind
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import LineState
from noms.contracts.commissioning.terms import FixedSum
from services.commissioning.beliefs.rules import COUNTS, Happened
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import share_of, whole_pence
from services.commissioning.workings.rules import StepLine, spelled_out, state_of

K = OccurrenceKind
# House rule: 0159, of equal charges for one event the first of these is kept.
KEPT_BEFORE = (K.FIXED_SUM_INCIDENT, K.UNAVAILABLE_PLACES, K.UNAUTHORISED_DOUBLING, K.PERFORMANCE_FAILURE)


@dataclass(frozen=True)
class Choice:
    """One charge that step 8 took away, the one that it kept for the same event, and what each was worth."""

    taken: Happened
    kept: Happened
    taken_worth: Fraction
    kept_worth: Fraction

    @property
    def working(self) -> str:
        """The choice in words, with the pence by which it was made."""
        taken, kept = whole_pence(self.taken_worth), whole_pence(self.kept_worth)
        return (
            f"{self.taken.kind} of {taken}p not charged: the same event is charged as {self.kept.kind} {self.kept.code}, {kept}p"
        )


def same_events(happened: Sequence[Happened]) -> list[list[Happened]]:
    """The charges that one event gave rise to, where more than one of them counts."""
    first = {each.occurrence_id: each.same_event_as for each in happened if each.same_event_as is not None}
    if not first:
        return []
    roots, events = roots_of(first), defaultdict(list)
    for each in happened:
        if each.state in COUNTS and each.kind in KEPT_BEFORE:
            events[roots.get(each.occurrence_id, each.occurrence_id)].append(each)
    return [members for members in events.values() if len(members) > 1]


def roots_of(first: Mapping[UUID, UUID]) -> Mapping[UUID, UUID]:
    """For each occurrence that names another, the one at which the names end; of a ring the smallest. Each is followed once."""
    roots: dict[UUID, UUID] = {}
    for start in first:
        path: dict[UUID, None] = {}
        at = start
        while at in first and at not in roots and at not in path:
            path[at] = None
            at = first[at]
        ring = list(path)[list(path).index(at) :] if at in path else []
        end = min(ring) if ring else roots.get(at, at)
        roots |= dict.fromkeys(path, end)
    return roots


def charged_once(events: Iterable[list[Happened]], worths: Mapping[UUID, Fraction]) -> dict[UUID, Choice]:
    """Step 8: of the charges for one event the largest is kept; points fall away wherever there is a fixed sum.

    Each is worth what it comes to by itself: without repetition, bands and baseline. House rule: 0159.
    """
    choices = {}
    for members in events:
        fixed = any(each.kind is K.FIXED_SUM_INCIDENT for each in members)
        eligible = [each for each in members if not (fixed and each.kind is K.PERFORMANCE_FAILURE)]
        kept = min(eligible, key=lambda each: (-worths[each.occurrence_id], KEPT_BEFORE.index(each.kind), each.occurrence_id.int))
        for each in members:
            if each is not kept:
                choices[each.occurrence_id] = Choice(each, kept, worths[each.occurrence_id], worths[kept.occurrence_id])
    return choices


def choice_lines(choices: Iterable[Choice]) -> list[StepLine]:
    """The choices of step 8 in a month, a line for each row of the terms that was spared."""
    by_code = defaultdict(list)
    for choice in sorted(choices, key=lambda each: (each.taken.occurred_on, each.taken.occurrence_id.int)):
        by_code[choice.taken.code].append(choice)
    return [
        StepLine(
            Step.CHARGED_ONCE,
            code,
            str(len(made)),
            0,
            LineState.FINAL,
            spelled_out([choice.working for choice in made]),
            tuple(named.occurrence_id for choice in made for named in (choice.taken, choice.kept)),
        )
        for code, made in sorted(by_code.items())
    ]


def fixed_sum(terms: FixedSum, fee: Indexed) -> Fraction:
    """What one incident costs in a contract year, exact."""
    if terms.percent_of_fee is not None:
        return share_of(terms.percent_of_fee) * fee.fee_pence
    return (terms.pence or 0) * (fee.factor if terms.indexed else Fraction(1))


def fixed_sum_line(terms: FixedSum, fee: Indexed, incidents: Sequence[tuple[UUID, bool]]) -> StepLine:
    """Step 6: the incidents of a quarter, one sum for each and not for each person.

    Source: National Audit Office, HC 700 (2002-03): any number of escapers.
    """
    each = whole_pence(fixed_sum(terms, fee))
    follows = terms.indexed or terms.percent_of_fee is not None
    basis = f" ({terms.percent_of_fee}% of {fee.fee_pence}p)" if terms.percent_of_fee is not None else ""
    return StepLine(
        Step.FIXED_SUM,
        terms.code,
        str(len(incidents)),
        -each * len(incidents),
        state_of(provisional=follows and fee.provisional, disputed=any(disputed for _, disputed in incidents)),
        f"{len(incidents)} x {each}p{basis}",
        tuple(occurrence_id for occurrence_id, _ in incidents),
    )


@dataclass(frozen=True)
class Cap:
    """The most that fixed sums and points may take in a contract year, and what they have taken. House rule: 0161."""

    most_pence: int | None
    collected_pence: int = 0
    uncollected_pence: int = 0

    @classmethod
    def of(cls, percent_of_fee: str | None, fee: Indexed) -> "Cap":
        """The cap at the start of a contract year."""
        return cls(None if percent_of_fee is None else whole_pence(share_of(percent_of_fee) * fee.fee_pence))

    def taking(self, new_pence: int) -> "Cap":
        """Step 12: the cap after a further deduction; what lies over it is recorded and not carried."""
        room = new_pence if self.most_pence is None else self.most_pence - self.collected_pence
        applied = min(new_pence, room)
        return Cap(self.most_pence, self.collected_pence + applied, self.uncollected_pence + new_pence - applied)


def cap_line(before: Cap, after: Cap, *, provisional: bool) -> StepLine | None:
    """What the cap gives back in a month; none where it is not reached."""
    over = after.uncollected_pence - before.uncollected_pence
    if not over:
        return None
    told = f"cap {after.most_pence}p, {before.collected_pence}p used: {after.collected_pence - before.collected_pence}p applied"
    state = LineState.PROVISIONAL if provisional else LineState.FINAL
    return StepLine(Step.OVER_THE_CAP, "", str(over), over, state, f"{told}, {over}p uncollected", ())
