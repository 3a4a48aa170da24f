"""Absences travel back: the warning that is due, and the breach that is due after the second failure."""

from datetime import date, timedelta
from uuid import UUID

from noms.cli.journey.cast import Cast
from noms.cli.journey.court import Sentenced
from noms.cli.journey.programme import Group, attend
from noms.cli.journey.story import Story, arrived
from noms.contracts.interventions.referrals import ReferralView
from noms.contracts.offender_mgmt.enforcement import BreachToBegin, EnforcementAction, WarningToGive
from noms.contracts.offender_mgmt.enforcement_views import EnforcementView


async def _when_due(cast: Cast, order_id: UUID, action: EnforcementAction) -> EnforcementView:
    client = await cast.offender_mgmt("offender-manager")

    async def look() -> EnforcementView | None:
        clock = await client.enforcement(order_id)
        return clock if clock.next_step.action is action else None

    return await arrived(f"the absence behind {action.value}", look)


async def enforce(cast: Cast, story: Story, sentenced: Sentenced, referral: ReferralView, group: Group) -> None:
    """Miss two sessions: the first failure is to be warned, the second within twelve months goes to court."""
    client = await cast.offender_mgmt("offender-manager")
    order_id = sentenced.order.order_id
    await attend(cast, referral, group.sessions[:1])
    await attend(cast, referral, group.sessions[1:2], "UAAB")
    clock = await _when_due(cast, order_id, EnforcementAction.WARN)
    story.tell(f"{sentenced.name} misses a session without reason: a warning is due by {clock.next_step.due_by} "
               f"({'; '.join(clock.next_step.sources)}).", "offender_mgmt", f"/v1/orders/{order_id}/enforcement")  # fmt: skip
    warning = await client.give_warning(
        order_id,
        WarningToGive(
            given_on=_after(group.sessions[1].held_on, 1), says_unacceptable=True, says_court_follows=True,
            circumstances="Did not attend the session and gave no reason when asked.",
        ),
    )  # fmt: skip
    story.tell(f"The warning of {warning.given_on} is in force until {warning.in_force_until}.")
    await attend(cast, referral, group.sessions[2:3])
    await attend(cast, referral, group.sessions[3:4], "UAAB")
    clock = await _when_due(cast, order_id, EnforcementAction.BREACH)
    story.tell(f"A second failure within twelve months: breach action must begin by {clock.next_step.due_by} "
               f"({'; '.join(clock.next_step.sources)}).", "offender_mgmt", f"/v1/orders/{order_id}/enforcement")  # fmt: skip
    breach = await client.begin_breach(order_id, BreachToBegin(begun_on=_after(group.sessions[3].held_on, 5)))
    story.tell(f"The information is laid on {breach.begun_on}, {'in time' if breach.in_time else 'too late'}.")


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
