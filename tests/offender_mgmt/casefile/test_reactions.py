"""Progress: what interventions tells reaches the case file, corrections included."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.exc import DBAPIError

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.enforcement import attendance_recorded, correction_of
from builders.offender_mgmt.progress import hear, referral_moved
from builders.offender_mgmt.sentences import PROGRAMME, order_to_make
from house.running import Running


async def progress_of(case: OpenCase) -> dict[str, Any] | None:
    file = (await case.get("case-file")).json()
    progress: dict[str, Any] | None = file["orders"][0]["requirements"][0]["progress"]
    return progress


async def a_programme_case(client: httpx.AsyncClient) -> tuple[OpenCase, dict[str, Any]]:
    case = await an_open_case(client)
    return case, await case.record("orders", order_to_make(PROGRAMME))


async def test_nothing_is_shown_until_something_was_heard(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, _ = await a_programme_case(client)

        assert await progress_of(case) is None


async def test_the_state_of_the_referral_becomes_the_progress_of_the_requirement(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, order = await a_programme_case(client)
        moved = referral_moved(order)
        await hear(service, moved)
        shown = await progress_of(case)

    assert shown == {
        "referral_id": str(moved.referral_id),
        "programme_code": "TSP",
        "state": "started",
        "state_on": "2010-11-01",
        "sessions_attended": 1,
        "sessions_planned": 19,
        "failures_to_comply": 0,
        "last_session_on": None,
        "last_outcome_code": None,
        "as_at": "2010-11-01T18:00:00.000000Z",
    }


async def test_the_newest_state_stands(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, order = await a_programme_case(client)
        moves = [
            referral_moved(order, state="allocated", sessions_attended=0),
            referral_moved(order, "2011-02-14", state="completed", sessions_attended=19),
        ]
        for move in moves:
            await hear(service, move)
        shown = await progress_of(case)

    assert (shown["state"], shown["state_on"], shown["sessions_attended"]) == ("completed", "2011-02-14", 19)


async def test_a_failure_is_shown_and_a_correction_takes_it_back(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, order = await a_programme_case(client)
        absence = attendance_recorded(order, "2010-11-08")
        await hear(service, absence)
        failed = await progress_of(case)
        await hear(service, correction_of(absence))
        corrected = await progress_of(case)

    assert (failed["failures_to_comply"], failed["last_outcome_code"]) == (1, "UAAB")
    assert (corrected["failures_to_comply"], corrected["last_outcome_code"]) == (0, "AAME")


async def test_attendance_leaves_the_state_of_the_referral_as_it_was_told(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, order = await a_programme_case(client)
        await hear(service, referral_moved(order))
        await hear(service, attendance_recorded(order, "2010-11-08"))
        shown = await progress_of(case)

    assert (shown["state"], shown["sessions_planned"], shown["failures_to_comply"]) == ("started", 19, 1)


async def test_a_second_referral_counts_its_own_sessions_and_failures(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, order = await a_programme_case(client)
        await hear(service, attendance_recorded(order, "2010-11-01", outcome_code="ATTC", failure_to_comply=False))
        first = attendance_recorded(order, "2010-11-08")
        await hear(service, first)
        await hear(service, referral_moved(order, "2010-11-15", state="withdrawn"))
        again = {"referral_id": uuid4()}
        await hear(service, referral_moved(order, "2011-01-10", state="allocated", sessions_attended=0, **again))
        begun = await progress_of(case)
        for day in ("2011-01-17", "2011-01-24"):
            await hear(service, attendance_recorded(order, day, outcome_code="ATTC", failure_to_comply=False, **again))
        await hear(service, correction_of(first, outcome_code="ATTC"))
        attended = await progress_of(case)

    assert begun == begun | {"sessions_attended": 0, "failures_to_comply": 0, "last_session_on": None, "last_outcome_code": None}
    assert attended == attended | {"sessions_attended": 2, "failures_to_comply": 0, "last_session_on": "2011-01-24"}
    assert attended["referral_id"] == str(again["referral_id"])


async def test_progress_of_a_person_who_is_not_there_is_refused_and_not_swallowed(service: Running):
    nobody = {"crn": "Z999999", "order_id": str(uuid4()), "provider": "LDN", "requirements": [{"requirement_id": str(uuid4())}]}

    with pytest.raises(DBAPIError, match="requirement_progress"):
        await hear(service, referral_moved(nobody))
