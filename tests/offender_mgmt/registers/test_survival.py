"""What stays of registrations when records are merged, and what the person is not told of when they ask for their data."""

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.merges import merged, part
from builders.offender_mgmt.registers import alert, mappa
from house.running import Running
from noms.chassis.clock import now
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from services.offender_mgmt.subject_access import queries as subject_access

RECORDS_MANAGER = Persona("rita", "LDN", CallerKind.STAFF, ("records-manager",), {"organisations": ["LDN"]})


async def test_alerts_of_both_records_stand_after_a_merge_under_either_number_and_go_back_after_parting(service: Running):
    async with service.as_(personas.offender_manager) as client:
        one, other = await an_open_case(client), await an_open_case(client, surname="Marlowe")
        await one.record("registrations", mappa())
        await other.record("registrations", alert())
        await other.record("registrations", alert("OVI"))
        async with service.as_(RECORDS_MANAGER) as manager:
            merge_id = await merged(manager, one.crn, other.crn)
            together = [(await case.get("registrations")).json()["data"] for case in (one, other)]
            assert (await part(manager, merge_id)).status_code == 201
        apart = [(await case.get("registrations")).json()["data"] for case in (one, other)]

    assert together[0] == together[1]
    assert sorted(line["type_code"] for line in together[0]) == ["MAPP", "OVI", "RST"]
    assert [sorted(line["type_code"] for line in lines) for lines in apart] == [["MAPP"], ["OVI", "RST"]]


async def test_a_merge_is_not_refused_because_both_stand_on_one_register(service: Running):
    async with service.as_(personas.offender_manager) as client:
        one, other = await an_open_case(client), await an_open_case(client)
        for case in (one, other):
            await case.record("registrations", mappa())
        async with service.as_(RECORDS_MANAGER) as manager:
            await merged(manager, one.crn, other.crn)
        both = (await one.get("registrations")).json()["data"]

    assert [line["type_code"] for line in both] == ["MAPP", "MAPP"]


async def test_the_person_is_not_told_that_an_excluded_alert_stands_nor_of_its_reviews(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        for code in ("RST", "RVR", "OVI"):
            await case.record("registrations", alert(code))
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        held = await subject_access.held_here(session, case.crn, gathered_at=now())
    told = held.model_dump_json()
    reviews = next(records for records in held.data if records.kind == "registration_review")

    assert "Risk to staff" in told
    assert "ViSOR nominal" not in told
    assert "Victim inquiry" not in told
    assert len(reviews.rows) == 1
