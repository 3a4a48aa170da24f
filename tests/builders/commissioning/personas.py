"""Who calls commissioning in tests."""

from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

LONDON_COMMISSIONER = Persona("carol", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": ["LON"]})
KENT_COMMISSIONER = Persona("kay", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": ["SE"]})
NATIONAL_COMMISSIONER = Persona(
    "nina", "NOMS", CallerKind.STAFF, ("commissioner",), {"everything": True, "organisations": ["NOMS"]}
)
CONTRACT_MANAGER = Persona("mark", "NOMS", CallerKind.STAFF, ("contract-manager",), {"regions": ["LON"]})
AUDITOR = Persona("ada", "NAO", CallerKind.STAFF, ("auditor",), {"everything": True})
LONDON_TRUST = Persona("ldn-system", "LDN", CallerKind.SYSTEM, ("trust-system",), {"organisations": ["LDN"]})
KENT_TRUST = Persona("knt-system", "KNT", CallerKind.SYSTEM, ("trust-system",), {"organisations": ["KNT"]})
RYE_HILL_CONTRACTOR = Persona("rhi-system", "G4S", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["RHI"]})
DOVEGATE_CONTRACTOR = Persona("dgi-system", "SERCO", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["DGI"]})
OFFENDER_MANAGER = Persona("olive", "LDN", CallerKind.STAFF, ("offender-manager",), {"organisations": ["LDN"]})
OFFENDER_MGMT = Persona("offender_mgmt", "NOMS", CallerKind.SYSTEM, ("offender_mgmt-service",), {"everything": True})
NOBODY = Persona("nobody", "NOMS", CallerKind.STAFF, ("commissioner",), {})
STRANGER = Persona("stan", "NOMS", CallerKind.STAFF, ("unknown-role",), {"everything": True})
YOUTH_JUSTICE_BOARD = Persona("yvonne", "YJB", CallerKind.STAFF, ("commissioner",), {"organisations": ["YJB"]})
NOMS_AS_PROVIDER = Persona("nora", "NOMS", CallerKind.STAFF, ("public-provider",), {"organisations": ["NOMS"]})
