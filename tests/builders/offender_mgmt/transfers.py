"""Requests to take over a case, and answers to them, valid by default."""

from typing import Any

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
