"""Which scope opens which section of a case: one table, from which the case file, the case as at a day and the list are built.

Each is the scope of the room where the section stands in full, so that nobody reads here what they may not read there.
"""

from collections.abc import Collection, Mapping

from pydantic import BaseModel

from noms.chassis.identity.permissions import Scope
from services.offender_mgmt.permissions import (
    ACCESS_READ,
    ALLOCATIONS_READ,
    ASSESSMENTS_READ,
    COURT_REPORTS_READ,
    CUSTODY_READ,
    KEY_DATES_READ,
    PERSONS_READ,
    PLANS_READ,
    PUBLIC_PROTECTION_DETAIL,
    PUBLIC_PROTECTION_READ,
    SENTENCES_READ,
)

DETAIL = "public_protection.detail"
"""Not a section but a part of two: what only those see who manage the risk."""

SECTIONS: Mapping[str, Scope] = {
    "person": PERSONS_READ,
    "merged_crns": PERSONS_READ,
    "aliases": PERSONS_READ,
    "addresses": PERSONS_READ,
    "languages": PERSONS_READ,
    "disabilities": PERSONS_READ,
    "personal_contacts": PERSONS_READ,
    "closures_in_force": ACCESS_READ,
    "orders": SENTENCES_READ,
    "custodial_sentences": SENTENCES_READ,
    "appearances": SENTENCES_READ,
    "licence": SENTENCES_READ,
    "recall": SENTENCES_READ,
    "terminations": SENTENCES_READ,
    "key_dates": KEY_DATES_READ,
    "custody": CUSTODY_READ,
    "establishment_code": CUSTODY_READ,
    "needs": ASSESSMENTS_READ,
    "plan": PLANS_READ,
    "next_review_on": PLANS_READ,
    "public_protection": PUBLIC_PROTECTION_READ,
    DETAIL: PUBLIC_PROTECTION_DETAIL,
    "registrations": PUBLIC_PROTECTION_READ,
    "victim_contact": PUBLIC_PROTECTION_DETAIL,
    "offender_manager": ALLOCATIONS_READ,
    "offender_supervisor": ALLOCATIONS_READ,
    "case_administrator": ALLOCATIONS_READ,
    "key_workers": ALLOCATIONS_READ,
    "tier": ALLOCATIONS_READ,
    "responsibility_decision": ALLOCATIONS_READ,
    "pending_transfers": ALLOCATIONS_READ,
    "open_court_reports": COURT_REPORTS_READ,
}
"""Of the case file, the case as at a day, and a line of the list. A section without a scope here does not pass the import."""


def sections_of(view: type[BaseModel], scopes: Collection[str], *, besides: Collection[str] = ()) -> frozenset[str]:
    """The sections of a view of a case that somebody with these scopes may see; `besides` names what is no section.

    Raises:
        TypeError: a field of the view is neither.

    """
    if unknown := set(view.model_fields) - set(SECTIONS) - set(besides):
        raise TypeError(f"{view.__name__}: nobody says who may see {sorted(unknown)}")
    named = {*view.model_fields, DETAIL} - set(besides)
    return frozenset(name for name in named if SECTIONS[name].name in scopes)
