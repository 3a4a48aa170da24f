"""Orders and sentences as a court of 2010 would pass them, valid by default."""

from typing import Any

import httpx

from house.running import once
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceToRecord
from noms.contracts.offender_mgmt.sentences import OrderToMake

UNPAID_WORK = {"code": "UPW", "quantity": 120}
PROGRAMME = {"code": "PROG", "programme_code": "TSP", "quantity": 30}


def order_to_make(*requirements: dict[str, Any], **changes: Any) -> OrderToMake:
    """A community order of two years with unpaid work, or with the requirements given."""
    facts: dict[str, Any] = {
        "kind": "community_order",
        "court": "magistrates_court",
        "offence_code": "10501",
        "offence_committed_on": "2010-07-02",
        "convicted_on": "2010-09-01",
        "made_on": "2010-10-04",
        "ends_on": "2012-10-03",
        "provider": "LDN",
        "requirements": list(requirements) or [UNPAID_WORK],
    }
    return OrderToMake.model_validate(facts | changes)


def suspended_order_to_make(*requirements: dict[str, Any], **changes: Any) -> OrderToMake:
    """Four months suspended for eighteen, with a year's supervision period."""
    suspended = {"custodial_term": {"months": 4}, "operational_period_ends_on": "2012-04-03"}
    facts = {"kind": "suspended_sentence_order", "ends_on": "2011-10-03", "suspended": suspended}
    return order_to_make(*requirements, **(facts | changes))


def custodial_sentence_to_record(**changes: Any) -> CustodialSentenceToRecord:
    """Three years, passed in 2010 by the Crown Court."""
    facts: dict[str, Any] = {
        "kind": "determinate",
        "court": "crown_court",
        "offence_code": "00801",
        "offence_committed_on": "2009-12-12",
        "sentenced_on": "2010-05-17",
        "length": {"years": 3},
        "provider": "LDN",
    }
    return CustodialSentenceToRecord.model_validate(facts | changes)


async def order_made(client: httpx.AsyncClient, crn: str, *requirements: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An order recorded over HTTP."""
    made = order_to_make(*requirements, **changes).model_dump(mode="json")
    answer = await client.post(f"/v1/persons/{crn}/orders", json=made, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def sentence_passed(client: httpx.AsyncClient, crn: str, **changes: Any) -> dict[str, Any]:
    """A custodial sentence recorded over HTTP."""
    passed = custodial_sentence_to_record(**changes).model_dump(mode="json")
    answer = await client.post(f"/v1/persons/{crn}/custodial-sentences", json=passed, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
