"""A case with something in every part, recorded over HTTP as it would be in life."""

from dataclasses import dataclass
from typing import Any

import httpx

from builders.offender_mgmt.allocations import offender_manager, offender_supervisor
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.plans import new_plan
from builders.offender_mgmt.public_protection import public_protection
from builders.offender_mgmt.sentences import PROGRAMME, UNPAID_WORK, custodial_sentence_to_record, order_to_make


@dataclass
class WholeCase:
    """The case and what each act answered."""

    case: OpenCase
    order: dict[str, Any]
    sentence: dict[str, Any]
    assessment: dict[str, Any]
    plan: dict[str, Any]
    manager: dict[str, Any]
    supervisor: dict[str, Any]


async def a_whole_case(client: httpx.AsyncClient, **changes: Any) -> WholeCase:
    """Sentenced, in Rye Hill, assessed, planned for, protected against, and in two officers' hands."""
    case = await an_open_case(client, **changes)
    sentence = await case.record("custodial-sentences", custodial_sentence_to_record())
    await case.record("receptions", reception())
    supervisor = await case.record("allocations", offender_supervisor())
    order = await case.record("orders", order_to_make(PROGRAMME, UNPAID_WORK))
    manager = await case.record("allocations", offender_manager())
    assessment = await case.record("assessments", new_assessment())
    plan = await case.record("plans", new_plan(assessment["assessment_id"]))
    protected = await case.protect(public_protection(), version=0)
    assert protected.status_code == 200, protected.text
    return WholeCase(case, order, sentence, assessment, plan, manager, supervisor)
