"""A case in which every section of the case file holds something, recorded over HTTP as it would be in life."""

from typing import Any

import httpx

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures
from builders.offender_mgmt.appearances import appeared
from builders.offender_mgmt.cases import an_open_case
from builders.offender_mgmt.court_reports import report_request
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.key_dates_on_record import calculated
from builders.offender_mgmt.licences import RESIDE, drawn, in_force, recalled
from builders.offender_mgmt.merges import merged
from builders.offender_mgmt.particulars import address, alias, disability, language, personal_contact
from builders.offender_mgmt.registers import mappa
from builders.offender_mgmt.responsibility import case_administrator, decision, key_worker
from builders.offender_mgmt.transfers import transfer_to_request
from builders.offender_mgmt.victims import a_victim, liaison_officer
from builders.offender_mgmt.whole_cases import WholeCase, a_whole_case
from house.running import Running, once

PARTICULARS: dict[str, Any] = {
    "aliases": alias(),
    "addresses": address(ends_on=None),
    "languages": language(),
    "disabilities": disability(),
    "personal-contacts": personal_contact(ends_on=None),
}


async def a_full_case(service: Running) -> WholeCase:
    """Sentenced, released on licence, recalled to Rye Hill, with officers, requests and reports under way."""
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client)
        await _what_courts_did(service, client, whole)
        await _what_is_under_way(client, whole)
        other = await an_open_case(client)
    async with service.as_(liaison_officer) as client:
        await whole.case.seen_by(client).record("victims", a_victim())
    async with service.as_(personas.records_manager) as client:
        await merged(client, whole.case.crn, other.crn)
    await Closures(service).set(whole.case.crn, "exclusion", "somebody-else")
    return whole


async def _what_courts_did(service: Running, client: httpx.AsyncClient, whole: WholeCase) -> None:
    case = whole.case
    await appeared(client, case.crn)
    await calculated(client, case.crn)
    await case.record("releases", release(released_on="2011-11-15"))
    await in_force(service, await drawn(client, case.crn, RESIDE))
    await recalled(client, case.crn)
    await case.record("receptions", reception(received_on="2011-12-12", reason_code="L"))
    requirement = whole.order["requirements"][1]["requirement_id"]
    ended = {"reason": "completed", "ended_on": "2011-06-30"}
    answer = await client.post(f"/v1/requirements/{requirement}/end", json=ended, headers=once())
    assert answer.status_code == 201, answer.text


async def _what_is_under_way(client: httpx.AsyncClient, whole: WholeCase) -> None:
    case = whole.case
    for act, fact in PARTICULARS.items():
        await case.record(act, fact)
    for officer in (case_administrator(), key_worker()):
        await case.record("allocations", officer)
    await case.record("responsibility-decisions", decision(ends_on=None))
    await case.record("registrations", mappa())
    await case.record("court-reports", report_request())
    await case.record("transfers", transfer_to_request())
