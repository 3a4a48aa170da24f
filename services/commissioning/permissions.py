"""Who may do what in commissioning. Which rows a caller sees is another question: that is reach."""

from typing import Annotated

from noms.chassis.identity.caller import Caller
from noms.chassis.identity.permissions import Scope, may

REFERENCE_READ = Scope("commissioning:reference:read", "Read regions, prisons, areas, posts and who purchased.", personal=False)
STAFF_REPORT = Scope("commissioning:staff:report", "Report the staff of a director's office by origin.", personal=False)
AGREEMENTS_READ = Scope("commissioning:agreements:read", "Read agreements, in confidence.")
AGREEMENTS_DRAW_UP = Scope("commissioning:agreements:draw_up", "Draw up agreements and bring them into force.")
AGREEMENTS_SIGN_AS_COMMISSIONER = Scope("commissioning:agreements:sign_as_commissioner", "Sign for the commissioner.")
AGREEMENTS_SIGN_AS_PROVIDER = Scope("commissioning:agreements:sign_as_provider", "Sign for the provider.")
PERIODS_READ = Scope("commissioning:periods:read", "Read results, ratings and settlements, in confidence.")
PERIODS_COMPUTE = Scope("commissioning:periods:compute", "Compute results, rating and settlement of a period.")
EVENTS_READ = Scope("commissioning:events:read", "Follow what happens in commissioning.")

SCOPES = [
    REFERENCE_READ, STAFF_REPORT, AGREEMENTS_READ, AGREEMENTS_DRAW_UP, AGREEMENTS_SIGN_AS_COMMISSIONER,
    AGREEMENTS_SIGN_AS_PROVIDER, PERIODS_READ, PERIODS_COMPUTE, EVENTS_READ,
]  # fmt: skip

_READS = [REFERENCE_READ, AGREEMENTS_READ, PERIODS_READ, EVENTS_READ]
_PROVIDER = [*_READS, AGREEMENTS_SIGN_AS_PROVIDER]
_PRACTITIONER = [REFERENCE_READ]
_PEER = [REFERENCE_READ, EVENTS_READ]

ROLES: dict[str, list[Scope]] = {
    "commissioner": [*_READS, STAFF_REPORT, AGREEMENTS_DRAW_UP, AGREEMENTS_SIGN_AS_COMMISSIONER, PERIODS_COMPUTE],
    "contract-manager": [*_READS, AGREEMENTS_DRAW_UP, PERIODS_COMPUTE],
    "auditor": _READS,
    "trust-system": _PROVIDER,
    "contractor-system": _PROVIDER,
    "offender-manager": _PRACTITIONER,
    "offender-supervisor": _PRACTITIONER,
    "programme-team": _PRACTITIONER,
    "commissioning-service": _PEER,
    "offender_mgmt-service": _PEER,
    "interventions-service": _PEER,
}

ReferenceReader = Annotated[Caller, may(REFERENCE_READ)]
StaffReporter = Annotated[Caller, may(STAFF_REPORT)]
AgreementReader = Annotated[Caller, may(AGREEMENTS_READ)]
AgreementDrafter = Annotated[Caller, may(AGREEMENTS_DRAW_UP)]
CommissionerSignatory = Annotated[Caller, may(AGREEMENTS_SIGN_AS_COMMISSIONER)]
ProviderSignatory = Annotated[Caller, may(AGREEMENTS_SIGN_AS_PROVIDER)]
PeriodReader = Annotated[Caller, may(PERIODS_READ)]
PeriodComputer = Annotated[Caller, may(PERIODS_COMPUTE)]
