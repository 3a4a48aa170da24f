"""Who calls offender_mgmt in tests."""

from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

LONDON = {"organisations": ["LDN"]}
WEST_MERCIA = {"organisations": ["WMP"]}
RYE_HILL = {"establishments": ["RHI"]}

offender_manager = Persona("olive", "LDN", CallerKind.STAFF, ("offender-manager",), LONDON)
other_offender_manager = Persona("omar", "WMP", CallerKind.STAFF, ("offender-manager",), WEST_MERCIA)
offender_supervisor = Persona("oscar", "G4S", CallerKind.STAFF, ("offender-supervisor",), RYE_HILL)
records_manager = Persona("rowan", "LDN", CallerKind.STAFF, ("records-manager",), LONDON)
other_records_manager = Persona("rhona", "WMP", CallerKind.STAFF, ("records-manager",), WEST_MERCIA)
programme_team = Persona("tariq", "LDN", CallerKind.STAFF, ("programme-team",), LONDON)
trust_system = Persona("ldn-case-system", "LDN", CallerKind.SYSTEM, ("trust-system",), LONDON)
contractor_system = Persona("rhi-system", "G4S", CallerKind.SYSTEM, ("contractor-system",), RYE_HILL)
commissioner = Persona("carol", "DOM-LON", CallerKind.STAFF, ("commissioner",), {"regions": ["LON"]})
contract_manager = Persona("cora", "NOMS", CallerKind.STAFF, ("contract-manager",), LONDON)
auditor = Persona("ada", "NOMS", CallerKind.STAFF, ("auditor",), {"everything": True})
commissioning_service = Persona(
    "commissioning-service", "NOMS", CallerKind.SYSTEM, ("commissioning-service",), {"everything": True}
)
unreaching = Persona("nobody", "LDN", CallerKind.STAFF, ("offender-manager",), {})
