"""Who may do what here: one scope for each verb of each room, and the roles that carry them.

Which people a caller may do it to is decided by the caller's reach, never here.
"""

from typing import Annotated

from noms.chassis.identity.caller import Caller
from noms.chassis.identity.permissions import Scope, may

PERSONS_READ = Scope("offender_mgmt:persons:read", "Read who people are, and find them.")
PERSONS_WRITE = Scope("offender_mgmt:persons:write", "Register people.")
IDENTIFIERS_CHECK = Scope("offender_mgmt:identifiers:check", "Check the form of a number.", personal=False)
KEY_DATES_CALCULATE = Scope("offender_mgmt:key_dates:calculate", "Calculate key dates, keeping nothing.", personal=False)
PREDICTORS_USE = Scope("offender_mgmt:predictors:use", "Compute predictors, keeping nothing.", personal=False)
SENTENCES_READ = Scope("offender_mgmt:sentences:read", "Read orders and custodial sentences.")
SENTENCES_WRITE = Scope("offender_mgmt:sentences:write", "Record orders and custodial sentences.")
ENFORCEMENT_READ = Scope("offender_mgmt:enforcement:read", "Read the enforcement of orders.")
ENFORCEMENT_WRITE = Scope("offender_mgmt:enforcement:write", "Record warnings, breach action and the court's outcome.")
CASES_READ = Scope("offender_mgmt:cases:read", "Read case files and the list of cases.")
CUSTODY_READ = Scope("offender_mgmt:custody:read", "Read movements and where people are.")
CUSTODY_WRITE = Scope("offender_mgmt:custody:write", "Record receptions and releases.")
ASSESSMENTS_READ = Scope("offender_mgmt:assessments:read", "Read assessments.")
ASSESSMENTS_WRITE = Scope("offender_mgmt:assessments:write", "Record assessments.")
PUBLIC_PROTECTION_READ = Scope("offender_mgmt:public_protection:read", "Read the levels of public protection.")
PUBLIC_PROTECTION_DETAIL = Scope("offender_mgmt:public_protection:detail", "See the detail of public protection.")
PUBLIC_PROTECTION_WRITE = Scope("offender_mgmt:public_protection:write", "Record public protection.")
ALLOCATIONS_READ = Scope("offender_mgmt:allocations:read", "Read who has had a case.")
ALLOCATIONS_WRITE = Scope("offender_mgmt:allocations:write", "Allocate cases to officers.")
PLANS_READ = Scope("offender_mgmt:plans:read", "Read sentence plans.")
PLANS_WRITE = Scope("offender_mgmt:plans:write", "Record sentence plans.")
MEASURES_READ = Scope("offender_mgmt:measures:read", "Read measures: counts and event ids, no records.", personal=False)
EVENTS_READ = Scope("offender_mgmt:events:read", "Read the feed of events.")

PersonReader = Annotated[Caller, may(PERSONS_READ)]
PersonWriter = Annotated[Caller, may(PERSONS_WRITE)]
IdentifierChecker = Annotated[Caller, may(IDENTIFIERS_CHECK)]
KeyDateCalculator = Annotated[Caller, may(KEY_DATES_CALCULATE)]
Predictor = Annotated[Caller, may(PREDICTORS_USE)]
SentenceReader = Annotated[Caller, may(SENTENCES_READ)]
SentenceWriter = Annotated[Caller, may(SENTENCES_WRITE)]
EnforcementReader = Annotated[Caller, may(ENFORCEMENT_READ)]
EnforcementWriter = Annotated[Caller, may(ENFORCEMENT_WRITE)]
CaseReader = Annotated[Caller, may(CASES_READ)]
CustodyReader = Annotated[Caller, may(CUSTODY_READ)]
CustodyRecorder = Annotated[Caller, may(CUSTODY_WRITE)]
AssessmentReader = Annotated[Caller, may(ASSESSMENTS_READ)]
Assessor = Annotated[Caller, may(ASSESSMENTS_WRITE)]
PublicProtectionReader = Annotated[Caller, may(PUBLIC_PROTECTION_READ)]
PublicProtectionRecorder = Annotated[Caller, may(PUBLIC_PROTECTION_WRITE)]
AllocationReader = Annotated[Caller, may(ALLOCATIONS_READ)]
Allocator = Annotated[Caller, may(ALLOCATIONS_WRITE)]
PlanReader = Annotated[Caller, may(PLANS_READ)]
Planner = Annotated[Caller, may(PLANS_WRITE)]
MeasureReader = Annotated[Caller, may(MEASURES_READ)]

