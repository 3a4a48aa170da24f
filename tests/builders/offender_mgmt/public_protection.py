"""A public protection record with something in every part, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.public_protection import PublicProtectionRecord


def public_protection(**changes: Any) -> PublicProtectionRecord:
    """MAPPA category 2 level 2, high risk to a known adult, domestic abuse."""
    facts: dict[str, Any] = {
        "mappa": {"category": 2, "level": 2},
        "rosh": [
            {"group": "public", "setting": "community", "level": "medium"},
            {"group": "known_adult", "setting": "community", "level": "high"},
            {"group": "prisoners", "setting": "custody", "level": "low"},
        ],
        "registers": ["DOMESTIC_ABUSE"],
        "notes": "Non-molestation order in force.",
    }
    return PublicProtectionRecord.model_validate(facts | changes)
