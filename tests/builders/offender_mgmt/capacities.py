"""Certificates of Rye Hill, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.capacities import CapacityToRecord


def capacity(**changes: Any) -> CapacityToRecord:
    """The figures of April 2010."""
    facts: dict[str, Any] = {
        "in_force_from": "2010-04-01",
        "cna": 624,
        "in_use_cna": 600,
        "operational_capacity": 664,
        "source": "Cell certificate of 29 March 2010",
    }
    return CapacityToRecord.model_validate(facts | changes)
