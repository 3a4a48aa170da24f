"""Who may do what in commissioning. Which rows a caller sees is another question: that is reach."""

from typing import Annotated

from noms.chassis.identity.caller import Caller
from noms.chassis.identity.permissions import Scope, may

REFERENCE_READ = Scope("commissioning:reference:read", "Read regions, prisons, areas, posts and who purchased.", personal=False)
STAFF_REPORT = Scope("commissioning:staff:report", "Report the staff of a director's office by origin.", personal=False)
POSTS_RECORD = Scope("commissioning:posts:record", "Record who holds a post.", personal=False)
AGREEMENTS_READ = Scope("commissioning:agreements:read", "Read agreements, in confidence.")
AGREEMENTS_DRAW_UP = Scope("commissioning:agreements:draw_up", "Draw up agreements and bring them into force.")
AGREEMENTS_SIGN_AS_COMMISSIONER = Scope("commissioning:agreements:sign_as_commissioner", "Sign for the commissioner.")
AGREEMENTS_SIGN_AS_PROVIDER = Scope("commissioning:agreements:sign_as_provider", "Sign for the provider.")
PERIODS_READ = Scope("commissioning:periods:read", "Read results, ratings and settlements, in confidence.")
PERIODS_COMPUTE = Scope("commissioning:periods:compute", "Compute results, rating and settlement of a period.")
SPECIFICATIONS_PUBLISH = Scope("commissioning:specifications:publish", "Publish specifications and benchmarks.", personal=False)
AGREEMENTS_VARY = Scope("commissioning:agreements:vary", "Vary, extend, suspend and end agreements.")
TARGETS_SET = Scope("commissioning:targets:set", "Set targets of measures.")
RETURNS_READ = Scope("commissioning:returns:read", "Read providers' returns.")
RETURNS_FILE = Scope("commissioning:returns:file", "File the provider's returns.")
OCCURRENCES_READ = Scope("commissioning:occurrences:read", "Read what was classified under an agreement.")
OCCURRENCES_CLASSIFY = Scope("commissioning:occurrences:classify", "Classify what happened under an agreement.")
SETTLEMENTS_READ = Scope("commissioning:settlements:read", "Read payment terms and settlements, in confidence.")
SETTLEMENTS_POST = Scope("commissioning:settlements:post", "Set payment terms and post settlements.")
SETTLEMENTS_SIMULATE = Scope("commissioning:settlements:simulate", "Compute a settlement, keeping nothing.", personal=False)
PERIODS_AUDIT = Scope("commissioning:periods:audit", "Draw audit samples of the events behind a figure, and record findings.")
RATINGS_GATEWAY = Scope("commissioning:ratings:gateway", "Record what caps a rating whatever the score.")
COMPARATORS_RECORD = Scope("commissioning:comparators:record", "Record that a prison changed its function.", personal=False)
RATINGS_MODERATE = Scope("commissioning:ratings:moderate", "Moderate a rating, outside the unit that buys.")
INVOICES_READ = Scope("commissioning:invoices:read", "Read invoices and how they match.")
INVOICES_SUBMIT = Scope("commissioning:invoices:submit", "Submit the provider's invoices.")
INVOICES_MATCH = Scope("commissioning:invoices:match", "Match invoices against agreement and entitlement.")
CONTESTS_READ = Scope("commissioning:contests:read", "Read contests and their clocks.")
CONTESTS_RAISE = Scope("commissioning:contests:raise", "Contest a line, a classification or a figure.")
CONTESTS_DECIDE = Scope("commissioning:contests:decide", "Decide a contest.")
CONTESTS_COMPARE = Scope("commissioning:contests:compare", "Compare how controllers' classifications stood up.")
REMEDIES_READ = Scope("commissioning:remedies:read", "Read notices, plans and statements.")
REMEDIES_NOTICE = Scope("commissioning:remedies:notice", "Give notices under an agreement.")
REMEDIES_STATEMENT = Scope("commissioning:remedies:statement", "State the provider's side.")
STEP_IN = Scope("commissioning:remedies:step_in", "Decide that the Secretary of State steps in.")
EVENTS_READ = Scope("commissioning:events:read", "Follow what happens in commissioning.")

SCOPES = [
    PERIODS_AUDIT, RATINGS_GATEWAY, COMPARATORS_RECORD,
    REFERENCE_READ, STAFF_REPORT, AGREEMENTS_READ, AGREEMENTS_DRAW_UP, AGREEMENTS_SIGN_AS_COMMISSIONER,
    AGREEMENTS_SIGN_AS_PROVIDER, PERIODS_READ, PERIODS_COMPUTE, SPECIFICATIONS_PUBLISH, AGREEMENTS_VARY, TARGETS_SET,
    RETURNS_READ, RETURNS_FILE, OCCURRENCES_READ, OCCURRENCES_CLASSIFY, SETTLEMENTS_READ, SETTLEMENTS_POST,
    SETTLEMENTS_SIMULATE, RATINGS_MODERATE, INVOICES_READ, INVOICES_SUBMIT, INVOICES_MATCH, CONTESTS_READ, CONTESTS_RAISE,
    CONTESTS_DECIDE, CONTESTS_COMPARE, REMEDIES_READ, REMEDIES_NOTICE, REMEDIES_STATEMENT, STEP_IN, EVENTS_READ, POSTS_RECORD,
]  # fmt: skip

