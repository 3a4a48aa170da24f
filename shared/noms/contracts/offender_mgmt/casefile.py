"""The case file: one read that holds everything about a person's sentence."""

from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.interventions.referrals import ReferralState
from noms.contracts.offender_mgmt.allocations import OfficerRole, Tier
from noms.contracts.offender_mgmt.appearances import AppearanceView
from noms.contracts.offender_mgmt.assessments import AssessmentPurpose, SectionView
from noms.contracts.offender_mgmt.court_report_views import OpenReport
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.handover_circumstances import ResponsibilityDecisionView
from noms.contracts.offender_mgmt.key_dates import KeyDate
from noms.contracts.offender_mgmt.licences import ConditionView, LicenceKind, LicenceState
from noms.contracts.offender_mgmt.order_views import RequirementView
from noms.contracts.offender_mgmt.particular_views import (
    AddressView,
    AliasView,
    DisabilityView,
    PersonalContactView,
    SpokenLanguageView,
)
from noms.contracts.offender_mgmt.persons import PersonView
from noms.contracts.offender_mgmt.plans import ObjectiveView, UnmetNeedView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionView
from noms.contracts.offender_mgmt.recalls import RecallView
from noms.contracts.offender_mgmt.register_views import RegistrationView
from noms.contracts.offender_mgmt.sentences import Court, OrderKind
from noms.contracts.offender_mgmt.terminations import TerminationReason, TerminationView
from noms.contracts.offender_mgmt.transfers import TransferView
from noms.contracts.offender_mgmt.victim_views import CaseVictimContact
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View


class RequirementProgress(View):
    """How far a requirement has been delivered, as the provider's events last told."""

    referral_id: UUID | None
    programme_code: Code | None
    state: ReferralState | None = Field(description="Absent until the person was referred.")
    state_on: Day | None
    sessions_attended: Count
    sessions_planned: Count
    failures_to_comply: Count
    last_session_on: Day | None
    last_outcome_code: Code | None
    as_at: Instant = Field(description="When the last of these facts was true.")


class CaseRequirement(RequirementView):
    """One requirement of an order, and how far it has been delivered."""

    progress: RequirementProgress | None = Field(description="Absent while nothing has been heard from the provider.")
    ended_on: Day | None = Field(description="The day on which it ended by itself, while its order went on.")


class CaseOrder(View):
    """A community order or suspended sentence order."""

    order_id: UUID
    kind: OrderKind
    court: Court
    offence_code: Code
    made_on: Day
    ends_on: Day
    provider: Code
    requirements: list[CaseRequirement]
    ended_on: Day | None = Field(description="The day on which it ended before or on its last day; absent while it runs.")
    end_reason: TerminationReason | None


class CaseCustody(View):
    """Where the person is held now."""

    establishment_code: Code
    establishment_name: Line
    received_on: Day


class CaseNeeds(View):
    """What the latest assessment found."""

    assessment_id: UUID
    purpose: AssessmentPurpose
    completed_on: Day
    sections: list[SectionView]
    needs: list[Code]


class CasePlan(View):
    """The sentence plan in force."""

    plan_id: UUID
    assessment_id: UUID
    agreed_on: Day
    review_by: Day | None
    objectives: list[ObjectiveView]
    unmet_needs: list[UnmetNeedView]


class CaseOfficer(View):
    """An officer who has the case now."""

    role: OfficerRole
    officer_code: Code
    officer_name: Line
    provider: Code | None
    establishment_code: Code | None
    starts_on: Day
    tier: Tier | None
    team_code: Code | None = Field(default=None, description="The team of an offender manager or supervisor.")
    delivers: Line | None = Field(default=None, description="What a key worker delivers.")


class CaseKeyDates(View):
    """The key dates that came into force last."""

    dates: dict[KeyDate, Day]
    indeterminate: Flag
    in_force_since: Instant


class CaseLicence(View):
    """The licence that the person is on; before it begins the approved one, after a recall the revoked one."""

    licence_id: UUID
    kind: LicenceKind
    state: LicenceState
    starts_on: Day
    ends_on: Day | None
    conditions: list[ConditionView]


