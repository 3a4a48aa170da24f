"""The clock of a request, and what may be sent in answer to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from noms.contracts.offender_mgmt.subject_access import SourceState

PRESCRIBED_DAYS = 40  # Source: Data Protection Act 1998 s.7(10): forty days, beginning with the relevant day


class Objection(StrEnum):
    """Why something cannot be recorded of a request."""

    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_REQUEST = "before_the_request"
    RECORDED_ALREADY = "recorded_already"
    IDENTITY_NOT_CHECKED = "identity_not_checked"
    ANSWERED_ALREADY = "answered_already"
    CLOCK_NOT_RUNNING = "clock_not_running"
    NOT_A_PACK_OF_IT = "not_a_pack_of_it"
    GATHERED_BEFORE_AN_EXEMPTION = "gathered_before_an_exemption"
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


def silent(sources: Iterable[tuple[str, SourceState]]) -> tuple[str, ...]:
    """The services that were asked and did not tell."""
    spoke = (SourceState.TOLD, SourceState.HOLDS_NOTHING_BY_PERSON)
    return tuple(service for service, state in sources if state not in spoke)


def objection_to_answer(
    request: Request, unheard: Collection[str], without: Collection[str], *, outdated: bool
) -> Objection | None:
    """What stands against sending a pack: whoever sends it says what it is without, and holds nothing back unsaid.

    A pack that was gathered before an exemption was recorded still holds what is exempt.
    """
    if request.answered_on is not None:
        return Objection.ANSWERED_ALREADY
    if request.relevant_day is None:
        return Objection.CLOCK_NOT_RUNNING
    if outdated:
        return Objection.GATHERED_BEFORE_AN_EXEMPTION
    return Objection.SILENCE_NOT_NAMED if set(unheard) != set(without) else None
