"""Who commissions and who provides."""

from noms.reference.existence import Organisation
from noms.reference.organisations import OrganisationKind, Scheme

# Who buys and who delivers, by kind; and those of a kind that differ. Source: responsibilities.csv, further_responsibilities.csv.
K = OrganisationKind
BUYING_KINDS = frozenset({K.SECRETARY_OF_STATE, K.ROM_OFFICE, K.DOM_OFFICE, K.PUBLIC_BODY})
DELIVERING_KINDS = frozenset(
    {K.ESTABLISHMENT, K.PROBATION_BOARD, K.PROBATION_TRUST, K.SERVICE, K.CONTRACTOR, K.PROJECT_COMPANY, K.VOLUNTARY}
)
BUYERS = frozenset(f"{Scheme.NOMS}-{code}" for code in ("NOMS", "DHS", "HO", "IND", "BIA", "UKBA"))
DELIVERERS = frozenset(f"{Scheme.NOMS}-{code}" for code in ("NOMS", "HMPS"))


def roles_of(known: Organisation) -> list[str]:
    """Whether the organisation commissions, provides, both or neither."""
    buys = known.kind in BUYING_KINDS or known.id in BUYERS
    delivers = known.kind in DELIVERING_KINDS or known.id in DELIVERERS
    return [role for role, has in (("commissioner", buys), ("provider", delivers)) if has]
