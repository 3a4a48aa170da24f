"""What nobody answers escalates once; who is moved is asked for by the service itself."""

from datetime import date, timedelta
from uuid import UUID

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager, offender_supervisor
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import reception, release, transfer
from builders.offender_mgmt.transfers import transfer_to_request
from house.running import Running
from noms.chassis.chores import Chore, do_chore
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from services.offender_mgmt.escalations.service import escalate_transfers, follow_movements, withdraw_moot_transfers
from services.offender_mgmt.transfers.tables import TransferRow

ESCALATE = Chore("escalate_transfers", escalate_transfers)
WITHDRAW = Chore("withdraw_moot_transfers", withdraw_moot_transfers)
FOLLOW = Chore("follow_movements", follow_movements)
lewes = Persona("lena", "HMPS", CallerKind.STAFF, ("offender-supervisor",), {"establishments": ["LWI"]})


async def made_late(service: Running, transfer_id: str, by: timedelta) -> None:
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        row = await session.get(TransferRow, UUID(transfer_id))
        assert row is not None
        row.respond_by = row.respond_by - by
        await session.commit()


async def test_a_request_that_nobody_answered_in_time_escalates_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        cases = [await an_open_case(client) for _ in range(2)]
        late, fresh = [(await case.record("transfers", transfer_to_request()))["transfer_id"] for case in cases]
        await made_late(service, late, timedelta(days=30))
        done = [await do_chore(service.database, ESCALATE) for _ in range(2)]
        told = (await client.get("/v1/transfers", params={"escalated": "true"})).json()["data"]
        still = (await client.get(f"/v1/transfers/{fresh}")).json()
    async with service.as_(personas.trust_system) as system:
        feed = (await system.get("/v1/events", params={"limit": 5000})).json()

    assert done == [1, 0]
    assert [line["transfer_id"] for line in told] == [late]
    assert (told[0]["state"], still["escalated_on"]) == ("requested", None)
    assert [event["subject"] for event in feed if event["type"] == "offender_mgmt.transfer.escalated"] == [cases[0].crn]


async def a_supervised_prisoner(client) -> OpenCase:
    case = await an_open_case(client)
    await case.record("allocations", offender_manager(starts_on="2010-06-01"))
    await case.record("receptions", reception())
    await case.record("allocations", offender_supervisor())
    return case


async def test_the_prison_that_received_somebody_is_asked_to_take_the_case_over(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(lewes) as prison:
        case = await a_supervised_prisoner(client)
        stayed = await a_supervised_prisoner(client)
        await case.record("receptions", transfer(received_on="2010-11-02"))
        done = [await do_chore(service.database, FOLLOW) for _ in range(2)]
        asked = (await case.get("transfers")).json()["data"]
        seen = (await case.seen_by(prison).get("transfers")).json()["data"]
        unasked = (await stayed.get("transfers")).json()["data"]

    assert done == [1, 0]
    assert [(line["kind"], line["sender"], line["receiver"], line["state"]) for line in asked] == [
        ("prison", "RHI", "LWI", "requested")
    ]
    assert (seen, unasked, asked[0]["wanted_from"]) == (asked, [], str(date(2010, 11, 2)))


async def test_who_is_moved_on_before_an_answer_is_asked_for_in_the_next_prison(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_supervised_prisoner(client)
        await case.record("receptions", transfer(received_on="2010-11-02"))
        await do_chore(service.database, FOLLOW)
        moved_on = transfer(establishment_code="BXI", from_establishment_code="LWI", received_on="2010-11-09")
        await case.record("receptions", moved_on)
        await do_chore(service.database, FOLLOW)
        asked = (await case.get("transfers")).json()["data"]

    assert [(line["receiver"], line["state"]) for line in asked] == [("BXI", "requested"), ("LWI", "withdrawn")]


async def test_a_request_that_nobody_can_answer_any_more_is_withdrawn_and_does_not_escalate(service: Running):
    async with service.as_(personas.offender_manager) as client:
        dead, freed, moved_on, waiting = [await a_supervised_prisoner(client) for _ in range(4)]
        for case in (dead, freed, moved_on, waiting):
            async with service.as_(personas.offender_supervisor) as prison:
                asked = transfer_to_request(kind="prison", receiver="LWI")
                await made_late(
                    service, (await case.seen_by(prison).record("transfers", asked))["transfer_id"], timedelta(days=30)
                )
        area = await dead.record("transfers", transfer_to_request())
        await made_late(service, area["transfer_id"], timedelta(days=30))
        await dead.record("releases", release(reason_code="DEC"))
        await freed.record("releases", release())
        await moved_on.record("receptions", transfer(establishment_code="BXI"))
        done = [await do_chore(service.database, chore) for chore in (ESCALATE, WITHDRAW, WITHDRAW)]
        told = [(await case.get("transfers")).json()["data"] for case in (dead, freed, moved_on, waiting)]

    assert done == [1, 4, 0]
    assert [[(each["state"], each["escalated_on"] is None) for each in data] for data in told] == [
        [("withdrawn", True)] * 2, [("withdrawn", True)], [("withdrawn", True)], [("requested", False)],
    ]  # fmt: skip
    assert {each["decision_reason"] for data in told for each in data} == {
        None, "The person has died.", "The person is in no prison any more.", "The person was moved on.",
    }  # fmt: skip


async def test_who_comes_back_before_an_answer_stays_with_the_supervisor(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_supervised_prisoner(client)
        await case.record("receptions", transfer(received_on="2010-11-02"))
        await do_chore(service.database, FOLLOW)
        back = transfer(establishment_code="RHI", from_establishment_code="LWI", received_on="2010-11-09")
        await case.record("receptions", back)
        done = [await do_chore(service.database, chore) for chore in (WITHDRAW, FOLLOW)]
        asked = (await case.get("transfers")).json()["data"]

    assert (done, [line["state"] for line in asked]) == ([1, 0], ["withdrawn"])


async def test_the_regions_of_both_prisons_hear_of_what_escalates_and_of_nothing_before(service: Running):
    regions = [
        Persona(f"dom-{code}", "DOM", CallerKind.STAFF, ("offender-manager",), {"regions": [code]}) for code in ("EM", "SE")
    ]
    async with service.as_(personas.offender_manager) as client, service.as_(personas.offender_supervisor) as prison:
        case = await a_supervised_prisoner(client)
        asked = await case.seen_by(prison).record("transfers", transfer_to_request(kind="prison", receiver="LWI"))
        seen = []
        for _ in range(2):
            for region in regions:
                async with service.as_(region) as above:
                    seen.append((await above.get(f"/v1/transfers/{asked['transfer_id']}")).status_code)
            await made_late(service, asked["transfer_id"], timedelta(days=30))
            await do_chore(service.database, ESCALATE)

    assert seen == [404, 404, 200, 200]
