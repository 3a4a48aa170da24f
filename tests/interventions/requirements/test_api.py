"""The work queue: what arrives, who sees it, and in which order."""

import pytest
from sqlalchemy import select, text

from builders.interventions.personas import auditor, contractor, offender_manager, other_trust, programme_team, unreaching
from builders.interventions.referrals import a_referral
from builders.interventions.requirements import a_requirement, an_envelope, arrives, imposed
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.interventions.requirements import RequirementList, RequirementView
from services.interventions.requirements.tables import RequirementRow


async def queue(interventions: Running, persona: Persona, provider: str, **query: object) -> RequirementList:
    async with interventions.as_(persona) as client:
        answer = await client.get("/v1/requirements", params={"provider": provider} | query)
    assert answer.status_code == 200, answer.text
    return RequirementList.model_validate_json(answer.content)


async def found(interventions: Running, requirement_id: object) -> RequirementView:
    page = await queue(interventions, auditor, "LDN")
    return next(line for line in page.data if line.requirement_id == requirement_id)


async def test_unpaid_work_stands_in_the_queue_with_its_hours(interventions: Running):
    requirement_id = await imposed(interventions, requirement_code="UPW", programme_code=None, quantity=120, unit="hours")

    line = await found(interventions, requirement_id)
    assert (line.requirement_code, line.quantity, line.unit, line.progress) == ("UPW", 120, "hours", None)


async def test_an_event_that_arrives_twice_makes_one_line(interventions: Running):
    envelope = an_envelope(a_requirement(provider="WMP"))
    await arrives(interventions, envelope, envelope)

    assert len((await queue(interventions, other_trust, "WMP")).data) == 1


async def test_what_was_said_later_replaces_what_was_said_before_and_never_the_other_way_round(interventions: Running):
    first = a_requirement()
    longer = first.model_copy(update={"order_ends_on": first.order_ends_on.replace(year=2012)})
    await arrives(interventions, an_envelope(first, 500), an_envelope(longer, 501), an_envelope(first, 500))

    assert (await found(interventions, first.requirement_id)).order_ends_on == longer.order_ends_on


async def test_the_queue_tells_how_far_the_latest_referral_has_come(interventions: Running):
    requirement_id = await imposed(interventions)
    async with interventions.as_(offender_manager) as client:
        referral = (await client.post("/v1/referrals", json=a_referral(requirement_id), headers=once())).json()

    line = await found(interventions, requirement_id)
    assert (line.progress, str(line.referral_id)) == ("submitted", referral["referral_id"])
    waiting = await queue(interventions, programme_team, "LDN", waiting="true")
    assert requirement_id not in [line.requirement_id for line in waiting.data]


@pytest.mark.parametrize("stranger", [other_trust, unreaching])
async def test_a_caller_sees_no_requirement_outside_their_reach(interventions: Running, stranger: Persona):
    await imposed(interventions)

    assert (await queue(interventions, stranger, "LDN")).data == []


async def test_a_prison_contractor_may_not_ask_for_the_queue_at_all(interventions: Running):
    async with interventions.as_(contractor) as client:
        assert (await client.get("/v1/requirements", params={"provider": "LDN"})).status_code == 403


async def test_every_requirement_stands_on_exactly_one_page_the_order_that_ends_first_first(interventions: Running):
    provider = "MCG"
    events = [a_requirement(provider=provider, order_ends_on=f"2011-{1 + n % 12:02d}-{1 + n % 28:02d}") for n in range(120)]
    await arrives(interventions, *(an_envelope(event) for event in events))

    pages = [await queue(interventions, auditor, provider)]
    while pages[-1].next_after:
        pages.append(await queue(interventions, auditor, provider, after=str(pages[-1].next_after)))

    assert [len(page.data) for page in pages] == [50, 50, 20]
    lines = [line for page in pages for line in page.data]
    assert {line.requirement_id for line in lines} == {event.requirement_id for event in events}
    assert lines == sorted(lines, key=lambda line: (line.order_ends_on, line.requirement_id))


async def test_the_statement_shapes_the_same_lines_as_the_records_give(interventions: Running):
    provider = "TVP"
    await imposed(interventions, provider=provider)
    await imposed(interventions, provider=provider, requirement_code="UPW", programme_code=None, quantity=80, unit="hours")
    page = await queue(interventions, auditor, provider)

    async with interventions.database.engine.connect() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
        statement = select(RequirementRow).where(RequirementRow.provider == provider)
        rows = (await connection.execute(statement.order_by(RequirementRow.order_ends_on, RequirementRow.requirement_id))).all()
    assert page.data == [RequirementView.model_validate(row, from_attributes=True) for row in rows]
    assert len(page.data) == 2
