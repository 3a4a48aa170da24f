"""When a licence can begin, the states that it goes through, and who may decide on them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from noms.contracts.offender_mgmt.licences import LicenceState
from noms.contracts.problems import FieldError

_S = LicenceState
MOVES: Mapping[LicenceState, frozenset[LicenceState]] = {
    _S.IN_PROGRESS: frozenset({_S.SUBMITTED, _S.INACTIVE}),
    _S.SUBMITTED: frozenset({_S.APPROVED, _S.REJECTED}),
    _S.REJECTED: frozenset({_S.INACTIVE}),
    _S.APPROVED: frozenset({_S.ACTIVE, _S.INACTIVE}),
    _S.ACTIVE: frozenset({_S.INACTIVE}),
    _S.VARIATION_IN_PROGRESS: frozenset({_S.VARIATION_SUBMITTED, _S.INACTIVE}),
    _S.VARIATION_SUBMITTED: frozenset({_S.VARIATION_APPROVED, _S.VARIATION_REJECTED}),
    _S.VARIATION_REJECTED: frozenset({_S.INACTIVE}),
    _S.VARIATION_APPROVED: frozenset({_S.ACTIVE, _S.INACTIVE}),
}
"""Where a licence can go by hand; a recall alone leads to RECALLED. Source: states of the create-and-vary-a-licence service."""

DECIDED_BY_ANOTHER = frozenset({_S.APPROVED, _S.REJECTED, _S.VARIATION_APPROVED, _S.VARIATION_REJECTED})
NEEDS_A_REASON = frozenset({_S.REJECTED, _S.VARIATION_REJECTED, _S.INACTIVE})


def may_move(now: LicenceState, to: LicenceState) -> bool:
    """Whether somebody may take a licence from one state to another."""
    return to in MOVES.get(now, frozenset())


def faults_of_beginning(starts_on: date, passed_on: Sequence[date]) -> Iterator[FieldError]:
    """A licence comes of a sentence: where sentences are on record it begins after the first of them was passed."""
    first = min(passed_on, default=date.min)
    if starts_on < first:
        message = f"The first sentence on record was passed on {first}."
        yield FieldError(pointer="/starts_on", code="before_the_sentence", message=message)
