"""Officers who take a case, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.allocations import OffenderManagerAllocation, OffenderSupervisorAllocation


def offender_manager(**changes: Any) -> OffenderManagerAllocation:
    """Pat Morgan of London, two days after the order."""
    facts: dict[str, Any] = {
        "role": "offender_manager",
        "officer_code": "LDN1042",
        "officer_name": "Pat Morgan",
        "provider": "LDN",
        "starts_on": "2010-10-06",
        "tier": 3,
        "tier_reason": "Accredited programme required.",
    }
    return OffenderManagerAllocation.model_validate(facts | changes)


def offender_supervisor(**changes: Any) -> OffenderSupervisorAllocation:
    """Sam Reid of Rye Hill."""
    facts: dict[str, Any] = {
        "role": "offender_supervisor",
        "officer_code": "RHI0207",
        "officer_name": "Sam Reid",
        "establishment_code": "RHI",
        "starts_on": "2010-06-15",
    }
    return OffenderSupervisorAllocation.model_validate(facts | changes)
