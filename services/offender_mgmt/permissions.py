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
PERSONS_MERGE = Scope("offender_mgmt:persons:merge", "Decide whether two records are of one person: link, merge and part them.")
ACCESS_READ = Scope("offender_mgmt:access:read", "Read to whom a record is closed.")
ACCESS_SET = Scope("offender_mgmt:access:set", "Close a record to users, and open it again with a second person.")
KEY_DATES_READ = Scope("offender_mgmt:key_dates:read", "Read the key dates of people, and how they came about.")
KEY_DATES_RECORD = Scope("offender_mgmt:key_dates:record", "Calculate a person's key dates, or enter them by hand.")
KEY_DATES_CHECK = Scope("offender_mgmt:key_dates:check", "Check key dates that another entered by hand.")
POPULATION_READ = Scope("offender_mgmt:population:read", "Read how many people each prison holds.", personal=False)
CAPACITY_RECORD = Scope("offender_mgmt:capacity:record", "Record the capacity of prisons and who bought places.", personal=False)
LOCATIONS_IMPORT = Scope("offender_mgmt:locations:import", "Take in the nightly file of where people are.")
ESCORTS_READ = Scope("offender_mgmt:escorts:read", "Read escorts between court and prison.")
ESCORTS_WRITE = Scope("offender_mgmt:escorts:write", "Book escorts and record how they went.")
WORKLOADS_READ = Scope("offender_mgmt:workloads:read", "Read caseloads and workload points of officers and teams.")
ESTATE_CHECK = Scope("offender_mgmt:estate:check", "Check that every case has one responsible officer on every day.")
VICTIMS_READ = Scope("offender_mgmt:victims:read", "Read victim contact: for the liaison officer alone.")
VICTIMS_WRITE = Scope("offender_mgmt:victims:write", "Record victim contact: for the liaison officer alone.")
COURT_REPORTS_READ = Scope("offender_mgmt:court_reports:read", "Read requests for court reports and their clocks.")
COURT_REPORTS_WRITE = Scope("offender_mgmt:court_reports:write", "Request, allocate, complete and deliver court reports.")
SENTENCING_READ = Scope("offender_mgmt:sentencing:read", "Read what a court of an area can impose now.", personal=False)
SUBJECT_ACCESS = Scope("offender_mgmt:subject_access:answer", "Receive and answer requests of people for their own data.")
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
RecordMerger = Annotated[Caller, may(PERSONS_MERGE)]
ClosureReader = Annotated[Caller, may(ACCESS_READ)]
ClosureSetter = Annotated[Caller, may(ACCESS_SET)]
KeyDateReader = Annotated[Caller, may(KEY_DATES_READ)]
KeyDateRecorder = Annotated[Caller, may(KEY_DATES_RECORD)]
KeyDateChecker = Annotated[Caller, may(KEY_DATES_CHECK)]
PopulationReader = Annotated[Caller, may(POPULATION_READ)]
CapacityRecorder = Annotated[Caller, may(CAPACITY_RECORD)]
LocationImporter = Annotated[Caller, may(LOCATIONS_IMPORT)]
EscortReader = Annotated[Caller, may(ESCORTS_READ)]
EscortRecorder = Annotated[Caller, may(ESCORTS_WRITE)]
WorkloadReader = Annotated[Caller, may(WORKLOADS_READ)]
EstateChecker = Annotated[Caller, may(ESTATE_CHECK)]
VictimContactReader = Annotated[Caller, may(VICTIMS_READ)]
VictimContactRecorder = Annotated[Caller, may(VICTIMS_WRITE)]
CourtReportReader = Annotated[Caller, may(COURT_REPORTS_READ)]
CourtReportRecorder = Annotated[Caller, may(COURT_REPORTS_WRITE)]
SentencingReader = Annotated[Caller, may(SENTENCING_READ)]
SubjectAccessOfficer = Annotated[Caller, may(SUBJECT_ACCESS)]
MeasureReader = Annotated[Caller, may(MEASURES_READ)]

