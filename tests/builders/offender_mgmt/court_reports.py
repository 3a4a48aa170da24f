"""A pre-sentence report that magistrates asked for on 1 September 2010, valid by default."""

from typing import Any

import httpx
from pydantic import BaseModel

from builders.offender_mgmt.cases import JSON
from house.running import once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.court_report_steps import ReportAllocation, ReportCompletion, ReportDelivery, ReportWithdrawal
from noms.contracts.offender_mgmt.court_reports import ReportRequest

court_officer = Persona("courtney", "LDN", CallerKind.STAFF, ("court-officer",), {"organisations": ["LDN"]})


def report_request(**changes: Any) -> ReportRequest:
    """A standard report on a man on bail, for a hearing four weeks later."""
    facts: dict[str, Any] = {
        "report_type": "standard", "court": "magistrates_court", "court_name": "Camberwell Green Magistrates' Court",
        "provider": "LDN", "offence_code": "10501", "convicted_on": "2010-09-01", "requested_on": "2010-09-01",
        "hearing_on": "2010-09-29", "remand": "bail",
    }  # fmt: skip
    return ReportRequest.model_validate(facts | changes)


def allocation(**changes: Any) -> ReportAllocation:
    facts = {"officer_code": "LDN0142", "officer_name": "Olive Wren", "allocated_on": "2010-09-02"}
    return ReportAllocation.model_validate(facts | changes)


def proposal(**changes: Any) -> dict[str, Any]:
    """A community order of two years with unpaid work."""
    facts: dict[str, Any] = {
        "sentence": "community_order", "purposes": ["punishment"], "seriousness": "medium", "length_months": 24,
        "requirements": [{"code": "UPW", "quantity": 120}], "reasons": "Work in the community answers its seriousness.",
    }  # fmt: skip
    return facts | changes


def completion(**changes: Any) -> ReportCompletion:
    return ReportCompletion.model_validate({"completed_on": "2010-09-17", "proposal": proposal()} | changes)


def delivery(**changes: Any) -> ReportDelivery:
    return ReportDelivery.model_validate({"delivered_on": "2010-09-20", "method": "in_writing"} | changes)


def withdrawal(**changes: Any) -> ReportWithdrawal:
    return ReportWithdrawal.model_validate({"withdrawn_on": "2010-09-10", "reason": "Sentenced elsewhere."} | changes)


async def step(client: httpx.AsyncClient, report_id: Any, act: str, body: BaseModel) -> httpx.Response:
    """Attempt one step of a report, whatever the answer."""
    return await client.post(f"/v1/court-reports/{report_id}/{act}", content=body.model_dump_json(), headers=JSON | once())
