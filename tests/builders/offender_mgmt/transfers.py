"""Requests to take over a case, and answers to them, valid by default."""

from typing import Any

from builders.offender_mgmt.cases import JSON, OpenCase
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.offender_mgmt.transfers import TransferAcceptance, TransferRefusal, TransferToRequest


def transfer_to_request(**changes: Any) -> TransferToRequest:
    """London asks West Mercia to take the case in December."""
    facts: dict[str, Any] = {"kind": "area", "receiver": "WMP", "wanted_from": "2010-12-01", "reason": "Moved to Hereford."}
    return TransferToRequest.model_validate(facts | changes)


def acceptance(**changes: Any) -> TransferAcceptance:
    """Robin Hale of West Mercia has the case from then on."""
    facts: dict[str, Any] = {"officer_code": "WMP0311", "officer_name": "Robin Hale", "starts_on": "2010-12-01"}
    return TransferAcceptance.model_validate(facts | changes)


def refusal(**changes: Any) -> TransferRefusal:
    """With a reason."""
    facts: dict[str, Any] = {"reason": "The address lies in another area."}
    return TransferRefusal.model_validate(facts | changes)


async def passed_on(service: Running, crn: str, *, by: Persona, to: Persona, **taken: Any) -> None:
    """A case that one trust asks another to take, and that the other has taken, of tier 3."""
    accepted = acceptance(**({"starts_on": "2010-10-06", "tier": 3} | taken))
    async with service.as_(by) as sender, service.as_(to) as receiver:
        new = transfer_to_request(receiver=to.organisation, wanted_from=accepted.starts_on)
        asked = await OpenCase(sender, crn).record("transfers", new)
        path = f"/v1/transfers/{asked['transfer_id']}/acceptance"
        answer = await receiver.post(path, content=accepted.model_dump_json(), headers=JSON | once())
        assert answer.status_code == 201, answer.text
