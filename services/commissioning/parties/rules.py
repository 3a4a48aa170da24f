"""What kind of body a party is for the law."""

from types import MappingProxyType

from noms.contracts.commissioning.texts import BodyKind
from noms.reference.organisations import OrganisationKind as K
from noms.reference.regions import ServiceClass

# What kind of body a provider of the reference lists is. Source: Offender Management Act 2007 s.5 for trusts.
BODY_OF = MappingProxyType(
    {
        ServiceClass.PUBLIC_PRISON: BodyKind.PUBLIC_BODY,
        ServiceClass.PRIVATE_PRISON: BodyKind.COMPANY,
        ServiceClass.PROBATION_BOARD: BodyKind.PUBLIC_BODY,
        ServiceClass.PROBATION_TRUST: BodyKind.PROBATION_TRUST,
        ServiceClass.NPS_DIVISION: BodyKind.PUBLIC_BODY,
        ServiceClass.CRC: BodyKind.COMPANY,
    }
)

# What kind of body an organisation is; every other kind is a public body. Source: organisations.csv, companies.csv.
BODIES = MappingProxyType(
    {
        K.PROBATION_TRUST: BodyKind.PROBATION_TRUST,
        K.CONTRACTOR: BodyKind.COMPANY,
        K.PROJECT_COMPANY: BodyKind.COMPANY,
        K.VOLUNTARY: BodyKind.VOLUNTARY_BODY,
    }
)

# What somebody may say to be whom no list knows: nobody unknown assists courts. Source: Offender Management Act 2007 s.4.
UNLISTED_BODIES = frozenset({BodyKind.COMPANY, BodyKind.VOLUNTARY_BODY})


def may_be(told: BodyKind, known: BodyKind | None) -> bool:
    """Whether an organisation that the lists know as such a body, or do not know, may be told as this one."""
    return told in UNLISTED_BODIES if known is None else told is known
