"""One responsible officer for every day of a sentence: worked out from dated facts, never kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from noms.contracts.offender_mgmt.handovers import HandoverReason, Responsibility
from noms.contracts.offender_mgmt.responsibility import ResponsibilityReason, ResponsibleRole
from services.offender_mgmt.handover_dates.rules import HandoverCase
from services.offender_mgmt.handovers.rules import Handover, handover

What_co = TypeVar("What_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Sentence:
    """An order or a custodial sentence; `ends_on` is its last day, absent where it has none."""

    starts_on: date
    ends_on: date | None
    provider: str
    custodial: bool

    def runs_on(self, day: date) -> bool:
        """Whether the day is one of the sentence."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is responsible: an officer by code, or whoever is on duty for a trust or an establishment."""

    role: ResponsibleRole
    officer_code: str | None = None
    officer_name: str | None = None
    provider: str | None = None
    establishment_code: str | None = None


@dataclass(frozen=True, slots=True)
class Span(Generic[What_co]):
    """Something that holds from a day on; `until` is the first day on which it does not."""

    what: What_co
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Record:
    """Every dated fact that decides who is responsible. Of overlapping handover cases the last one counts."""

    sentences: Sequence[Sentence]
    managers: Sequence[Span[Officer]] = ()
    supervisors: Sequence[Span[Officer]] = ()
    stays: Sequence[Span[str]] = ()
    decisions: Sequence[Span[Responsibility]] = ()
    cases: Sequence[Span[HandoverCase]] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is responsible on a day, who supports, and why."""

    responsible: Responsibility
    reason: ResponsibilityReason | HandoverReason
    officer: Officer
    supporting: Officer | None = None
    handover: Handover | None = None


def responsible_on(record: Record, day: date) -> Answer | None:
    """The one responsible officer of the day; absent on a day without a sentence. House rule: 0094.

    In the community it is the offender manager, in prison whom the handover names. Where no officer has the case yet the duty
    officer of the trust that the court named, or of the prison, answers for it: no day of a sentence is without somebody.
    """
    running = [sentence for sentence in record.sentences if sentence.runs_on(day)]
    if not running:
        return None
    manager = _covering(record.managers, day) or _on_duty(running)
    prison = _covering(record.stays, day)
    if prison is None:
        return Answer(Responsibility.COMMUNITY, ResponsibilityReason.IN_THE_COMMUNITY, manager)
    if not any(sentence.custodial for sentence in running):
        return Answer(Responsibility.COMMUNITY, ResponsibilityReason.NO_CUSTODIAL_SENTENCE, manager)
    found = handover(_case(record, running, day), day)
    decided = _covering(record.decisions, day)
    side = decided or found.responsible
    reason = ResponsibilityReason.DECIDED if decided else found.reason
    if side is Responsibility.COMMUNITY:
        return Answer(side, reason, manager, handover=found)
    supporting = manager if side is Responsibility.CUSTODY_SUPPORTED else None
    return Answer(side, reason, _supervisor(record, prison, day), supporting, found)


def _covering(spans: Sequence[Span[What_co]], day: date) -> What_co | None:
    return next((span.what for span in reversed(spans) if span.covers(day)), None)


def _on_duty(running: Sequence[Sentence]) -> Officer:
    latest = max(running, key=lambda sentence: sentence.starts_on)
    return Officer(ResponsibleRole.DUTY_OFFICER, provider=latest.provider)


def _supervisor(record: Record, prison: str, day: date) -> Officer:
    """The offender supervisor of the prison where the person is: one of another prison has not come with the person."""
    found = _covering(record.supervisors, day)
    if found is not None and found.establishment_code == prison:
        return found
    return Officer(ResponsibleRole.DUTY_OFFICER, establishment_code=prison)


def _case(record: Record, running: Sequence[Sentence], day: date) -> HandoverCase:
    """The facts of the handover on the day; without any the release date is unknown."""
    first_day = min(sentence.starts_on for sentence in running if sentence.custodial)
    return _covering(record.cases, day) or HandoverCase(first_day)