SCOPES = [
    PERSONS_READ, PERSONS_WRITE, IDENTIFIERS_CHECK, KEY_DATES_CALCULATE, PREDICTORS_USE, SENTENCES_READ, SENTENCES_WRITE,
    ENFORCEMENT_READ, ENFORCEMENT_WRITE, CASES_READ, CUSTODY_READ, CUSTODY_WRITE, ASSESSMENTS_READ, ASSESSMENTS_WRITE,
    PUBLIC_PROTECTION_READ, PUBLIC_PROTECTION_DETAIL, PUBLIC_PROTECTION_WRITE, ALLOCATIONS_READ, ALLOCATIONS_WRITE,
    PLANS_READ, PLANS_WRITE, MEASURES_READ,
    PERSONS_MERGE, ACCESS_READ, ACCESS_SET, KEY_DATES_READ, KEY_DATES_RECORD, KEY_DATES_CHECK, POPULATION_READ, CAPACITY_RECORD,
    LOCATIONS_IMPORT, ESCORTS_READ, ESCORTS_WRITE, WORKLOADS_READ, ESTATE_CHECK,
    VICTIMS_READ, VICTIMS_WRITE, COURT_REPORTS_READ, COURT_REPORTS_WRITE, SENTENCING_READ, SUBJECT_ACCESS,
]  # fmt: skip
"""Every scope but that of the feed, which the composition root names by itself."""

_IDENTITY = [PERSONS_READ, IDENTIFIERS_CHECK, KEY_DATES_CALCULATE, PREDICTORS_USE]

_CASE_READING = [
    CASES_READ, CUSTODY_READ, ASSESSMENTS_READ, PUBLIC_PROTECTION_READ, ALLOCATIONS_READ, PLANS_READ, KEY_DATES_READ,
    ESCORTS_READ,
]  # fmt: skip

_CASE_WORK = [
    *_CASE_READING, CUSTODY_WRITE, ASSESSMENTS_WRITE, PUBLIC_PROTECTION_DETAIL, PUBLIC_PROTECTION_WRITE, ALLOCATIONS_WRITE,
    PLANS_WRITE, KEY_DATES_RECORD, KEY_DATES_CHECK, WORKLOADS_READ, COURT_REPORTS_READ, COURT_REPORTS_WRITE, SENTENCING_READ,
]  # fmt: skip
"""What manages a case, the detail of the risk included: offender managers and supervisors, and the systems of their trust."""

ROLES: dict[str, list[Scope]] = {
    "offender-manager": [
        *_IDENTITY, PERSONS_WRITE, SENTENCES_READ, SENTENCES_WRITE, ENFORCEMENT_READ, ENFORCEMENT_WRITE, *_CASE_WORK,
    ],
    "records-manager": [*_IDENTITY, PERSONS_WRITE, PERSONS_MERGE, ACCESS_READ, ACCESS_SET, CASES_READ],
    "subject-access-officer": [*_IDENTITY, SUBJECT_ACCESS],
    "victim-liaison-officer": [VICTIMS_READ, VICTIMS_WRITE],
    "court-officer": [*_IDENTITY, SENTENCES_READ, SENTENCES_WRITE, COURT_REPORTS_READ, COURT_REPORTS_WRITE, SENTENCING_READ],
    "sentencer": [SENTENCING_READ],
    "population-manager": [POPULATION_READ, CAPACITY_RECORD, CUSTODY_READ, CUSTODY_WRITE, LOCATIONS_IMPORT, ESCORTS_READ],
    "escort-contractor": [ESCORTS_READ, ESCORTS_WRITE],
    "offender-supervisor": [*_IDENTITY, SENTENCES_READ, ENFORCEMENT_READ, *_CASE_WORK],
    "programme-team": [*_IDENTITY, SENTENCES_READ, *_CASE_READING],
    "trust-system": [
        *_IDENTITY, PERSONS_WRITE, SENTENCES_READ, SENTENCES_WRITE, ENFORCEMENT_READ, ENFORCEMENT_WRITE, *_CASE_WORK,
        MEASURES_READ, EVENTS_READ,
    ],
    "contractor-system": [
        *_IDENTITY, SENTENCES_READ, *_CASE_READING, CUSTODY_WRITE, LOCATIONS_IMPORT, ESCORTS_WRITE, POPULATION_READ,
        WORKLOADS_READ, EVENTS_READ,
    ],
    "commissioner": [MEASURES_READ, POPULATION_READ, CAPACITY_RECORD, SENTENCING_READ],
    "contract-manager": [MEASURES_READ, POPULATION_READ],
    "auditor": [
        *_IDENTITY, SENTENCES_READ, ENFORCEMENT_READ, *_CASE_READING, MEASURES_READ, POPULATION_READ, WORKLOADS_READ,
        ESTATE_CHECK,
        COURT_REPORTS_READ, EVENTS_READ,
    ],
    "commissioning-service": [MEASURES_READ, POPULATION_READ, EVENTS_READ],
    "interventions-service": [SENTENCES_READ, EVENTS_READ],
    "offender_mgmt-service": [EVENTS_READ],
}  # fmt: skip
"""The commissioning side has measures and nothing else: the wall between purchaser and provider."""
