"""Whom one can sign in as locally: one persona for each kind of user, in the demo estate's London trust and contracted prison."""

from collections.abc import Mapping

from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

DEMO_TRUST = "LDN"
DEMO_REGION = "LON"
DEMO_PRISON = "RHI"
DEMO_CONTRACTOR = "G4S"

SERVICES = ("commissioning", "offender_mgmt", "interventions")

_TRUST = {"organisations": [DEMO_TRUST]}
_BOTH_OFFICES = {"regions": [DEMO_REGION], "organisations": ["NOMS", DEMO_TRUST]}
"""London's office, which buys from the trust, and the agency, which buys from the prison."""
_PRISON = {"establishments": [DEMO_PRISON]}
_STAFF, _SYSTEM = CallerKind.STAFF, CallerKind.SYSTEM

_EVERYBODY = (
    Persona("commissioner", "DOM-LON", _STAFF, ("commissioner",), {"regions": [DEMO_REGION], "organisations": [DEMO_TRUST]}),
    Persona("national-commissioner", "NOMS", _STAFF, ("commissioner",), {"organisations": ["NOMS"], **_PRISON}),
    Persona("contract-manager", "NOMS", _STAFF, ("contract-manager",), {**_BOTH_OFFICES, **_PRISON}),
    Persona("offender-manager", DEMO_TRUST, _STAFF, ("offender-manager",), _TRUST),
    Persona("offender-supervisor", DEMO_CONTRACTOR, _STAFF, ("offender-supervisor",), _PRISON),
    Persona("programme-team", DEMO_TRUST, _STAFF, ("programme-team",), _TRUST),
    Persona("trust-system", DEMO_TRUST, _SYSTEM, ("trust-system",), _TRUST, on_behalf_of="offender-manager"),
    Persona("contractor-system", DEMO_CONTRACTOR, _SYSTEM, ("contractor-system",), _PRISON, on_behalf_of="offender-supervisor"),
    Persona("controller", "NOMS", _STAFF, ("controller",), _PRISON),
    Persona("moderator", "NOMS", _STAFF, ("moderator",), {**_TRUST, **_PRISON, "regions": [DEMO_REGION]}),
    Persona("secretary-of-state", "NOMS", _STAFF, ("secretary-of-state",), {"everything": True}),
    Persona("records-manager", DEMO_TRUST, _STAFF, ("records-manager",), _TRUST),
    Persona("second-records-manager", DEMO_TRUST, _STAFF, ("records-manager",), _TRUST),
    Persona("second-offender-manager", DEMO_TRUST, _STAFF, ("offender-manager",), _TRUST),
    Persona("victim-liaison-officer", DEMO_TRUST, _STAFF, ("victim-liaison-officer",), _TRUST),
    Persona("court-officer", DEMO_TRUST, _STAFF, ("court-officer",), _TRUST),
    Persona("sentencer", "HMCTS", _STAFF, ("sentencer",), {}),
    Persona("population-manager", "NOMS", _STAFF, ("population-manager",), {"everything": True}),
    Persona("escort-contractor", "SERCO", _SYSTEM, ("escort-contractor",), {"organisations": ["SERCO"]}),
    Persona("subject-access-officer", "NOMS", _STAFF, ("subject-access-officer",), {"everything": True}),
    Persona("auditor", "NOMS", _STAFF, ("auditor",), {"everything": True}),
)
PERSONAS: Mapping[str, Persona] = {persona.name: persona for persona in _EVERYBODY}
"""By name, as `noms token --as` takes them."""


def service_persona(service: str) -> Persona:
    """A service as the others know it when it calls them."""
    return Persona(f"{service}-service", "NOMS", _SYSTEM, (f"{service}-service",), {"everything": True})
