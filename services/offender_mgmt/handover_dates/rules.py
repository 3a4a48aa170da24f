"""How long before release the community takes over, by a dated set of rules, and which release that is."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from noms.contracts.offender_mgmt.handovers import Circumstance, HandoverReason

_MONTHS_A_YEAR = 12  # Source: the calendar


@dataclass(frozen=True, slots=True)
class HandoverRules:
    """How long before release the community takes over, from a day on."""

    applies_from: date
    early_allocation_months: int
    indeterminate_months: int
    short_sentence_months: int
    parole_months: int
    other_months: int
    other_days: int
    hearing_far_months: int


RULE_SETS = (
    HandoverRules(
        applies_from=date(2004, 6, 1),  # House rule: 0093, from the first day of NOMS
        early_allocation_months=15,  # House rule: 0093
        indeterminate_months=12,  # House rule: 0093
        short_sentence_months=10,  # House rule: 0093
        parole_months=12,  # House rule: 0093
        other_months=8,  # House rule: 0093
        other_days=14,  # House rule: 0093
        hearing_far_months=12,  # House rule: 0093
    ),
)
"""Source of the figures: manage-POM-cases, app/lib/handover/handover_calculation.rb. A later set follows with its first day."""


@dataclass(frozen=True, slots=True)
class HandoverCase:
    """The facts of one person in custody that decide a handover."""

    sentenced_on: date
    circumstances: frozenset[Circumstance] = frozenset()
    tariff_on: date | None = None
    target_hearing_on: date | None = None
    parole_eligibility_on: date | None = None
    automatic_release_on: date | None = None
    conditional_release_on: date | None = None
    open_conditions_from: date | None = None
    mappa_level: int | None = None


def rules_on(day: date) -> HandoverRules:
    """The rule set in force; before the first, the first."""
    return next((rules for rules in reversed(RULE_SETS) if rules.applies_from <= day), RULE_SETS[0])


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier for a negative number; where the month has no such day, its last."""
    years, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    if not MINYEAR <= years <= MAXYEAR:
        return date.max if years > MAXYEAR else date.min
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def earliest_release(case: HandoverCase, as_at: date) -> date | None:
    """The release that a handover is counted back from; absent while no date is known.

    Indeterminate: the tariff date while it lies ahead, else the target hearing while it does, else whichever is nearer.
    Determinate: the parole eligibility date, else the earlier of automatic and conditional release.
    """
    if Circumstance.INDETERMINATE in case.circumstances:
        known = [day for day in (case.tariff_on, case.target_hearing_on) if day is not None]
        ahead = (day for day in known if day > as_at)
        return next(ahead, min(known, key=lambda day: abs(day - as_at), default=None))
    if case.parole_eligibility_on is not None:
        return case.parole_eligibility_on
    return min(filter(None, (case.automatic_release_on, case.conditional_release_on)), default=None)


def counted_back(release_on: date, rules: HandoverRules) -> tuple[tuple[HandoverReason, date], ...]:
    """The handover dates by rule, as the table of the notes prints them."""
    other = months_after(release_on, -rules.other_months)
    return (
        (HandoverReason.EARLY_ALLOCATION, months_after(release_on, -rules.early_allocation_months)),
        (HandoverReason.INDETERMINATE, months_after(release_on, -rules.indeterminate_months)),
        (HandoverReason.PAROLE, months_after(release_on, -rules.parole_months)),
        (HandoverReason.DETERMINATE, date.fromordinal(max(other.toordinal() - rules.other_days, 1))),
    )
