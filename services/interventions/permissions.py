"""Who may do what in interventions: one scope per act of a room, and the roles that carry them."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from noms.chassis.identity.caller import Caller
from noms.chassis.identity.permissions import Scope, may

PROGRAMMES_READ = Scope("interventions:programmes:read", "Read the catalogue of programmes.", personal=False)
REQUIREMENTS_READ = Scope("interventions:requirements:read", "Read the requirements that courts imposed.")
REFERRALS_READ = Scope("interventions:referrals:read", "Read referrals.")
REFERRALS_REFER = Scope("interventions:referrals:refer", "Refer a person to a programme, and withdraw a referral.")
REFERRALS_ASSESS = Scope("interventions:referrals:assess", "Decide on suitability.")
COHORTS_READ = Scope("interventions:cohorts:read", "Read cohorts and their free places.", personal=False)
COHORTS_PLAN = Scope("interventions:cohorts:plan", "Plan cohorts and date their sessions.", personal=False)
PLACEMENT_TAKE = Scope("interventions:placement:take", "Take a place in a cohort for a referral.")
ATTENDANCE_READ = Scope("interventions:attendance:read", "Read who was at a session.")
ATTENDANCE_RECORD = Scope("interventions:attendance:record", "Record and correct attendance.")
COMPLETION_READ = Scope("interventions:completion:read", "Read the evidences of a completion.")
COMPLETION_RECORD = Scope("interventions:completion:record", "Record evidences of completion.")
MEASURES_READ = Scope("interventions:measures:read", "Compute measures from this service's events.", personal=False)
SUBJECT_DATA_READ = Scope("interventions:subject_data:read", "Read everything held of a person, to answer the person with.")
EVENTS_READ = Scope("interventions:events:read", "Read the feed of events.")

CatalogueReader = Annotated[Caller, may(PROGRAMMES_READ)]
RequirementReader = Annotated[Caller, may(REQUIREMENTS_READ)]
ReferralReader = Annotated[Caller, may(REFERRALS_READ)]
Referrer = Annotated[Caller, may(REFERRALS_REFER)]
Assessor = Annotated[Caller, may(REFERRALS_ASSESS)]
CohortReader = Annotated[Caller, may(COHORTS_READ)]
CohortPlanner = Annotated[Caller, may(COHORTS_PLAN)]
PlaceTaker = Annotated[Caller, may(PLACEMENT_TAKE)]
RegisterReader = Annotated[Caller, may(ATTENDANCE_READ)]
RegisterKeeper = Annotated[Caller, may(ATTENDANCE_RECORD)]
EvidenceReader = Annotated[Caller, may(COMPLETION_READ)]
EvidenceRecorder = Annotated[Caller, may(COMPLETION_RECORD)]
MeasureReader = Annotated[Caller, may(MEASURES_READ)]
SubjectDataReader = Annotated[Caller, may(SUBJECT_DATA_READ)]

_READS = [PROGRAMMES_READ, REQUIREMENTS_READ, REFERRALS_READ, COHORTS_READ, ATTENDANCE_READ, COMPLETION_READ]
_DELIVERS = [REFERRALS_ASSESS, COHORTS_PLAN, PLACEMENT_TAKE, ATTENDANCE_RECORD, COMPLETION_RECORD]
_PURCHASES = [PROGRAMMES_READ, COHORTS_READ, MEASURES_READ]

SCOPES: Sequence[Scope] = [*_READS, *_DELIVERS, REFERRALS_REFER, MEASURES_READ, SUBJECT_DATA_READ]

ROLES: Mapping[str, Sequence[Scope]] = {
    "offender-manager": [*_READS, REFERRALS_REFER],
    "offender-supervisor": [PROGRAMMES_READ, REQUIREMENTS_READ, REFERRALS_READ, ATTENDANCE_READ, COMPLETION_READ],
    "programme-team": [*_READS, *_DELIVERS],
    "trust-system": [*_READS, *_DELIVERS, REFERRALS_REFER, MEASURES_READ, EVENTS_READ],
    "contractor-system": [PROGRAMMES_READ, REFERRALS_READ, EVENTS_READ],
    "commissioner": _PURCHASES,
    "contract-manager": _PURCHASES,
    "auditor": [*_READS, MEASURES_READ, EVENTS_READ],
    "commissioning-service": [PROGRAMMES_READ, MEASURES_READ, EVENTS_READ],
    "offender_mgmt-service": [PROGRAMMES_READ, REFERRALS_READ, SUBJECT_DATA_READ, EVENTS_READ],
}
