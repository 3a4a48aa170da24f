"""Public protection on a running service: versions, and what each role sees."""

import asyncio

from sqlalchemy import select

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case, faults_in
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.public_protection import public_protection
from house.running import Running
from noms.chassis.identity.caller import Caller
from services.offender_mgmt.public_protection.tables import PublicProtectionRow


async def test_a_record_is_made_for_the_version_that_was_read(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        nothing = await case.get("public-protection")
        unread = await case.protect(public_protection(), version=None)
        first = await case.protect(public_protection(), version=0)
        stale = await case.protect(public_protection(), version=0)
        second = await case.protect(public_protection(mappa={"category": 2, "level": 1}), version=1)

    assert (nothing.json()["version"], nothing.headers["etag"]) == (0, '"0"')
    assert [answer.status_code for answer in (unread, first, stale, second)] == [428, 200, 412, 200]
    assert (first.headers["etag"], second.headers["etag"]) == ('"1"', '"2"')
    assert first.json()["rosh_overall"] == "high"


async def test_what_stood_before_is_kept(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.protect(public_protection(notes="Then."), version=0)
        await case.protect(public_protection(notes="Now."), version=1)
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        rows = select(PublicProtectionRow.notes).where(PublicProtectionRow.crn == case.crn)
        kept = (await session.scalars(rows.order_by(PublicProtectionRow.version))).all()

    assert kept == ["Then.", "Now."]


async def test_of_many_records_for_one_version_one_stands(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        answers = await asyncio.gather(*(case.protect(public_protection(), version=0) for _ in range(6)))

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]


async def test_each_role_sees_its_part_of_the_record(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.protect(public_protection(), version=0)
    seen = {}
    for persona in (personas.offender_manager, personas.offender_supervisor, personas.programme_team, personas.contractor_system):
        async with service.as_(persona) as client:
            seen[persona.roles[0]] = (await case.seen_by(client).get("public-protection")).json()

    assert {role: part["mappa_level"] for role, part in seen.items()} == dict.fromkeys(seen, 2)
    assert {role for role, part in seen.items() if part["detail"]} == {"offender-manager", "offender-supervisor"}
    assert seen["offender-manager"]["detail"] == {
        "mappa_category": 2,
        "rosh": public_protection().model_dump(mode="json")["rosh"],
        "registers": ["DOMESTIC_ABUSE"],
        "notes": "Non-molestation order in force.",
    }


async def test_a_record_that_contradicts_itself_is_refused_with_the_place(service: Running):
    in_community = [{"group": "prisoners", "setting": "community", "level": "low"}]
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        refused = await case.protect(public_protection(rosh=in_community), version=0)

    assert (refused.status_code, refused.json()["code"]) == (409, "record_contradicts_itself")
    assert faults_in(refused) == [("/rosh/0/setting", "custody_only")]


async def test_a_programme_team_does_not_record_public_protection(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.programme_team) as client:
        refused = await case.seen_by(client).protect(public_protection(), version=0)

    assert refused.status_code == 403