_READS = [
    REFERENCE_READ, AGREEMENTS_READ, PERIODS_READ, RETURNS_READ, OCCURRENCES_READ, SETTLEMENTS_READ, SETTLEMENTS_SIMULATE,
    INVOICES_READ, CONTESTS_READ, REMEDIES_READ, EVENTS_READ,
]  # fmt: skip
_PROVIDER = [*_READS, AGREEMENTS_SIGN_AS_PROVIDER, RETURNS_FILE, INVOICES_SUBMIT, CONTESTS_RAISE, REMEDIES_STATEMENT]
_BUYER = [
    RATINGS_GATEWAY,
    *_READS, AGREEMENTS_DRAW_UP, AGREEMENTS_VARY, TARGETS_SET, PERIODS_COMPUTE, SETTLEMENTS_POST, INVOICES_MATCH,
    CONTESTS_DECIDE, REMEDIES_NOTICE,
]  # fmt: skip
_PRACTITIONER = [REFERENCE_READ]
_PEER = [REFERENCE_READ, EVENTS_READ]

ROLES: dict[str, list[Scope]] = {
    "commissioner": [
        *_BUYER,
        COMPARATORS_RECORD,
        STAFF_REPORT,
        POSTS_RECORD,
        AGREEMENTS_SIGN_AS_COMMISSIONER,
        SPECIFICATIONS_PUBLISH,
        CONTESTS_COMPARE,
    ],
    "contract-manager": _BUYER,
    "controller": [*_READS, RATINGS_GATEWAY, OCCURRENCES_CLASSIFY],
    "moderator": [REFERENCE_READ, AGREEMENTS_READ, PERIODS_READ, RATINGS_MODERATE],
    "secretary-of-state": [REFERENCE_READ, AGREEMENTS_READ, REMEDIES_READ, STEP_IN],
    "auditor": [*_READS, PERIODS_AUDIT, CONTESTS_COMPARE],
    "public-provider": _PROVIDER,
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
PostRecorder = Annotated[Caller, may(POSTS_RECORD)]
AgreementReader = Annotated[Caller, may(AGREEMENTS_READ)]
AgreementDrafter = Annotated[Caller, may(AGREEMENTS_DRAW_UP)]
CommissionerSignatory = Annotated[Caller, may(AGREEMENTS_SIGN_AS_COMMISSIONER)]
ProviderSignatory = Annotated[Caller, may(AGREEMENTS_SIGN_AS_PROVIDER)]
PeriodReader = Annotated[Caller, may(PERIODS_READ)]
PeriodComputer = Annotated[Caller, may(PERIODS_COMPUTE)]
SpecificationPublisher = Annotated[Caller, may(SPECIFICATIONS_PUBLISH)]
AgreementVarier = Annotated[Caller, may(AGREEMENTS_VARY)]
TargetSetter = Annotated[Caller, may(TARGETS_SET)]
ReturnReader = Annotated[Caller, may(RETURNS_READ)]
ReturnFiler = Annotated[Caller, may(RETURNS_FILE)]
OccurrenceReader = Annotated[Caller, may(OCCURRENCES_READ)]
OccurrenceClassifier = Annotated[Caller, may(OCCURRENCES_CLASSIFY)]
SettlementReader = Annotated[Caller, may(SETTLEMENTS_READ)]
SettlementPoster = Annotated[Caller, may(SETTLEMENTS_POST)]
SettlementSimulator = Annotated[Caller, may(SETTLEMENTS_SIMULATE)]
PeriodAuditor = Annotated[Caller, may(PERIODS_AUDIT)]
GatewayRecorder = Annotated[Caller, may(RATINGS_GATEWAY)]
ComparatorRecorder = Annotated[Caller, may(COMPARATORS_RECORD)]
RatingModerator = Annotated[Caller, may(RATINGS_MODERATE)]
InvoiceReader = Annotated[Caller, may(INVOICES_READ)]
InvoiceSubmitter = Annotated[Caller, may(INVOICES_SUBMIT)]
InvoiceMatcher = Annotated[Caller, may(INVOICES_MATCH)]
ContestReader = Annotated[Caller, may(CONTESTS_READ)]
ContestRaiser = Annotated[Caller, may(CONTESTS_RAISE)]
ContestDecider = Annotated[Caller, may(CONTESTS_DECIDE)]
ContestComparer = Annotated[Caller, may(CONTESTS_COMPARE)]
RemedyReader = Annotated[Caller, may(REMEDIES_READ)]
NoticeGiver = Annotated[Caller, may(REMEDIES_NOTICE)]
StatementMaker = Annotated[Caller, may(REMEDIES_STATEMENT)]
StepInDecider = Annotated[Caller, may(STEP_IN)]
