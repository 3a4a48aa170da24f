"""A requirement that has ended asks nothing after its day."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from builders.interventions.referrals import referred
from builders.interventions.requirements import a_requirement, an_envelope, arrives
from house.running import Running
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from noms.contracts.offender_mgmt.terminations import RequirementEnded
from services.interventions.referrals.tables import ReferralRow
from services.interventions.requirements.tables import RequirementRow


def the_end_of(requirement: RequirementImposed, ended_on: str) -> RequirementEnded:
    facts = {"reason": "revoked_for_good_progress", "ended_on": ended_on}
    about: dict[str, Any] = requirement.model_dump(include={"crn", "order_id", "requirement_id", "detail_url"})
    return RequirementEnded.model_validate(about | facts)


async def last_days(interventions: Running, requirement_id: UUID) -> list[date]:
    async with await interventions.database.session(Caller.service("interventions")) as session:
        rows = [select(row.order_ends_on).where(row.requirement_id == requirement_id) for row in (RequirementRow, ReferralRow)]
        return [day for wanted in rows for day in await session.scalars(wanted)]


@pytest.mark.parametrize(("ended_on", "expected"), [("2010-11-30", date(2010, 11, 30)), ("2011-12-01", date(2011, 11, 30))])
async def test_a_requirement_that_ended_lasts_until_then_and_never_longer_than_before(
    interventions: Running, ended_on: str, expected: date
):
    requirement = a_requirement()
    await arrives(interventions, an_envelope(requirement), an_envelope(the_end_of(requirement, ended_on)))

    assert await last_days(interventions, requirement.requirement_id) == [expected]


async def test_a_referral_under_it_has_no_day_left_either(interventions: Running):
    referral = await referred(interventions)
    before = await last_days(interventions, UUID(referral["requirement_id"]))
    ended = {"crn": "X000001", "order_id": str(UUID(int=1)), "requirement_id": referral["requirement_id"],
             "reason": "completed", "ended_on": "2010-12-31", "detail_url": "/v1/orders/1"}  # fmt: skip
    await arrives(interventions, an_envelope(RequirementEnded.model_validate(ended)))

    assert len(before) == 2
    assert min(before) > date(2010, 12, 31)
    assert await last_days(interventions, UUID(referral["requirement_id"])) == [date(2010, 12, 31)] * 2
