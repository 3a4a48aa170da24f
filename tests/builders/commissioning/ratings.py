"""Who moderates and records gateway events in tests, and what they send."""

from typing import Any
from uuid import uuid4

from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

MODERATOR = Persona("mona", "MOJ", CallerKind.STAFF, ("moderator",), {"everything": True})
SECOND_MODERATOR = Persona("max", "MOJ", CallerKind.STAFF, ("moderator",), {"everything": True})


def a_moderation(**changes: Any) -> dict[str, Any]:
    return {
        "version": 1, "rating": 1, "band": 2, "reason": "The register shows what the figures do not.",
        "evidence_ids": [str(uuid4())],
    } | changes  # fmt: skip


def a_gateway_event(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "data_falsification", "occurred_on": "2010-04-12", "state": "under_inquiry",
        "account": "Reports bear a date before the last session.", "evidence_ids": [str(uuid4())],
    } | changes  # fmt: skip


def a_step(to: str, **changes: Any) -> dict[str, Any]:
    return {"to": to, "reason": "The inquiry has found so.", "evidence_ids": [str(uuid4())]} | changes


TRUSTS = {"LDN": "LON", "KNT": "SE", "HPS": "SE", "TVP": "SE", "LCS": "NW", "MCG": "NW", "MRS": "NW", "WMP": "WM", "YSW": "YH"}
"""Probation trusts of 2010-11 and the regions that purchase from them. Source: probation_areas.csv."""


def purchaser_of(trust: str) -> Persona:
    """A commissioner of the region that purchases from the trust."""
    return Persona(f"commissioner-{TRUSTS[trust]}", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": [TRUSTS[trust]]})


def system_of(trust: str) -> Persona:
    """The system of the trust."""
    return Persona(f"{trust.lower()}-system", trust, CallerKind.SYSTEM, ("trust-system",), {"organisations": [trust]})
