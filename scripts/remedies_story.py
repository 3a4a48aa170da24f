"""Notices, from the figure that calls for them: one put right and taken back, and what follows when none is heeded."""

from typing import Any

from scripts.contract_story import AGREEMENT, CONTRACTOR, CONTROLLER, MANAGER, PURCHASER, begin, draw_up
from scripts.telling import Teller

NOTICE = "/v1/notices/{notice_id}"
COMPLETIONS = 1
"""Which example of an agreement and of a measure is about completed programmes."""

FINDS, ESCAPES = ("2010-05-14", "2010-08-20"), ("2010-05-10", "2010-08-10", "2010-11-10")
DEAR_ESCAPES = {
    "commenced_on": "2010-04-01",
    "ends_on": "2011-03-31",
    "annual_fee_pence": 2_400_000_000,
    "fixed_sums": [{"code": "escape", "percent_of_fee": "2.5"}],
    "points": {
        "measures": [{"code": "2.2g", "points": "10"}],
        "quarterly": {
            "pence_a_point": "24000",
            "baselines": [{"from_year": 1, "points": "3"}],
            "bands": [{"above": "0", "factor": "1"}],
        },
    },
}
"""Terms under which an escape takes nearly a third of a month, and one find a quarter puts the points over their limit."""


async def put_right(teller: Teller) -> None:
    """A warning with the provider's side and plan, put right, and at last taken back: under the contract of the story."""
    await _give(teller, "warning")
    await teller.tell(CONTRACTOR, f"POST {NOTICE}/provider-statement")
    await teller.tell(CONTRACTOR, f"POST {NOTICE}/plan")
    await teller.tell(PURCHASER, f"POST {NOTICE}/plan-decision")
    evidence = [{"kind": "occurrence", "id": teller.ids.get("occurrence_id")}]
    await teller.tell(PURCHASER, f"POST {NOTICE}/rectification", evidence=evidence)
    await teller.tell(PURCHASER, f"POST {NOTICE}/withdrawal")
    await teller.tell(CONTRACTOR, f"GET {AGREEMENT}/remedies?as_at=2010-12-31")


async def _give(teller: Teller, calls_for: str, **changes: Any) -> None:
    """The notice for which the figures call on its day."""
    as_at = changes.get("given_on", "2010-07-12")
    found = await teller.tell(PURCHASER, f"GET /v1/remedies/triggers?agreement={{agreement_id}}&as_at={as_at}")
    evidence = next((each["evidence"] for each in found.get("findings", ()) if each["calls_for"] == calls_for), [])
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/notices", evidence=evidence, **changes)


async def to_the_end(teller: Teller) -> None:
    """Two quarters of points over the limit and three months of deductions: the right to terminate, and what is made of it."""
    await draw_up(teller, COMPLETIONS, COMPLETIONS, provider="RHI", commissioner="NOMS")
    await teller.tell(PURCHASER, f"PUT {AGREEMENT}/payment-terms", terms=DEAR_ESCAPES)
    await begin(teller, CONTRACTOR)
    for day in FINDS:
        await teller.tell(CONTROLLER, f"POST {AGREEMENT}/occurrences", occurred_on=day, found_on=day)
    for day in ESCAPES:
        escape = {"kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": day, "found_on": day}
        await teller.tell(CONTROLLER, f"POST {AGREEMENT}/occurrences", narrative="One prisoner escaped from an escort.", **escape)
    await teller.tell(MANAGER, f"POST {AGREEMENT}/settlements", through="2010-12-31")
    await _give(teller, "warning")
    await _give(teller, "improvement_notice", kind="improvement", given_on="2010-10-11")
    for _ in ESCAPES:
        await _give(teller, "default", kind="default", matter="deductions", given_on="2011-01-10")
    await teller.tell(PURCHASER, f"POST {AGREEMENT}/termination-decision")
    await teller.tell(CONTRACTOR, "GET /v1/remedies")
