"""Who calls interventions in tests."""

from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

LONDON = {"organisations": ["LDN"]}
WEST_MIDLANDS = {"organisations": ["WMP"]}

offender_manager = Persona("olive", "LDN", CallerKind.STAFF, ("offender-manager",), LONDON)
programme_team = Persona("tariq", "LDN", CallerKind.STAFF, ("programme-team",), LONDON)
trust_system = Persona("ldn-case-system", "LDN", CallerKind.SYSTEM, ("trust-system",), LONDON)
other_trust = Persona("wmp-case-system", "WMP", CallerKind.SYSTEM, ("trust-system",), WEST_MIDLANDS)
contractor = Persona("rhi-system", "RHI", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["RHI"]})
commissioner = Persona("carol", "LON", CallerKind.STAFF, ("commissioner",), {"regions": ["LON"]})
auditor = Persona("ada", "NAO", CallerKind.STAFF, ("auditor",), {"everything": True})
unreaching = Persona("nobody", "LDN", CallerKind.STAFF, ("programme-team", "offender-manager"), {})
