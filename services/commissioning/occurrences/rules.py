"""What may be classified and by whom, which steps an occurrence may take, and until when it can be contested."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

from noms.calendar import working_days_after
from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.agreements import BEGUN
from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.agreements.rules import Agreed
from services.commissioning.sides.rules import delivers

K = OccurrenceKind
S = OccurrenceState

CONTESTED_WITHIN_WORKING_DAYS = 20  # House rule: 0150
MOST_COUNTED = Fraction(1_000)  # House rule: 0151
ONE = Fraction(1)


@dataclass(frozen=True)
class Occurrence:
    """Something that happened, as it is believed now: what settlements, remedies and ratings count."""

    occurrence_id: UUID
    kind: OccurrenceKind
    state: OccurrenceState
    code: str
    """What of the payment terms it falls under: a criterion, an incident, a measure of the points table, a place type."""
    occurred_on: date
    """The date in London: it decides the quarter, even if it was found later."""
    ended_on: date | None
    """The last day, included."""
    places: int
    used: bool
    count: Fraction
    """How many failures; half ones are real. Source: Commons written answer 4 December 2013 col 713W, 618.5 points"""
    same_event_as: UUID | None
    """The first occurrence of the same event: one event is charged once."""
    event_ids: tuple[UUID, ...]
    excused_by: str | None = None
    """The excusing cause of the payment terms, for one that is excused."""


COUNTS = frozenset({S.CLASSIFIED, S.DISPUTED, S.CONFIRMED})
"""The states in which an occurrence counts; a disputed one as charged. House rule: 0151."""

MOVES: Mapping[OccurrenceState, frozenset[OccurrenceState]] = {
    S.CLASSIFIED: frozenset({S.HELD, S.DISPUTED, S.CONFIRMED, S.OVERTURNED, S.EXCUSED}),
    S.HELD: frozenset({S.CLASSIFIED, S.CONFIRMED, S.OVERTURNED, S.EXCUSED}),  # released, with whatever the police found
    S.DISPUTED: frozenset({S.CONFIRMED, S.OVERTURNED, S.EXCUSED}),  # the contest is decided, or withdrawn
    S.CONFIRMED: frozenset({S.DISPUTED, S.OVERTURNED, S.EXCUSED}),
    S.EXCUSED: frozenset({S.CLASSIFIED, S.OVERTURNED}),  # the excuse did not hold
    S.OVERTURNED: frozenset({S.CLASSIFIED}),  # overturned by a slip; what a contest has overturned stays so
}
"""The published contracts show only that incidents are held and that classifications fall. House rule: 0151."""

_OF_PLACES = frozenset({K.UNAVAILABLE_PLACES, K.ADDITIONAL_PLACES, K.UNAUTHORISED_DOUBLING})

# The forms of a case reference, a prison number and the numbers of the police. Source: noms.contracts.identifiers
_A_PERSONS_NUMBER = re.compile(
    r"\b([A-Z]\d{6}|[A-Z]\d{4}[A-Z]{2}|(\d{2}|\d{4})/\d{4,7}[A-Z]|\d{4,6}/\d{2}[A-Z]|SF\d{2}/\d{4,6}[A-Z])\b", re.IGNORECASE
)


class OccurrenceObjection(StrEnum):
    """Why something cannot be classified, moved, or classified anew."""

    PROVIDER_CLASSIFIES = "provider_classifies"
    NEVER_IN_FORCE = "never_in_force"
    IN_THE_FUTURE = "in_the_future"
    FOUND_BEFORE_IT_HAPPENED = "found_before_it_happened"
    ENDS_BEFORE_IT_BEGAN = "ends_before_it_began"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    NO_PLACES = "no_places"
    NOTHING_COUNTED = "nothing_counted"
    TOO_MANY = "too_many"
    TOO_MANY_PLACES = "too_many_places"
    NO_SUCH_CAUSE = "no_such_cause"
    ONE_INCIDENT = "one_incident"
    NAMES_A_PERSON = "names_a_person"
    MOVE_NOT_ALLOWED = "move_not_allowed"
    OF_THE_CONTEST = "of_the_contest"
    CAUSE_OF_AN_EXCUSE = "cause_of_an_excuse"
    NOT_TO_BE_RECLASSIFIED = "not_to_be_reclassified"
    NOTHING_CHANGES = "nothing_changes"


@dataclass(frozen=True)
class Belief:
    """What one version says of an occurrence."""

    state: OccurrenceState
    code: str
    count: Fraction
    places: int
    used: bool
    ended_on: date | None
    excused_by: str | None = None

    def counts_as(self, other: "Belief") -> bool:
        """Whether both say the same of what is charged, whatever the step between them."""
        same_amount = replace(self, state=other.state, excused_by=other.excused_by) == other
        return same_amount and (self.state in COUNTS) == (other.state in COUNTS)


def is_on_the_providers_side(organisation: str, agreed: Agreed) -> bool:
    """Whether the organisation delivers the agreement, in whole or in part. House rule: 0154."""
    return delivers(organisation, agreed.provider, agreed.parties)


def names_a_person(text: str) -> bool:
    """Whether a number that stands for a person is in the text. Names cannot be told from other words."""
    return _A_PERSONS_NUMBER.search(text) is not None


def objection_to_extent(
    belief: Belief, *, kind: OccurrenceKind, occurred_on: date, agreement: tuple[date, date], as_at: date
) -> OccurrenceObjection | None:
    """What stands against these days and numbers. Only places that were called off may end on a day to come.

    An incident is one, not one for each person. Source: NAO HC 700 2002-03.
    """
    first, last = agreement
    ended_on = belief.ended_on or occurred_on
    ahead = ended_on > as_at and kind is not K.ADDITIONAL_PLACES
    stands = {
        OccurrenceObjection.ENDS_BEFORE_IT_BEGAN: ended_on < occurred_on,
        OccurrenceObjection.IN_THE_FUTURE: occurred_on > as_at or ahead,
        OccurrenceObjection.OUTSIDE_THE_AGREEMENT: not (first <= occurred_on and ended_on <= last),
        OccurrenceObjection.NO_PLACES: kind in _OF_PLACES and belief.places == 0,
        OccurrenceObjection.NOTHING_COUNTED: belief.count == 0,
        OccurrenceObjection.TOO_MANY: belief.count > MOST_COUNTED,
        OccurrenceObjection.ONE_INCIDENT: kind is K.FIXED_SUM_INCIDENT and belief.count != ONE,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_by_terms(belief: Belief, terms: PaymentTerms, *, kind: OccurrenceKind) -> OccurrenceObjection | None:
    """What stands against it by the payment terms in force: places that there are not, or a cause that the terms do not name.

    Of a row that is about one type of places no more than there are of it; of called off and doubled ones no more than the
    terms have in all. House rule: 0151.
    """
    if belief.excused_by is not None and belief.excused_by not in terms.excusing_causes:
        return OccurrenceObjection.NO_SUCH_CAUSE
    if kind not in _OF_PLACES or terms.availability is None:
        return None
    of_type = {each.code: each.places for each in terms.availability.place_types}
    of_row = {each.code: of_type[each.place_type] for each in terms.availability.criteria}
    most = (of_row if kind is K.UNAVAILABLE_PLACES else of_type).get(belief.code, sum(of_type.values()))
    return OccurrenceObjection.TOO_MANY_PLACES if belief.places > most else None


def objection_to_classifying(
    *, state: AgreementState, occurred_on: date, found_on: date, narrative: str, as_at: date
) -> OccurrenceObjection | None:
    """What stands against classifying at all, before days and numbers are looked at."""
    stands = {
        OccurrenceObjection.NEVER_IN_FORCE: state not in BEGUN,
        OccurrenceObjection.IN_THE_FUTURE: found_on > as_at,
        OccurrenceObjection.FOUND_BEFORE_IT_HAPPENED: found_on < occurred_on,
        OccurrenceObjection.NAMES_A_PERSON: names_a_person(narrative),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_move(
    state: OccurrenceState,
    to: OccurrenceState,
    *,
    reason: str,
    excused_by: str | None = None,
    by_contest: bool = False,
    contested: bool = False,
) -> OccurrenceObjection | None:
    """What stands against this step. What is disputed is for the contest alone; what it overturned does not come back."""
    fell = contested and state is S.OVERTURNED
    stands = {
        OccurrenceObjection.OF_THE_CONTEST: fell or (not by_contest and S.DISPUTED in {state, to}),
        OccurrenceObjection.MOVE_NOT_ALLOWED: to not in MOVES[state],
        OccurrenceObjection.CAUSE_OF_AN_EXCUSE: (to is S.EXCUSED) != (excused_by is not None),
        OccurrenceObjection.NAMES_A_PERSON: names_a_person(reason),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_reclassifying(state: OccurrenceState, *, changes: bool, reason: str) -> OccurrenceObjection | None:
    """What stands against classifying it anew: once it is confirmed or contested, that is for the contest. House rule: 0151."""
    stands = {
        OccurrenceObjection.OF_THE_CONTEST: state is S.DISPUTED,
        OccurrenceObjection.NOT_TO_BE_RECLASSIFIED: state not in {S.CLASSIFIED, S.HELD},
        OccurrenceObjection.NOTHING_CHANGES: not changes,
        OccurrenceObjection.NAMES_A_PERSON: names_a_person(reason),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def last_day_to_contest(told_on: date) -> date:
    """The last day on which the provider can contest what it was told on a day."""
    return working_days_after(told_on, CONTESTED_WITHIN_WORKING_DAYS)


def contest_until(belief: Belief, *, before: Belief | None, until: date | None, by_contest: bool, told_on: date) -> date | None:
    """The last day on which this version can be contested; none when it does not count, or a contest made it.

    What is charged as it was before was told before: its days, to `until`, run on. House rule: 0150.
    """
    if by_contest or belief.state not in COUNTS:
        return None
    return until if before is not None and before.counts_as(belief) else last_day_to_contest(told_on)


def author_of(versions: Sequence[tuple[Belief, str]]) -> str:
    """Who classified it as it stands: whoever entered the version that last changed what it falls under or counts."""
    author = versions[0][1]
    for (before, _), (belief, by) in pairwise(versions):
        if replace(before, state=belief.state, excused_by=belief.excused_by) != belief:
            author = by
    return author
