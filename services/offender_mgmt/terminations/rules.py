"""For which reasons an order, a requirement or a custodial sentence can end, and on which days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from noms.contracts.offender_mgmt.sentences import OrderKind
from noms.contracts.offender_mgmt.terminations import TerminationReason, TerminationToRecord
from noms.contracts.problems import FieldError

_R = TerminationReason

OF_AN_ORDER: Mapping[OrderKind, frozenset[TerminationReason]] = {
    OrderKind.COMMUNITY_ORDER: frozenset(
        {
            _R.COMPLETED, _R.EXPIRED, _R.REVOKED_FOR_GOOD_PROGRESS, _R.REVOKED_IN_THE_INTERESTS_OF_JUSTICE, _R.REVOKED_FOR_BREACH,
            _R.REVOKED_FOR_FURTHER_OFFENCE, _R.CONVICTION_QUASHED, _R.SENTENCE_QUASHED, _R.TRANSFERRED_OUT, _R.DIED,
        }
    ),
    OrderKind.SUSPENDED_SENTENCE_ORDER: frozenset(
        {
            _R.COMPLETED, _R.EXPIRED, _R.REVOKED_FOR_GOOD_PROGRESS, _R.REVOKED_IN_THE_INTERESTS_OF_JUSTICE, _R.REVOKED_FOR_BREACH,
            _R.CUSTODY_ACTIVATED, _R.CONVICTION_QUASHED, _R.SENTENCE_QUASHED, _R.TRANSFERRED_OUT, _R.DIED,
        }
    ),
}  # fmt: skip
"""Source: Criminal Justice Act 2003 Sch. 8 paras 9, 13, 14, 21 and 23; Sch. 12 paras 8, 11 and 13."""

OF_A_REQUIREMENT = frozenset({_R.COMPLETED, _R.EXPIRED, _R.REMOVED_BY_THE_COURT, _R.REPLACED_BY_THE_COURT, _R.TRANSFERRED_OUT})
"""Source: Criminal Justice Act 2003 Sch. 8 para. 17; Sch. 12 para. 15."""

OF_A_SENTENCE = frozenset({_R.CONVICTION_QUASHED, _R.SENTENCE_QUASHED, _R.REPLACED_BY_THE_COURT, _R.DIED})
"""Source: Criminal Appeal Act 1968 ss.2 and 11. Nobody serves a sentence to its end here: its key dates say when it ends."""


@dataclass(frozen=True, slots=True)
class Running:
    """What is to end: from when it runs, and until when it would; and the death of the person, where it is on record."""

    reasons: frozenset[TerminationReason]
    starts_on: date
    ends_on: date | None
    died_on: date | None = None


def termination_faults(told: TerminationToRecord, running: Running, *, as_at: date) -> tuple[FieldError, ...]:
    """Everything that keeps it from having ended like this, each with its field; none when it can have."""
    return tuple(_faults(told, running, as_at))


def _faults(told: TerminationToRecord, running: Running, as_at: date) -> Iterator[FieldError]:
    if told.reason not in running.reasons:
        yield _fault("/reason", "not_for_this", "It does not end for this reason.")
    if told.ended_on > as_at:
        yield _fault("/ended_on", "in_the_future", "An end is recorded once it has come.")
    if told.ended_on < running.starts_on:
        yield _fault("/ended_on", "before_it_began", f"It began on {running.starts_on}.")
    if running.ends_on is not None and told.ended_on > running.ends_on:
        yield _fault("/ended_on", "after_its_last_day", f"It had run out on {running.ends_on}.")
    quashed = told.reason in {TerminationReason.CONVICTION_QUASHED, TerminationReason.SENTENCE_QUASHED}
    if running.died_on is not None and told.ended_on > running.died_on and not quashed:
        yield _fault("/ended_on", "after_the_death", f"The person died on {running.died_on}: it ended then.")
    if told.reason is TerminationReason.EXPIRED and running.ends_on is not None and told.ended_on < running.ends_on:
        yield _fault("/ended_on", "before_its_last_day", f"It runs out on {running.ends_on}, not before.")


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
