"""The clock of a request, and what may be sent in answer to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from noms.contracts.offender_mgmt.subject_access import SourceState

THE_ACT_BEGAN_ON = date(2000, 3, 1)  # Source: SI 2000/183, the day on which section 7 of the Data Protection Act 1998 began
PRESCRIBED_DAYS = 40  # Source: Data Protection Act 1998 s.7(10): forty days, beginning with the relevant day


class Objection(StrEnum):
    """Why something cannot be recorded of a request."""

    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_ACT = "before_the_act"
    BEFORE_BIRTH = "before_birth"
    BEFORE_THE_REQUEST = "before_the_request"
    RECORDED_ALREADY = "recorded_already"
    IDENTITY_NOT_CHECKED = "identity_not_checked"
    ANSWERED_ALREADY = "answered_already"
    CLOCK_NOT_RUNNING = "clock_not_running"
    NOT_A_PACK_OF_IT = "not_a_pack_of_it"
    GATHERED_BEFORE_AN_EXEMPTION = "gathered_before_an_exemption"
    GATHERED_BEFORE_A_MERGE = "gathered_before_a_merge"
    SILENCE_NOT_NAMED = "silence_not_named"
    UNKNOWN_KIND = "unknown_kind"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as its clock sees it."""

    received_on: date
    fee_received_on: date | None
    identity_checked_on: date | None
    answered_on: date | None

    @property
    def relevant_day(self) -> date | None:
        """The day with which the clock begins: the request, the fee and the identity are all there.

        Source: Data Protection Act 1998 s.7(10).
        """
        if self.fee_received_on is None or self.identity_checked_on is None:
            return None
        return max(self.received_on, self.fee_received_on, self.identity_checked_on)

    @property
    def due_by(self) -> date | None:
        """The last day for the answer; None while the clock has not begun."""
        begins = self.relevant_day
        return begins + timedelta(days=PRESCRIBED_DAYS - 1) if begins else None

    def overdue(self, *, as_at: date) -> bool:
        """Whether the answer did not go by its last day."""
        return self.due_by is not None and (self.answered_on or as_at) > self.due_by

    def objection_to_condition(self, happened_on: date, known: date | None, *, as_at: date) -> Objection | None:
        """What stands against recording the fee or the identity: each is recorded once, on a day since the request."""
        if self.answered_on is not None:
            return Objection.ANSWERED_ALREADY
        if known is not None:
            return Objection.RECORDED_ALREADY
        if happened_on > as_at:
            return Objection.IN_THE_FUTURE
        return Objection.BEFORE_THE_REQUEST if happened_on < self.received_on else None

    def objection_to_gathering(self) -> Objection | None:
        """What stands against gathering a pack: nobody's data is put together for whoever may be somebody else."""
        if self.answered_on is not None:
            return Objection.ANSWERED_ALREADY
        return Objection.IDENTITY_NOT_CHECKED if self.identity_checked_on is None else None


@dataclass(frozen=True, slots=True)
class Merged:
    """That two records stood as one from one instant to another, or still do."""

    merged_at: datetime
    parted_at: datetime | None


def objection_to_receipt(received_on: date, *, born_on: date, as_at: date) -> Objection | None:
    """What stands against the day of a request: nobody asks before they are born, and nobody could before the Act."""
    if received_on > as_at:
        return Objection.IN_THE_FUTURE
    if received_on < born_on:
        return Objection.BEFORE_BIRTH
    return Objection.BEFORE_THE_ACT if received_on < THE_ACT_BEGAN_ON else None


def holds_anothers_data(gathered_at: datetime, merges: Iterable[Merged]) -> bool:
    """Whether a pack was gathered while the record was one with another that turned out to be somebody else's."""
    return any(one.parted_at is not None and one.merged_at <= gathered_at < one.parted_at for one in merges)


def objection_to_age(gathered_at: datetime, exempted_at: Iterable[datetime], merges: Iterable[Merged]) -> Objection | None:
    """What has happened since a pack was gathered that makes it unfit: it holds what is exempt, or lacks what was merged in."""
    if any(instant > gathered_at for instant in exempted_at):
        return Objection.GATHERED_BEFORE_AN_EXEMPTION
    merged_since = any(one.parted_at is None and one.merged_at > gathered_at for one in merges)
    return Objection.GATHERED_BEFORE_A_MERGE if merged_since else None


def silent(sources: Iterable[tuple[str, SourceState]]) -> tuple[str, ...]:
    """The services that were asked and did not tell."""
    spoke = (SourceState.TOLD, SourceState.HOLDS_NOTHING_BY_PERSON)
    return tuple(service for service, state in sources if state not in spoke)


def objection_to_answer(
    request: Request, unheard: Collection[str], without: Collection[str], *, outdated: Objection | None
) -> Objection | None:
    """What stands against sending a pack: whoever sends it says what it is without, and holds nothing back unsaid."""
    if request.answered_on is not None:
        return Objection.ANSWERED_ALREADY
    if request.relevant_day is None:
        return Objection.CLOCK_NOT_RUNNING
    if outdated:
        return outdated
    return Objection.SILENCE_NOT_NAMED if set(unheard) != set(without) else None
