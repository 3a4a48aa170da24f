"""What each measure of this service counts, word for word, with the version of that definition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from noms.contracts.interventions.referrals import ReferralState


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """A measure that this service computes. A second definition is a new code, a changed one a new version."""

    code: str
    version: int
    counts: ReferralState
    """The state whose first day, within the period, makes a referral count."""
    definition: str


DEFINITIONS: Mapping[str, MeasureDefinition] = {
    measure.code: measure
    for measure in (
        MeasureDefinition(
            "programme_completions",
            1,  # Source: PC 09/2007, the definition of a completion from April 2007; its first version here
            ReferralState.COMPLETED,
            "Accredited programmes under a requirement of an order for which the provider is responsible, whose fourth evidence "
            "of completion (post-programme measures done, report written, report sent to the offender manager, recorded on the "
            "programme system; PC 09/2007) is dated within the period. Counted from interventions.programme.completed.",
        ),
        MeasureDefinition(
            "programme_starts",
            1,  # House rule: 0309; a start is the first attended session, first version
            ReferralState.STARTED,
            "Referrals under a requirement of an order for which the provider is responsible, whose first recorded attendance "
            "is of a session within the period. Counted from interventions.referral.moved; a start that is corrected after a "
            "withdrawal, from the interventions.attendance.recorded that corrects it.",
        ),
    )
}


SUPERSEDING = frozenset({ReferralState.ALLOCATED, ReferralState.STARTED})
"""A later step into one of these takes back an earlier start, or dates it anew. House rule: 0311."""


def is_period(from_day: date, to_day: date) -> bool:
    """Whether the days make a period: the last day is included, so both may be the same."""
    return from_day <= to_day
