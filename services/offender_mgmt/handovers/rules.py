"""Which side of the gate is responsible: overrides first, then the handover date counted back from the earliest release."""

from dataclasses import dataclass
from datetime import date, timedelta

from noms.contracts.offender_mgmt.handover_circumstances import CircumstanceToRecord, RecordedCircumstance
from noms.contracts.offender_mgmt.handovers import (
    SENTENCES,
    Circumstance,
    HandoverReason,
    HandoverToWorkOut,
    HandoverView,
    Responsibility,
)
from noms.contracts.problems import FieldError
from services.offender_mgmt.handover_dates.rules import (
    RULE_SETS,
    HandoverCase,
    HandoverRules,
    counted_back,
    earliest_release,
    months_after,
    rules_on,
)
from services.offender_mgmt.handover_overrides.rules import OVERRIDES

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Handover:
    """Who is responsible, why, and the dates that the answer rests on."""

    responsible: Responsibility
    reason: HandoverReason
    release_on: date | None
    starts_on: date | None
    handover_on: date | None


def handover(case: HandoverCase, as_at: date) -> Handover:
    """Which side is responsible on the day: the first override that fits, else the handover date."""
    release_on = earliest_release(case, as_at)
    for fits, responsible, reason in OVERRIDES:
        if fits(case, as_at):
            return Handover(responsible, reason, release_on, None, None)
    if release_on is None:
        return Handover(Responsibility.CUSTODY, HandoverReason.RELEASE_UNKNOWN, None, None, None)
    reason, handover_on = _dated(case, release_on, rules_on(as_at))
    if handover_on is None:
        return Handover(Responsibility.COMMUNITY, reason, release_on, None, None)
    starts_on = _start(case, handover_on)
    return Handover(_side(as_at, starts_on, handover_on), reason, release_on, starts_on, handover_on)


def changes_on(case: HandoverCase, as_at: date) -> date | None:
    """The next day on which another side is responsible, as the facts stand; absent when none will be."""
    now = handover(case, as_at).responsible
    later = sorted(day for day in turning_days(case) if day > as_at)
    return next((day for day in later if handover(case, day).responsible is not now), None)


def turning_days(case: HandoverCase) -> frozenset[date]:
    """Every day on which the answer can be another than the day before."""
    days = {rules.applies_from for rules in RULE_SETS}
    releases = (
        case.tariff_on,
        case.target_hearing_on,
        case.parole_eligibility_on,
        case.automatic_release_on,
        case.conditional_release_on,
    )
    for release_on in filter(None, releases):
        for rules in RULE_SETS:
            days |= {day for _, day in counted_back(release_on, rules)}
        days.add(release_on)
    if case.open_conditions_from is not None:
        days.add(case.open_conditions_from)
    if case.target_hearing_on is not None:
        days |= {first for rules in RULE_SETS for first in _no_longer_far(case.target_hearing_on, rules)}
    return frozenset(days)


def shown(asked: HandoverToWorkOut) -> HandoverView:
    """The answer to facts that are not on record, as its readers see it."""
    facts = asked.model_dump(exclude={"as_at", "circumstances"})
    case = HandoverCase(circumstances=frozenset(asked.circumstances), **facts)
    found = handover(case, asked.as_at)
    return HandoverView(
        as_at=asked.as_at,
        responsible=found.responsible,
        reason_code=found.reason,
        reason=SENTENCES[found.reason],
        release_on=found.release_on,
        handover_starts_on=found.starts_on,
        handover_on=found.handover_on,
        changes_on=changes_on(case, asked.as_at),
        rules_from=rules_on(asked.as_at).applies_from,
    )


def asked_faults(asked: HandoverToWorkOut) -> list[FieldError]:
    """Why nothing can be worked out from these facts: nobody is released before the sentence."""
    releases = ("parole_eligibility_on", "automatic_release_on", "conditional_release_on")
    message = "It lies before the sentence."
    return [
        FieldError(pointer=f"/{name}", code="before_sentence", message=message)
        for name in releases
        if getattr(asked, name) is not None and getattr(asked, name) < asked.sentenced_on
    ]


def circumstance_faults(new: CircumstanceToRecord, *, born_on: date, as_at: date) -> list[FieldError]:
    """Why a circumstance may not be recorded; nothing when it may."""
    faults: list[FieldError] = []
    if new.applies_from > as_at:
        message = "A circumstance is recorded when it holds."
        faults.append(FieldError(pointer="/applies_from", code="in_the_future", message=message))
    if new.applies_from < born_on:
        faults.append(FieldError(pointer="/applies_from", code="before_birth", message="The person was not born on that day."))
    hearing = new.kind is RecordedCircumstance.TARGET_HEARING and new.applies
    if hearing and new.takes_place_on is None:
        faults.append(FieldError(pointer="/takes_place_on", code="missing", message="For which day is the hearing aimed at?"))
    if hearing and new.takes_place_on is not None and new.takes_place_on < new.applies_from:
        message = "Nobody aims at a hearing that lies before the day on which they do."
        faults.append(FieldError(pointer="/takes_place_on", code="before_it_applies", message=message))
    if not hearing and new.takes_place_on is not None:
        message = "Only a hearing that is aimed at has a day of its own."
        faults.append(FieldError(pointer="/takes_place_on", code="not_a_hearing", message=message))
    return faults


def _dated(case: HandoverCase, release_on: date, rules: HandoverRules) -> tuple[HandoverReason, date | None]:
    days = dict(counted_back(release_on, rules))
    if Circumstance.EARLY_ALLOCATION in case.circumstances:
        return HandoverReason.EARLY_ALLOCATION, days[HandoverReason.EARLY_ALLOCATION]
    if Circumstance.INDETERMINATE in case.circumstances:
        return HandoverReason.INDETERMINATE, days[HandoverReason.INDETERMINATE]
    if months_after(case.sentenced_on, rules.short_sentence_months) >= release_on:
        return HandoverReason.SHORT, None
    reason = HandoverReason.DETERMINATE if case.parole_eligibility_on is None else HandoverReason.PAROLE
    return reason, days[reason]


def _start(case: HandoverCase, handover_on: date) -> date:
    if Circumstance.INDETERMINATE in case.circumstances and case.open_conditions_from is not None:
        return min(handover_on, case.open_conditions_from)
    return handover_on


def _side(as_at: date, starts_on: date, handover_on: date) -> Responsibility:
    if as_at < starts_on:
        return Responsibility.CUSTODY
    return Responsibility.CUSTODY_SUPPORTED if as_at < handover_on else Responsibility.COMMUNITY


def _no_longer_far(hearing_on: date, rules: HandoverRules) -> tuple[date, date]:
    """The two days of which one is the first on which a hearing is not far off any more: months differ in length."""
    before = months_after(hearing_on, -rules.hearing_far_months)
    return before + _ONE_DAY, before + _ONE_DAY + _ONE_DAY
