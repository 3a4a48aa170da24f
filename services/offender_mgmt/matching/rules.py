"""Whether two records are of one person: the sum of the weights, the guard for twins, and the rule that needs no score."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from noms.contracts.offender_mgmt.matching import MatchFeature, MatchOutcome, MatchState, RuleOutcome
from noms.contracts.offender_mgmt.persons import Sex
from services.offender_mgmt.likeness.rules import jaro_winkler
from services.offender_mgmt.weights.rules import Record, Sharing, Term, terms_of

PRIOR_BITS = -21.85
"""How unlikely it is that two records taken at random are of one person: 2.649e-7. Source: hmpps-person-match."""

JOIN_FROM_BITS = 24.0  # Source: hmpps-person-match, records are joined from this total
ATTENTION_FROM_BITS = 18.0  # Source: hmpps-person-match, below this a cluster is broken up
MARKER_BITS = 166.0  # Source: hmpps-person-match, a human decision outweighs everything
TWINS_BITS = -5.0  # Source: hmpps-person-match, what records of twins are set to
TWINS_ABOVE_BITS = 8.0  # Source: hmpps-person-match, below it no guard is needed


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of its terms, and what it comes to."""

    bits: float
    terms: tuple[Term, ...]

    @property
    def outcome(self) -> MatchOutcome:
        """Whether the records are one person's, need a human eye, or are two people's."""
        if self.bits >= JOIN_FROM_BITS:
            return MatchOutcome.JOIN
        return MatchOutcome.ATTENTION if self.bits >= ATTENTION_FROM_BITS else MatchOutcome.APART


def score(one: Record, other: Record, sharing: Sharing, *, marker: int = 0) -> Score:
    """How likely two records are of one person, every term shown. `marker` is 1 or -1 where a human has decided."""
    terms = [Term(MatchFeature.PRIOR, "any two records", PRIOR_BITS), *terms_of(one, other, sharing)]
    bits = round(sum(term.bits for term in terms), 2)  # Source: hmpps-person-match, weights have two decimals
    if bits > TWINS_ABOVE_BITS and are_like_twins(one, other):
        terms.append(Term(MatchFeature.TWINS, "alike in all but the forename", round(TWINS_BITS - bits, 2)))  # Source: as above
        bits = TWINS_BITS
    if marker:
        terms.append(Term(MatchFeature.MARKER, "a human has decided", marker * MARKER_BITS))
        bits += marker * MARKER_BITS
    return Score(bits, tuple(terms))


def are_like_twins(one: Record, other: Record) -> bool:
    """Whether they may be twins: one birthday and surname, no forename alike, sentenced or living together, no number shared.

    Source: hmpps-person-match, the rule for twins.
    """
    forenames = {(mine[0], theirs[0]) for mine, theirs in product(one.names, other.names)}
    together = one.sentenced_on & other.sentenced_on or one.postcodes & other.postcodes
    return bool(
        set(one.birthdays[:1]) & set(other.birthdays[:1])
        and one.names[0][1] == other.names[0][1]
        and all(jaro_winkler(mine, theirs) < 0.99 for mine, theirs in forenames)  # Source: hmpps-person-match, twins
        and together
        and not (one.pncs & other.pncs or one.cros & other.cros)
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the same person, as the rule without a score sees them."""

    crn: str
    record: Record
    sex: Sex = Sex.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rule says, of whom, and why."""

    outcome: RuleOutcome
    crn: str | None
    reason: str


def ruling(one: Record, sex: Sex, candidates: Sequence[Candidate], *, number_held_by: str | None) -> Ruling:
    """Whether the record can be linked without a score: sentenced within a week, and a police number or all three facts equal.

    `number_held_by` is the CRN of whoever has the prison number that the link would write. Source: hmpps-integration of
    prison and probation, the process that matches a prison number to a record.
    """
    known = [candidate for candidate in candidates if _may_be(one, sex, candidate)]
    fitting = [each for each in known if _share_a_number(one, each.record)] or [
        each for each in known if one.names[0] == each.record.names[0] and _share_birthday(one, each.record)
    ]
    crns = sorted(each.crn for each in fitting)
    if not crns:
        return Ruling(RuleOutcome.NONE, None, "nobody sentenced within seven days fits")
    if len(crns) > 1:
        return Ruling(RuleOutcome.QUEUE, None, "more than one record fits")
    if number_held_by not in (None, crns[0]):
        return Ruling(RuleOutcome.QUEUE, None, "the prison number stands on another record")
    return Ruling(RuleOutcome.LINK, crns[0], "exactly one record fits")


def _may_be(one: Record, sex: Sex, candidate: Candidate) -> bool:
    apart = (abs((mine - theirs).days) for mine, theirs in product(one.sentenced_on, candidate.record.sentenced_on))
    same_sex = Sex.NOT_KNOWN in (sex, candidate.sex) or sex is candidate.sex
    return same_sex and any(days <= 7 for days in apart)  # Source: as in `ruling`, sentence start within seven days


def _share_a_number(one: Record, other: Record) -> bool:
    return bool(one.pncs & other.pncs or one.cros & other.cros)


def _share_birthday(one: Record, other: Record) -> bool:
    return bool(one.birthdays[:1]) and one.birthdays[:1] == other.birthdays[:1]


MARKERS = {MatchState.LINKED: 1, MatchState.NOT_THE_SAME: -1, MatchState.TWINS: -1, MatchState.NEEDS_ATTENTION: 0}
"""What a decision counts: 1 that the records are one person's, -1 that they are not."""
