"""Whether a referral may take a place in a cohort. Whether there is a place at all, the database decides."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.contracts.interventions.referrals import ReferralState


class PlaceObjection(StrEnum):
    """Why a referral may not take a place in this cohort."""

    REFERRAL_NOT_SUITABLE = "referral_not_suitable"
    ANOTHER_PROGRAMME = "another_programme"
    ANOTHER_PROVIDER = "another_provider"
    COHORT_HAS_STARTED = "cohort_has_started"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_SUITABILITY = "before_suitability"
    DOSE_DOES_NOT_FIT = "dose_does_not_fit"


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is asked of a referral before it takes a place."""

    state: ReferralState
    programme_code: str
    provider: str
    last_moved_on: date
    order_ends_on: date


@dataclass(frozen=True, slots=True)
class Group:
    """What is asked of a cohort before somebody takes a place in it."""

    programme_code: str
    provider: str
    starts_on: date
    last_session_on: date | None


def objection_to_place(applicant: Applicant, group: Group, *, taken_on: date, as_at: date) -> PlaceObjection | None:
    """The first thing that stands against this referral in this cohort; None when nothing does.

    A group is joined no later than the day it starts. House rule: 0307.
    A place is refused when the last dated session lies after the order ends: that programme could never be finished.
    """
    stands = {
        PlaceObjection.REFERRAL_NOT_SUITABLE: applicant.state is not ReferralState.SUITABLE,
        PlaceObjection.ANOTHER_PROGRAMME: applicant.programme_code != group.programme_code,
        PlaceObjection.ANOTHER_PROVIDER: applicant.provider != group.provider,
        PlaceObjection.IN_THE_FUTURE: taken_on > as_at,
        PlaceObjection.BEFORE_SUITABILITY: taken_on < applicant.last_moved_on,
        PlaceObjection.COHORT_HAS_STARTED: taken_on > group.starts_on,
        PlaceObjection.DOSE_DOES_NOT_FIT: (group.last_session_on or group.starts_on) > applicant.order_ends_on,
    }
    return next((objection for objection, holds in stands.items() if holds), None)
