"""What decides a handover before any date does."""

from collections.abc import Callable
from datetime import date

from noms.contracts.offender_mgmt.handovers import Circumstance, HandoverReason, Responsibility
from services.offender_mgmt.handover_dates.rules import HandoverCase, months_after, rules_on

HIGH_MAPPA_LEVELS = frozenset({2, 3})  # Source: manage-POM-cases, app/lib/handover (MAPPA 2 and 3)


def _hearing_far(case: HandoverCase, as_at: date) -> bool:
    """Whether an indeterminate case's target hearing lies the months of the rule set ahead, or more."""
    if Circumstance.INDETERMINATE not in case.circumstances or case.target_hearing_on is None:
        return False
    return case.target_hearing_on >= months_after(as_at, rules_on(as_at).hearing_far_months)


def _high_mappa(case: HandoverCase) -> bool:
    return case.mappa_level in HIGH_MAPPA_LEVELS


def _has(circumstance: Circumstance) -> Callable[[HandoverCase, date], bool]:
    return lambda case, _as_at: circumstance in case.circumstances


def _recalled_far(case: HandoverCase, as_at: date) -> bool:
    return Circumstance.RECALLED in case.circumstances and _hearing_far(case, as_at) and not _high_mappa(case)


def _refused_far(case: HandoverCase, as_at: date) -> bool:
    return Circumstance.PAROLE_REFUSED in case.circumstances and _hearing_far(case, as_at)


def _refused_far_high(case: HandoverCase, as_at: date) -> bool:
    return _refused_far(case, as_at) and _high_mappa(case)


OVERRIDES: tuple[tuple[Callable[[HandoverCase, date], bool], Responsibility, HandoverReason], ...] = (
    (_has(Circumstance.INDETERMINATE_ADDED), Responsibility.CUSTODY, HandoverReason.INDETERMINATE_ADDED),
    (_recalled_far, Responsibility.CUSTODY_SUPPORTED, HandoverReason.HEARING_FAR_RECALLED),
    (_refused_far_high, Responsibility.COMMUNITY, HandoverReason.HEARING_FAR_HIGH_MAPPA),
    (_refused_far, Responsibility.CUSTODY_SUPPORTED, HandoverReason.HEARING_FAR_PAROLE_REFUSED),
    (_has(Circumstance.RECALLED), Responsibility.COMMUNITY, HandoverReason.RECALLED),
    (_has(Circumstance.IMMIGRATION_ONLY), Responsibility.COMMUNITY, HandoverReason.IMMIGRATION_ONLY),
)
"""What decides before any date does: the first line that fits. House rule: 0093."""
