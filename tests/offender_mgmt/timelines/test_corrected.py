"""What turned out to be wrong: on a timeline it stood until it was corrected, and stands no more."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import correction, reception
from builders.offender_mgmt.enforcement import attendance_recorded, correction_of
from builders.offender_mgmt.key_dates_on_record import adjusted
from builders.offender_mgmt.progress import hear
from builders.offender_mgmt.sentences import PROGRAMME, order_to_make, sentence_passed
from house.running import Running, once
from noms.chassis.clock import today
from noms.chassis.identity.caller import Caller

YESTERDAY = str(today() - timedelta(days=1))


async def told(case: OpenCase, known_on: str = "") -> list[tuple[str, str]]:
    answer = await case.get("timeline" + (f"?known_on={known_on}" if known_on else ""))
    return [(fact["kind"], fact["happened_on"]) for fact in answer.json()["data"] if fact["kind"] != "registered"]


async def date_back(service: Running, table: str, crn: str, column: str = "recorded_at") -> None:
    """As if the rows of a person had been recorded two days ago."""
    moved = text(f"UPDATE {table} SET {column} = {column} - interval '2 days' WHERE crn = :crn")
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        await session.execute(moved, {"crn": crn})
        await session.commit()


@pytest.mark.parametrize("instead", [{"moved_on": "2010-06-11", "reason_code": "I", "moved_into": "RHI"}, None])
async def test_a_wrong_line_of_the_ledger_stood_until_it_was_corrected(service: Running, instead: dict[str, str] | None):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        line = await case.record("receptions", reception())
        await date_back(service, "movement", case.crn)
        await case.record(f"movements/{line['movement_id']}/corrections", correction(instead))

        assert await told(case, YESTERDAY) == [("movement", "2010-06-14")]
        assert await told(case) == ([("movement", "2010-06-11")] if instead else [])


async def test_an_adjustment_stood_until_it_was_withdrawn(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await sentence_passed(client, case.crn)
        made = await adjusted(client, case.crn, "remand", 35, "2010-05-17", from_day="2010-04-12", to_day="2010-05-16")
        for table in ("sentence_adjustment", "custodial_sentence"):
            await date_back(service, table, case.crn)
        path = f"/v1/sentence-adjustments/{made['adjustment_id']}/withdrawal"
        withdrawn = await client.post(path, json={"reason": "Counted on the warrant already."}, headers=once())
        assert withdrawn.is_success, withdrawn.text

        assert ("adjustment_recorded", "2010-05-17") in await told(case, YESTERDAY)
        assert [kind for kind, _ in await told(case)] == ["custodial_sentence_passed"]


async def test_a_failure_stood_until_it_was_withdrawn_and_the_register_says_what_it_says_now(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        order = await case.record("orders", order_to_make(PROGRAMME))
        absent = attendance_recorded(order, "2010-11-08")
        await hear(service, absent)
        await date_back(service, "failure", case.crn)
        await hear(service, correction_of(absent))

        before = await told(case, "2010-11-07")
        assert before == [("failure_to_comply", "2010-11-08")]
        assert await told(case) == [("attendance", "2010-11-08"), ("order_made", "2010-10-04")]
