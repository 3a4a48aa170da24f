"""Contests, valid by default: the contractor of Rye Hill says that what was classified did not happen."""

from typing import Any
from uuid import uuid4

from builders.commissioning.agreements import a_signature, measured
from builders.commissioning.occurrences import RYE_HILL
from builders.commissioning.personas import NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.settlement_runs import SettlementRunView

RYE_HILL_MANAGER = Persona("mona", "NOMS", CallerKind.STAFF, ("contract-manager",), {"organisations": ["NOMS"]})
CONTROLLER_AND_MANAGER = Persona(
    "cora", "NOMS", CallerKind.STAFF, ("controller", "contract-manager"), {"establishments": ["RHI"], "organisations": ["NOMS"]}
)
CONTRACTORS_MANAGER = Persona("gerd", "G4S", CallerKind.STAFF, ("contract-manager",), {"establishments": ["RHI"]})
PURCHASERS_CONTRACTOR = Persona("nico", "NOMS", CallerKind.SYSTEM, ("contractor-system",), {"organisations": ["NOMS"]})


def a_contest(about: str, kind: str = "occurrence", **changes: Any) -> dict[str, Any]:
    return {
        "about": {"kind": kind, "id": about},
        "ground": "did_not_happen",
        "evidence_ids": [str(uuid4())],
        "statement": "The substance was tested twice and is tobacco.",
    } | changes


def a_decision(outcome: str = "rejected", **changes: Any) -> dict[str, Any]:
    return {"outcome": outcome, "reasons": "The second test was of another sample, as its label shows."} | changes


async def in_force_with(service: Running, terms: dict[str, Any]) -> str:
    """The contract for Rye Hill in force under these payment terms."""
    agreement = await measured(service, NATIONAL_COMMISSIONER, **RYE_HILL)
    path = f"/v1/agreements/{agreement}"
    async with service.as_(NATIONAL_COMMISSIONER) as ours, service.as_(RYE_HILL_CONTRACTOR) as theirs:
        written = await ours.put(f"{path}/payment-terms", json={"terms": terms}, headers={"If-Match": '"0"'})
        assert written.status_code == 200, written.text
        await ours.post(f"{path}/offer", json={})
        await ours.post(f"{path}/commissioner-signature", json=a_signature(), headers=once())
        await theirs.post(f"{path}/provider-signature", json=a_signature(), headers=once())
        begun = await ours.post(f"{path}/commencement", json={})
    assert begun.is_success, begun.text
    return agreement


async def settled(service: Running, agreement: str, through: str, settled_on: str) -> SettlementRunView:
    """A settlement run, entered later than the day that it bears."""
    body = {"through": through, "settled_on": settled_on}
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/settlements", json=body, headers=once())
    assert answer.is_success, answer.text
    return SettlementRunView.model_validate_json(answer.content)


async def runs_of(service: Running, agreement: str) -> list[SettlementRunView]:
    """Every settlement run, the first one first."""
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        listed = (await client.get(f"/v1/agreements/{agreement}/settlements")).json()["data"]
        numbers = sorted(run["run"] for run in listed)
        told = [await client.get(f"/v1/agreements/{agreement}/settlements/{number}") for number in numbers]
    return [SettlementRunView.model_validate_json(answer.content) for answer in told]


async def raised(
    service: Running, agreement: str, about: str, persona: Persona = RYE_HILL_CONTRACTOR, **changes: Any
) -> dict[str, Any]:
    """A contest as raising it answered."""
    async with service.as_(persona) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/contests", json=a_contest(about, **changes), headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def decided(
    service: Running, contest: dict[str, Any], outcome: str, persona: Persona = RYE_HILL_MANAGER, **changes: Any
) -> dict[str, Any]:
    """A contest as its decision answered."""
    async with service.as_(persona) as client:
        path = f"/v1/contests/{contest['id']}/decision"
        answer = await client.post(path, json=a_decision(outcome, **changes), headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()
