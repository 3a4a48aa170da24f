"""What the attendance records of a referral add up to, once corrections are taken into account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Attendance:
    """One outcome as the provider told it; a correction names the record that it takes the place of."""

    attendance_id: UUID
    supersedes: UUID | None
    on: date
    outcome_code: str
    failure_to_comply: bool
    attended: bool


@dataclass(frozen=True)
class Standing:
    """What the records that stand say of a referral."""

    sessions_attended: int
    failures_to_comply: int
    last_session_on: date | None
    last_outcome_code: str | None


def standing(records: Sequence[Attendance]) -> Standing:
    """Count the sessions attended and the failures, and find the last session, leaving out what was corrected.

    A correction counts whichever of the two arrives first.
    """
    corrected = {record.supersedes for record in records}
    left = [record for record in records if record.attendance_id not in corrected]
    last = max(left, key=lambda record: record.on, default=None)
    return Standing(
        sessions_attended=sum(record.attended for record in left),
        failures_to_comply=sum(record.failure_to_comply for record in left),
        last_session_on=last.on if last else None,
        last_outcome_code=last.outcome_code if last else None,
    )
