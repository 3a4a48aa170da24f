"""Places: a suitable referral takes one of a cohort's numbered places."""

from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.interventions.referrals import ReferralWarning
from noms.contracts.wire import Count, Day, View, Wire


class PlaceRequest(Wire):
    """The referral that is to take a place."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"referral_id": "5f0c1a52-7c0e-4f1e-9a55-0d4c7c0f7a11", "taken_on": "2010-08-20"}]}
    )

    referral_id: UUID
    taken_on: Day


class PlaceView(View):
    """A place that a referral holds."""

    place_id: UUID
    cohort_id: UUID
    referral_id: UUID
    number: Count
    taken_on: Day
    places_taken: Count
    capacity: Count
    warnings: list[ReferralWarning] = Field(
        description="`dose_does_not_fit` when the cohort starts later than the latest feasible start."
    )
