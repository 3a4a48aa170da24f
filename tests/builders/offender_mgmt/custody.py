"""Movements of a man who went to Rye Hill in June 2010, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.absences import Absence, Return
from noms.contracts.offender_mgmt.corrections import MovementCorrection
from noms.contracts.offender_mgmt.custody import Reception, Release


def reception(**changes: Any) -> Reception:
    """Received from court into Rye Hill."""
    facts: dict[str, Any] = {"establishment_code": "RHI", "received_on": "2010-06-14", "reason_code": "I"}
    return Reception.model_validate(facts | changes)


def transfer(**changes: Any) -> Reception:
    """Moved from Rye Hill to Lewes in November."""
    facts = {
        "establishment_code": "LWI",
        "received_on": "2010-11-02",
        "reason_code": "INT",
        "from_establishment_code": "RHI",
    }
    return reception(**(facts | changes))


def release(**changes: Any) -> Release:
    """Released from Rye Hill on licence."""
    facts: dict[str, Any] = {"establishment_code": "RHI", "released_on": "2011-03-14", "reason_code": "CR"}
    return Release.model_validate(facts | changes)


def absence(**changes: Any) -> Absence:
    """Gone to court in September."""
    facts: dict[str, Any] = {"establishment_code": "RHI", "left_on": "2010-09-06", "reason_code": "CRT"}
    return Absence.model_validate(facts | changes)


def back(**changes: Any) -> Return:
    """Back the same evening."""
    facts: dict[str, Any] = {"establishment_code": "RHI", "returned_on": "2010-09-06"}
    return Return.model_validate(facts | changes)


def correction(instead: dict[str, Any] | None, **changes: Any) -> MovementCorrection:
    """A line was wrong: this happened instead, or nothing."""
    facts: dict[str, Any] = {"reason": "Entered for the wrong day.", "instead": instead}
    return MovementCorrection.model_validate(facts | changes)
