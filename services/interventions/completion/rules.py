"""When a programme counts as completed. Source: PC 09/2007, in force from April 2007."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.contracts.interventions.completion import EvidenceKind
from noms.contracts.interventions.referrals import ReferralState

MISSED_SESSIONS_ALLOWED = 2  # Source: OSAP and sex offender programmes (more than 2 missed: repeat); House rule: 0308 for others


class CompletionObjection(StrEnum):
    """Why an evidence of completion cannot be recorded."""

    PROGRAMME_NOT_STARTED = "programme_not_started"
    SESSIONS_NOT_ACCOUNTED_FOR = "sessions_not_accounted_for"
    TOO_MANY_SESSIONS_MISSED = "too_many_sessions_missed"
    ALREADY_EVIDENCED = "already_evidenced"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_LAST_SESSION = "before_the_last_session"
    REPORT_NOT_WRITTEN = "report_not_written"


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """The standing outcome of one session for one person."""

    number: int
    held_on: date
    attended: bool
    decided: bool


def unaccounted(planned: int, outcomes: Sequence[SessionOutcome]) -> tuple[int, ...]:
    """The numbers of the planned sessions that have no decided outcome."""
    decided = {outcome.number for outcome in outcomes if outcome.decided}
    return tuple(number for number in range(1, planned + 1) if number not in decided)


def missed(outcomes: Sequence[SessionOutcome]) -> int:
    """How many sessions the person was not at."""
    return sum(not outcome.attended for outcome in outcomes)


def objection_to_evidence(
    kind: EvidenceKind,
    dated_on: date,
    *,
    state: ReferralState,
    planned: int,
    outcomes: Sequence[SessionOutcome],
    there: Mapping[EvidenceKind, date],
    as_at: date,
) -> CompletionObjection | None:
    """The first thing that stands against recording one evidence; None when nothing does."""
    written_on = there.get(EvidenceKind.REPORT_WRITTEN, date.max)
    last_session_on = max((outcome.held_on for outcome in outcomes), default=date.max)
    stands = {
        CompletionObjection.PROGRAMME_NOT_STARTED: state is not ReferralState.STARTED,
        CompletionObjection.SESSIONS_NOT_ACCOUNTED_FOR: bool(unaccounted(planned, outcomes)),
        CompletionObjection.TOO_MANY_SESSIONS_MISSED: missed(outcomes) > MISSED_SESSIONS_ALLOWED,
        CompletionObjection.ALREADY_EVIDENCED: kind in there,
        CompletionObjection.IN_THE_FUTURE: dated_on > as_at,
        CompletionObjection.BEFORE_THE_LAST_SESSION: dated_on < last_session_on,
        CompletionObjection.REPORT_NOT_WRITTEN: kind is EvidenceKind.REPORT_SENT and dated_on < written_on,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def missing(there: Collection[EvidenceKind]) -> tuple[EvidenceKind, ...]:
    """The evidences that are still to come, in the circular's order."""
    return tuple(kind for kind in EvidenceKind if kind not in there)


def completed_on(there: Mapping[EvidenceKind, date]) -> date | None:
    """The day of the last of the four evidences; None while one is missing."""
    return None if missing(there) else max(there.values())
