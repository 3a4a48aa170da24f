"""What ends a responsibility and when; and which decisions on it may stand."""

from collections.abc import Sequence
from datetime import date, timedelta

from noms.contracts.offender_mgmt.handover_circumstances import DecisionToTake
from noms.contracts.offender_mgmt.handovers import SENTENCES, HandoverReason, Responsibility
from noms.contracts.offender_mgmt.responsibility import (
    REASONS,
    EndedBy,
    HandoverDates,
    ResponsibilityEnd,
    ResponsibilityReason,
    ResponsibilityView,
    ResponsibleOfficer,
)
from noms.contracts.problems import FieldError
from services.offender_mgmt.handover_dates.rules import rules_on
from services.offender_mgmt.handovers.rules import Handover, turning_days
from services.offender_mgmt.responsible_officers.rules import Answer, Officer, Record, Span, responsible_on

_ONE_DAY = timedelta(days=1)


def answered(crn: str, record: Record, as_at: date) -> ResponsibilityView:
    """Who is responsible on the day, why, and what ends it, as readers see it."""
    found, ends = responsible_on(record, as_at), ends_after(record, as_at)
    reason = found.reason if found else ResponsibilityReason.NO_SENTENCE
    return ResponsibilityView(
        crn=crn,
        as_at=as_at,
        responsible=found and found.responsible,
        officer=_shown(found.officer) if found else None,
        supporting=_shown(found.supporting) if found and found.supporting else None,
        reason_code=reason,
        reason=SENTENCES[reason] if isinstance(reason, HandoverReason) else REASONS[reason],
        ends=ResponsibilityEnd(ended_by=ends[0], on=ends[1]) if ends else None,
        handover=_dates(found.handover, as_at) if found and found.handover else None,
    )


def decision_faults(new: DecisionToTake, record: Record) -> list[FieldError]:
    """Why a decision on responsibility may not stand; nothing when it may."""
    faults: list[FieldError] = []
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        faults.append(FieldError(pointer="/ends_on", code="before_start", message="It ends after the day on which it begins."))
    if responsible_on(record, new.starts_on) is None:
        faults.append(FieldError(pointer="/starts_on", code="no_sentence", message="No sentence runs on that day."))
    if any(_overlap(new, decision.since, decision.until) and not followed(new, decision) for decision in record.decisions):
        faults.append(FieldError(pointer="/starts_on", code="decided_already", message="A decision stands for these days."))
    return faults


def followed(new: DecisionToTake, standing: Span[Responsibility]) -> bool:
    """Whether the new decision follows one without an end, which then lasts until the new one begins."""
    return standing.until is None and standing.since < new.starts_on


def ends_after(record: Record, day: date) -> tuple[EndedBy, date | None] | None:
    """What ends the responsibility of the day, and when, as the facts stand; absent on a day without a sentence."""
    now = responsible_on(record, day)
    if now is None:
        return None
    for later in sorted(turn for turn in turns_of(record) if turn > day):
        then = responsible_on(record, later)
        if then is None or (then.officer, then.responsible) != (now.officer, now.responsible):
            return _ended_by(record, now, then, later), later
    if now.responsible is not Responsibility.COMMUNITY:
        return EndedBy.RELEASE_TO_BE_DATED, None
    return EndedBy.NOTHING_KNOWN, None


def turns_of(record: Record) -> frozenset[date]:
    """Every day on which the answer can be another than the day before."""
    days = {day for case in record.cases for day in turning_days(case.what)}
    for sentence in record.sentences:
        days.add(sentence.starts_on)
        if sentence.ends_on is not None and sentence.ends_on < date.max:
            days.add(sentence.ends_on + _ONE_DAY)
    spans: Sequence[Span[object]] = (*record.managers, *record.supervisors, *record.stays, *record.decisions, *record.cases)
    days |= {span.since for span in spans} | {span.until for span in spans if span.until is not None}
    return frozenset(days)


def _overlap(new: DecisionToTake, since: date, until: date | None) -> bool:
    return (until is None or new.starts_on < until) and (new.ends_on is None or since < new.ends_on)


def _shown(officer: Officer) -> ResponsibleOfficer:
    return ResponsibleOfficer.model_validate(officer)


def _dates(found: Handover, as_at: date) -> HandoverDates:
    return HandoverDates(
        release_on=found.release_on,
        starts_on=found.starts_on,
        handover_on=found.handover_on,
        rules_from=rules_on(as_at).applies_from,
    )


def _ended_by(record: Record, now: Answer, then: Answer | None, on: date) -> EndedBy:
    if then is None:
        return EndedBy.SENTENCE_ENDS
    if any(on in (decision.since, decision.until) for decision in record.decisions):
        return EndedBy.DECISION
    if any(on in (stay.since, stay.until) for stay in record.stays):
        return EndedBy.MOVEMENT
    return EndedBy.HANDOVER if then.responsible is not now.responsible else EndedBy.NEXT_OFFICER
