"""Requirements of court orders as they reach the provider: the work queue of a trust."""

from uuid import UUID

from pydantic import Field

from noms.contracts.interventions.referrals import ReferralState
from noms.contracts.wire import Code, Count, Day, Line, View


class RequirementView(View):
    """A requirement that a court imposed, and how far its delivery has come."""

    requirement_id: UUID
    crn: Line
    order_id: UUID
    requirement_code: Code
    programme_code: Code | None = None
    quantity: Count | None = None
    unit: Line | None = Field(default=None, description="Unit of the quantity, such as `hours` for unpaid work.")
    provider: Code
    order_starts_on: Day
    order_ends_on: Day
    progress: ReferralState | None = Field(
        default=None, description="Where its latest referral stands; absent until someone is referred."
    )
    referral_id: UUID | None = None


class RequirementList(View):
    """One page of the queue: the order that ends first stands first."""

    data: list[RequirementView]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")