SCOPES = [
    PERSONS_READ,
    PERSONS_WRITE,
    IDENTIFIERS_CHECK,
    KEY_DATES_CALCULATE,
    PREDICTORS_USE,
    SENTENCES_READ,
    SENTENCES_WRITE,
    ENFORCEMENT_READ,
    ENFORCEMENT_WRITE,
    CASES_READ,
    CUSTODY_READ,
    CUSTODY_WRITE,
    ASSESSMENTS_READ,
    ASSESSMENTS_WRITE,
    PUBLIC_PROTECTION_READ,
    PUBLIC_PROTECTION_DETAIL,
    PUBLIC_PROTECTION_WRITE,
    ALLOCATIONS_READ,
    ALLOCATIONS_WRITE,
    PLANS_READ,
    PLANS_WRITE,
    MEASURES_READ,
]
"""Every scope but that of the feed, which the composition root names by itself."""

_IDENTITY = [PERSONS_READ, IDENTIFIERS_CHECK, KEY_DATES_CALCULATE, PREDICTORS_USE]

_CASE_READING = [CASES_READ, CUSTODY_READ, ASSESSMENTS_READ, PUBLIC_PROTECTION_READ, ALLOCATIONS_READ, PLANS_READ]

_CASE_WORK = [
    *_CASE_READING,
    CUSTODY_WRITE,
    ASSESSMENTS_WRITE,
    PUBLIC_PROTECTION_DETAIL,
    PUBLIC_PROTECTION_WRITE,
    ALLOCATIONS_WRITE,
    PLANS_WRITE,
]
"""What manages a case, the detail of the risk included: offender managers and supervisors, and the systems of their trust."""

ROLES: dict[str, list[Scope]] = {
    "offender-manager": [
        *_IDENTITY,
        PERSONS_WRITE,
        SENTENCES_READ,
        SENTENCES_WRITE,
        ENFORCEMENT_READ,
        ENFORCEMENT_WRITE,
        *_CASE_WORK,
    ],
    "offender-supervisor": [*_IDENTITY, SENTENCES_READ, ENFORCEMENT_READ, *_CASE_WORK],
    "programme-team": [*_IDENTITY, SENTENCES_READ, *_CASE_READING],
    "trust-system": [
        *_IDENTITY,
        PERSONS_WRITE,
        SENTENCES_READ,
        SENTENCES_WRITE,
        ENFORCEMENT_READ,
        ENFORCEMENT_WRITE,
        *_CASE_WORK,
        MEASURES_READ,
        EVENTS_READ,
    ],
    "contractor-system": [
        *_IDENTITY,
        SENTENCES_READ,
        *_CASE_READING,
        CUSTODY_WRITE,
        EVENTS_READ,
    ],
    "commissioner": [MEASURES_READ],
    "contract-manager": [MEASURES_READ],
    "auditor": [
        *_IDENTITY,
        SENTENCES_READ,
        ENFORCEMENT_READ,
        *_CASE_READING,
        MEASURES_READ,
        EVENTS_READ,
    ],
    "commissioning-service": [MEASURES_READ, EVENTS_READ],
    "interventions-service": [SENTENCES_READ, EVENTS_READ],
    "offender_mgmt-service": [EVENTS_READ],
}
"""The commissioning side has measures and nothing else: the wall between purchaser and provider."""
