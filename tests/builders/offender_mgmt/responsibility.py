"""What is recorded about responsibility and handover, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.allocations import CaseAdministratorAllocation, KeyWorkerAllocation
from noms.contracts.offender_mgmt.handover_circumstances import CircumstanceToRecord, DecisionToTake


def early_allocation(**changes: Any) -> CircumstanceToRecord:
    """Early allocation from July 2010 on."""
    facts: dict[str, Any] = {
        "kind": "early_allocation",
        "applies": True,
        "applies_from": "2010-07-01",
        "reason": "MAPPA level 3.",
    }
    return CircumstanceToRecord.model_validate(facts | changes)


def decision(**changes: Any) -> DecisionToTake:
    """The community, for two months of 2010."""
    facts: dict[str, Any] = {
        "responsible": "community",
        "starts_on": "2010-08-02",
        "ends_on": "2010-10-04",
        "reason": "Continuity.",
    }
    return DecisionToTake.model_validate(facts | changes)


def case_administrator(**changes: Any) -> CaseAdministratorAllocation:
    """Lee Grant of London."""
    facts: dict[str, Any] = {
        "role": "case_administrator",
        "officer_code": "LDN2210",
        "officer_name": "Lee Grant",
        "provider": "LDN",
        "starts_on": "2010-10-06",
    }
    return CaseAdministratorAllocation.model_validate(facts | changes)


def key_worker(**changes: Any) -> KeyWorkerAllocation:
    """Kim Shah, who delivers TSP."""
    facts: dict[str, Any] = {
        "role": "key_worker",
        "officer_code": "LDN3107",
        "officer_name": "Kim Shah",
        "delivers": "Thinking Skills Programme",
        "starts_on": "2010-10-18",
    }
    return KeyWorkerAllocation.model_validate(facts | changes)