_OR_NOTHING = "Null means: not for your role, or nothing on record."
_OR_NOT_YOURS = "Null means: not for your role; empty, nothing on record."


class CaseFile(View):
    """Everything on record of one person that the caller's role may see, in one read.

    Each section is there for whoever may read it in its own room. For anybody else it is null, and its key stays.
    """

    person: PersonView
    merged_crns: list[Crn] | None = Field(
        default=None, description=f"The numbers of the records that were merged into this one. {_OR_NOT_YOURS}"
    )
    aliases: list[AliasView] | None = Field(default=None, description=f"The names of today, newest first. {_OR_NOT_YOURS}")
    addresses: list[AddressView] | None = Field(
        default=None, description=f"Where the person lives today, newest first. {_OR_NOT_YOURS}"
    )
    languages: list[SpokenLanguageView] | None = Field(default=None, description=f"Those of today, newest first. {_OR_NOT_YOURS}")
    disabilities: list[DisabilityView] | None = Field(default=None, description=f"Those of today, newest first. {_OR_NOT_YOURS}")
    personal_contacts: list[PersonalContactView] | None = Field(
        default=None, description=f"Whom to call today, newest first. {_OR_NOT_YOURS}"
    )
    closures_in_force: Count | None = Field(
        default=None, description="How many exclusions and restrictions close the record today. Null means: not for your role."
    )
    orders: list[CaseOrder] | None = Field(description=f"Newest first. {_OR_NOT_YOURS}")
    custodial_sentences: list[CustodialSentenceView] | None = Field(description=f"Newest first. {_OR_NOT_YOURS}")
    appearances: list[AppearanceView] | None = Field(
        default=None, description=f"The last ten days in court, newest first. {_OR_NOT_YOURS}"
    )
    custody: CaseCustody | None = Field(description="Null means: not for your role, or not in custody.")
    key_dates: CaseKeyDates | None = Field(
        default=None, description="Null means: not for your role, or neither worked out nor entered yet."
    )
    licence: CaseLicence | None = Field(default=None, description="Null means: not for your role, or none was approved.")
    recall: RecallView | None = Field(
        default=None, description="The one after which the person was not released again. Null means: not for your role, or none."
    )
    terminations: list[TerminationView] | None = Field(
        default=None, description=f"What has ended of orders, requirements and sentences, newest first. {_OR_NOT_YOURS}"
    )
    needs: CaseNeeds | None = Field(description="Null means: not for your role, or not assessed yet.")
    plan: CasePlan | None = Field(description=_OR_NOTHING)
    public_protection: PublicProtectionView | None = Field(description=_OR_NOTHING)
    registrations: list[RegistrationView] | None = Field(
        default=[], description=f"The registers and alerts that stand, each with its next review, newest first. {_OR_NOT_YOURS}"
    )
    victim_contact: CaseVictimContact | None = Field(
        default=None, description="Only for roles that manage the risk; null also where nobody is contacted. It names nobody."
    )
    offender_manager: CaseOfficer | None = Field(description=_OR_NOTHING)
    offender_supervisor: CaseOfficer | None = Field(description=f"In the prison where the person is. {_OR_NOTHING}")
    case_administrator: CaseOfficer | None = Field(default=None, description=_OR_NOTHING)
    key_workers: list[CaseOfficer] | None = Field(default=None, description=f"Newest first. {_OR_NOT_YOURS}")
    responsibility_decision: ResponsibilityDecisionView | None = Field(
        default=None, description=f"The one that holds today, whatever the rules of handover say. {_OR_NOTHING}"
    )
    pending_transfers: list[TransferView] | None = Field(
        default=None, description=f"Requests that await an answer, where your side sends or receives the case. {_OR_NOT_YOURS}"
    )
    open_court_reports: list[OpenReport] | None = Field(
        default=None, description=f"Reports that have not reached their court, the first to be due first. {_OR_NOT_YOURS}"
    )
