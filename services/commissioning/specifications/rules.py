"""When a version may be published or archived, whom a service is for, and what published figures say of its unit cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.contracts.commissioning.specifications import (
    Eligibility,
    Sex,
    SpecificationState,
)


@dataclass(frozen=True)
class Days:
    """The days for which agreements may be made by a version; without a last day it is so still."""

    first: date
    last: date | None = None

    def shares_a_day_with(self, other: "Days") -> bool:
        """Whether one day lies in both."""
        return (other.last is None or self.first <= other.last) and (self.last is None or other.first <= self.last)

    def hold(self, day: date) -> bool:
        """Whether the day is among them."""
        return self.first <= day and (self.last is None or day <= self.last)


class SpecificationObjection(StrEnum):
    """Why a version cannot be published or archived."""

    NOT_A_DRAFT = "not_a_draft"
    NOT_PUBLISHED = "not_published"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    VERSIONS_OVERLAP = "versions_overlap"
    OUTSIDE_ITS_DAYS = "outside_its_days"
    NOT_THE_NATIONAL_OFFICE = "not_the_national_office"
    RESTRICTION_LIFTED = "restriction_lifted"


def objection_to_following(earlier: Iterable[bool], *, restricted: bool) -> SpecificationObjection | None:
    """What stands against the next version: what one version restricts to public bodies, no later one throws open.

    Source: Offender Management Act 2007 s.4.
    """
    return SpecificationObjection.RESTRICTION_LIFTED if any(earlier) and not restricted else None


def objection_to_publication(state: SpecificationState, days: Days, others: Iterable[Days]) -> SpecificationObjection | None:
    """What stands against publishing a version: on any day at most one version of a specification takes agreements.

    A version in force is not ended by its successor: whoever publishes archives it first, so that the day is decided once.
    House rule: 0121.
    """
    if state is not SpecificationState.DRAFT:
        return SpecificationObjection.NOT_A_DRAFT
    if days.last is not None and days.last < days.first:
        return SpecificationObjection.ENDS_BEFORE_IT_STARTS
    overlaps = any(days.shares_a_day_with(other) for other in others)
    return SpecificationObjection.VERSIONS_OVERLAP if overlaps else None


def objection_to_archival(state: SpecificationState, days: Days | None, last_day: date) -> SpecificationObjection | None:
    """What stands against archiving a version: it must be published, and its last day one of its days. House rule: 0121."""
    if state is not SpecificationState.PUBLISHED or days is None:
        return SpecificationObjection.NOT_PUBLISHED
    return None if days.hold(last_day) else SpecificationObjection.OUTSIDE_ITS_DAYS


@dataclass(frozen=True)
class Referral:
    """What is told of somebody who may be referred; what is not told is not judged."""

    on: date
    region: str | None = None
    category: str | None = None
    sex: Sex | None = None
    age: int | None = None


def reasons_against(whom: Eligibility, referral: Referral) -> tuple[str, ...]:
    """What stands against this referral; limits count inclusively, and an empty list leaves nobody out. House rule: 0120."""
    stands = {
        "The region is not one that the service is for.": _left_out(referral.region, whom.regions),
        "The security category is not one that the service is for.": _left_out(referral.category, whom.categories),
        "The service is not for persons of this sex.": _left_out(referral.sex, whom.sexes),
        "The person is too young.": _below(referral.age, whom.youngest_age),
        "The person is too old.": _below(whom.oldest_age, referral.age),
        "Referrals have not begun on this day.": whom.referrals_from is not None and referral.on < whom.referrals_from,
        "Referrals have ended on this day.": whom.referrals_to is not None and referral.on > whom.referrals_to,
    }
    return tuple(reason for reason, holds in stands.items() if holds)


def _left_out(told: str | None, listed: Sequence[str]) -> bool:
    return told is not None and bool(listed) and told not in listed


def _below(number: int | None, limit: int | None) -> bool:
    return number is not None and limit is not None and number < limit


def eligibility_contradicts_itself(whom: Eligibility) -> bool:
    """Whether the limits leave everybody out: a youngest age above the oldest, a window that closes before it opens."""
    window_closed = whom.referrals_from and whom.referrals_to and whom.referrals_to < whom.referrals_from
    return _below(whom.oldest_age, whom.youngest_age) or bool(window_closed)
