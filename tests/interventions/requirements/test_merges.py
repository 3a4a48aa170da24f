"""Requirements and referrals follow their person when records are merged and parted."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from builders.interventions.personas import offender_manager
from builders.interventions.referrals import a_referral
from builders.interventions.requirements import an_envelope, arrives, imposed
from house.running import Running, once
from noms.chassis.database.rows import ClosureRow
from noms.contracts.offender_mgmt.merge_events import PersonsMerged, PersonsParted
from services.interventions.referrals.tables import ReferralRow
from services.interventions.requirements.tables import RequirementRow

SURVIVOR, MERGED = "A000001", "A000002"


def told(event: type[PersonsMerged] | type[PersonsParted], requirement_ids: list[UUID], closure_ids: list[UUID] | None = None):
    return event(
        crn=SURVIVOR, merged_crn=MERGED, merge_id=uuid4(), requirement_ids=requirement_ids, closure_ids=closure_ids or [],
        detail_url=f"/v1/persons/{SURVIVOR}/merges",
    )  # fmt: skip


async def whose(interventions: Running, requirement_id: UUID) -> set[str]:
    async with interventions.database.engine.begin() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
        found = [
            await connection.scalar(select(row.crn).where(row.requirement_id == requirement_id))
            for row in (RequirementRow, ReferralRow)
        ]
    return {crn for crn in found if crn is not None}


@pytest.mark.parametrize("times", [1, 2])
async def test_a_requirement_and_its_referral_are_the_survivors_and_again_their_own(interventions: Running, times: int):
    mine, theirs = await imposed(interventions, crn=SURVIVOR), await imposed(interventions, crn=MERGED)
    async with interventions.as_(offender_manager) as client:
        answer = await client.post("/v1/referrals", json=a_referral(theirs), headers=once())
        assert answer.status_code == 201, answer.text

    await arrives(interventions, *[an_envelope(told(PersonsMerged, [theirs]))] * times)
    assert await whose(interventions, theirs) == {SURVIVOR}
    await arrives(interventions, *[an_envelope(told(PersonsParted, [theirs]))] * times)
    assert await whose(interventions, theirs) == {MERGED}
    assert await whose(interventions, mine) == {SURVIVOR}


async def test_a_closure_of_the_merged_record_closes_the_survivor_until_they_are_parted(interventions: Running):
    closure_id = uuid4()

    async def closed() -> str | None:
        async with interventions.database.engine.connect() as connection:
            return await connection.scalar(select(ClosureRow.subject).where(ClosureRow.closure_id == closure_id))

    async with interventions.database.engine.begin() as connection:
        await connection.execute(
            text("INSERT INTO closure (closure_id, subject, closed_from) VALUES (:id, :crn, now())"),
            {"id": closure_id, "crn": MERGED},
        )
    await arrives(interventions, an_envelope(told(PersonsMerged, [], [closure_id])))
    assert await closed() == SURVIVOR
    await arrives(interventions, an_envelope(told(PersonsParted, [], [closure_id])))
    assert await closed() == MERGED
